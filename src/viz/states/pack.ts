// How many can stand in a place: tokens shrink as it gets crowded, and then gather into clusters with a count.
import type { ProcessView } from '../../sim/kernel/view.ts';
import type { Rect } from './layout.ts';

/** card: name, pid and what it does · chip: name and pid · short: pid · dot, speck: a mark. */
export type Size = 'card' | 'chip' | 'short' | 'dot' | 'speck';

interface Cell {
  readonly size: Size;
  /** The least width; cards and chips take more where there is more. */
  readonly w: number;
  readonly maxW: number;
  readonly h: number;
  readonly gap: number;
}

const CELLS: readonly Cell[] = [
  { size: 'card', w: 132, maxW: 190, h: 40, gap: 7 },
  { size: 'chip', w: 96, maxW: 132, h: 24, gap: 5 },
  { size: 'short', w: 30, maxW: 30, h: 22, gap: 4 },
  { size: 'dot', w: 16, maxW: 16, h: 16, gap: 3 },
  { size: 'speck', w: 9, maxW: 9, h: 9, gap: 2 },
];
/** A chip may be this narrow when the place is. */
const NARROW_CHIP = 80;
/** Marks in one place before they gather: more cannot be told apart, and each is an element of the page. */
const MAX_TOKENS = 260;
/** So many alike make a cluster; what is less stays by itself, in at most this share of the place. */
const GROUP_FROM = 6;
const SINGLES_SHARE = 0.45;
/** A cluster's least and greatest size: it fills what room there is. */
const CLUSTER = { minW: 92, minH: 36, maxW: 340, maxH: 320, gap: 6 };
/** In a cluster each member is a square of this pitch, below two lines of words. */
export const SQUARES = { pitch: 6, words: 38, inset: 16, foot: 8 };

export interface Slot extends Rect {
  readonly size: Size;
}

interface Fit {
  readonly cell: Cell;
  readonly columns: number;
  readonly capacity: number;
}

function fitOf(cell: Cell, inner: Rect): Fit {
  const least = Math.min(cell.w, inner.w);
  const columns = Math.floor((inner.w + cell.gap) / (least + cell.gap));
  const rows = Math.floor((inner.h + cell.gap) / (cell.h + cell.gap));
  const w = Math.min(Math.max(cell.maxW, least), Math.floor((inner.w - (columns - 1) * cell.gap) / columns));
  return { cell: { ...cell, w }, columns: Math.max(0, columns), capacity: Math.max(0, columns * rows) };
}

const usable = (cell: Cell, inner: Rect): boolean =>
  inner.h >= cell.h && (inner.w >= cell.w || (cell.size === 'chip' && inner.w >= NARROW_CHIP));

/** A short token is as wide as the longest of the pids needs. */
function cellsFor(processes: readonly ProcessView[]): readonly Cell[] {
  const digits = processes.reduce((most, process) => Math.max(most, String(process.nspid.at(-1)).length), 1);
  const w = 22 + 7 * digits;
  return CELLS.map((cell) => (cell.size === 'short' ? { ...cell, w, maxW: w } : cell));
}

/** The largest size in which these fit; undefined: they do not fit in any. */
function sizeFor(inner: Rect, processes: readonly ProcessView[]): Fit | undefined {
  if (processes.length > MAX_TOKENS) return undefined;
  return cellsFor(processes)
    .filter((cell) => usable(cell, inner))
    .map((cell) => fitOf(cell, inner))
    .find((fit) => fit.capacity >= processes.length);
}

function slotAt({ cell, columns }: Fit, inner: Rect, i: number): Slot {
  return {
    x: inner.x + (i % columns) * (cell.w + cell.gap),
    y: inner.y + Math.floor(i / columns) * (cell.h + cell.gap),
    w: cell.w,
    h: cell.h,
    size: cell.size,
  };
}

export type Grouping = 'parent' | 'command';

/** Processes that are drawn as one mark. */
export interface Group {
  readonly key: string;
  /** Host pid of the common parent, when they are grouped by it. */
  readonly parent: number | undefined;
  readonly comm: string | undefined;
  readonly members: readonly ProcessView[];
}

export type Packed =
  | {
      readonly kind: 'tokens';
      readonly at: readonly { readonly process: ProcessView; readonly slot: Slot }[];
      readonly empty: readonly Slot[];
    }
  | {
      readonly kind: 'groups';
      readonly tokens: readonly { readonly process: ProcessView; readonly slot: Slot }[];
      readonly groups: readonly { readonly group: Group; readonly slot: Slot }[];
    };

/** `away`: who has a place here but is out running; an empty slot is kept while there is room, so that nobody else moves. */
export function pack(
  inner: Rect,
  processes: readonly ProcessView[],
  away: readonly ProcessView[],
  by: Grouping,
  selected: number | undefined,
): Packed {
  if (away.length > 0) {
    const homes = [...processes, ...away].sort((a, b) => a.pid - b.pid);
    const roomy = sizeFor(inner, homes);
    if (
      roomy &&
      roomy.cell.size === sizeFor(inner, processes)?.cell.size &&
      roomy.cell.size !== 'dot' &&
      roomy.cell.size !== 'speck'
    ) {
      const gone = new Set(away);
      const all = homes.map((process, i) => ({ process, slot: slotAt(roomy, inner, i) }));
      return {
        kind: 'tokens',
        at: all.filter(({ process }) => !gone.has(process)),
        empty: all.filter(({ process }) => gone.has(process)).map(({ slot }) => slot),
      };
    }
  }
  const fit = sizeFor(inner, processes);
  if (fit)
    return { kind: 'tokens', at: processes.map((process, i) => ({ process, slot: slotAt(fit, inner, i) })), empty: [] };
  return gather(inner, processes, by, selected);
}

function groupsOf(processes: readonly ProcessView[], by: Grouping): Group[] {
  const groups = new Map<string, ProcessView[]>();
  for (const process of processes) {
    const key = by === 'parent' ? `parent ${process.parent}` : `command ${process.comm}`;
    const list = groups.get(key);
    if (list) list.push(process);
    else groups.set(key, [process]);
  }
  return [...groups].map(([key, members]) => ({
    key,
    parent: by === 'parent' ? members[0]?.parent : undefined,
    comm: by === 'command' ? members[0]?.comm : undefined,
    members,
  }));
}

const bySize = (a: Group, b: Group): number =>
  b.members.length - a.members.length || (a.members[0]?.pid ?? 0) - (b.members[0]?.pid ?? 0);

/** Those few who are alike stay by themselves, above the clusters, as long as they do not take too much of the place. */
function gather(inner: Rect, all: readonly ProcessView[], by: Grouping, selected: number | undefined): Packed {
  const groups = groupsOf(
    all.filter((process) => process.pid !== selected),
    by,
  );
  const large = groups.filter((group) => group.members.length >= GROUP_FROM);
  const single = groups.filter((group) => group.members.length < GROUP_FROM).flatMap((group) => group.members);
  const chosen = all.filter((process) => process.pid === selected);
  const upper = { ...inner, h: Math.max(24, inner.h * SINGLES_SHARE) };
  const together = sizeFor(upper, [...single, ...chosen]);
  const alone = (together ? [...chosen, ...single] : chosen).sort((a, b) => a.pid - b.pid);
  // Too many strangers: by command they may be few.
  const rest = together ? [] : by === 'parent' ? groupsOf(single, 'command') : groupsOf(single, by);
  const fit = alone.length === 0 ? undefined : sizeFor(upper, alone);
  const rows = fit ? Math.ceil(alone.length / fit.columns) : 0;
  const used = fit ? rows * (fit.cell.h + fit.cell.gap) + 2 : 0;
  const lower = { ...inner, y: inner.y + used, h: inner.h - used };
  const wanted = [...large, ...rest].sort(bySize);
  const grid = gridFor(lower, wanted.length);
  const room = Math.max(1, grid.columns * grid.rows);
  const shown = wanted.length > room ? [...wanted.slice(0, room - 1), merged(wanted.slice(room - 1))] : wanted;
  return {
    kind: 'groups',
    tokens: fit ? alone.map((process, i) => ({ process, slot: slotAt(fit, inner, i) })) : [],
    groups: stacked(shown, grid, lower),
  };
}

/** Row by row into the columns, each directly under the one above it. */
function stacked(
  groups: readonly Group[],
  grid: Grid,
  area: Rect,
): readonly { readonly group: Group; readonly slot: Slot }[] {
  const filled = Array.from({ length: grid.columns }, () => area.y);
  return groups.map((group, i) => {
    const column = i % grid.columns;
    const y = filled[column] ?? area.y;
    const h = Math.min(grid.h, heightFor(group.members.length, grid.w));
    filled[column] = y + h + CLUSTER.gap;
    return { group, slot: { x: area.x + column * (grid.w + CLUSTER.gap), y, w: grid.w, h, size: 'card' } };
  });
}

/** What its squares need. */
function heightFor(count: number, w: number): number {
  const columns = Math.max(1, Math.floor((w - SQUARES.inset) / SQUARES.pitch));
  return Math.max(CLUSTER.minH, SQUARES.words + SQUARES.foot + Math.ceil(count / columns) * SQUARES.pitch);
}

interface Grid {
  readonly columns: number;
  readonly rows: number;
  readonly w: number;
  readonly h: number;
}

/** Equal cells for so many clusters, or for as many as there is room for. */
function gridFor(inner: Rect, count: number): Grid {
  const { gap, minW, minH, maxW, maxH } = CLUSTER;
  const most = Math.max(1, Math.floor((inner.w + gap) / (minW + gap)));
  const lines = Math.max(1, Math.floor((inner.h + gap) / (minH + gap)));
  const columns = Math.min(
    most,
    Math.max(Math.ceil(count / lines), Math.min(count, Math.ceil(inner.w / (maxW + gap))), 1),
  );
  const rows = Math.min(lines, Math.ceil(count / columns));
  return {
    columns,
    rows,
    w: Math.min(maxW, (inner.w - (columns - 1) * gap) / columns),
    h: Math.min(maxH, (inner.h - (rows - 1) * gap) / rows),
  };
}

const merged = (groups: readonly Group[]): Group => ({
  key: 'others',
  parent: undefined,
  comm: undefined,
  members: groups.flatMap((group) => group.members),
});
