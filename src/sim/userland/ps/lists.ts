// Lists in arguments: formats, sort keys, pids and names. Errors are ps's own words, thrown as ListError inside the parser.
import type { ByteString } from '../../kernel/abi/index.ts';
import { findColumn } from './columns.ts';
import type { FormatItem } from './request.ts';

/** A learner's mistake in an option; caught by the parser, never leaves this folder. */
export class UsageError extends Error {}

export const fail = (text: string): never => {
  throw new UsageError(text);
};

/** AIX format descriptors: `%p`. */
const AIX: Readonly<Record<string, string>> = {
  C: 'pcpu',
  G: 'group',
  P: 'ppid',
  U: 'user',
  a: 'args',
  c: 'comm',
  g: 'rgroup',
  n: 'nice',
  p: 'pid',
  r: 'pgid',
  t: 'etime',
  u: 'ruser',
  x: 'time',
  y: 'tty',
  z: 'vsz',
};

function aixFormat(text: string): FormatItem[] {
  const items: FormatItem[] = [];
  for (const [, letter, literal] of text.matchAll(/%([^])|([^%]+)/g)) {
    if (literal !== undefined) items.push({ kind: 'text', text: literal });
    else if (letter === '%') items.push({ kind: 'text', text: '%' });
    else
      items.push({
        kind: 'column',
        name: AIX[letter ?? ''] ?? fail('bad AIX field descriptor'),
        header: undefined,
        width: undefined,
      });
  }
  return items;
}

/** `pid,comm=NAME,args:20` */
export function parseFormat(text: ByteString): FormatItem[] {
  // `%cpu` and `%mem` are names, `%p` is a descriptor
  if (text.includes('%') && !/%(cpu|mem)/.test(text)) return aixFormat(text);
  const trimmed = text.replace(/[ ,]$/, '');
  return trimmed.split(/[ ,]/).map((part) => {
    if (part === '') return fail('improper format list');
    const equals = part.indexOf('=');
    const header = equals < 0 ? undefined : part.slice(equals + 1);
    const spec = equals < 0 ? part : part.slice(0, equals);
    const colon = spec.indexOf(':');
    const name = colon < 0 ? spec : spec.slice(0, colon);
    let width: number | undefined;
    if (colon >= 0) {
      width = Number(spec.slice(colon + 1));
      if (!Number.isInteger(width) || width <= 0) fail('column widths must be unsigned decimal numbers');
    }
    if (!findColumn(name)) fail(`unknown user-defined format specifier "${name}"`);
    return { kind: 'column', name, header, width };
  });
}

export interface SortKey {
  readonly key: string;
  readonly descending: boolean;
}

/** `-%mem,+pid` */
export function parseSort(text: ByteString): SortKey[] {
  return text.split(',').map((part) => {
    const descending = part.startsWith('-');
    const key = part.replace(/^[+-]/, '');
    if (!findColumn(key)) fail('unknown sort specifier');
    return { key, descending };
  });
}

/** Sort codes of BSD `O` (ps(1), OBSOLETE SORT KEYS). */
const SHORT_KEYS: Readonly<Record<string, string>> = {
  c: 'pcpu',
  C: 'pcpu',
  f: 'flags',
  g: 'pgid',
  G: 'tpgid',
  j: 'cputime',
  J: 'cputime',
  k: 'utime',
  m: 'min_flt',
  M: 'maj_flt',
  n: 'min_flt',
  N: 'maj_flt',
  o: 'session',
  p: 'pid',
  P: 'ppid',
  r: 'rss',
  R: 'rss',
  s: 'size',
  S: 'size',
  t: 'tty',
  T: 'start_time',
  U: 'uid',
  u: 'user',
  v: 'vsize',
  y: 'priority',
};

/** BSD `O` is a format when all its words are specifiers, else short sort codes. */
export function shortSort(text: ByteString): SortKey[] | undefined {
  const keys: SortKey[] = [];
  for (const [, sign, letter] of text.matchAll(/([+-]?)(.)/g)) {
    const key = SHORT_KEYS[letter ?? ''];
    if (key === undefined) return undefined;
    keys.push({ key, descending: sign === '-' });
  }
  return keys;
}

const items = (text: ByteString): ByteString[] => text.split(/[ ,\t]+/).filter((part) => part !== '');

/** Largest pid ps accepts. */
const MAX_PID = 0x7fffffff;

export function parsePids(text: ByteString): ByteString[] {
  const list = items(text);
  if (list.length === 0) fail('process ID list syntax error');
  for (const part of list) {
    if (!/^-?[0-9]+$/.test(part)) fail('process ID list syntax error');
    if (Number(part) < 1 || Number(part) > MAX_PID) fail('process ID out of range');
  }
  return list;
}

export function parseNames(text: ByteString, missing: string): ByteString[] {
  const list = items(text);
  return list.length === 0 ? fail(missing) : list;
}
