// The process tree as rows: depth-first, children in the order of their numbers, as pstree and ps --forest show it.
import type { MachineView, ProcessView } from '../sim/kernel/view.ts';

export interface TreeRow {
  readonly process: ProcessView;
  readonly depth: number;
  /** For each level above: does a line go on below this row? The last entry is the row's own level. */
  readonly lines: readonly boolean[];
  readonly last: boolean;
}

/** `only`: the processes to show; their hidden ancestors are skipped over. */
export function treeRows(view: MachineView, only: (process: ProcessView) => boolean = () => true): readonly TreeRow[] {
  const children = new Map<number, ProcessView[]>();
  const all = [...view.processes.values()];
  const shown = new Set(all.filter(only).map((process) => process.pid));
  const parentOf = (process: ProcessView): number => {
    let parent = process.parent;
    for (let hops = 0; parent !== 0 && !shown.has(parent) && hops < all.length; hops += 1) {
      parent = view.processes.get(parent)?.parent ?? 0;
    }
    return parent;
  };
  for (const process of all) {
    if (!shown.has(process.pid)) continue;
    const parent = parentOf(process);
    children.set(parent, [...(children.get(parent) ?? []), process]);
  }
  const rows: TreeRow[] = [];
  const visit = (parent: number, depth: number, lines: readonly boolean[]): void => {
    const list = children.get(parent) ?? [];
    list.forEach((process, i) => {
      const last = i === list.length - 1;
      rows.push({ process, depth, lines, last });
      if (process.pid !== parent) visit(process.pid, depth + 1, [...lines, !last]);
    });
  };
  visit(0, 0, []);
  return rows;
}
