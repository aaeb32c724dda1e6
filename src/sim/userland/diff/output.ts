// The forms in which diff(1) shows changes.
import type { ByteString } from '../../kernel/abi/index.ts';
import type { Change } from './script.ts';

export interface Sides {
  readonly a: readonly ByteString[];
  readonly b: readonly ByteString[];
  /** The last line has no newline. */
  readonly aOpen: boolean;
  readonly bOpen: boolean;
}

const colour = (code: string, text: ByteString, on: boolean): ByteString => (on ? `\x1b[${code}m${text}\x1b[0m` : text);
const OPEN = '\\ No newline at end of file\n';

/** `3`, `3,5`; for an empty range the line before. */
const span = (from: number, count: number): string =>
  count === 0 ? String(from) : count === 1 ? String(from + 1) : `${from + 1},${from + count}`;

function lines(
  list: readonly ByteString[],
  open: boolean,
  from: number,
  count: number,
  prefix: string,
  code: string,
  on: boolean,
): ByteString {
  let out = '';
  for (let i = from; i < from + count; i += 1) {
    const text = `${prefix}${list[i] ?? ''}`;
    out += `${code === '' ? text : colour(code, text, on)}\n`;
    if (open && i === list.length - 1) out += OPEN;
  }
  return out;
}

export function normal(changes: readonly Change[], s: Sides, on: boolean): ByteString {
  return changes
    .map((c) => {
      const letter = c.deleted === 0 ? 'a' : c.inserted === 0 ? 'd' : 'c';
      const head = colour('36', `${span(c.a0, c.deleted)}${letter}${span(c.b0, c.inserted)}`, on);
      return `${head}\n${lines(s.a, s.aOpen, c.a0, c.deleted, '< ', '31', on)}${letter === 'c' ? '---\n' : ''}${lines(s.b, s.bOpen, c.b0, c.inserted, '> ', '32', on)}`;
    })
    .join('');
}

/** Changes whose contexts touch stand together. */
function hunks(changes: readonly Change[], context: number): Change[][] {
  const out: Change[][] = [];
  for (const change of changes) {
    const last = out.at(-1)?.at(-1);
    if (last && change.a0 - (last.a0 + last.deleted) <= 2 * context) out.at(-1)?.push(change);
    else out.push([change]);
  }
  return out;
}

interface Window {
  readonly fromA: number;
  readonly toA: number;
  readonly fromB: number;
  readonly toB: number;
}

function windowOf(hunk: readonly Change[], s: Sides, context: number): Window {
  const [first] = hunk;
  const last = hunk.at(-1);
  if (!first || !last) return { fromA: 0, toA: 0, fromB: 0, toB: 0 };
  return {
    fromA: Math.max(0, first.a0 - context),
    toA: Math.min(s.a.length, last.a0 + last.deleted + context),
    fromB: Math.max(0, first.b0 - context),
    toB: Math.min(s.b.length, last.b0 + last.inserted + context),
  };
}

const unifiedRange = (from: number, to: number): string =>
  to - from === 1 ? String(from + 1) : to === from ? `${from},0` : `${from + 1},${to - from}`;

export function unified(changes: readonly Change[], s: Sides, context: number, on: boolean): ByteString {
  return hunks(changes, context)
    .map((hunk) => {
      const w = windowOf(hunk, s, context);
      let out = `${colour('36', `@@ -${unifiedRange(w.fromA, w.toA)} +${unifiedRange(w.fromB, w.toB)} @@`, on)}\n`;
      let at = w.fromA;
      for (const c of hunk) {
        out += lines(s.a, s.aOpen, at, c.a0 - at, ' ', '', on);
        out += lines(s.a, s.aOpen, c.a0, c.deleted, '-', '31', on);
        out += lines(s.b, s.bOpen, c.b0, c.inserted, '+', '32', on);
        at = c.a0 + c.deleted;
      }
      return out + lines(s.a, s.aOpen, at, w.toA - at, ' ', '', on);
    })
    .join('');
}

const contextRange = (from: number, to: number): string => (to - from <= 1 ? String(to) : `${from + 1},${to}`);

export function contextual(changes: readonly Change[], s: Sides, context: number): ByteString {
  return hunks(changes, context)
    .map((hunk) => {
      const w = windowOf(hunk, s, context);
      const side = (
        list: readonly ByteString[],
        open: boolean,
        from: number,
        to: number,
        pick: (c: Change) => readonly [number, number],
        sign: string,
      ): string => {
        let out = '';
        let at = from;
        for (const c of hunk) {
          const [start, count] = pick(c);
          out += lines(list, open, at, start - at, '  ', '', false);
          out += lines(list, open, start, count, `${c.deleted > 0 && c.inserted > 0 ? '!' : sign} `, '', false);
          at = start + count;
        }
        return out + lines(list, open, at, to - at, '  ', '', false);
      };
      const old = hunk.some((c) => c.deleted > 0)
        ? side(s.a, s.aOpen, w.fromA, w.toA, (c) => [c.a0, c.deleted], '-')
        : '';
      const fresh = hunk.some((c) => c.inserted > 0)
        ? side(s.b, s.bOpen, w.fromB, w.toB, (c) => [c.b0, c.inserted], '+')
        : '';
      return `***************\n*** ${contextRange(w.fromA, w.toA)} ****\n${old}--- ${contextRange(w.fromB, w.toB)} ----\n${fresh}`;
    })
    .join('');
}

/** An ed script: from the end to the beginning. */
export function edScript(changes: readonly Change[], s: Sides): ByteString {
  return [...changes]
    .reverse()
    .map((c) => {
      const letter = c.deleted === 0 ? 'a' : c.inserted === 0 ? 'd' : 'c';
      return `${span(c.a0, c.deleted)}${letter}\n${
        c.inserted > 0
          ? `${s.b
              .slice(c.b0, c.b0 + c.inserted)
              .map((line) => `${line === '.' ? '..' : line}\n`)
              .join('')}.\n`
          : ''
      }`;
    })
    .join('');
}

export function rcs(changes: readonly Change[], s: Sides): ByteString {
  return changes
    .map(
      (c) =>
        (c.deleted > 0 ? `d${c.a0 + 1} ${c.deleted}\n` : '') +
        (c.inserted > 0
          ? `a${c.a0 + c.deleted} ${c.inserted}\n${s.b
              .slice(c.b0, c.b0 + c.inserted)
              .map((line) => `${line}\n`)
              .join('')}`
          : ''),
    )
    .join('');
}

export interface SideOptions {
  readonly width: number;
  readonly leftColumn: boolean;
  readonly suppressCommon: boolean;
  readonly expandTabs: boolean;
}

const TAB = 8;

/** Side by side, as side.c of diffutils lays it out. */
export function sideBySide(changes: readonly Change[], s: Sides, options: SideOptions): ByteString {
  const t = options.expandTabs ? 1 : TAB;
  const gutter = 3;
  const w = options.width;
  const unaligned = Math.floor(w / 2) + Math.floor((t + gutter) / 2) + (w & (t + gutter) & 1);
  const off = unaligned - (unaligned % t);
  const half = Math.max(0, Math.min(off - gutter, w - off));
  const second = half > 0 ? off : w;
  let out = '';
  const moveTo = (from: number, to: number): number => {
    let at = from;
    if (!options.expandTabs) {
      for (let tab = at + TAB - (at % TAB); tab <= to; tab += TAB) {
        out += '\t';
        at = tab;
      }
    }
    for (; at < to; at += 1) out += ' ';
    return to;
  };
  /** As much of a line as fits; the column after it. */
  const halfLine = (text: ByteString, indent: number): number => {
    let column = 0;
    for (const char of text) {
      if (char === '\t') {
        const next = column + TAB - (column % TAB);
        if (next > half) break;
        if (options.expandTabs) out += ' '.repeat(next - column);
        else if (indent % TAB === 0) out += '\t';
        else out += ' '.repeat(next - column);
        column = next;
      } else {
        if (column >= half) break;
        out += char;
        column += 1;
      }
    }
    return column;
  };
  const row = (
    left: ByteString | undefined,
    mark: string,
    right: ByteString | undefined,
    leftEnds: boolean,
    rightEnds: boolean,
  ): void => {
    let column = left === undefined ? 0 : halfLine(left, 0);
    let ends = left !== undefined && leftEnds;
    if (mark !== ' ') {
      column = moveTo(column, Math.floor((half + second - 1) / 2)) + 1;
      out += mark === '|' && ends !== rightEnds ? (ends ? '/' : '\\') : mark;
    }
    if (right !== undefined) {
      ends = ends || rightEnds;
      if (right !== '') {
        moveTo(column, second);
        halfLine(right, second);
      }
    }
    if (ends) out += '\n';
  };
  const endsA = (i: number): boolean => !(s.aOpen && i === s.a.length - 1);
  const endsB = (i: number): boolean => !(s.bOpen && i === s.b.length - 1);
  let i = 0;
  let j = 0;
  const common = (until: number): void => {
    for (; i < until; i += 1, j += 1) {
      if (options.suppressCommon) continue;
      if (options.leftColumn) row(s.a[i], '(', undefined, endsA(i), false);
      else row(s.a[i], ' ', s.b[j], endsA(i), endsB(j));
    }
  };
  for (const c of changes) {
    common(c.a0);
    const both = Math.min(c.deleted, c.inserted);
    for (let k = 0; k < both; k += 1, i += 1, j += 1) row(s.a[i], '|', s.b[j], endsA(i), endsB(j));
    for (let k = both; k < c.inserted; k += 1, j += 1) row(undefined, '>', s.b[j], false, endsB(j));
    for (let k = both; k < c.deleted; k += 1, i += 1) row(s.a[i], '<', undefined, endsA(i), false);
  }
  common(s.a.length);
  return out;
}
