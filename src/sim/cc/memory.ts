// The address space of a process: segments of pages, copied on write after fork, with the addresses of an x86-64 process without
// address randomisation. An access outside is a fault, as the hardware would raise it.
import { SIGSEGV, type Signal } from '../kernel/abi/index.ts';
import { wrapUnsigned, type Value } from './value.ts';

/** The running instruction faulted: becomes a signal of the kernel. */
export class Fault extends Error {
  readonly signal: Signal;
  constructor(signal: Signal) {
    super('fault');
    this.signal = signal;
  }
}

const PAGE_BITS = 12;
const PAGE = 1 << PAGE_BITS;

export const TEXT_BASE = 0x555555555000;
export const RODATA_BASE = 0x555555556000;
export const DATA_BASE = 0x555556000000;
/** The library's own variables stand first in the data segment, whether a header that declares them is included or not. */
export const LIBRARY_DATA: Readonly<Record<string, number>> = {
  errno: 0,
  stdin: 8,
  stdout: 16,
  stderr: 24,
  environ: 32,
};
export const LIBRARY_DATA_SIZE = 64;
export const ERRNO = DATA_BASE + 0;
export const HEAP_BASE = 0x55555b000000;
/** ulimit -s: 8 MiB. Deeper recursion faults. */
export const STACK_SIZE = 8 * 1024 * 1024;
export const STACK_TOP = 0x7ffffffff000;
/** The most that malloc hands out altogether; beyond it there is no memory (ENOMEM). */
export const MAX_HEAP = 64 * 1024 * 1024;

interface Page {
  readonly bytes: Uint8Array;
  readonly view: DataView;
  /** Who may write here without a copy. */
  readonly owner: object;
}

interface Segment {
  readonly base: number;
  size: number;
  readonly pages: (Page | undefined)[];
  readonly writable: boolean;
  /** Fresh pages hold what a real stack holds before its first use: leftovers, not zeros. */
  readonly garbage: boolean;
}

const newPage = (owner: object): Page => {
  const bytes = new Uint8Array(PAGE);
  return { bytes, view: new DataView(bytes.buffer), owner };
};

/** What is left on an unused stack by the code that ran before main: addresses of libraries. Always the same here. */
const GARBAGE = (() => {
  const page = newPage({});
  for (let i = 0; i < PAGE; i += 8) {
    page.view.setUint32(i, 0xf7c00000 + ((i * 2654435761) >>> 12), true);
    page.view.setUint32(i + 4, 0x7fff, true);
  }
  return page.bytes;
})();

export class Memory {
  private owner: object = {};
  private readonly stack: Segment;
  private readonly heap: Segment;
  private readonly segments: readonly Segment[];
  private last: Segment;

  constructor(rodata: number, data: number, from?: Memory) {
    const copy = (s: Segment): Segment => ({ ...s, pages: s.pages.slice() });
    if (from) this.segments = from.segments.map(copy);
    else {
      const segment = (base: number, size: number, writable: boolean, garbage = false): Segment => ({
        base,
        size,
        pages: [],
        writable,
        garbage,
      });
      this.segments = [
        segment(STACK_TOP - STACK_SIZE, STACK_SIZE, true, true),
        segment(DATA_BASE, data, true),
        segment(HEAP_BASE, 0, true),
        segment(RODATA_BASE, rodata, false),
      ];
    }
    this.stack = this.segments[0] as Segment;
    this.heap = this.segments[2] as Segment;
    this.last = this.stack;
  }

  /** The same contents, copied page by page when one of the two writes. */
  fork(): Memory {
    this.owner = {};
    return new Memory(0, 0, this);
  }

  get heapSize(): number {
    return this.heap.size;
  }

  grow(size: number): void {
    this.heap.size = size;
  }

  private find(address: number, length: number): Segment {
    for (const s of this.segments) {
      const offset = address - s.base;
      if (offset >= 0 && offset + length <= s.size) {
        this.last = s;
        return s;
      }
    }
    throw new Fault(SIGSEGV);
  }

  private segment(address: number, length: number): Segment {
    const s = this.last;
    const offset = address - s.base;
    return offset >= 0 && offset + length <= s.size ? s : this.find(address, length);
  }

  private page(s: Segment, index: number): Page {
    return s.pages[index] ?? (s.pages[index] = this.fresh(s));
  }

  private fresh(s: Segment): Page {
    const page = newPage(this.owner);
    if (s.garbage) page.bytes.set(GARBAGE);
    return page;
  }

  private writablePage(s: Segment, index: number): Page {
    const page = this.page(s, index);
    if (page.owner === this.owner) return page;
    const copy = newPage(this.owner);
    copy.bytes.set(page.bytes);
    return (s.pages[index] = copy);
  }

  loadInt(address: number): number {
    const s = this.segment(address, 4);
    const offset = address - s.base;
    const at = offset & (PAGE - 1);
    if (at > PAGE - 4) return Number(BigInt.asIntN(32, this.bytes(address, 4)));
    return this.page(s, offset >> PAGE_BITS).view.getInt32(at, true);
  }

  storeInt(address: number, value: number): void {
    const s = this.segment(address, 4);
    if (!s.writable) throw new Fault(SIGSEGV);
    const offset = address - s.base;
    const at = offset & (PAGE - 1);
    if (at > PAGE - 4) this.spread(address, BigInt(value), 4);
    else this.writablePage(s, offset >> PAGE_BITS).view.setInt32(at, value, true);
  }

  loadByte(address: number): number {
    const s = this.segment(address, 1);
    const offset = address - s.base;
    return this.page(s, offset >> PAGE_BITS).bytes[offset & (PAGE - 1)] ?? 0;
  }

  storeByte(address: number, value: number): void {
    const s = this.segment(address, 1);
    if (!s.writable) throw new Fault(SIGSEGV);
    const offset = address - s.base;
    this.writablePage(s, offset >> PAGE_BITS).bytes[offset & (PAGE - 1)] = value;
  }

  loadShort(address: number): number {
    return this.loadByte(address) | (this.loadByte(address + 1) << 8);
  }

  storeShort(address: number, value: number): void {
    this.storeByte(address, value & 0xff);
    this.storeByte(address + 1, (value >> 8) & 0xff);
  }

  /** Eight bytes as an unsigned value: also a pointer. */
  loadLong(address: number): Value {
    const s = this.segment(address, 8);
    const offset = address - s.base;
    const at = offset & (PAGE - 1);
    if (at > PAGE - 8) return wrapUnsigned(this.bytes(address, 8));
    const { view } = this.page(s, offset >> PAGE_BITS);
    const high = view.getUint32(at + 4, true);
    if (high < 0x200000) return high * 0x100000000 + view.getUint32(at, true);
    return wrapUnsigned(view.getBigUint64(at, true));
  }

  storeLong(address: number, value: Value): void {
    const s = this.segment(address, 8);
    if (!s.writable) throw new Fault(SIGSEGV);
    const offset = address - s.base;
    const at = offset & (PAGE - 1);
    if (at > PAGE - 8) this.spread(address, BigInt(value), 8);
    else this.writablePage(s, offset >> PAGE_BITS).view.setBigUint64(at, BigInt.asUintN(64, BigInt(value)), true);
  }

  private bytes(address: number, count: number): bigint {
    let value = 0n;
    for (let i = count - 1; i >= 0; i -= 1) value = (value << 8n) | BigInt(this.loadByte(address + i));
    return value;
  }

  private spread(address: number, value: bigint, count: number): void {
    for (let i = 0; i < count; i += 1) this.storeByte(address + i, Number((value >> BigInt(8 * i)) & 0xffn));
  }

  /** The bytes up to the NUL, as a byte string. */
  string(address: number, most = Infinity): string {
    let out = '';
    for (let i = 0; i < most; i += 1) {
      const byte = this.loadByte(address + i);
      if (byte === 0) break;
      out += String.fromCharCode(byte);
    }
    return out;
  }

  read(address: number, count: number): string {
    let out = '';
    for (let i = 0; i < count; i += 1) out += String.fromCharCode(this.loadByte(address + i));
    return out;
  }

  write(address: number, data: string): void {
    for (let i = 0; i < data.length; i += 1) this.storeByte(address + i, data.charCodeAt(i) & 0xff);
  }

  fill(address: number, byte: number, count: number): void {
    for (let i = 0; i < count; i += 1) this.storeByte(address + i, byte & 0xff);
  }

  copy(to: number, from: number, count: number): void {
    if (to <= from) for (let i = 0; i < count; i += 1) this.storeByte(to + i, this.loadByte(from + i));
    else for (let i = count - 1; i >= 0; i -= 1) this.storeByte(to + i, this.loadByte(from + i));
  }

  /** Fills read-only memory when the program is loaded. */
  load(address: number, data: string): void {
    const s = this.segment(address, data.length);
    for (let i = 0; i < data.length; i += 1) {
      const offset = address - s.base + i;
      this.writablePage(s, offset >> PAGE_BITS).bytes[offset & (PAGE - 1)] = data.charCodeAt(i);
    }
  }
}
