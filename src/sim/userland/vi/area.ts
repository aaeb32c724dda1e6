// A piece of the text that an operator works on: characters, lines or a block; taking it out, putting it into registers.
import type { ByteString } from '../../kernel/abi/index.ts';
import type { Position } from '../editor/buffer.ts';
import type { Register, Shape, Vi } from './state.ts';

export interface Area {
  readonly shape: Shape;
  readonly from: Position;
  /** Behind the last character; for lines only its row counts. */
  readonly to: Position;
  /** Of a block, [from, to). */
  readonly columns?: readonly [number, number];
}

/** Where a block cuts a line, with the blanks that stand for parts of tabs. */
export function cut(
  vi: Vi,
  row: number,
  columns: readonly [number, number],
): { head: ByteString; inside: ByteString; tail: ByteString } {
  const line = vi.buf.line(row);
  let column = 0;
  let head = '';
  let inside = '';
  let tail = '';
  for (let i = 0; i < line.length; i = vi.chars.next(line, i)) {
    const cells = vi.chars.width(line, i, column, vi.tab);
    const char = line.slice(i, vi.chars.next(line, i));
    const before = Math.max(0, Math.min(columns[0], column + cells) - column);
    const after = Math.max(0, column + cells - Math.max(columns[1], column));
    const within = cells - before - after;
    const share = (part: number): ByteString => (part <= 0 ? '' : part === cells ? char : ' '.repeat(part));
    head += share(before);
    inside += share(within);
    tail += share(after);
    column += cells;
  }
  return { head, inside, tail };
}

export function textOf(vi: Vi, area: Area): Register {
  const { from, to, shape } = area;
  const { buf } = vi;
  if (shape === 'line') return { shape, lines: buf.lines.slice(from.row, to.row + 1) };
  if (area.columns) {
    const { columns } = area;
    const lines = buf.lines.slice(from.row, to.row + 1).map((_, i) => cut(vi, from.row + i, columns).inside);
    return { shape: 'block', lines };
  }
  if (from.row === to.row) return { shape, lines: [buf.line(from.row).slice(from.col, to.col)] };
  return {
    shape,
    lines: [
      buf.line(from.row).slice(from.col),
      ...buf.lines.slice(from.row + 1, to.row),
      buf.line(to.row).slice(0, to.col),
    ],
  };
}

/** Takes the text away. */
export function erase(vi: Vi, area: Area): void {
  const { from, to, shape } = area;
  if (shape === 'line') vi.replace(from.row, to.row - from.row + 1, []);
  else if (area.columns) {
    const { columns } = area;
    const lines: ByteString[] = [];
    for (let row = from.row; row <= to.row; row += 1) {
      const { head, tail } = cut(vi, row, columns);
      lines.push(head + tail);
    }
    vi.replace(from.row, lines.length, lines);
  } else {
    const line = vi.buf.line(from.row).slice(0, from.col) + vi.buf.line(to.row).slice(to.col);
    vi.replace(from.row, to.row - from.row + 1, [line]);
  }
}

/** Puts text into the register that was named, and where unnamed text goes. `small`: part of a line. */
export function store(vi: Vi, register: Register, how: 'yank' | 'delete' | 'small'): void {
  const { registers } = vi;
  const name = vi.register;
  if (name === '_') return;
  if (/[A-Z]/.test(name)) {
    const old = registers.get(name.toLowerCase());
    registers.set(name.toLowerCase(), old ? joined(old, register) : register);
  } else if (name !== '' && name !== '"') registers.set(name, register);
  if (how === 'yank' && (name === '' || name === '"')) registers.set('0', register);
  if (how === 'delete') {
    for (let i = 9; i > 1; i -= 1) {
      const older = registers.get(String(i - 1));
      if (older) registers.set(String(i), older);
    }
    registers.set('1', register);
  } else if (how === 'small' && (name === '' || name === '"')) registers.set('-', register);
  registers.set('"', /[A-Z]/.test(name) ? (registers.get(name.toLowerCase()) ?? register) : register);
}

function joined(old: Register, more: Register): Register {
  if (old.shape === 'line' || more.shape === 'line') return { shape: 'line', lines: [...old.lines, ...more.lines] };
  const last = (old.lines.at(-1) ?? '') + (more.lines[0] ?? '');
  return { shape: 'char', lines: [...old.lines.slice(0, -1), last, ...more.lines.slice(1)] };
}

/** "3 more lines", "3 fewer lines": said when it is more than 'report'. */
export function sayLines(vi: Vi, more: number): void {
  if (vi.buf.blank) vi.say('--No lines in buffer--');
  else if (Math.abs(more) > vi.options.report) vi.say(`${Math.abs(more)} ${more > 0 ? 'more' : 'fewer'} lines`);
}
