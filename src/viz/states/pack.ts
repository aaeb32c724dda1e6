// How many can stand in a place: tokens shrink as it gets crowded, and then gather into clusters with a count.
import type { ProcessView } from '../../sim/kernel/view.ts';
import type { Rect } from './layout.ts';

/** card: name, pid and what it does · chip: name and pid · short: pid · dot, speck: a mark. */
export type Size = 'card' | 'chip' | 'short' | 'dot' | 'speck';

interface Cell {
  readonly size: Size;
  readonly w: number;
  readonly h: number;
  readonly gap: number;
}

const CELLS: readonly Cell[] = [
  { size: 'card', w: 152, h: 40, gap: 7 },
  { size: 'chip', w: 108, h: 24, gap: 5 },
  { size: 'short', w: 46, h: 22, gap: 4 },
  { size: 'dot', w: 16, h: 16, gap: 3 },
  { size: 'speck', w: 9, h: 9, gap: 2 },
];
/** A chip may be this narrow when the place is. */
const NARROW_CHIP = 80;
/** Marks in one place before they gather: more cannot be told apart, and each is an element of the page. */
const MAX_TOKENS = 260;
const CLUSTER: Cell = { size: 'card', w: 150, h: 38, gap: 5 };

export interface Slot extends Rect {
  readonly size: Size;
}

interface Fit {
  readonly cell: Cell;
  readonly columns: number;
  readonly capacity: number;
}

function fitOf(cell: Cell, inner: Rect): Fit {
  const w = Math.min(cell.w, inner.w);
  const columns = Math.floor((inner.w + cell.gap) / (w + cell.gap));
  const rows = Math.floor((inner.h + cell.gap) / (cell.h + cell.gap));
  return { cell: { ...cell, w }, columns: Math.max(0, columns), capacity: Math.max(0, columns * rows) };
}

const usable = (cell: Cell, inner: Rect): boolean =>
  inner.h >= cell.h && (inner.w >= cell.w || (cell.size === 'chip' && inner.w >= NARROW_CHIP));

/** The largest size in which `count` tokens fit; undefined: they do not fit in any. */
function sizeFor(inner: Rect, count: number): Fit | undefined {
  if (count > MAX_TOKENS) return undefined;
  return CELLS.filter((cell) => usable(cell, inner))
    .map((cell) => fitOf(cell, inner))
    .find((fit) => fit.capacity >= count);
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
    const roomy = sizeFor(inner, homes.length);
    if (roomy && roomy.cell.size === sizeFor(inner, processes.length)?.cell.size && roomy.cell.w > 40) {
      const gone = new Set(away);
      const all = homes.map((process, i) => ({ process, slot: slotAt(roomy, inner, i) }));
      return {
        kind: 'tokens',
        at: all.filter(({ process }) => !gone.has(process)),
        empty: all.filter(({ process }) => gone.has(process)).map(({ slot }) => slot),
      };
    }
  }
  const fit = sizeFor(inner, processes.length);
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

function gather(inner: Rect, all: readonly ProcessView[], by: Grouping, selected: number | undefined): Packed {
  const alone = all.filter((process) => process.pid === selected);
  const groups = groupsOf(
    all.filter((process) => process.pid !== selected),
    by,
  ).sort((a, b) => b.members.length - a.members.length || (a.members[0]?.pid ?? 0) - (b.members[0]?.pid ?? 0));
  const cell = { ...CLUSTER, h: Math.min(CLUSTER.h, inner.h) };
  const fit = fitOf(cell, inner);
  const room = Math.max(1, fit.capacity - alone.length);
  const shown = groups.length > room ? [...groups.slice(0, room - 1), merged(groups.slice(room - 1))] : groups;
  const columns = Math.max(1, fit.columns);
  const slots = [...alone, ...shown].map((_, i) => slotAt({ ...fit, columns }, inner, i));
  const slot = (i: number): Slot => slots[i] ?? { ...inner, size: 'card' };
  return {
    kind: 'groups',
    tokens: alone.map((process, i) => ({ process, slot: { ...slot(i), size: 'chip' } })),
    groups: shown.map((group, i) => ({ group, slot: slot(alone.length + i) })),
  };
}

const merged = (groups: readonly Group[]): Group => ({
  key: 'others',
  parent: undefined,
  comm: undefined,
  members: groups.flatMap((group) => group.members),
});
