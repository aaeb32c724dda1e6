// ptrace(2) from the tracee's side: it stops for its tracer, and goes on without one (kernel/ptrace.c).
import type { PtraceStop } from '../abi/index.ts';
import type { Kernel } from '../kernel.ts';
import { notifyParentCldStop } from '../signal/stop.ts';
import type { PendingCall, QueuedSignal, Task } from '../state.ts';
import { notifyParent } from './exit.ts';

export function traceStop(k: Kernel, t: Task, stop: PtraceStop, queued?: QueuedSignal): void {
  t.traceEvent = stop;
  if (queued) t.traceInject = undefined;
  k.park(t, { kind: 'traced', stop });
  k.emit({ kind: 'state', pid: t.process.pid, from: 'S', to: 't', why: `stopped for its tracer (${stop.kind})` });
  const tracer = t.tracer;
  if (tracer)
    notifyParentCldStop(k, t.process, 'CLD_TRAPPED', stop.kind === 'signal' ? stop.info.signo : 5, tracer.process);
}

export const traceCallEnter = (k: Kernel, t: Task, { call }: PendingCall): void =>
  traceStop(k, t, { kind: 'syscall-enter', name: call.op, args: call.args });

export const traceCallExit = (k: Kernel, t: Task, { call }: PendingCall, result: unknown): void =>
  traceStop(k, t, { kind: 'syscall-exit', name: call.op, args: call.args, result });

/** A tracer that ends lets its tracees go on. */
export function detachTracees(k: Kernel, t: Task): void {
  for (const tracee of [...t.tracees]) {
    traceDetach(k, tracee);
    const p = tracee.process;
    if (tracee === p.leader && p.exitStatus !== undefined && p.parent !== t.process) notifyParent(k, p);
  }
  // A dead process stays with its tracer until that has waited for it; a dead thread does not.
  if (t.tracer && t !== t.process.leader) t.tracer.tracees.delete(t);
}

export function traceDetach(k: Kernel, tracee: Task): void {
  tracee.tracer?.tracees.delete(tracee);
  tracee.tracer = undefined;
  tracee.traceSyscalls = false;
  tracee.traceFollow = false;
  if (tracee.resume.kind === 'retry') tracee.resume.call.told = false;
  tracee.traceEvent = undefined;
  tracee.traceInterrupt = false;
  tracee.sigpending = true;
  if (tracee.state.kind === 'traced') k.makeRunnable(tracee);
  k.touch(tracee.process);
}
