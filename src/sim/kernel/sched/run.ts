// The scheduler's inner loop: resumes a task's program, answers its calls, puts it to sleep, delivers its signals.
// Only this file touches generators.
import { isErr, OutOfMemory, SIGKILL, SIGSEGV, SysCall, type Micros } from '../abi/index.ts';
import { refrigerator } from '../cgroup/freezer.ts';
import type { Kernel } from '../kernel.ts';
import { deliverable, deliverSignals, fatalPending } from '../signal/deliver.ts';
import { resetAction } from '../signal/sighand.ts';
import { isBlock, type Block, type Frame, type Interrupted, type PendingCall, type Task } from '../state.ts';
import { exitTask, type ExitProgress } from '../task/exit.ts';
import { traceCallEnter, traceCallExit, traceStop } from '../task/tracing.ts';

/** Virtual time one task may run before the next one's turn: short enough that a busy loop does not delay a key press. */
export const QUANTUM: Micros = 1_000;
/** Calls in one slice at most, whatever they cost. A slice cannot be interrupted by a frame: it must take far less than one. */
const SLICE_CALLS = 64;
/** What read and write move in a microsecond: a slice moves a megabyte at most. Any figure of today's memories would do. */
const COPY_BYTES = 1_024;

/** What a call costs. Plausible figures for this class of machine; only their order matters (fork is dear, getpid is not). */
const COST: Readonly<Partial<Record<string, Micros>>> = {
  fork: 90,
  execve: 350,
  exit: 40,
  write: 3,
  read: 2,
  open: 4,
  stat: 2,
  readdir: 6,
  pipe: 4,
  kill: 2,
  wait4: 2,
  at: 0,
  compute: 0,
  code: 0,
};
const DEFAULT_COST: Micros = 1;

/** Bugs remembered; one is enough to find it. */
const MAX_CRASHES = 20;

/** Marks a pending exit in a task's resume point. */
const EXIT_CALL = new SysCall('exit', [0, false]);

/** A slice that waits for a program's code to arrive (see ProgramTable): it goes on as if nothing had happened. */
export interface SuspendedSlice {
  readonly task: Task;
  readonly end: Micros;
  readonly calls: number;
}

/** Runs `t` until it blocks, stops, dies or has used up its quantum. */
export function runSlice(k: Kernel, t: Task, resumed?: SuspendedSlice): void {
  const end = resumed?.end ?? k.now + QUANTUM;
  for (let calls = resumed?.calls ?? 0; calls < SLICE_CALLS && (k.now < end || resumed?.calls === calls); calls += 1) {
    const cold = refrigerator(t);
    if (cold && !t.exiting) {
      sleepOn(k, t, cold);
      return;
    }
    if (!advance(k, t)) {
      if (k.codeMissing) k.suspended = { task: t, end, calls };
      return;
    }
  }
  k.makeRunnable(t);
}

/** One resumption or one call. False: the task is no longer running. */
function advance(k: Kernel, t: Task): boolean {
  if (t.resume.kind === 'retry') {
    const { call } = t.resume;
    if (!restarting(t, call)) return answer(k, t, call);
    call.told = true;
    traceCallEnter(k, t, call);
    return false;
  }
  if (t.sigpending && !handlePending(k, t, undefined)) return false;
  const frame = t.frames[t.frames.length - 1];
  if (!frame) return beginExit(k, t, 0);
  const value = t.resume.kind === 'value' ? t.resume.value : undefined;
  let step: IteratorResult<SysCall, number | void>;
  try {
    step = frame.gen.next(value);
  } catch (error) {
    crashed(k, t, error);
    return true;
  }
  if (step.done) return frameDone(k, t, frame, step.value);
  const call: PendingCall = { call: step.value, scratch: undefined };
  t.resume = { kind: 'retry', call };
  if (t.traceSyscalls && t.tracer && visible(call)) {
    call.told = true;
    traceCallEnter(k, t, call);
    return false;
  }
  return answer(k, t, call);
}

/** Waiting for one's own code is no call that a tracer could see. */
const visible = (pending: PendingCall): boolean => pending.call.op !== 'code';

/** A call that begins again under a tracer, once no signal stands before it: it is shown a second time. */
function restarting(t: Task, call: PendingCall): boolean {
  return (
    t.traceSyscalls &&
    t.tracer !== undefined &&
    !call.told &&
    call.call !== EXIT_CALL &&
    visible(call) &&
    !(t.sigpending && deliverable(t))
  );
}

/** A program that threw dies of the fault that a real one would get; the machine and the page live on. */
function crashed(k: Kernel, t: Task, error: unknown): void {
  if (error instanceof OutOfMemory) {
    oomKill(k, t);
    return;
  }
  // Recursion too deep, or text too long for the host: the learner's doing. Anything else is a bug of ours.
  const exhausted = error instanceof RangeError;
  if (!exhausted && k.crashes.length < MAX_CRASHES) k.crashes.push(error);
  k.emit({
    kind: 'limit',
    name: exhausted ? 'stack' : 'crash',
    text: exhausted ? `${t.comm} used up its memory` : `${t.comm} crashed`,
  });
  resetAction(t.process, SIGSEGV);
  t.frames = [{ gen: overflowed(), kind: 'main' }];
  t.resume = { kind: 'start' };
}

/** `oom_kill_process` (mm/oom_kill.c): SIGKILL from the kernel, which no init is protected from. */
function oomKill(k: Kernel, t: Task): void {
  const p = t.process;
  k.emit({ kind: 'limit', name: 'memory', text: `Out of memory: Killed process ${p.pid} (${t.comm})` });
  k.sendToProcess(p, SIGKILL, 'SI_KERNEL', 'the machine is out of memory, and this process holds the most');
  t.frames = [{ gen: overflowed(), kind: 'main' }];
  t.resume = { kind: 'start' };
}

function* overflowed(): Generator<SysCall, number, unknown> {
  for (;;) yield new SysCall('fault', [SIGSEGV]);
}

function frameDone(k: Kernel, t: Task, frame: Frame, value: number | void): boolean {
  if (frame.kind === 'main') return beginExit(k, t, ((value ?? 0) & 0xff) << 8, true);
  t.frames.pop();
  t.blocked = frame.savedMask ?? t.blocked;
  t.resume = frame.resume ?? { kind: 'value', value: undefined };
  t.sigpending = deliverable(t);
  k.touch(t.process);
  if (t.traceSyscalls && t.tracer) {
    // A handler ends with a call of its own; a tracer sees what the interrupted one will return.
    const result = t.resume.kind === 'value' ? t.resume.value : 0;
    traceStop(k, t, { kind: 'syscall-exit', name: 'rt_sigreturn', args: [t.blocked], result });
    return false;
  }
  // The code below may be a call to be retried; its signals are looked at there.
  return true;
}

/** Runs a call's handler; on a result goes on, on a Block sleeps unless a signal is there. */
function answer(k: Kernel, t: Task, pending: PendingCall): boolean {
  if (pending.call === EXIT_CALL) return continueExit(k, t, pending);
  const { op, args } = pending.call;
  t.call = pending;
  if (op === 'code' && k.awaitsPart(args[0] as string)) return false;
  if (op === 'execve' && k.awaitsCode(t, args[0] as string)) return false;
  k.spend(t, COST[op] ?? DEFAULT_COST);
  const result = k.answer(t, op, args);
  if (op === 'read' || op === 'write') copyCost(k, t, result);
  if (t.exiting || t.state.kind === 'dead' || t.state.kind === 'zombie') return false;
  if (op === 'exit') return beginExit(k, t, ((args[0] as number) & 0xff) << 8, args[1] as boolean);
  if (isBlock(result)) {
    if (
      t.sigpending &&
      result.sleep !== 'no' &&
      (result.sleep === 'interruptible' || fatalPending(t)) &&
      deliverable(t)
    ) {
      // A tracer hears that the call was interrupted before it hears of the signal (ptrace(2), "Syscall-stops").
      if (t.traceSyscalls && t.tracer && pending.told && !fatalPending(t)) {
        pending.told = false;
        traceCallExit(k, t, pending, { kind: 'interrupted', restarts: result.restarts } satisfies Interrupted);
        return false;
      }
      return handlePending(k, t, result);
    }
    sleepOn(k, t, result);
    return false;
  }
  if (op === 'execve' && !isErr(result)) {
    // The old program is gone; the new one starts with its first resumption.
  } else t.resume = { kind: 'value', value: result };
  if (t.traceSyscalls && t.tracer && pending.told) {
    pending.told = false;
    traceCallExit(k, t, pending, result);
    return false;
  }
  return t.state.kind === 'runnable';
}

function copyCost(k: Kernel, t: Task, result: unknown): void {
  const bytes = typeof result === 'string' ? result.length : typeof result === 'number' ? result : 0;
  if (bytes < COPY_BYTES) return;
  const cost = Math.floor(bytes / COPY_BYTES);
  k.now += cost;
  t.system += cost;
}

/** Delivers what is pending. True: the task goes on in its program. */
function handlePending(k: Kernel, t: Task, interrupted: Block | undefined): boolean {
  const outcome = deliverSignals(k, t, interrupted);
  if (outcome === 'exit') return beginExit(k, t, t.process.groupExit ?? 0);
  return outcome === 'user';
}

export function sleepOn(k: Kernel, t: Task, block: Block): void {
  k.park(t, { kind: 'blocked', block });
  for (const queue of block.on) queue.sleepers.add(t);
  if (block.until !== undefined) k.wakeAt(t, block.until);
}

/** do_exit; `group`: exit_group, the other threads end too. */
function beginExit(k: Kernel, t: Task, status: number, group = false): boolean {
  if (group && t.process.threads.size > 1) k.killThreads(t.process, status);
  else if (group) t.process.groupExit ??= status;
  const progress: ExitProgress = { stage: 'start' };
  k.spend(t, COST.exit ?? 0);
  return continueExit(k, t, { call: EXIT_CALL, scratch: { progress, status: t.process.groupExit ?? status } });
}

function continueExit(k: Kernel, t: Task, pending: PendingCall): boolean {
  const { progress, status } = pending.scratch as { progress: ExitProgress; status: number };
  t.resume = { kind: 'retry', call: pending };
  const block = exitTask(k, t, status, progress);
  if (block) sleepOn(k, t, block);
  return false;
}
