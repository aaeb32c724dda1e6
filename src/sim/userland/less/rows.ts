// From a line of text to screen rows: tabs, control characters, overstrikes, highlighted matches, wrapping or chopping.
import { fromUtf8, type ByteString } from '../../kernel/abi/index.ts';
import { codeWidth } from '../../posix/width.ts';
import { characters } from '../lib/locale.ts';

export interface Look {
  readonly width: number;
  readonly chop: boolean;
  /** First column shown when chopped. */
  readonly shift: number;
  readonly numbers: boolean;
  /** -R: colour sequences pass; -r: everything passes. */
  readonly raw: 'none' | 'colour' | 'all';
  readonly tab: number;
  readonly utf8: boolean;
}

type Face = 'plain' | 'standout' | 'bold' | 'underline';
const ON: Readonly<Record<Face, ByteString>> = {
  plain: '',
  standout: '\x1b[7m',
  bold: '\x1b[1m',
  underline: '\x1b[4m',
};
const OFF: Readonly<Record<Face, ByteString>> = {
  plain: '',
  standout: '\x1b[27m',
  bold: '\x1b[0m',
  underline: '\x1b[24m',
};

interface Glyph {
  text: ByteString;
  width: number;
  face: Face;
}

/** At the right edge of a line that goes on. */
const MORE: Glyph = { text: '>', width: 1, face: 'standout' };

const control = (code: number): ByteString => (code === 127 ? '^?' : `^${String.fromCharCode(code + 64)}`);

/** A colour sequence that begins at `at`; '' when there is none. */
const sgrAt = (line: ByteString, at: number): ByteString => /^\x1b\[[0-9;:]*m/.exec(line.slice(at, at + 32))?.[0] ?? '';

function glyphs(line: ByteString, look: Look, hits: readonly (readonly [number, number])[]): Glyph[] {
  const out: Glyph[] = [];
  let column = 0;
  let at = 0;
  let hit = 0;
  while (at < line.length) {
    while (hit < hits.length && (hits[hit]?.[1] ?? 0) <= at) hit += 1;
    const lit = hit < hits.length && at >= (hits[hit]?.[0] ?? Infinity);
    const sgr = look.raw === 'none' ? '' : sgrAt(line, at);
    if (sgr !== '') {
      out.push({ text: sgr, width: 0, face: 'plain' });
      at += sgr.length;
      continue;
    }
    const char = characters(line.slice(at, at + 4), look.utf8)[0] ?? '';
    const next = at + char.length;
    // x BS x is bold, _ BS x underlined: how nroff writes them.
    if (line[next] === '\b' && next + 1 < line.length) {
      const over = characters(line.slice(next + 1, next + 5), look.utf8)[0] ?? '';
      out.push({ text: over, width: 1, face: lit ? 'standout' : char === '_' && over !== '_' ? 'underline' : 'bold' });
      column += 1;
      at = next + 1 + over.length;
      continue;
    }
    const glyph = glyphOf(char, column, look);
    if (lit) glyph.face = 'standout';
    out.push(glyph);
    column += glyph.width;
    at = next;
  }
  return out;
}

function glyphOf(char: ByteString, column: number, look: Look): Glyph {
  const code = char.charCodeAt(0);
  if (code === 9) {
    const width = look.tab - (column % look.tab);
    return { text: ' '.repeat(width), width, face: 'plain' };
  }
  if (look.raw === 'all') return { text: char, width: code < 32 ? 0 : 1, face: 'plain' };
  if (code === 27) return { text: 'ESC', width: 3, face: 'standout' };
  if (code < 32 || code === 127) return { text: control(code), width: 2, face: 'standout' };
  if (char.length === 1 && code >= 128)
    return { text: `<${code.toString(16).toUpperCase()}>`, width: 4, face: 'standout' };
  const width = char.length === 1 ? 1 : codeWidth(fromUtf8(char).codePointAt(0) ?? 0);
  return { text: char, width, face: 'plain' };
}

function draw(row: readonly Glyph[]): ByteString {
  let out = '';
  let face: Face = 'plain';
  for (const glyph of row) {
    if (glyph.face !== face) out += OFF[face] + ON[glyph.face];
    ({ face } = glyph);
    out += glyph.text;
  }
  return out + OFF[face];
}

/** The rows of line number `number` (from 1). There is always at least one. */
export function rowsOf(
  line: ByteString,
  number: number,
  look: Look,
  hits: readonly (readonly [number, number])[] = [],
): readonly ByteString[] {
  const margin = look.numbers ? `${String(number).padStart(7)} ` : '';
  const width = Math.max(1, look.width - margin.length);
  const rows: Glyph[][] = [[]];
  let column = 0;
  for (const glyph of glyphs(line, look, hits)) {
    if (look.chop) {
      const place = column - look.shift;
      const row = rows[0] as Glyph[];
      if (place >= 0 && place + glyph.width <= width) row.push(glyph);
      else if (place >= 0 && glyph.width > 0 && row.at(-1) !== MORE) row.splice(-1, 1, MORE);
      column += glyph.width;
      continue;
    }
    if (column + glyph.width > width) {
      rows.push([]);
      column = 0;
    }
    rows.at(-1)?.push(glyph);
    column += glyph.width;
  }
  return rows.map((row, i) => (i === 0 || margin === '' ? margin : ' '.repeat(margin.length)) + draw(row));
}
