// What nano shows: the title, the text, the status or a question, two lines of keys.
import type { ByteString } from '../../kernel/abi/index.ts';
import type { Frame } from '../editor/painter.ts';
import { MAIN_HELP, PAGE_HELP } from './help.ts';
import type { Help, Nano } from './state.ts';

const VERSION = 'GNU nano 7.2';
const REVERSE = '\x1b[7m';
const ALERT = '\x1b[1m\x1b[37m\x1b[41m';
const PLAIN = '\x1b[m';

const reverse = (text: ByteString): ByteString => `${REVERSE}${text}${PLAIN}`;
const width = (nano: Nano, text: ByteString): number => nano.chars.column(text, text.length, 0);

/** At least two digits, and a blank. */
export const margin = (nano: Nano): number =>
  nano.options.numbers ? Math.max(2, String(nano.buf.lines.length).length) + 1 : 0;

/** The first column shown of a line whose cursor is in `column`. */
export function pageStart(nano: Nano, column: number): number {
  const cols = nano.cols - margin(nano);
  if (column === 0 || column + 2 < cols || cols <= 8) return 0;
  return column - 6 - ((column - 6) % (cols - 8));
}

function title(nano: Nano): ByteString {
  const path = nano.page ? 'Main nano help text' : nano.name === '' ? 'New Buffer' : nano.name;
  const state = nano.page ? '' : nano.options.view ? 'View' : '+.xxxxx';
  const version = VERSION.length + 3;
  const stateWidth = state.length + 2;
  const pathWidth = width(nano, path) + (stateWidth > 2 ? 1 : 0);
  const room = version + pathWidth + stateWidth <= nano.cols;
  const left = room ? version : 2;
  const offset = Math.max(0, left + Math.floor((nano.cols - (left + pathWidth + stateWidth)) / 2));
  let row = (room ? `  ${VERSION}` : '').padEnd(offset) + path;
  let used = offset + width(nano, path);
  const put = (text: ByteString): void => {
    row += text;
    used += text.length;
  };
  if (!nano.page && !nano.options.view && nano.buf.modified) put(' *');
  const flag = nano.options.view ? 'View' : (nano.options.autoindent ? 'I' : ' ') + (nano.mark ? 'M' : ' ');
  const at = nano.options.view ? nano.cols - stateWidth : nano.cols + 2 - stateWidth;
  if (!nano.page && used < at) put(' '.repeat(at - used) + flag);
  return reverse(row + ' '.repeat(Math.max(0, nano.cols - used)));
}

/** Selected bytes of a line, [from, to). */
function lit(nano: Nano, row: number): readonly [number, number] | undefined {
  const { mark, spot } = nano;
  if (spot) return row === spot.row ? [spot.from, spot.to] : undefined;
  if (!mark) return undefined;
  const down = mark.row < nano.row || (mark.row === nano.row && mark.col <= nano.col);
  const [from, to] = down ? [mark, nano] : [nano, mark];
  if (row < from.row || row > to.row) return undefined;
  return [row === from.row ? from.col : 0, row === to.row ? to.col : nano.buf.line(row).length];
}

function textRow(nano: Nano, row: number): ByteString {
  const line = nano.buf.line(row);
  const cols = nano.cols - margin(nano);
  const from = row === nano.row ? pageStart(nano, nano.chars.column(line, nano.col, nano.options.tab)) : 0;
  const selected = lit(nano, row);
  let out = nano.options.numbers ? reverse(String(row + 1).padStart(margin(nano) - 1)) + ' ' : '';
  let column = 0;
  let shown = 0;
  let on = false;
  for (let i = 0; i < line.length; i = nano.chars.next(line, i)) {
    const cells = nano.chars.width(line, i, column, nano.options.tab);
    const text =
      line[i] === '\t' ? ' '.repeat(cells) : (nano.chars.special(line, i) ?? line.slice(i, nano.chars.next(line, i)));
    const inside = selected !== undefined && i >= selected[0] && i < selected[1];
    column += cells;
    if (column <= from) continue;
    if (inside !== on) out += inside ? REVERSE : PLAIN;
    on = inside;
    if (shown === 0 && from > 0) {
      out += reverse('<');
      shown = 1;
      continue;
    }
    if (shown + cells > cols || (shown + cells === cols && nano.chars.next(line, i) < line.length)) {
      out += ' '.repeat(Math.max(0, cols - shown - 1)) + reverse('>');
      on = false;
      break;
    }
    out += text;
    shown += cells;
  }
  return on ? out + PLAIN : out;
}

/** Two rows of keys. */
function helpRows(nano: Nano, help: Help): readonly [ByteString, ByteString] {
  const most = Math.floor((nano.cols + 40) / 20) * 2;
  const items = help.slice(0, most);
  const cell = Math.floor(nano.cols / Math.max(1, Math.floor((items.length + 1) / 2)));
  const rows = ['', ''];
  items.forEach(([key, what], i) => {
    const text = ` ${what}`.slice(0, Math.max(0, cell - key.length));
    const last = i >= items.length - 2;
    rows[i % 2] += key === '' ? ' '.repeat(cell) : reverse(key) + (last ? text : text.padEnd(cell - key.length));
  });
  return [rows[0] ?? '', rows[1] ?? ''];
}

function choiceRows(all: boolean): readonly [ByteString, ByteString] {
  const item = (key: string, what: string): ByteString => `${reverse(key)} ${what}`;
  return [
    item(' Y', 'Yes') + (all ? `${' '.repeat(10)}${item(' A', 'All')}` : ''),
    item(' N', 'No') + ' '.repeat(11) + item('^C', 'Cancel'),
  ];
}

function status(nano: Nano): ByteString {
  const { asking, choices, message } = nano;
  if (asking || choices) {
    const text = asking ? asking.question + asking.answer.slice(promptStart(nano)) : `${choices?.question ?? ''} `;
    const shown = text.slice(0, nano.cols - 1);
    return reverse(shown + ' '.repeat(Math.max(0, nano.cols - width(nano, shown))));
  }
  if (!message) return '';
  const text = `[ ${message.text.slice(0, nano.cols - 4)} ]`;
  const start = Math.max(0, Math.floor((nano.cols - width(nano, text)) / 2));
  return ' '.repeat(start) + (message.alert ? `${ALERT}${text}${PLAIN}` : reverse(text));
}

/** A long answer is shown from where the cursor is seen. */
function promptStart(nano: Nano): number {
  const { asking } = nano;
  if (!asking) return 0;
  const room = nano.cols - asking.question.length - 1;
  return asking.at < room ? 0 : asking.at - Math.floor(room / 2);
}

/** Scrolls so that the cursor is in the window; `centre`: to its middle when it was outside. */
export function follow(nano: Nano, centre: boolean): void {
  const { height, row } = nano;
  if (row >= nano.top && row < nano.top + height) return;
  if (centre) nano.top = Math.max(0, row - Math.floor(height / 2));
  else nano.top = row < nano.top ? row : row - height + 1;
}

export function frame(nano: Nano): Frame {
  const { page, asking, choices } = nano;
  const rows: ByteString[] = [title(nano)];
  for (let i = 0; i < nano.height; i += 1) {
    const row = nano.top + i;
    if (page) rows.push((page.lines[page.top + i] ?? '').slice(0, nano.cols));
    else rows.push(row <= nano.buf.last ? textRow(nano, row) : '');
  }
  rows.push(status(nano));
  if (choices) rows.push(...choiceRows(choices.all));
  else if (nano.options.help) rows.push(...helpRows(nano, page ? PAGE_HELP : (asking?.help ?? MAIN_HELP)));
  const statusRow = nano.height + 1;
  if (asking)
    return {
      rows: rows.slice(0, nano.rows),
      cursor: {
        row: statusRow,
        col: width(nano, asking.question) + width(nano, asking.answer.slice(promptStart(nano), asking.at)),
      },
    };
  if (choices)
    return { rows: rows.slice(0, nano.rows), cursor: { row: statusRow, col: width(nano, choices.question) + 1 } };
  if (page) return { rows, cursor: { row: statusRow, col: 0 } };
  const column = nano.chars.column(nano.line, nano.col, nano.options.tab);
  const at = nano.spot ? nano.spot.row : nano.row;
  return { rows, cursor: { row: 1 + at - nano.top, col: margin(nano) + column - pageStart(nano, column) } };
}
