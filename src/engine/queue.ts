// Discrete-event queue: a binary heap ordered by (deadline, sequence), so that equal deadlines keep their order of arrival.

export interface Entry<T> {
  /** Virtual microseconds. */
  readonly at: number;
  readonly seq: number;
  readonly what: T;
  cancelled: boolean;
}

export class EventQueue<T> {
  private readonly heap: Entry<T>[] = [];
  private seq = 0;

  push(at: number, what: T): Entry<T> {
    const entry: Entry<T> = { at, seq: (this.seq += 1), what, cancelled: false };
    this.heap.push(entry);
    this.up(this.heap.length - 1);
    return entry;
  }

  /** Deadline of the next entry; undefined when none waits. */
  nextAt(): number | undefined {
    this.dropCancelled();
    return this.heap[0]?.at;
  }

  /** Removes and returns the next entry that is due at `now`. */
  popDue(now: number): T | undefined {
    this.dropCancelled();
    const first = this.heap[0];
    if (!first || first.at > now) return undefined;
    this.removeFirst();
    return first.what;
  }

  private dropCancelled(): void {
    while (this.heap[0]?.cancelled) this.removeFirst();
  }

  private removeFirst(): void {
    const last = this.heap.pop();
    if (last && this.heap.length > 0) {
      this.heap[0] = last;
      this.down(0);
    }
  }

  private before(i: number, j: number): boolean {
    const a = this.heap[i];
    const b = this.heap[j];
    if (!a || !b) return false;
    return a.at < b.at || (a.at === b.at && a.seq < b.seq);
  }

  private swap(i: number, j: number): void {
    const a = this.heap[i];
    const b = this.heap[j];
    if (a && b) {
      this.heap[i] = b;
      this.heap[j] = a;
    }
  }

  private up(start: number): void {
    let i = start;
    while (i > 0) {
      const parent = (i - 1) >> 1;
      if (!this.before(i, parent)) return;
      this.swap(i, parent);
      i = parent;
    }
  }

  private down(start: number): void {
    let i = start;
    for (;;) {
      const left = 2 * i + 1;
      const right = left + 1;
      let least = i;
      if (left < this.heap.length && this.before(left, least)) least = left;
      if (right < this.heap.length && this.before(right, least)) least = right;
      if (least === i) return;
      this.swap(i, least);
      i = least;
    }
  }
}
