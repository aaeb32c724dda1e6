/** kubectl's JSONPath templates: literal text, {.a.b[0]}, [*], slices, filters, .., {range}…{end}, {"text"}. */
import { toJson, fromJson, unquote } from '../../../../gotmpl/index.ts';
import type { Json } from '../../../engine-api.ts';

type Step =
  | { readonly kind: 'field'; readonly name: string }
  | { readonly kind: 'wildcard' }
  | { readonly kind: 'recursive' }
  | { readonly kind: 'slice'; readonly from?: number; readonly to?: number; readonly step?: number }
  | {
      readonly kind: 'filter';
      readonly left: readonly Step[];
      readonly op: string;
      readonly right: readonly Step[] | Json;
    }
  | { readonly kind: 'identifier'; readonly name: string }
  | { readonly kind: 'union'; readonly paths: readonly (readonly Step[])[] };

type Part =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'path'; readonly steps: readonly Step[] }
  | { readonly kind: 'end' }
  | { readonly kind: 'range'; readonly steps: readonly Step[]; readonly body: readonly Part[] };

class Bad extends Error {}

/** A parsed template, or the words of the error. */
export function parseJsonPath(text: string): readonly Part[] | string {
  try {
    return new Reader(text).parts(false);
  } catch (e) {
    if (e instanceof Bad) return e.message;
    throw e;
  }
}

class Reader {
  private at = 0;
  private readonly text: string;
  constructor(text: string) {
    this.text = text;
  }

  parts(inRange: boolean): Part[] {
    const out: Part[] = [];
    while (this.at < this.text.length) {
      const open = this.text.indexOf('{', this.at);
      if (open !== this.at) {
        out.push({ kind: 'text', text: this.text.slice(this.at, open < 0 ? undefined : open) });
        this.at = open < 0 ? this.text.length : open;
        continue;
      }
      const action = this.action();
      if (/^\s*end\s*$/.test(action)) {
        if (inRange) return out;
        out.push({ kind: 'end' });
        continue;
      }
      const range = /^\s*range\s+([^]*)$/.exec(action);
      if (range !== null) out.push({ kind: 'range', steps: path(range[1]?.trim() ?? ''), body: this.parts(true) });
      else out.push(single(action.trim()));
    }
    // A range without an end goes on to the end of the text.
    return out;
  }

  /** The text between braces; quoted braces do not count. */
  private action(): string {
    const start = this.at + 1;
    let quoted = '';
    for (let i = start; i < this.text.length; i++) {
      const c = this.text[i] as string;
      if (quoted !== '') {
        if (c === '\\') i++;
        else if (c === quoted) quoted = '';
      } else if (c === '"' || c === "'") quoted = c;
      else if (c === '}') {
        this.at = i + 1;
        return this.text.slice(start, i);
      }
    }
    const rest = this.text.slice(start);
    const open = rest.split('[').length > rest.split(']').length;
    throw new Bad(quoted !== '' ? 'unterminated quoted string' : open ? 'unterminated array' : 'unclosed action');
  }
}

function single(action: string): Part {
  if (/^["']/.test(action)) return { kind: 'text', text: stringOf(action) };
  if (/^-?\d+(\.\d+)?$/.test(action)) return { kind: 'text', text: action };
  return { kind: 'path', steps: path(action) };
}

function stringOf(quoted: string): string {
  const body = quoted.startsWith("'")
    ? `"${quoted.slice(1, -1).replaceAll('"', '\\"').replaceAll("\\'", "'")}"`
    : quoted;
  const s = unquote(body);
  if (s === undefined) throw new Bad(`invalid syntax`);
  return s;
}

function path(text: string): Step[] {
  const steps: Step[] = [];
  let i = text.startsWith('$') || text.startsWith('@') ? 1 : 0;
  while (i < text.length) {
    if (text.startsWith('..', i)) {
      steps.push({ kind: 'recursive' });
      i += 1;
    }
    if (text[i] === '.') {
      const m = /^\.((?:\\.|[^.[\]{}()\s=!<>,'"])*)/.exec(text.slice(i));
      const name = (m?.[1] ?? '').replace(/\\(.)/g, '$1');
      i += m?.[0].length ?? 1;
      if (name === '*') steps.push({ kind: 'wildcard' });
      else if (name !== '') steps.push({ kind: 'field', name });
    } else if (text[i] === '[') {
      const end = closing(text, i);
      steps.push(bracket(text.slice(i + 1, end).trim()));
      i = end + 1;
    } else {
      const m = /^[\w-]+/.exec(text.slice(i));
      if (m === null) throw new Bad(`unrecognized character in action: ${JSON.stringify(text[i])}`);
      if (steps.length === 0) steps.push({ kind: 'identifier', name: m[0] });
      i += m[0].length;
    }
  }
  return steps;
}

function closing(text: string, open: number): number {
  let depth = 0;
  let quoted = '';
  for (let i = open; i < text.length; i++) {
    const c = text[i] as string;
    if (quoted !== '') {
      if (c === quoted) quoted = '';
    } else if (c === '"' || c === "'") quoted = c;
    else if (c === '[') depth++;
    else if (c === ']' && --depth === 0) return i;
  }
  throw new Bad('unterminated array');
}

function bracket(inner: string): Step {
  if (inner === '*') return { kind: 'wildcard' };
  const filter = /^\?\(([^]*)\)$/.exec(inner);
  if (filter !== null) return filterStep(filter[1]?.trim() ?? '');
  if (/^["']/.test(inner) && !/["']\s*,/.test(inner)) return { kind: 'field', name: stringOf(inner) };
  const slice = /^(-?\d*)(?::(-?\d*))?(?::(-?\d*))?$/.exec(inner);
  if (slice !== null && inner !== '') {
    const n = (s: string | undefined): number | undefined => (s === undefined || s === '' ? undefined : Number(s));
    if (!inner.includes(':'))
      return { kind: 'slice', from: Number(inner), to: Number(inner) === -1 ? Infinity : Number(inner) + 1 };
    const [from, to, step] = [n(slice[1]), n(slice[2]), n(slice[3])];
    return {
      kind: 'slice',
      ...(from === undefined ? {} : { from }),
      ...(to === undefined ? {} : { to }),
      ...(step === undefined ? {} : { step }),
    };
  }
  if (inner.includes(',')) return { kind: 'union', paths: inner.split(',').map((p) => [bracket(p.trim())]) };
  throw new Bad(`invalid array index ${inner}`);
}

function filterStep(text: string): Step {
  const m = /^([^]*?)\s*(==|!=|<=|>=|<|>)\s*([^]*)$/.exec(text);
  if (m === null) return { kind: 'filter', left: path(text), op: 'exists', right: [] };
  const right = m[3]?.trim() ?? '';
  const value = /^["']/.test(right)
    ? stringOf(right)
    : right === 'true'
      ? true
      : right === 'false'
        ? false
        : /^-?[\d.]+$/.test(right)
          ? Number(right)
          : path(right);
  return { kind: 'filter', left: path(m[1]?.trim() ?? ''), op: m[2] ?? '', right: value };
}

/** Evaluates a template; missing fields print nothing. An error is its words. */
export function evalJsonPath(parts: readonly Part[], data: Json): string | { readonly error: string } {
  try {
    return run(parts, data, data);
  } catch (e) {
    if (e instanceof Bad) return { error: e.message };
    throw e;
  }
}

/** All values of one path. */
export function findAll(parts: readonly Part[], data: Json): readonly Json[] {
  return parts.flatMap((p) => (p.kind === 'text' || p.kind === 'end' ? [] : walk(p.steps, [data], data)));
}

function run(parts: readonly Part[], here: Json, root: Json): string {
  return parts
    .map((p) => {
      if (p.kind === 'text') return p.text;
      if (p.kind === 'end') throw new Bad('not in range, nothing to end');
      const found = walk(p.steps, [here], root);
      if (p.kind === 'path') return found.map(show).join(' ');
      return found.map((x) => run(p.body, x, root)).join('');
    })
    .join('');
}

function show(v: Json): string {
  if (v === null) return '';
  return typeof v === 'object' ? toJson(fromJson(v), { html: true }) : String(v);
}

function walk(steps: readonly Step[], start: readonly Json[], root: Json): readonly Json[] {
  let now = start;
  for (const s of steps) now = now.flatMap((v) => one(s, v, root));
  return now;
}

const isMap = (v: Json): v is { readonly [k: string]: Json } =>
  typeof v === 'object' && v !== null && !Array.isArray(v);

function one(s: Step, v: Json, root: Json): readonly Json[] {
  switch (s.kind) {
    case 'field':
      return isMap(v) && s.name in v ? [v[s.name] ?? null] : [];
    case 'wildcard':
      return Array.isArray(v)
        ? (v as readonly Json[])
        : isMap(v)
          ? Object.keys(v)
              .sort()
              .map((k) => v[k] ?? null)
          : [];
    case 'identifier':
      throw new Bad(`unrecognized identifier ${s.name}`);
    case 'recursive':
      return descend(v);
    case 'slice':
      return Array.isArray(v) ? sliced(s, v as readonly Json[]) : [];
    case 'filter':
      return (Array.isArray(v) ? (v as readonly Json[]) : []).filter((x) => holds(s, x, root));
    case 'union':
      return s.paths.flatMap((p) => walk(p, [v], root));
  }
}

function descend(v: Json): readonly Json[] {
  const below = Array.isArray(v)
    ? (v as readonly Json[])
    : isMap(v)
      ? Object.keys(v)
          .sort()
          .map((k) => v[k] ?? null)
      : [];
  return [v, ...below.flatMap(descend)];
}

function sliced(s: Extract<Step, { kind: 'slice' }>, list: readonly Json[]): readonly Json[] {
  const n = list.length;
  const from = (s.from ?? 0) < 0 ? n + (s.from ?? 0) : (s.from ?? 0);
  const to = s.to === undefined || s.to === Infinity ? n : s.to < 0 ? n + s.to : Math.min(s.to, n);
  if (from < 0 || (from >= n && s.to !== undefined && s.to === from + 1))
    throw new Bad(`array index out of bounds: index ${s.from ?? 0}, length ${n}`);
  const out = list.slice(from, s.from === -1 ? n : to);
  return s.step === undefined || s.step === 1 ? out : out.filter((_, i) => i % (s.step as number) === 0);
}

function holds(s: Extract<Step, { kind: 'filter' }>, x: Json, root: Json): boolean {
  const left = walk(s.left, [x], root);
  if (s.op === 'exists') return left.length > 0;
  const [a] = left;
  const b = Array.isArray(s.right) ? walk(s.right as readonly Step[], [x], root)[0] : (s.right as Json);
  if (a === undefined || b === undefined || a === null || b === null) return false;
  switch (s.op) {
    case '==':
      return a === b;
    case '!=':
      return a !== b;
    case '<':
      return a < b;
    case '>':
      return a > b;
    case '<=':
      return a <= b;
    default:
      return a >= b;
  }
}
