// Where the motions of vi's command mode lead.
import type { Sys } from '../../../kernel/abi/index.ts';
import type { Editor } from '../editor.ts';
import { readKey } from '../input.ts';

export interface Goal {
  readonly at: number;
  /** An operator takes the character under the goal too. */
  readonly inclusive: boolean;
}

type Kind = 'blank' | 'word' | 'other';

function kindAt(line: string, i: number, big: boolean): Kind {
  const char = line[i];
  if (char === undefined || char === ' ' || char === '\t') return 'blank';
  return big || /[A-Za-z0-9_\x80-\xff]/.test(char) ? 'word' : 'other';
}

function nextWord(line: string, from: number, big: boolean): number {
  let i = from;
  const kind = kindAt(line, i, big);
  if (kind !== 'blank') while (i < line.length && kindAt(line, i, big) === kind) i += 1;
  while (i < line.length && kindAt(line, i, big) === 'blank') i += 1;
  return i;
}

function previousWord(line: string, from: number, big: boolean): number {
  let i = from;
  while (i > 0 && kindAt(line, i - 1, big) === 'blank') i -= 1;
  const kind = kindAt(line, i - 1, big);
  while (i > 0 && kindAt(line, i - 1, big) === kind) i -= 1;
  return i;
}

function wordEnd(line: string, from: number, big: boolean): number {
  let i = from + 1;
  while (i < line.length && kindAt(line, i, big) === 'blank') i += 1;
  const kind = kindAt(line, i, big);
  while (i + 1 < line.length && kindAt(line, i + 1, big) === kind) i += 1;
  return Math.min(i, Math.max(0, line.length - 1));
}

const repeat = (count: number, from: number, step: (i: number) => number): number => {
  let at = from;
  for (let n = 0; n < count; n += 1) at = step(at);
  return at;
};

/** f, F, t, T: the character is searched on the line. */
function find(ed: Editor, how: string, char: string, count: number): Goal | undefined {
  const forward = how === 'f' || how === 't';
  let at = ed.point;
  for (let n = 0; n < count; n += 1) {
    at = forward ? ed.line.indexOf(char, at + 1) : at === 0 ? -1 : ed.line.lastIndexOf(char, at - 1);
    if (at < 0) return undefined;
  }
  if (how === 't') at -= 1;
  if (how === 'T') at += 1;
  return { at, inclusive: forward };
}

const PAIRS = '()[]{}';

function matching(line: string, from: number): number | undefined {
  let at = from;
  while (at < line.length && !PAIRS.includes(line[at] as string)) at += 1;
  const open = PAIRS.indexOf(line[at] ?? ' ');
  if (open < 0) return undefined;
  const step = open % 2 === 0 ? 1 : -1;
  const other = PAIRS[open + step];
  let depth = 0;
  for (let i = at; i >= 0 && i < line.length; i += step) {
    if (line[i] === line[at]) depth += 1;
    else if (line[i] === other) depth -= 1;
    if (depth === 0) return i;
  }
  return undefined;
}

const REVERSED: Readonly<Record<string, string>> = { f: 'F', F: 'f', t: 'T', T: 't' };

/** The goal of a motion key; undefined when it leads nowhere. */
export function* goalOf(ed: Editor, key: string, count: number): Sys<Goal | undefined> {
  const { line, point } = ed;
  const plain = (at: number): Goal => ({ at: Math.max(0, Math.min(at, line.length)), inclusive: false });
  switch (key) {
    case 'h':
      return plain(point - count);
    case 'l':
    case ' ':
      return plain(point + count);
    case 'w':
    case 'W':
      return plain(repeat(count, point, (i) => nextWord(line, i, key === 'W')));
    case 'b':
    case 'B':
      return plain(repeat(count, point, (i) => previousWord(line, i, key === 'B')));
    case 'e':
    case 'E':
      return { at: repeat(count, point, (i) => wordEnd(line, i, key === 'E')), inclusive: true };
    case '0':
      return plain(0);
    case '^':
      return plain(/^[ \t]*/.exec(line)?.[0].length ?? 0);
    case '$':
      return plain(line.length);
    case '|':
      return plain(count - 1);
    case '%': {
      const at = matching(line, point);
      return at === undefined ? undefined : { at, inclusive: at > point };
    }
    case 'f':
    case 'F':
    case 't':
    case 'T': {
      const char = String.fromCharCode(yield* readKey(ed));
      ed.vi.find = { how: key, char };
      return find(ed, key, char, count);
    }
    case ';':
    case ',': {
      const last = ed.vi.find;
      return last ? find(ed, key === ';' ? last.how : (REVERSED[last.how] ?? last.how), last.char, count) : undefined;
    }
    case '`': {
      const at = ed.vi.marks.get(String.fromCharCode(yield* readKey(ed)));
      return at === undefined ? undefined : plain(at);
    }
    default:
      return undefined;
  }
}
