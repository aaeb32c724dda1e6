// The keys of nano.
import type { Sys } from '../../kernel/abi/index.ts';
import { PASTED } from '../editor/keyboard.ts';
import { copy, cut, deleteBack, deleteForward, indent, newLine, paste, pasted, tab, type } from './edit.ts';
import { insertFile, saveFile, writeOut } from './file.ts';
import { HELP_TEXT, LINE_HELP } from './help.ts';
import { ask, choose } from './prompt.ts';
import { findNext, search } from './search.ts';
import { Left, type Nano } from './state.ts';

type Command = (nano: Nano) => Sys<void> | void;

function move(nano: Nano, row: number, col: number): void {
  nano.settle();
  nano.go(row, col);
}

function vertical(nano: Nano, by: number): void {
  nano.settle();
  nano.goRow(nano.row + by);
}

function left(nano: Nano): void {
  if (nano.col > 0) move(nano, nano.row, nano.chars.previous(nano.line, nano.col));
  else if (nano.row > 0) move(nano, nano.row - 1, nano.buf.line(nano.row - 1).length);
}

function right(nano: Nano): void {
  if (nano.col < nano.line.length) move(nano, nano.row, nano.chars.next(nano.line, nano.col));
  else if (nano.row < nano.buf.last) move(nano, nano.row + 1, 0);
}

const isWord = (char: string | undefined): boolean => char !== undefined && /[0-9A-Za-z\x80-\xff]/.test(char);

function word(nano: Nano, forward: boolean): void {
  let { row, col } = nano;
  const step = (): boolean => {
    const line = nano.buf.line(row);
    if (forward ? col < line.length : col > 0) col += forward ? 1 : -1;
    else if (forward ? row < nano.buf.last : row > 0) {
      row += forward ? 1 : -1;
      col = forward ? 0 : nano.buf.line(row).length;
    } else return false;
    return true;
  };
  const at = (): boolean => isWord(nano.buf.line(row)[col]);
  const before = (): boolean => isWord(nano.buf.line(row)[col - 1]);
  if (forward) {
    while (at() && step());
    while (!at() && step());
  } else {
    while (!before() && step());
    while (before() && step());
  }
  move(nano, row, col);
}

/** A window further, two lines stay; near the ends to the very first or last line. */
function page(nano: Nano, by: 1 | -1): void {
  nano.settle();
  const step = Math.max(1, nano.height - 2) * by;
  const row = nano.row + step;
  if (row < 0) {
    nano.top = 0;
    nano.go(0, 0);
  } else if (row > nano.buf.last) nano.go(nano.buf.last, nano.buf.line(nano.buf.last).length);
  else {
    nano.top = Math.max(0, nano.top + step);
    nano.goRow(row);
  }
}

/** ^C: where the cursor is, in lines, columns and characters. */
function location(nano: Nano): void {
  const { buf, row, col, line, chars, options } = nano;
  const percent = (part: number, whole: number): number => (whole === 0 ? 0 : Math.floor((100 * part) / whole));
  const count = (text: string): number => {
    let n = 0;
    for (let i = 0; i < text.length; i = chars.next(text, i)) n += 1;
    return n;
  };
  let before = 0;
  let total = buf.lines.length - 1;
  buf.lines.forEach((each, at) => {
    const length = count(each);
    total += length;
    if (at < row) before += length + 1;
  });
  before += count(line.slice(0, col));
  const column = chars.column(line, col, options.tab) + 1;
  const width = chars.column(line, line.length, options.tab) + 1;
  const lines = buf.lines.length;
  const pad = (value: number, size: number): string => String(value).padStart(size);
  const digits = (value: number): number => Math.max(2, String(value).length);
  nano.say(
    `line ${pad(row + 1, digits(lines))}/${lines} (${pad(percent(row + 1, lines), 2)}%), ` +
      `col ${pad(column, 2)}/${pad(width, 2)} (${pad(percent(column, width), 3)}%), ` +
      `char ${pad(before, digits(total))}/${total} (${pad(percent(before, total), 2)}%)`,
  );
}

function* goToLine(nano: Nano): Sys<void> {
  const answer = yield* ask(nano, {
    question: () => 'Enter line number, column number: ',
    initial: '',
    help: LINE_HELP,
    keys: ['\x19', '\x16', '\x14'],
  });
  if (answer.kind === 'cancelled') return nano.say('Cancelled');
  if (answer.kind === 'key') {
    if (answer.key === '\x14') return yield* search(nano, false);
    return move(
      nano,
      answer.key === '\x19' ? 0 : nano.buf.last,
      answer.key === '\x19' ? 0 : nano.buf.line(nano.buf.last).length,
    );
  }
  const match = /^\s*(-?[0-9]*)\s*(?:[,.;:]\s*(-?[0-9]+))?\s*$/.exec(answer.text);
  if (!match || answer.text.trim() === '')
    return nano.say(answer.text.trim() === '' ? 'Cancelled' : 'Invalid line or column number', true);
  goTo(nano, match[1] ?? '', match[2]);
}

/** Negative numbers count from the end. */
export function goTo(nano: Nano, line: string, column: string | undefined): void {
  const row =
    line === '' ? nano.row : Number(line) < 0 ? nano.buf.lines.length + Number(line) : Math.max(1, Number(line)) - 1;
  move(nano, row, 0);
  nano.top = Math.max(0, nano.row - Math.floor(nano.height / 2));
  if (column === undefined) return;
  const width = nano.chars.column(nano.line, nano.line.length, nano.options.tab);
  const wanted = Number(column) < 0 ? width + Number(column) + 1 : Number(column) - 1;
  nano.go(nano.row, nano.chars.at(nano.line, Math.max(0, wanted), nano.options.tab));
}

function* exit(nano: Nano): Sys<void> {
  nano.settle();
  if (nano.buf.modified && !nano.options.view) {
    const choice = yield* choose(nano, 'Save modified buffer?');
    if (choice === 'cancel') return nano.say('Cancelled');
    if (choice === 'yes' && !(yield* writeOut(nano))) return;
  }

  throw new Left();
}

function* help(nano: Nano): Sys<void> {
  nano.message = undefined;
  nano.page = { lines: HELP_TEXT, top: 0 };
  for (;;) {
    const key = yield* nano.key();
    const most = Math.max(0, HELP_TEXT.length - nano.height);
    const by = { '\x16': 1, '<PageDown>': 1, ' ': 1, '\x19': -1, '<PageUp>': -1, '-': -1 }[key];
    const one = { '<Down>': 1, '\x0e': 1, '<Up>': -1, '\x10': -1 }[key];
    const { top } = nano.page;
    if (by !== undefined) nano.page.top = Math.max(0, Math.min(most, top + by * (nano.height - 2)));
    else if (one !== undefined) nano.page.top = Math.max(0, Math.min(most, top + one));
    else if (key === '\x18' || key === 'q' || key === '\x07' || key === '\x1bx') break;
  }
  nano.page = undefined;
}

/** M-D */
function countWords(nano: Nano): void {
  const text = nano.buf.lines.slice(0, -1);
  const words = text
    .join(' ')
    .split(/[^0-9A-Za-z_\x80-\xff]+/)
    .filter((each) => each !== '').length;
  const chars = text.reduce((sum, line) => sum + line.length + 1, 0);
  nano.say(`In Buffer:  ${text.length} lines,  ${words} words,  ${chars} characters`);
}

function* verbatim(nano: Nano): Sys<void> {
  nano.say('Verbatim Input');
  const key = yield* nano.key();
  nano.message = undefined;
  if (key === '\r') newLine(nano);
  else if (!key.startsWith('<') || key.length === 1) type(nano, key);
}

const MOVES: Readonly<Record<string, Command>> = {
  '<Up>': (nano) => vertical(nano, -1),
  '\x10': (nano) => vertical(nano, -1),
  '<Down>': (nano) => vertical(nano, 1),
  '\x0e': (nano) => vertical(nano, 1),
  '<Left>': left,
  '\x02': left,
  '<Right>': right,
  '\x06': right,
  '<Home>': (nano) => move(nano, nano.row, 0),
  '\x01': (nano) => move(nano, nano.row, 0),
  '<End>': (nano) => move(nano, nano.row, nano.line.length),
  '\x05': (nano) => move(nano, nano.row, nano.line.length),
  '<PageUp>': (nano) => page(nano, -1),
  '\x19': (nano) => page(nano, -1),
  '<PageDown>': (nano) => page(nano, 1),
  '\x16': (nano) => page(nano, 1),
  '<C-Home>': (nano) => move(nano, 0, 0),
  '\x1b\\': (nano) => move(nano, 0, 0),
  '\x1b|': (nano) => move(nano, 0, 0),
  '<C-End>': (nano) => move(nano, nano.buf.last, nano.buf.line(nano.buf.last).length),
  '\x1b/': (nano) => move(nano, nano.buf.last, nano.buf.line(nano.buf.last).length),
  '\x1b?': (nano) => move(nano, nano.buf.last, nano.buf.line(nano.buf.last).length),
  '\x00': (nano) => word(nano, true),
  '<C-Right>': (nano) => word(nano, true),
  '\x1b ': (nano) => word(nano, false),
  '<C-Left>': (nano) => word(nano, false),
  '\x07': help,
  '\x18': exit,
  '\x17': (nano) => search(nano, false),
  '\x1bw': findNext,
  '\x03': location,
  '\x1f': goToLine,
  '\x1bg': goToLine,
  '\x0c': (nano) => {
    nano.redraw = true;
  },
  '\x1bn': (nano) => {
    nano.options.numbers = !nano.options.numbers;
    nano.say(`Line numbering ${nano.options.numbers ? 'enabled' : 'disabled'}`);
  },
  '\x1bx': (nano) => {
    nano.options.help = !nano.options.help;
  },
  '\x1ba': (nano) => {
    nano.mark = nano.mark ? undefined : { row: nano.row, col: nano.col };
    nano.say(nano.mark ? 'Mark Set' : 'Mark Unset');
  },
  '\x1b6': copy,
  '\x1b^': copy,
  '\x1bd': countWords,
  '\x1a': (nano) => nano.say('To suspend, type ^T^Z'),
  *'\x14'(nano) {
    const key = yield* nano.key();
    if (key === '\x1a') {
      yield* nano.term.suspend();
      nano.redraw = true;
    } else nano.say('Cancelled');
  },
};

const CHANGES: Readonly<Record<string, Command>> = {
  '\r': newLine,
  '\n': newLine,
  '\t': tab,
  '\x7f': deleteBack,
  '\b': deleteBack,
  '\x04': deleteForward,
  '<Del>': deleteForward,
  '\x0b': cut,
  '\x15': paste,
  '\x1c': (nano) => search(nano, true),
  '\x1br': (nano) => search(nano, true),
  '\x1bu': (nano) => nano.undo(true),
  '\x1be': (nano) => nano.undo(false),
  '\x1b}': (nano) => indent(nano, true),
  '\x1b{': (nano) => indent(nano, false),
  '\x12': insertFile,
  '\x1bv': verbatim,
  *'\x0f'(nano) {
    yield* writeOut(nano);
  },
  '\x13': saveFile,
  '\x1bi': (nano) => {
    nano.options.autoindent = !nano.options.autoindent;
    nano.say(`Automatic indentation ${nano.options.autoindent ? 'enabled' : 'disabled'}`);
  },
};

const KEEP_CUTTING = new Set(['\x0b', '\x1b6', '\x1b^']);

/** Reads one key and does what it says. */
export function* step(nano: Nano): Sys<void> {
  const raw = yield* nano.key();
  const key = /^\x1b[A-Z]$/.test(raw) ? raw.toLowerCase() : raw;
  const cutting = KEEP_CUTTING.has(key) && nano.cutting;
  nano.cutting = cutting;
  const motion = MOVES[key];
  if (motion) return yield* done(motion(nano));
  const change = CHANGES[key];
  const text = key.startsWith(PASTED) || (key.length === 1 ? key >= ' ' : key >= '\x80');
  if (nano.options.view && (change || text)) return nano.say('Key is invalid in view mode', true);
  if (change) yield* done(change(nano));
  else if (key.startsWith(PASTED)) pasted(nano, key.slice(PASTED.length));
  else if (text) type(nano, key);
  else nano.say('Unbound key', true);
}

function* done(work: Sys<void> | void): Sys<void> {
  if (work) yield* work;
}
