/** encoding/json: values to JSON text, compact or indented, and JSON text to values with the order of its keys. */
import { formatFloat } from './float.ts';
import { encodeRune, runeAt, RUNE_ERROR } from './text.ts';
import type { Struct } from './value.ts';
import { Dict, Func, List, Nil, Scalar, isTrue, sortedKeys, type Value } from './value.ts';

export interface JsonOptions {
  /** Escape <, > and & as json.Marshal does unless told otherwise. */
  readonly html?: boolean;
}

export function jsonString(s: string, options: JsonOptions = {}): string {
  let out = '"';
  for (let i = 0; i < s.length;) {
    const c = s[i] as string;
    const { rune, size } = runeAt(s, i);
    i += size;
    if (c === '"' || c === '\\') out += '\\' + c;
    else if (c === '\n') out += '\\n';
    else if (c === '\r') out += '\\r';
    else if (c === '\t') out += '\\t';
    else if (c === '\b') out += '\\b';
    else if (c === '\f') out += '\\f';
    else if (rune < 0x20 || rune === 0x2028 || rune === 0x2029 || (options.html === true && '<>&'.includes(c))) {
      out += '\\u' + rune.toString(16).padStart(4, '0');
    } else if (rune === RUNE_ERROR && size === 1) out += '\\ufffd';
    else out += encodeRune(rune);
  }
  return out + '"';
}

function jsonNumber(v: number): string {
  const abs = Math.abs(v);
  if (abs !== 0 && (abs < 1e-6 || abs >= 1e21)) return formatFloat(v, 'e', -1).replace(/e-0(\d)$/, 'e-$1');
  return formatFloat(v, 'f', -1);
}

/** json.Marshal. Struct fields keep their order, map keys are sorted. */
export function toJson(v: Value, options: JsonOptions = {}): string {
  if (v === undefined || v === null) return 'null';
  if (typeof v === 'string') return jsonString(v, options);
  if (typeof v === 'number') return jsonNumber(v);
  if (typeof v === 'bigint' || typeof v === 'boolean') return String(v);
  if (v instanceof Scalar) return v.type === 'json.Number' ? String(v.value) : toJson(v.value, options);
  if (v instanceof Nil) return 'null';
  if (v instanceof List) return `[${v.items.map((x) => toJson(x, options)).join(',')}]`;
  if (v instanceof Dict)
    return `{${sortedKeys(v)
      .map((k) => `${jsonString(k, options)}:${toJson(v.entries.get(k), options)}`)
      .join(',')}}`;
  if (v instanceof Func) return 'null';
  return structJson(v, options);
}

function structJson(v: Struct, options: JsonOptions): string {
  if (v.options.marshal !== undefined) return v.options.marshal();
  if (v.options.json !== undefined) return toJson(v.options.json(), options);
  const out: string[] = [];
  for (const [name, x] of v.fields) {
    const tag = v.options.tags?.get(name) ?? name;
    const optional = tag.endsWith('?');
    if (tag === '-' || (optional && !isTrue(x))) continue;
    out.push(`${jsonString(optional ? tag.slice(0, -1) : tag, options)}:${toJson(x, options)}`);
  }
  return `{${out.join(',')}}`;
}

/** json.Indent of compact JSON. */
export function indentJson(json: string, prefix: string, indent: string): string {
  let out = '';
  let depth = 0;
  const line = (): string => '\n' + prefix + indent.repeat(depth);
  for (let i = 0; i < json.length; i++) {
    const c = json[i] as string;
    if (c === '"') {
      const start = i;
      for (i++; json[i] !== '"'; i++) if (json[i] === '\\') i++;
      out += json.slice(start, i + 1);
    } else if (c === '{' || c === '[') {
      const empty = json[i + 1] === (c === '{' ? '}' : ']');
      if (empty) {
        out += c + (json[++i] as string);
      } else {
        depth++;
        out += c + line();
      }
    } else if (c === '}' || c === ']') {
      depth--;
      out += line() + c;
    } else if (c === ',') out += c + line();
    else if (c === ':') out += ': ';
    else if (!/\s/.test(c)) out += c;
  }
  return out;
}
