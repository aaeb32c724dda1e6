// Sending: from kill(2) or the kernel to the pending set, one gate after the other (kernel/signal.c, send_signal_locked).
import {
  bit,
  E,
  has,
  KERNEL_STOP,
  NO_SIGNALS,
  SIGCONT,
  SIGKILL,
  signalName,
  type Errno,
  type SiCode,
  type SigInfo,
  type Signal,
} from '../abi/index.ts';
import type { Gate, GateId, SignalOutcome } from '../events.ts';
import type { Kernel } from '../kernel.ts';
import { nrIn } from '../ns/pid.ts';
import type { Process, Task } from '../state.ts';
import { actionOf, killPermitted, sigFatal, sigIgnored } from './decide.ts';
import { enqueue, flush, merges } from './pending.ts';
import { continueProcess } from './stop.ts';

const FILE = 'kernel/signal.c';
const gate = (id: GateId, verdict: Gate['verdict'], reason: string, fn: string, file = FILE): Gate => ({
  id,
  verdict,
  reason,
  fn,
  file,
});

export interface Sending {
  readonly sig: Signal;
  readonly code: SiCode;
  /** undefined: the kernel. */
  readonly sender: Task | undefined;
  /** A thread (tgkill, faults) or the whole process. */
  readonly thread?: Task | undefined;
  readonly target: Process;
  /** How the sender named the target. */
  readonly named: number;
  readonly status?: number;
  /** About whom the kernel tells: SIGCHLD's child. */
  readonly about?: Process;
  /** Why the kernel sends it, in words. */
  readonly reason?: string;
}

/** Tells the trace that nobody was found or that the sender may not: the journey ends at its first gates. */
export function refuse(k: Kernel, sender: Task, sig: Signal, named: number, target: Process | undefined): Errno {
  const gates: Gate[] = [findGate(sender, named, target)];
  if (target) {
    gates.push(
      gate(
        'permission',
        'stop',
        `uid ${sender.cred.euid} may not signal a process of uid ${target.leader.cred.ruid}`,
        'check_kill_permission',
      ),
    );
  }
  emit(k, { sig, code: 'SI_USER', sender, named }, target, gates, target ? 'refused' : 'no-target');
  return target ? E.EPERM : E.ESRCH;
}

function findGate(sender: Task, named: number, target: Process | undefined): Gate {
  if (!target)
    return gate('find', 'stop', `no process ${named} in the sender's pid namespace`, 'find_vpid', 'kernel/pid.c');
  const where =
    sender.ns === target.leader.ns ? "in the sender's own pid namespace" : `in a namespace below the sender's`;
  return gate('find', 'pass', `pid ${named} is ${target.leader.comm}, ${where}`, 'find_vpid', 'kernel/pid.c');
}

function emit(
  k: Kernel,
  s: Pick<Sending, 'sig' | 'code' | 'sender' | 'named'>,
  target: Process | undefined,
  gates: Gate[],
  outcome: SignalOutcome,
): number {
  const journey = k.nextJourney();
  k.emit({
    kind: 'signal',
    journey,
    sig: s.sig,
    code: s.code,
    sender: s.sender?.process.pid,
    target: target?.pid,
    named: s.named,
    gates,
    outcome,
  });
  return journey;
}

/** kill(2) on one process, after it was found. `sig` 0 only checks. */
export function killProcess(
  k: Kernel,
  sender: Task,
  target: Process,
  sig: Signal,
  named: number,
  code: SiCode = 'SI_USER',
  thread?: Task,
): 0 | Errno {
  if (!killPermitted(sender, target.leader, sig)) return sig === 0 ? E.EPERM : refuse(k, sender, sig, named, target);
  if (sig === 0) return 0;
  send(k, { sig, code, sender, target, named, thread });
  return 0;
}

/** `prepare_signal`, first part: SIGCONT forgets pending stops and wakes; a stop signal forgets a pending SIGCONT. */
function prepare(k: Kernel, p: Process, sig: Signal): void {
  const set = has(KERNEL_STOP, sig) ? bit(SIGCONT) : sig === SIGCONT ? KERNEL_STOP : NO_SIGNALS;
  if (set === NO_SIGNALS) return;
  flush(p.pending, set);
  for (const t of p.threads) flush(t.pending, set);
  if (sig === SIGCONT) continueProcess(k, p);
}

function siginfo(s: Sending): SigInfo {
  const ns = s.target.leader.ns;
  const who = s.about?.leader ?? s.sender;
  const base = { signo: s.sig, code: s.code, pid: who ? nrIn(who, ns) : 0, uid: who?.cred.ruid ?? 0 };
  return s.status === undefined ? base : { ...base, status: s.status };
}

/** `send_signal_locked` and what it calls. The sender is allowed. Always leaves one `signal` event. */
export function send(k: Kernel, s: Sending): void {
  const { sig, target: p } = s;
  const t = s.thread ?? p.leader;
  const fromKernel = s.sender === undefined || s.code === 'SI_KERNEL';
  const above = s.sender !== undefined && nrIn(s.sender, p.leader.ns) === 0;
  const force = fromKernel || above;
  const gates: Gate[] = [];
  if (s.sender) {
    gates.push(findGate(s.sender, s.named, p));
    gates.push(gate('permission', 'pass', permissionReason(s.sender, p), 'check_kill_permission'));
  } else {
    gates.push(gate('find', 'skip', s.reason ?? 'sent by the kernel itself', 'send_signal_locked'));
    gates.push(gate('permission', 'skip', 'the kernel needs no permission', 'check_kill_permission'));
  }
  gates.push(forceGate(fromKernel, above));
  if (p.exitStatus !== undefined) {
    gates.push(gate('ignored', 'stop', `${t.comm} is dead already: a zombie takes no signals`, 'prepare_signal'));
    emit(k, s, p, gates, 'dropped');
    return;
  }
  if (p.groupExit !== undefined) {
    gates.push(gate('ignored', 'stop', `${t.comm} is in the middle of dying: signals are dropped`, 'prepare_signal'));
    emit(k, s, p, gates, 'dropped');
    return;
  }
  prepare(k, p, sig);
  const ignored = sigIgnored(t, sig, force);
  gates.push(ignoredGate(t, sig, force, ignored));
  if (ignored.ignored) {
    emit(k, s, p, gates, 'dropped');
    return;
  }
  const set = s.thread ? t.pending : p.pending;
  if (merges(set, sig)) {
    gates.push(
      gate('pending', 'stop', `SIG${signalName(sig)} is already pending: one instance is enough`, 'legacy_queue'),
    );
    emit(k, s, p, gates, 'merged');
    return;
  }
  gates.push(gate('pending', 'pass', sig < 32 ? 'not pending yet' : 'real-time signals queue', 'legacy_queue'));
  gates.push(
    gate(
      'queue',
      'pass',
      s.thread ? 'queued for this thread (SigPnd)' : 'queued for the process (ShdPnd)',
      '__send_signal_locked',
    ),
  );
  gates.push(wakeGate(p, t, sig, s.thread !== undefined));
  const journey = k.nextJourney();
  enqueue(set, { info: siginfo(s), journey });
  k.touch(p);
  k.emit({
    kind: 'signal',
    journey,
    sig,
    code: s.code,
    sender: s.sender?.process.pid,
    target: p.pid,
    named: s.named,
    gates,
    outcome: 'queued',
  });
  complete(k, p, sig, s.thread);
}

function permissionReason(sender: Task, p: Process): string {
  if (sender.process === p) return 'a process may signal itself';
  if (sender.cred.euid === p.leader.cred.ruid) return `same user (uid ${sender.cred.euid})`;
  return sender.cred.caps.has('KILL') ? 'the sender has CAP_KILL' : 'same session';
}

function forceGate(fromKernel: boolean, above: boolean): Gate {
  if (fromKernel)
    return gate(
      'forced',
      'pass',
      'from the kernel: force = true (counts only for KILL and STOP)',
      'send_signal_locked',
    );
  return above
    ? gate('forced', 'pass', 'sender has no pid in this namespace, it sits above: force = true', 'send_signal_locked')
    : gate('forced', 'pass', 'sender is inside the namespace: force = false', 'send_signal_locked');
}

function ignoredGate(t: Task, sig: Signal, force: boolean, ignored: ReturnType<typeof sigIgnored>): Gate {
  const name = `SIG${signalName(sig)}`;
  if (ignored.ignored) {
    const reason = {
      'init-default': force
        ? `init without a handler for ${name}: dropped, force helps only KILL and STOP`
        : `init (SIGNAL_UNKILLABLE) without a handler for ${name}, sender not above: dropped`,
      ignored: `${name} is ignored (SIG_IGN): dropped`,
      'default-ignore': `the default action of ${name} is to ignore it: dropped`,
    }[ignored.why];
    return gate('ignored', 'stop', reason, 'sig_task_ignored');
  }
  if (has(t.blocked, sig))
    return gate('ignored', 'pass', `${name} is blocked: a blocked signal is never dropped`, 'sig_ignored');
  if (t.tracer && sig !== SIGKILL) return gate('ignored', 'pass', 'a tracer wants to see it first', 'sig_ignored');
  const kind = actionOf(t.process, sig).disposition.kind;
  if (kind === 'handler') return gate('ignored', 'pass', `a handler for ${name} is installed`, 'sig_task_ignored');
  if (t.process.unkillable)
    return gate('ignored', 'pass', `init, but ${name} is forced from above`, 'sig_task_ignored');
  return gate('ignored', 'pass', 'default action, and not an init', 'sig_task_ignored');
}

function wakeGate(p: Process, t: Task, sig: Signal, single: boolean): Gate {
  const fn = 'complete_signal';
  const takers = single ? [t] : [...p.threads];
  if (takers.every((taker) => has(taker.blocked, sig) && sig !== SIGKILL))
    return gate('wake', 'stop', 'blocked: it waits in the pending set', fn);
  if (p.stopped !== undefined && sig !== SIGKILL && sig !== SIGCONT)
    return gate('wake', 'stop', 'the process is stopped: it waits for SIGCONT', fn);
  if (sigFatal(p, sig) && t.state.kind === 'blocked' && t.state.block.sleep === 'no') {
    return gate('wake', 'stop', 'uninterruptible sleep (D): it waits until the kernel call ends', fn);
  }
  return gate(
    'wake',
    'pass',
    t.state.kind === 'blocked' ? `wakes ${t.comm} from ${t.state.block.wchan || 'its sleep'}` : `${t.comm} is awake`,
    fn,
  );
}

/** `complete_signal`: picks a thread, wakes it; a fatal signal makes all threads end. */
function complete(k: Kernel, p: Process, sig: Signal, only: Task | undefined): void {
  const wants = (t: Task): boolean =>
    !t.exiting &&
    (sig === SIGKILL || (!has(t.blocked, sig) && t.state.kind !== 'stopped' && t.state.kind !== 'traced'));
  const candidates = only ? [only] : [p.leader, ...p.threads];
  const t = candidates.find(wants);
  for (const thread of p.threads) thread.sigpending = true;
  if (!t) return;
  const kept = t.savedMask !== undefined && has(t.savedMask, sig);
  if (sigFatal(p, sig) && p.groupExit === undefined && !kept && (sig === SIGKILL || !t.tracer) && !dropsLater(p, sig)) {
    if (!isCore(sig)) {
      killThreads(k, p, sig);
      return;
    }
  }
  k.signalWake(t, sig === SIGKILL);
}

/** get_signal would throw it away: an init with default action. Only KILL and STOP pass, and those were forced. */
const dropsLater = (p: Process, sig: Signal): boolean => p.unkillable && sig !== SIGKILL;

const CORE = new Set([3, 4, 5, 6, 7, 8, 11, 24, 25, 31]);
const isCore = (sig: Signal): boolean => CORE.has(sig);

/** The group is to end with wait status `status`: every thread gets SIGKILL in its own set (SIGNAL_GROUP_EXIT). */
export function killThreads(k: Kernel, p: Process, status: number, except?: Task): void {
  p.groupExit ??= status;
  for (const thread of p.threads) {
    if (thread.exiting || thread === except) continue;
    enqueue(thread.pending, { info: { signo: SIGKILL, code: 'SI_KERNEL', pid: 0, uid: 0 }, journey: 0 });
    k.signalWake(thread, true);
  }
  k.touch(p);
}
