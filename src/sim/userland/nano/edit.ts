// What keys do to the text: typing, taking away, cutting and pasting, indenting.
import type { ByteString } from '../../kernel/abi/index.ts';
import { insertText, keepLast } from './file.ts';
import type { Nano } from './state.ts';

export function type(nano: Nano, text: ByteString): void {
  nano.begin('addition');
  const { line, col, row } = nano;
  nano.buf.replace(row, 1, [line.slice(0, col) + text + line.slice(col)]);
  keepLast(nano);
  nano.go(row, col + text.length);
  nano.end('addition');
}

export function newLine(nano: Nano): void {
  nano.settle();
  nano.begin('line break');
  const { line, col, row } = nano;
  const indent = nano.options.autoindent ? (/^[ \t]*/.exec(line.slice(0, col))?.[0] ?? '') : '';
  nano.buf.replace(row, 1, [line.slice(0, col), indent + line.slice(col)]);
  keepLast(nano);
  nano.go(row + 1, indent.length);
  nano.end('line break');
  nano.settle();
}

/** ^D and Delete */
export function deleteForward(nano: Nano): void {
  if (nano.mark) return cutRegion(nano, false);
  const { line, col, row } = nano;
  if (col < line.length) {
    nano.begin('deletion');
    nano.buf.replace(row, 1, [line.slice(0, col) + line.slice(nano.chars.next(line, col))]);
    nano.go(row, col);
    nano.end('deletion');
  } else if (row < nano.buf.last) {
    nano.settle();
    nano.begin('line join');
    nano.buf.replace(row, 2, [line + nano.buf.line(row + 1)]);
    keepLast(nano);
    nano.go(row, col);
    nano.end('line join');
  }
}

export function deleteBack(nano: Nano): void {
  if (nano.mark) return cutRegion(nano, false);
  const { row, col, line } = nano;
  if (col > 0) {
    const from = nano.chars.previous(line, col);
    nano.begin('deletion');
    nano.buf.replace(row, 1, [line.slice(0, from) + line.slice(col)]);
    nano.go(row, from);
    nano.end('deletion');
  } else if (row > 0) {
    const before = nano.buf.line(row - 1);
    nano.settle();
    nano.begin('line join');
    // Behind the text nothing is taken away: the empty last line stays.
    if (row < nano.buf.last || before === '') nano.buf.replace(row - 1, 2, [before + line]);
    keepLast(nano);
    nano.go(row - 1, before.length);
    nano.end('line join');
  }
}

function region(nano: Nano): { from: { row: number; col: number }; to: { row: number; col: number } } | undefined {
  const { mark } = nano;
  if (!mark) return undefined;
  const down = mark.row < nano.row || (mark.row === nano.row && mark.col <= nano.col);
  const here = { row: nano.row, col: nano.col };
  return down ? { from: mark, to: here } : { from: here, to: mark };
}

function marked(nano: Nano): readonly ByteString[] {
  const area = region(nano);
  if (!area) return [];
  const { from, to } = area;
  const text = nano.buf.lines.slice(from.row, to.row + 1);
  text[text.length - 1] = (text.at(-1) ?? '').slice(0, to.col);
  text[0] = (text[0] ?? '').slice(from.col);
  return text;
}

function cutRegion(nano: Nano, keep: boolean): void {
  const area = region(nano);
  if (!area) return;
  const { from, to } = area;
  if (keep) nano.cut = marked(nano);
  nano.settle();
  nano.begin('cut');
  const line = nano.buf.line(from.row).slice(0, from.col) + nano.buf.line(to.row).slice(to.col);
  nano.buf.replace(from.row, to.row - from.row + 1, [line]);
  keepLast(nano);
  nano.mark = undefined;
  nano.go(from.row, from.col);
  nano.end('cut');
}

/** ^K */
export function cut(nano: Nano): void {
  if (nano.mark) {
    cutRegion(nano, true);
    nano.message = undefined;
    return;
  }
  const { row, line } = nano;
  if (row === nano.buf.last && line === '') return nano.say('Nothing was cut', true);
  const old = nano.cutting ? nano.cut.slice(0, -1) : [];
  nano.cut = [...old, line, ''];
  nano.settle();
  nano.begin('cut');
  if (row === nano.buf.last) nano.buf.replace(row, 1, ['']);
  else nano.buf.replace(row, 1, []);
  nano.go(row, 0);
  nano.end('cut');
  nano.message = undefined;
  nano.cutting = true;
}

/** M-6 */
export function copy(nano: Nano): void {
  if (nano.mark) {
    nano.cut = marked(nano);
    nano.mark = undefined;
    return;
  }
  const old = nano.cutting ? nano.cut.slice(0, -1) : [];
  nano.cut = [...old, nano.line, ''];
  nano.go(Math.min(nano.buf.last, nano.row + 1), 0);
  nano.cutting = true;
}

/** ^U */
export function paste(nano: Nano): void {
  if (nano.cut.length === 0) return nano.say('Cutbuffer is empty', true);
  nano.settle();
  nano.begin('paste');
  insertText(nano, nano.cut.join('\n'));
  nano.mark = undefined;
  nano.end('paste');
  nano.message = undefined;
}

/** Text from outside. */
export function pasted(nano: Nano, text: ByteString): void {
  nano.settle();
  nano.begin('insertion');
  insertText(nano, text);
  nano.end('insertion');
}

export function tab(nano: Nano): void {
  if (nano.mark) return indent(nano, true);
  const { tab: width, tabsToSpaces } = nano.options;
  const column = nano.chars.column(nano.line, nano.col, width);
  type(nano, tabsToSpaces ? ' '.repeat(width - (column % width)) : '\t');
}

/** M-} and M-{ */
export function indent(nano: Nano, more: boolean): void {
  const area = region(nano) ?? { from: nano, to: nano };
  const unit = nano.options.tabsToSpaces ? ' '.repeat(nano.options.tab) : '\t';
  nano.settle();
  nano.begin(more ? 'indent' : 'unindent');
  const { col, row } = nano;
  let moved = 0;
  for (let at = area.from.row; at <= area.to.row; at += 1) {
    const line = nano.buf.line(at);
    const gone = /^(?:\t| {1,8})/.exec(line)?.[0].length ?? 0;
    if (at === row) moved = more ? (line === '' ? 0 : unit.length) : -gone;
    if (line !== '' || !more) nano.buf.replace(at, 1, [more ? unit + line : line.slice(gone)]);
  }
  nano.go(row, Math.max(0, col + moved));
  nano.end(more ? 'indent' : 'unindent');
  nano.settle();
}
