// Tab stops as expand(1) and unexpand(1) take them: one width, a list, `/N` and `+N` for what follows.
import type { ByteString } from '../../kernel/abi/index.ts';

export interface TabStops {
  readonly list: readonly number[];
  /** After the list: every so many columns, from 0 or from the last stop; 0 = single blanks. */
  readonly every: number;
  readonly relative: boolean;
}

export function parseTabs(text: ByteString, quote: (text: string) => string): TabStops | string {
  const list: number[] = [];
  let every = 0;
  let relative = false;
  for (const part of text.split(/[, \t]+/).filter((word) => word !== '')) {
    const found = /^([/+]?)([0-9]+)$/.exec(part);
    if (!found)
      return `tab size contains invalid character(s): ${quote(/^[0-9]*/.exec(part) ? part.replace(/^[0-9]+/, '') : part)}`;
    const value = Number(found[2]);
    if (found[1] !== '') {
      every = value;
      relative = found[1] === '+';
    } else {
      if (value === 0) return 'tab size cannot be 0';
      if (list.length > 0 && value <= (list.at(-1) ?? 0)) return 'tab sizes must be ascending';
      list.push(value);
    }
  }
  if (list.length === 0) return { list, every: every === 0 ? 8 : every, relative: false };
  if (list.length === 1 && every === 0) return { list: [], every: list[0] ?? 8, relative: false };
  return { list, every, relative };
}

/** The first stop after `column`; undefined when there is none. */
export function nextStop(column: number, tabs: TabStops): number | undefined {
  const found = tabs.list.find((stop) => stop > column);
  if (found !== undefined) return found;
  if (tabs.every === 0) return undefined;
  const base = tabs.relative ? (tabs.list.at(-1) ?? 0) : 0;
  return base + (Math.floor((column - base) / tabs.every) + 1) * tabs.every;
}

export function expandLine(line: ByteString, tabs: TabStops, initialOnly: boolean): ByteString {
  let out = '';
  let column = 0;
  let convert = true;
  for (const char of line) {
    if (char === '\t' && convert) {
      const stop = nextStop(column, tabs) ?? column + 1;
      out += ' '.repeat(stop - column);
      column = stop;
      continue;
    }
    out += char;
    if (char === '\b') column = Math.max(0, column - 1);
    else column += 1;
    if (initialOnly && char !== ' ' && char !== '\t') convert = false;
  }
  return out;
}

/** Runs of blanks that reach a tab stop become tabs; a single blank before a stop stays unless more follow. */
export function unexpandLine(line: ByteString, tabs: TabStops, all: boolean): ByteString {
  let out = '';
  let column = 0;
  let pending = '';
  let pendingStart = 0;
  let convert = true;
  let tabbed = '';
  const flush = (): void => {
    out += tabbed + pending;
    pending = '';
    tabbed = '';
  };
  for (const char of line) {
    if (!convert) {
      out += char;
      continue;
    }
    if (char === ' ' || char === '\t') {
      const stop = nextStop(column, tabs);
      if (stop === undefined) {
        flush();
        out += char;
        convert = false;
        continue;
      }
      if (pending === '' && tabbed === '') pendingStart = column;
      if (char === '\t') {
        column = stop;
        tabbed += '\t';
        pending = '';
      } else {
        column += 1;
        pending += ' ';
        if (column === stop) {
          const single = pending.length === 1 && tabbed === '' && column - pendingStart === 1;
          if (!single) {
            tabbed += '\t';
            pending = '';
          }
        }
      }
      continue;
    }
    flush();
    out += char;
    column = char === '\b' ? Math.max(0, column - 1) : column + 1;
    if (!all) convert = false;
  }
  flush();
  return out;
}
