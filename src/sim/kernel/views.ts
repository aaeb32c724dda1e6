// The views of a machine as it goes on: only processes that were touched are drawn again, the rest is shared.
import { PMap } from '../../engine/index.ts';
import type { Kernel } from './kernel.ts';
import { viewOfMachine, viewOfProcess } from './project.ts';
import type { Process } from './state.ts';
import type { MachineView, ProcessView } from './view.ts';

export class Views {
  private readonly dirty = new Set<Process>();
  private table: PMap<ProcessView> = PMap.of<ProcessView>();
  private last: MachineView | undefined;
  private old = true;

  /** Something changed that belongs to no process: time, a cgroup, a screen. */
  age(): void {
    this.old = true;
  }

  touch(p: Process): void {
    this.dirty.add(p);
    this.old = true;
  }

  forget(p: Process): void {
    this.dirty.delete(p);
    this.table = this.table.delete(p.pid);
    this.old = true;
  }

  of(k: Kernel): MachineView {
    if (this.last && !this.old) return this.last;
    for (const p of this.dirty) if (k.find(p.pid)) this.table = this.table.set(p.pid, viewOfProcess(p));
    this.dirty.clear();
    this.old = false;
    return (this.last = viewOfMachine(k, this.table, this.last));
  }
}
