// Laying out the table: padding that a too long value eats from its neighbour, the tree in front of the command, the last column.
import type { ByteString } from '../../kernel/abi/index.ts';
import type { Proc } from '../procps/proc.ts';
import type { Column, Scene } from './columns.ts';
import type { Shown } from './formats.ts';

export interface Layout {
  readonly shown: readonly Shown[];
  readonly pidWidth: number;
  /** Columns of the screen; Infinity when the output is no terminal. */
  readonly screen: number;
  readonly scene: Scene;
  /** BSD `n`: users as numbers, to the right. */
  readonly numeric: boolean;
}

/** The last column keeps this much however narrow the screen is. */
const LEAST_LAST = 8;
const USERS = new Set(['user', 'uname', 'uid_hack', 'euser', 'ruser']);

const widthOf = (one: Shown & { kind: 'column' }, pidWidth: number): number => {
  const own = one.width ?? (one.column.width === 'pid' ? pidWidth : one.column.width);
  return one.width === undefined ? Math.max(own, one.column.header.length) : own;
};

/** -l shows ADDR over a column of one: its header sticks out, and SZ gives way. */
const isOverhang = (column: Column): boolean => column.name === '_address';

/** Where the last column begins. */
export function fixedWidth(shown: readonly Shown[], pidWidth: number): number {
  return shown
    .slice(0, -1)
    .reduce((sum, one) => sum + (one.kind === 'text' ? one.text.length : widthOf(one, pidWidth) + 1), 0);
}

/** A screen too narrow for the fixed columns counts as two or three of its lines. */
export function wrapped(screen: number, fixed: number): number {
  return Number.isFinite(screen) ? Math.max(1, Math.ceil((fixed + 1) / screen)) * screen : screen;
}

/** One line of the table; without process: the header. */
export function line(layout: Layout, proc: Proc | undefined, tree: string): ByteString {
  let out = '';
  /** Where the next column should start, had every value fitted. */
  let correct = 0;
  layout.shown.forEach((one, index) => {
    const last = index === layout.shown.length - 1;
    if (one.kind === 'text') {
      out = out.padEnd(correct) + one.text;
      correct += one.text.length;
      return;
    }
    const { column } = one;
    const width = isOverhang(column) ? 1 : widthOf(one, layout.pidWidth);
    const right = column.align === 'right' || (layout.numeric && USERS.has(column.name));
    const room =
      last || layout.shown[index + 1]?.kind === 'text'
        ? Math.max(LEAST_LAST, layout.screen - Math.max(correct, out.length))
        : width;
    let value = proc ? (column.tree ? tree : '') + column.value(proc, layout.scene) : column.header;
    if (proc) value = fit(column, value, last ? room : width, last, right);
    const lead = right ? Math.max(0, width - value.length) : 0;
    const gap = correct - out.length + lead;
    out +=
      ' '.repeat(index === 0 ? Math.max(0, gap) : Math.max(gap, layout.shown[index - 1]?.kind === 'text' ? 0 : 1)) +
      value;
    correct += width;
    // signal masks and the like are as wide as they are: what follows moves
    if (!last && layout.shown[index + 1]?.kind === 'column') correct += 1;
  });
  return out;
}

function fit(column: Column, value: ByteString, room: number, last: boolean, right: boolean): ByteString {
  if (value.length <= room || right) return value;
  if (column.cut === 'plus') return last ? value : `${value.slice(0, room - 1)}+`;
  return value.slice(0, room);
}

/** Whether there is any header to print: `-o pid= -o comm=` has none. */
export const hasHeader = (layout: Layout): boolean =>
  layout.shown.some((one) => one.kind === 'column' && one.column.header !== '');
