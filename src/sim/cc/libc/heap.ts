// malloc(3): blocks with a header of 16 bytes, freed ones kept by size. Which blocks are alive is known, so misuse is found as glibc finds it.
import { HEAP_BASE, MAX_HEAP, type Memory } from '../memory.ts';

const HEADER = 16;
/** The heap grows by this much at a time, so that a little beyond a block is no fault yet, as in reality. */
const CHUNK = 132 * 1024;

const rounded = (size: number): number => Math.max(24, Math.ceil((size + 8) / 16) * 16 - 8);

export class Heap {
  private top = HEAP_BASE + HEADER;
  private readonly alive = new Map<number, number>();
  private readonly freed = new Map<number, readonly number[]>();
  private readonly known = new Set<number>();

  fork(): Heap {
    const copy = new Heap();
    copy.top = this.top;
    for (const [address, size] of this.alive) copy.alive.set(address, size);
    for (const [size, list] of this.freed) copy.freed.set(size, list);
    for (const address of this.known) copy.known.add(address);
    return copy;
  }

  /** 0: no memory. */
  allocate(memory: Memory, wanted: number): number {
    if (!(wanted >= 0) || wanted > MAX_HEAP) return 0;
    const size = rounded(wanted);
    const [reused, ...rest] = this.freed.get(size) ?? [];
    if (reused !== undefined) {
      this.freed.set(size, rest);
      this.alive.set(reused, size);
      return reused;
    }
    const address = this.top;
    const end = address + size + HEADER - HEAP_BASE;
    if (end > MAX_HEAP) return 0;
    if (end > memory.heapSize) memory.grow(Math.ceil(end / CHUNK) * CHUNK);
    this.top += size + 8;
    this.alive.set(address, size);
    this.known.add(address);
    return address;
  }

  sizeOf(address: number): number | undefined {
    return this.alive.get(address);
  }

  /** What glibc says before it aborts; undefined when all is well. */
  free(address: number): string | undefined {
    const size = this.alive.get(address);
    if (size === undefined)
      return this.known.has(address) ? 'free(): double free detected in tcache 2' : 'free(): invalid pointer';
    this.alive.delete(address);
    this.freed.set(size, [address, ...(this.freed.get(size) ?? [])]);
    return undefined;
  }
}
