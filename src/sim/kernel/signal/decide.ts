// Pure decisions of kernel/signal.c, under Linux's own names. They look at one signal and one receiver and change nothing.
import {
  has,
  KERNEL_COREDUMP,
  KERNEL_IGNORE,
  KERNEL_ONLY,
  KERNEL_STOP,
  SIGCONT,
  SIGKILL,
  type SigAction,
  type Signal,
} from '../abi/index.ts';
import type { Process, Task } from '../state.ts';

export const actionOf = (p: Process, sig: Signal): SigAction => {
  const action = p.sighand.actions[sig];
  if (!action) throw new RangeError(`no action for signal ${sig}`);
  return action;
};

/** `sig_handler_ignored`: explicitly ignored, or default action "ignore". */
export function sigHandlerIgnored(p: Process, sig: Signal): boolean {
  const kind = actionOf(p, sig).disposition.kind;
  return kind === 'ignore' || (kind === 'default' && has(KERNEL_IGNORE, sig));
}

export type Ignored =
  { readonly ignored: false } | { readonly ignored: true; readonly why: 'init-default' | 'ignored' | 'default-ignore' };

/**
 * `sig_task_ignored`: an init (SIGNAL_UNKILLABLE) drops whatever it has no handler for, unless the signal is KILL or STOP
 * and forced from an ancestor namespace.
 */
export function sigTaskIgnored(p: Process, sig: Signal, force: boolean): Ignored {
  const kind = actionOf(p, sig).disposition.kind;
  if (p.unkillable && kind === 'default' && !(force && has(KERNEL_ONLY, sig)))
    return { ignored: true, why: 'init-default' };
  if (kind === 'ignore') return { ignored: true, why: 'ignored' };
  if (kind === 'default' && has(KERNEL_IGNORE, sig)) return { ignored: true, why: 'default-ignore' };
  return { ignored: false };
}

/** `sig_ignored`: a blocked signal is never ignored (it may be handled later), a traced task's is shown to the tracer first. */
export function sigIgnored(t: Task, sig: Signal, force: boolean): Ignored {
  if (has(t.blocked, sig) || (t.savedMask !== undefined && has(t.savedMask, sig))) return { ignored: false };
  if (t.tracer && sig !== SIGKILL) return { ignored: false };
  return sigTaskIgnored(t.process, sig, force);
}

/** `sig_fatal`: the default action ends the process. */
export function sigFatal(p: Process, sig: Signal): boolean {
  return !has(KERNEL_IGNORE | KERNEL_STOP, sig) && actionOf(p, sig).disposition.kind === 'default';
}

export type DefaultEffect = 'terminate' | 'core' | 'stop' | 'continue' | 'ignore';

/** What the default action does: signal(7), "Standard signals". */
export function defaultEffect(sig: Signal): DefaultEffect {
  if (sig === SIGCONT) return 'continue';
  if (has(KERNEL_IGNORE, sig)) return 'ignore';
  if (has(KERNEL_STOP, sig)) return 'stop';
  return has(KERNEL_COREDUMP, sig) ? 'core' : 'terminate';
}

/**
 * `check_kill_permission`: CAP_KILL, or the sender's real or effective uid equals the receiver's real or saved uid;
 * SIGCONT is free within a session.
 */
export function killPermitted(sender: Task, target: Task, sig: Signal): boolean {
  const from = sender.cred;
  const to = target.cred;
  if (sender.process === target.process || from.caps.has('KILL')) return true;
  if (from.euid === to.suid || from.euid === to.ruid || from.ruid === to.suid || from.ruid === to.ruid) return true;
  return sig === SIGCONT && sender.process.sid === target.process.sid;
}
