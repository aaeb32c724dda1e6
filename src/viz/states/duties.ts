// The process tree as a list of duties: who has children to collect, which zombies they are, who was adopted by whom. Many
// children that are alike share one row.
import type { Pid } from '../../sim/kernel/events.ts';
import type { MachineView, ProcessView } from '../../sim/kernel/view.ts';
import type { Facts } from './facts.ts';
import { isZombie } from './places.ts';
import { inScope, type Scope } from './scene.ts';

interface Branch {
  readonly depth: number;
  /** For each level above: does a line go on below this row? */
  readonly lines: readonly boolean[];
  readonly last: boolean;
}

export interface ProcessRow extends Branch {
  readonly kind: 'process';
  readonly key: string;
  readonly process: ProcessView;
  /** Zombies among its children. */
  readonly toCollect: number;
  /** By whom it was started, when its parent now is another: `zombies (12)`. */
  readonly adoptedFrom: string | undefined;
  readonly refused: number;
}

export interface FoldRow extends Branch {
  readonly kind: 'fold';
  readonly key: string;
  readonly members: readonly ProcessView[];
  readonly comm: string;
  readonly state: ProcessView['state'];
}

export type DutyRow = ProcessRow | FoldRow;

/** This many alike are still listed one by one. */
const FEW = 3;
/** Rows for people to read: the place of each process is in the picture. */
const MAX_ROWS = 120;

export interface Duties {
  readonly rows: readonly DutyRow[];
  /** Rows that were left out. */
  readonly more: number;
  readonly zombies: number;
}

type Children = ReadonlyMap<Pid, readonly ProcessView[]>;

export function dutiesOf(
  view: MachineView,
  facts: Facts,
  step: number,
  scope: Scope,
  open: ReadonlySet<string> = new Set(),
): Duties {
  const children = new Map<Pid, ProcessView[]>();
  const roots: ProcessView[] = [];
  let zombies = 0;
  for (const process of view.processes.values()) {
    if (!inScope(process, scope)) continue;
    if (isZombie(process)) zombies += 1;
    const parent = view.processes.get(process.parent);
    if (!parent || parent === process || !inScope(parent, scope)) {
      roots.push(process);
      continue;
    }
    const list = children.get(parent.pid);
    if (list) list.push(process);
    else children.set(parent.pid, [process]);
  }
  const rows: DutyRow[] = [];
  const visit = (list: readonly ProcessView[], depth: number, lines: readonly boolean[]): void => {
    const groups = folded(list, children, open);
    groups.forEach((group, i) => {
      const last = i === groups.length - 1;
      const [first] = group.members;
      if (!first) return;
      if (group.key !== undefined) {
        rows.push({
          kind: 'fold',
          key: group.key,
          members: group.members,
          comm: first.comm,
          state: first.state,
          depth,
          lines,
          last,
        });
        return;
      }
      const own = children.get(first.pid) ?? [];
      const adopted = facts.adopted(first.pid, step);
      rows.push({
        kind: 'process',
        key: `p${first.pid}`,
        process: first,
        toCollect: own.filter(isZombie).length,
        adoptedFrom: adopted?.to === first.parent ? adopted.fromName : undefined,
        refused: facts.refused(first.pid, step),
        depth,
        lines,
        last,
      });
      if (rows.length < 4 * MAX_ROWS) visit(own, depth + 1, depth === 0 ? [] : [...lines, !last]);
    });
  };
  visit(roots, 0, []);
  return { rows: rows.slice(0, MAX_ROWS), more: Math.max(0, rows.length - MAX_ROWS), zombies };
}

interface Fold {
  /** undefined: one process, shown by itself. */
  readonly key: string | undefined;
  readonly members: readonly ProcessView[];
}

/** Childless siblings of one name and state become one row, where their first one stands. */
function folded(list: readonly ProcessView[], children: Children, open: ReadonlySet<string>): readonly Fold[] {
  const alike = new Map<string, ProcessView[]>();
  const keyOf = (process: ProcessView): string | undefined =>
    (children.get(process.pid)?.length ?? 0) > 0 ? undefined : `${process.parent} ${process.comm} ${process.state}`;
  for (const process of list) {
    const key = keyOf(process);
    if (key === undefined) continue;
    const group = alike.get(key);
    if (group) group.push(process);
    else alike.set(key, [process]);
  }
  const out: Fold[] = [];
  for (const process of list) {
    const key = keyOf(process);
    const group = key === undefined ? undefined : alike.get(key);
    if (key === undefined || !group || group.length <= FEW || open.has(key))
      out.push({ key: undefined, members: [process] });
    else if (group[0] === process) out.push({ key, members: group });
  }
  return out;
}

/** `13–24`, `13, 15, 19`: pids of many as the reader's namespace knows them. */
export function pidRange(members: readonly ProcessView[]): string {
  const numbers = members.map((process) => process.nspid.at(-1) ?? process.pid);
  const first = numbers[0] ?? 0;
  const last = numbers.at(-1) ?? 0;
  return last - first === numbers.length - 1
    ? `${first}–${last}`
    : numbers.length <= 4
      ? numbers.join(', ')
      : `${first} … ${last}`;
}

/** `3 children to collect`. */
export const dutyWords = (count: number): string =>
  count === 1 ? '1 child to collect' : `${count} children to collect`;
