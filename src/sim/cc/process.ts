// A process that runs a compiled program: memory, frames and what the C library remembers. All of it is data, so fork can copy it.
import {
  NO_SIGNALS,
  type FrameView,
  type Inspectable,
  type SigInfo,
  type SigSet,
  type VariableView,
} from '../kernel/abi/index.ts';
import type { Code, Unit } from './code.ts';
import { viewFrames, viewGlobals, type Seen } from './frames.ts';
import { ERRNO, Memory, STACK_TOP, TEXT_BASE } from './memory.ts';
import { Heap } from './libc/heap.ts';
import { writeSigInfo } from './libc/signals.ts';
import { Streams } from './libc/streams.ts';
import type { Value } from './value.ts';

/** Why a frame is at the bottom of what its runner runs, and what follows when it returns. */
export type Bottom =
  | { readonly kind: 'main' }
  /** A signal handler on top of interrupted code. `restart`: the interrupted call begins again. */
  | { readonly kind: 'handler'; readonly mask: SigSet; readonly restart: boolean }
  /** A function registered with atexit. */
  | { readonly kind: 'exit'; readonly status: number };

export interface Frame {
  readonly code: Code;
  /** Index of the next step; of the calling step while a call is under way. */
  pc: number;
  /** Lowest address of its variables. */
  readonly base: number;
  line: number;
  readonly temps: Value[];
  /** In a call of the library that a signal may interrupt. */
  calling: boolean;
  readonly bottom: Bottom | undefined;
  /** What a debugger was last told of it. */
  seen: Seen | undefined;
}

/** Below each frame: return address and saved registers. */
const LINKAGE = 32;

export class Process implements Inspectable {
  readonly unit: Unit;
  readonly source: { readonly file: string; readonly text: string };
  memory: Memory;
  readonly stack: Frame[] = [];
  /** The innermost frame, and the lowest address of its variables. */
  frame!: Frame;
  base = 0;
  heap: Heap;
  streams: Streams;
  /** Functions to call at exit, last registered first. */
  atexit: readonly number[] = [];
  readonly env: ReadonlyMap<string, string>;
  /** The signal mask as the program has set it: what a handler gives back at its end, in a process that was forked inside it. */
  mask: SigSet = NO_SIGNALS;
  /** Generator of rand(3). */
  random = 1;
  /** Steps since the last system call that cost no time yet. */
  steps = 0;
  /** Somebody hears of lines; see sys.at. */
  watched = true;
  /** Where environment and arguments begin: frames lie below. */
  stackTop = STACK_TOP - 4096;
  /** Addresses of environment strings, made when asked for. */
  environment: ReadonlyMap<string, number> = new Map();
  strtokRest = 0;
  private seenGlobals: readonly VariableView[] = [];

  constructor(unit: Unit, env: ReadonlyMap<string, string>, from?: Process, shares = false) {
    this.unit = unit;
    this.env = env;
    this.source = { file: unit.file, text: unit.text };
    if (!from) {
      this.memory = new Memory(unit.rodata.length, unit.dataSize);
      this.heap = new Heap();
      this.streams = new Streams();
      return;
    }
    this.memory = shares ? from.memory : from.memory.fork();
    this.heap = from.heap.fork();
    this.streams = from.streams.fork();
    this.atexit = from.atexit;
    this.mask = from.mask;
    this.random = from.random;
    this.stackTop = from.stackTop;
    this.environment = from.environment;
    this.strtokRest = from.strtokRest;
    this.seenGlobals = from.seenGlobals;
    for (const frame of from.stack) this.push({ ...frame, temps: frame.temps.slice() });
  }

  /** A copy that goes its own way. `shares`: vfork, the same memory. */
  fork(shares = false): Process {
    return new Process(this.unit, this.env, this, shares);
  }

  private push(frame: Frame): void {
    this.stack.push(frame);
    this.frame = frame;
    this.base = frame.base;
  }

  /** The innermost frame returns. */
  leave(): void {
    this.stack.pop();
    const below = this.stack[this.stack.length - 1];
    if (!below) return;
    this.frame = below;
    this.base = below.base;
  }

  get errno(): number {
    return this.memory.loadInt(ERRNO);
  }

  set errno(code: number) {
    this.memory.storeInt(ERRNO, code);
  }

  /** Makes a frame for a call; the arguments are already values. A frame that does not fit faults. */
  enter(code: Code, args: readonly Value[], bottom?: Bottom): Frame {
    const above = this.stack.length > 0 ? this.base : this.stackTop;
    const base = Math.floor((above - LINKAGE - code.frameSize) / 16) * 16;
    // The return address is written first: that is what faults when the stack is used up.
    this.memory.storeLong(base + code.frameSize, TEXT_BASE);
    this.memory.storeLong(base - 8, 0);
    const frame: Frame = {
      code, pc: 0, base, line: code.line, temps: new Array<Value>(code.temps).fill(0), calling: false, bottom, seen: undefined,
    }; // prettier-ignore
    this.push(frame);
    code.params.forEach((param, i) => this.store(base + param.offset, param.type, args[i] ?? 0));
    return frame;
  }

  /** Stores a value of any type; a struct is given by its address. */
  store(address: number, type: Code['returns'], value: Value): void {
    if (type.kind === 'struct') this.memory.copy(address, Number(value), type.layout.size);
    else if (type.kind === 'pointer' || (type.kind === 'int' && type.size === 8)) this.memory.storeLong(address, value);
    else if (type.kind === 'int' && type.size === 1) this.memory.storeByte(address, Number(value) & 0xff);
    else if (type.kind === 'int' && type.size === 2) this.memory.storeShort(address, Number(value));
    else this.memory.storeInt(address, Number(value));
  }

  /** A text of the library that lives as long as the process: what strerror returns. */
  text(bytes: string): number {
    const address = this.heap.allocate(this.memory, bytes.length + 1);
    if (address !== 0) this.memory.write(address, `${bytes}\0`);
    return address;
  }

  /** A siginfo_t for a handler, in its caller's red zone. */
  putSigInfo(info: SigInfo): number {
    const address = this.heap.allocate(this.memory, 128);
    if (address !== 0) writeSigInfo(this, address, info);
    return address;
  }

  frames(): readonly FrameView[] {
    return viewFrames(this);
  }

  globals(): readonly VariableView[] {
    return (this.seenGlobals = viewGlobals(this, this.seenGlobals));
  }
}
