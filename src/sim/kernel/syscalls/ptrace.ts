// Minimal ptrace: attach, seize, interrupt, stops at signals and calls, detach. Enough for strace -p and a debugger-like tracer.
import { E, SIGSTOP, type Errno } from '../abi/index.ts';
import type { Kernel } from '../kernel.ts';
import { taskByNr } from '../ns/pid.ts';
import { send } from '../signal/send.ts';
import type { CallHandlers, Task } from '../state.ts';
import { traceDetach } from '../task/tracing.ts';

/** `__ptrace_may_access`: same user, or CAP_SYS_PTRACE. Yama is off, as in the recordings. */
function mayTrace(tracer: Task, target: Task): boolean {
  const from = tracer.cred;
  const to = target.cred;
  if (from.caps.has('SYS_PTRACE')) return true;
  return from.euid === to.ruid && from.euid === to.suid && [...to.caps].every((cap) => from.caps.has(cap));
}

function attach(k: Kernel, t: Task, pid: number, stop: boolean, follow: boolean): 0 | Errno {
  const target = taskByNr(t.ns, pid);
  if (!target || target.process.exitStatus !== undefined) return E.ESRCH;
  if (target.tracer || target.process === t.process || !mayTrace(t, target)) return E.EPERM;
  target.tracer = t;
  target.traceFollow = follow;
  t.tracees.add(target);
  k.touch(target.process);
  if (stop)
    send(k, {
      sig: SIGSTOP,
      code: 'SI_USER',
      sender: undefined,
      target: target.process,
      thread: target,
      named: pid,
      reason: 'PTRACE_ATTACH',
    });
  return 0;
}

export const ptraceCalls: Pick<CallHandlers, 'ptrace'> = {
  ptrace(k, t, request) {
    if (request.kind === 'attach') return attach(k, t, request.pid, true, false);
    if (request.kind === 'seize') return attach(k, t, request.pid, false, request.follow === true);
    const tracee = taskByNr(t.ns, request.pid);
    if (!tracee || tracee.tracer !== t) return E.ESRCH;
    if (request.kind === 'interrupt') {
      tracee.traceInterrupt = true;
      k.signalWake(tracee, false);
      return 0;
    }
    if (tracee.state.kind !== 'traced') return E.ESRCH;
    const stop = tracee.state.stop;
    switch (request.kind) {
      case 'getstop':
        return stop;
      case 'cont': {
        tracee.traceSyscalls = request.syscall;
        if (stop.kind === 'signal' && request.signal !== 0)
          tracee.traceInject = { info: { ...stop.info, signo: request.signal }, journey: 0 };
        tracee.sigpending = true;
        k.makeRunnable(tracee);
        return 0;
      }
      case 'detach': {
        if (request.signal !== 0 && stop.kind === 'signal')
          tracee.traceInject = { info: { ...stop.info, signo: request.signal }, journey: 0 };
        traceDetach(k, tracee);
        return 0;
      }
    }
  },
};
