// Runs a process of a compiled program on the kernel's calls: steps in bursts, and between the bursts what needs the kernel.
import { SIGSEGV, sys, type Program, type SigInfo, type Signal, type Sys } from '../kernel/abi/index.ts';
import { E } from '../kernel/abi/errno.ts';
import type { Code, Step, Unit } from './code.ts';
import { Arguments, type LibraryFunction } from './libc/function.ts';
import { finish } from './libc/exit.ts';
import { valuesOf } from './lower/expression.ts';
import { Fault, RODATA_BASE } from './memory.ts';
import { Process, type Frame } from './process.ts';
import { putArguments } from './start.ts';
import { toInt, type Value } from './value.ts';

/** Steps between two looks at the clock and at signals. */
const BURST = 1000;
/** Microseconds for a burst: the speed at which this machine's processor runs such programs. */
const BURST_COST = 100;

type Stop =
  | { readonly k: 'line' | 'pause' | 'returned' }
  | { readonly k: 'fault'; readonly signal: Signal }
  | {
      readonly k: 'library';
      readonly step: Step & { k: 'library' | 'call' };
      readonly fn: LibraryFunction;
      readonly args: readonly Value[];
    };

const LINE: Stop = { k: 'line' };
const PAUSE: Stop = { k: 'pause' };
const RETURNED: Stop = { k: 'returned' };

/** Runs steps until something is asked of the kernel, a frame at a bottom returns, or the burst is over. */
function burst(m: Process): Stop {
  try {
    for (let left = BURST - m.steps; left > 0; left -= 1) {
      const stop = step(m);
      if (stop) {
        m.steps = BURST - left + 1;
        return stop;
      }
    }
  } catch (error) {
    if (error instanceof Fault) return { k: 'fault', signal: error.signal };
    throw error;
  }
  m.steps = 0;
  return PAUSE;
}

/** One step. Faults leave the position where it is, as on a real processor: the step would run again. */
function step(m: Process): Stop | undefined {
  const { frame } = m;
  const s = frame.code.steps[frame.pc] as Step;
  switch (s.k) {
    case 'do':
      s.run(m);
      frame.pc += 1;
      return undefined;
    case 'line':
      frame.line = s.line;
      frame.pc += 1;
      return m.watched ? LINE : undefined;
    case 'set':
      frame.temps[s.temp] = s.run(m);
      frame.pc += 1;
      return undefined;
    case 'unless':
      frame.pc = s.run(m) ? frame.pc + 1 : s.to;
      return undefined;
    case 'jump':
      frame.pc = s.to;
      return undefined;
    case 'switch':
      frame.pc = s.cases.get(s.run(m)) ?? s.fallback;
      return undefined;
    case 'library':
      return { k: 'library', step: s, fn: s.fn, args: valuesOf(m, s.args) };
    case 'call': {
      const target = m.unit.byAddress.get(Number(s.fn(m)));
      const args = valuesOf(m, s.args);
      if (!target) throw new Fault(SIGSEGV);
      if (!('steps' in target)) return { k: 'library', step: s, fn: target, args };
      m.enter(target, args);
      return undefined;
    }
    case 'return':
      return leave(m, frame, s.run ? s.run(m) : 0);
  }
}

/** A function returns: its result goes to the step that called it. */
function leave(m: Process, frame: Frame, value: Value): Stop | undefined {
  if (frame.bottom) {
    frame.temps[0] = value;
    return RETURNED;
  }
  m.leave();
  const below = m.frame;
  const call = below.code.steps[below.pc];
  if (call?.k === 'call') {
    if (frame.code.returns.kind === 'struct') {
      const place = below.base + call.result;
      m.store(place, frame.code.returns, value);
      below.temps[call.temp] = place;
    } else below.temps[call.temp] = value;
  }
  below.pc += 1;
  return undefined;
}

/** Runs until the frame at depth `depth` has returned; its result. */
export function* runFrame(m: Process, depth: number): Sys<Value> {
  for (;;) {
    const stop = burst(m);
    switch (stop.k) {
      case 'line':
        m.watched = yield* sys.at(m.frame.line, m);
        break;
      case 'pause':
        yield* sys.compute(BURST_COST);
        m.watched = true;
        break;
      case 'fault':
        yield* sys.fault(stop.signal);
        m.watched = true;
        break;
      case 'library': {
        const frame = m.frame;
        frame.calling = true;
        const value = yield* callLibrary(m, stop.fn, new Arguments(stop.args));
        frame.calling = false;
        frame.temps[stop.step.temp] = value;
        frame.pc += 1;
        if (stop.fn.calls) m.watched = true;
        break;
      }
      case 'returned': {
        const value = m.frame.temps[0] ?? 0;
        if (m.stack.length === depth) {
          m.leave();
          return value;
        }
        yield* returned(m);
      }
    }
  }
}

function* callLibrary(m: Process, fn: LibraryFunction, a: Arguments): Sys<Value> {
  if (fn.plain) return fn.plain(m, a);
  if (!fn.calls) return 0;
  try {
    return yield* fn.calls(m, a);
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    // A bad pointer given to the library faults inside of it.
    yield* sys.fault(error.signal);
    m.errno = E.EFAULT.code;
    return -1;
  }
}

/**
 * The frame of a handler returns in a process that was forked inside that handler: nobody is left who started it, so what follows
 * is done here. The kernel's own record of the handler stayed with the parent.
 */
function* returned(m: Process): Sys<void> {
  const { bottom } = m.frame;
  m.leave();
  if (bottom?.kind === 'handler') {
    yield* sys.sigprocmask('setmask', bottom.mask);
    const below = m.frame;
    const call = below.code.steps[below.pc];
    if (below.calling && (call?.k === 'library' || call?.k === 'call')) endInterrupted(m, below, call, bottom.restart);
    below.calling = false;
  } else if (bottom?.kind === 'exit') yield* finish(m, bottom.status);
}

/** The call that the handler interrupted, in a process that has only its frame: it starts again, fails with EINTR, or had ended. */
function endInterrupted(m: Process, frame: Frame, call: Step & { k: 'library' | 'call' }, restart: boolean): void {
  const target = call.k === 'library' ? call.fn : m.unit.byAddress.get(Number(call.fn(m)));
  const blocks = target && 'header' in target ? target.blocks : undefined;
  if (blocks === 'restarts' && restart) return;
  if (blocks !== undefined) m.errno = E.EINTR.code;
  frame.temps[call.temp] = blocks === undefined ? 0 : -1;
  frame.pc += 1;
}

/** From the present state to the end of the process: its exit status. */
export function* runProcess(m: Process): Sys<number> {
  const value = yield* runFrame(m, 1);
  const status = toInt(value);
  yield* finish(m, status);
  return status & 0xff;
}

/** A signal handler of the program, as the kernel calls it. */
export function handlerOf(m: Process, address: number, restart: boolean) {
  return function* (sig: Signal, info: SigInfo, program?: unknown): Sys<void> {
    const self = program instanceof Process ? program : m;
    const code = self.unit.byAddress.get(address);
    if (!code || !('steps' in code)) {
      if (code) yield* callLibrary(self, code, new Arguments([sig]));
      else yield* sys.fault(SIGSEGV);
      return;
    }
    try {
      const args = code.params.length > 1 ? [sig, self.putSigInfo(info), 0] : [sig];
      self.enter(code, args, { kind: 'handler', mask: self.mask, restart });
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      // No room for the handler's frame: force_sigsegv.
      yield* sys.fault(SIGSEGV);
      return;
    }
    const before = self.mask;
    yield* runFrame(self, self.stack.length);
    self.mask = before;
    self.watched = true;
  };
}

/** A unit as a program of the machine. */
export const programOf = (unit: Unit): Program =>
  function* (argv, env) {
    const m = new Process(unit, env);
    m.memory.load(RODATA_BASE, unit.rodata);
    for (const set of unit.start) set(m);
    const main = unit.functions.get('main') as Code;
    m.enter(main, putArguments(m, argv), { kind: 'main' });
    return yield* runProcess(m);
  };
