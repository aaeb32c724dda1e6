// Which processes differ between two moments. Views share what did not change, so this costs what changed.
import { PMap } from '../../engine/index.ts';
import type { MachineView, ProcessView } from '../../sim/kernel/view.ts';
import type { Pid } from '../../sim/kernel/events.ts';

export interface Change {
  readonly pid: Pid;
  readonly before: ProcessView | undefined;
  readonly after: ProcessView | undefined;
}

export function changesBetween(before: MachineView, after: MachineView): readonly Change[] {
  if (before.processes === after.processes) return [];
  return pidsOf(before.processes, after.processes).map((pid) => ({
    pid,
    before: before.processes.get(pid),
    after: after.processes.get(pid),
  }));
}

type Table = MachineView['processes'];

function pidsOf(a: Table, b: Table): readonly Pid[] {
  if (a instanceof PMap && b instanceof PMap) return a.differing(b);
  const pids = new Set<Pid>();
  for (const process of a.values()) if (b.get(process.pid) !== process) pids.add(process.pid);
  for (const process of b.values()) if (a.get(process.pid) !== process) pids.add(process.pid);
  return [...pids].sort((x, y) => x - y);
}
