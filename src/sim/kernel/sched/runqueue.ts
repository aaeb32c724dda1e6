// Who is next to run, first come, first served. Taking the first costs the same with ten tasks and with ten thousand.
import type { Task } from '../state.ts';

/** The places of tasks that have gone are cleared away once there are this many of them. */
const STALE = 1024;

export class RunQueue {
  private tasks: (Task | undefined)[] = [];
  private head = 0;

  get length(): number {
    return this.tasks.length - this.head;
  }

  push(t: Task): void {
    this.tasks.push(t);
  }

  /** Before all others. */
  unshift(t: Task): void {
    if (this.head === 0) this.tasks.unshift(t);
    else this.tasks[(this.head -= 1)] = t;
  }

  shift(): Task | undefined {
    const first = this.tasks[this.head];
    if (!first) return undefined;
    this.tasks[this.head] = undefined;
    this.head += 1;
    if (this.head === this.tasks.length) {
      this.tasks.length = 0;
      this.head = 0;
    } else if (this.head >= STALE && this.head * 2 > this.tasks.length) {
      this.tasks = this.tasks.slice(this.head);
      this.head = 0;
    }
    return first;
  }
}
