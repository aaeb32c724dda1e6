/** YAML as kubectl prints it: sorted keys, lists at the level of their key, quoting of go-yaml (YAML 1.1 rules). */
import { formatFloat, quote } from '../../../gotmpl/index.ts';
import type { Json } from '../../engine-api.ts';

export function toYaml(v: Json): string {
  return node(v, 0).replace(/^\n/, '') + '\n';
}

/** The text after a key or dash: starts with a space (a value in the line) or a line end (a block). */
function node(v: Json, indent: number): string {
  if (Array.isArray(v)) return sequence(v as readonly Json[], indent);
  if (typeof v === 'object' && v !== null) return mapping(v as { readonly [k: string]: Json }, indent);
  return scalar(v, indent);
}

function mapping(v: { readonly [k: string]: Json }, indent: number): string {
  const keys = Object.keys(v).sort();
  if (keys.length === 0) return '{}';
  const pad = ' '.repeat(indent);
  return keys.map((k) => `\n${pad}${plainOrQuoted(k)}:${child(v[k] ?? null, indent)}`).join('');
}

/** A value below a key: maps go two deeper, lists stay where the key is. */
function child(v: Json, indent: number): string {
  const text = node(v, Array.isArray(v) ? indent : indent + 2);
  return text.startsWith('\n') ? text : ` ${text}`;
}

function sequence(v: readonly Json[], indent: number): string {
  if (v.length === 0) return '[]';
  const pad = ' '.repeat(indent);
  return v
    .map((x) => {
      const text = node(x, indent + 2);
      // The first line of a block stands right after the dash.
      return `\n${pad}- ${text.startsWith('\n') ? text.slice(1 + indent + 2) : text}`;
    })
    .join('');
}

function scalar(v: string | number | boolean | null, indent: number): string {
  if (v === null) return 'null';
  if (typeof v === 'number') return Number.isInteger(v) ? String(v) : formatFloat(v, 'g', -1);
  if (typeof v === 'boolean') return String(v);
  return v.includes('\n') && literalAllowed(v) ? literal(v, indent) : plainOrQuoted(v);
}

function literalAllowed(s: string): boolean {
  return !/ \n| $|[\x00-\x09\x0b-\x1f\x7f]/.test(s);
}

function literal(s: string, indent: number): string {
  const chomp = !s.endsWith('\n') ? '-' : s.endsWith('\n\n') || s === '\n' ? '+' : '';
  const hint = /^[ \n]/.test(s) ? '2' : '';
  const pad = ' '.repeat(Math.max(indent, 2));
  const body = (s.endsWith('\n') ? s.slice(0, -1) : s).split('\n').map((line) => (line === '' ? '' : pad + line));
  return `|${hint}${chomp}\n${body.join('\n')}`;
}

const SPECIAL = new Set(['', '~', 'null', 'Null', 'NULL']);
const BOOL = /^(y|Y|yes|Yes|YES|on|On|ON|true|True|TRUE|n|N|no|No|NO|off|Off|OFF|false|False|FALSE)$/;
const NUMBER =
  /^[-+]?(0b[01_]+|0x[0-9a-fA-F_]+|0o?[0-7_]+|[0-9][0-9_]*|(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?|\.inf|\.Inf|\.INF)$|^(\.nan|\.NaN|\.NAN)$/;
const TIME = /^\d{4}-\d\d?-\d\d?([Tt ]+\d\d?:\d\d:\d\d(\.\d*)?\s*(Z|[-+]\d\d?(:?\d\d)?)?)?$/;
const BASE60 = /^[-+]?[0-9][0-9_]*(:[0-5]?[0-9])+(\.[0-9_]*)?$/;

/** Would the bare text be read as something other than a string? */
function isOther(s: string): boolean {
  return SPECIAL.has(s) || BOOL.test(s) || NUMBER.test(s) || TIME.test(s) || BASE60.test(s);
}

function plainOrQuoted(s: string): string {
  if (isOther(s) || /[\x00-\x1f\x7f]/.test(s)) return quote(s);
  const indicator = /^[#,[\]{}&*!|>'"%@`]|^[-?:](\s|$)|:(\s|$)|\s#|^(---|\.\.\.)/.test(s) || /^\s|\s$/.test(s);
  return indicator ? `'${s.replaceAll("'", "''")}'` : s;
}
