// Commands that move the point: characters, words, lines, search for a character.
import { nextChar, previousChar } from './cells.ts';
import { ding, type EditCommand, type Editor } from './editor.ts';
import { readKey } from './input.ts';

/** Letters and digits make words; every other byte of ASCII separates them. */
export function isWordChar(ed: Editor, i: number): boolean {
  const code = ed.line.charCodeAt(i);
  if (code >= 0x80) return ed.multibyte;
  return (code >= 0x30 && code <= 0x39) || (code >= 0x41 && code <= 0x5a) || (code >= 0x61 && code <= 0x7a);
}

export const back = (ed: Editor, i: number): number => previousChar(ed.line, i, ed.multibyte);
export const ahead = (ed: Editor, i: number): number => nextChar(ed.line, i, ed.multibyte);

export function forwardChar(ed: Editor, count: number): void {
  if (count < 0) {
    backwardChar(ed, -count);
    return;
  }
  for (let i = 0; i < count; i += 1) {
    if (ed.point === ed.line.length) {
      ding(ed);
      return;
    }
    ed.point = ahead(ed, ed.point);
  }
}

export function backwardChar(ed: Editor, count: number): void {
  if (count < 0) {
    forwardChar(ed, -count);
    return;
  }
  for (let i = 0; i < count; i += 1) {
    if (ed.point === 0) {
      ding(ed);
      return;
    }
    ed.point = back(ed, ed.point);
  }
}

/** To the end of the next word(s). */
export function forwardWord(ed: Editor, count: number): void {
  if (count < 0) {
    backwardWord(ed, -count);
    return;
  }
  for (let n = 0; n < count && ed.point < ed.line.length; n += 1) {
    let i = ed.point;
    while (i < ed.line.length && !isWordChar(ed, i)) i = ahead(ed, i);
    while (i < ed.line.length && isWordChar(ed, i)) i = ahead(ed, i);
    ed.point = i;
  }
}

/** To the start of the word(s) before. */
export function backwardWord(ed: Editor, count: number): void {
  if (count < 0) {
    forwardWord(ed, -count);
    return;
  }
  for (let n = 0; n < count && ed.point > 0; n += 1) {
    let i = ed.point;
    while (i > 0 && !isWordChar(ed, back(ed, i))) i = back(ed, i);
    while (i > 0 && isWordChar(ed, back(ed, i))) i = back(ed, i);
    ed.point = i;
  }
}

/** Behind the shell word at or after `i`: quoting joins, blanks and operators end it. */
function shellWordEnd(line: string, from: number): number {
  let i = from;
  while (i < line.length && isShellBreak(line[i] as string)) i += 1;
  while (i < line.length && !isShellBreak(line[i] as string)) i = skipQuoted(line, i);
  return i;
}

const isShellBreak = (char: string): boolean => ' \t\n;|&()<>'.includes(char);

/** Behind the character at `i`, or behind the quoted piece that begins there. */
function skipQuoted(line: string, i: number): number {
  const char = line[i];
  if (char === '\\') return Math.min(line.length, i + 2);
  if (char === "'") {
    const end = line.indexOf("'", i + 1);
    return end < 0 ? line.length : end + 1;
  }
  if (char === '"') {
    let j = i + 1;
    while (j < line.length && line[j] !== '"') j += line[j] === '\\' ? 2 : 1;
    return Math.min(line.length, j + 1);
  }
  return i + 1;
}

/** Starts and ends of the shell words of a line. */
export function shellWords(line: string): readonly (readonly [number, number])[] {
  const out: (readonly [number, number])[] = [];
  let i = 0;
  for (;;) {
    while (i < line.length && isShellBreak(line[i] as string)) i += 1;
    if (i >= line.length) return out;
    const end = shellWordEnd(line, i);
    out.push([i, end]);
    i = end;
  }
}

export function forwardShellWord(ed: Editor, count: number): void {
  if (count < 0) {
    backwardShellWord(ed, -count);
    return;
  }
  for (let n = 0; n < count; n += 1) {
    const next = shellWords(ed.line).find(([, end]) => end > ed.point);
    ed.point = next ? next[1] : ed.line.length;
  }
}

export function backwardShellWord(ed: Editor, count: number): void {
  if (count < 0) {
    forwardShellWord(ed, -count);
    return;
  }
  for (let n = 0; n < count; n += 1) {
    const before = shellWords(ed.line).filter(([start]) => start < ed.point);
    ed.point = before.at(-1)?.[0] ?? 0;
  }
}

function findChar(ed: Editor, count: number, char: string): void {
  const step = count < 0 ? -1 : 1;
  let at = ed.point;
  for (let n = Math.abs(count); n > 0; n -= 1) {
    do at += step;
    while (at >= 0 && at < ed.line.length && ed.line[at] !== char);
    if (at < 0 || at >= ed.line.length) {
      ding(ed);
      return;
    }
  }
  ed.point = at;
}

export const MOTION: Readonly<Record<string, EditCommand>> = {
  'beginning-of-line': (ed) => {
    ed.point = 0;
  },
  'end-of-line': (ed) => {
    ed.point = ed.line.length;
  },
  'forward-char': forwardChar,
  'backward-char': backwardChar,
  'forward-byte': forwardChar,
  'backward-byte': backwardChar,
  'forward-word': forwardWord,
  'backward-word': backwardWord,
  'shell-forward-word': forwardShellWord,
  'shell-backward-word': backwardShellWord,
  'character-search': function* (ed, count) {
    findChar(ed, count, String.fromCharCode(yield* readKey(ed)));
  },
  'character-search-backward': function* (ed, count) {
    findChar(ed, -count, String.fromCharCode(yield* readKey(ed)));
  },
  'set-mark': (ed, count) => {
    ed.mark = ed.explicit ? Math.min(Math.max(0, count), ed.line.length) : ed.point;
    ed.region = false;
  },
  'exchange-point-and-mark': (ed) => {
    if (ed.mark > ed.line.length) {
      ding(ed);
      return;
    }
    [ed.point, ed.mark] = [ed.mark, ed.point];
    ed.region = true;
    ed.keepRegion = true;
  },
};
