// What becomes of the shell's signal handlers: in a child, under `trap`, around a foreground child, and when it dies of one.
import {
  IGNORE,
  SIGCHLD,
  SIGINT,
  SIGQUIT,
  SIGTERM,
  SIGWINCH,
  DEFAULT,
  SA_RESTART,
  bit,
  setOf,
  sys,
  type Handler,
  type SigSet,
  type Signal,
  type Sys,
} from '../../kernel/abi/index.ts';
import { ExitShell } from './faults.ts';
import {
  childHandler,
  IGNORED_INTERACTIVE,
  install,
  interruptHandler,
  pend,
  TERMINATING,
  terminatingHandler,
} from './handlers.ts';
import type { Shell } from './shell.ts';

function trapHandler(sh: Shell): Handler {
  return function* (sig) {
    pend(sh, sig);
  };
}

/** Blocked around fork, so that no handler of the parent runs in the child. */
export const FORK_MASK: SigSet = setOf(SIGCHLD, SIGINT, SIGTERM);

/** In a forked child: the parent's handlers go, what the shell ignored becomes what it was before the shell. */
export function* resetInChild(
  sh: Shell,
  options: { readonly subshell: boolean; readonly asyncSignals: boolean; readonly mask: SigSet },
): Sys<void> {
  for (const sig of sh.handlers) {
    // A subshell goes on noticing its children (and window changes).
    if ((sig === SIGCHLD || sig === SIGWINCH) && options.subshell) continue;
    yield* sys.sigaction(sig, DEFAULT);
  }
  const ignored = sh.wasInteractive ? [SIGQUIT, ...IGNORED_INTERACTIVE] : sh.dash ? [] : [SIGQUIT];
  for (const sig of ignored)
    if (!sh.ignoredAtStart.has(sig) && sh.traps.get(String(sig)) !== '') yield* sys.sigaction(sig, DEFAULT);
  sh.handlers.clear();
  if (options.asyncSignals) {
    for (const sig of [SIGINT, SIGQUIT]) {
      if (sh.traps.get(String(sig))) continue;
      yield* sys.sigaction(sig, IGNORE);
      sh.ignoredAtStart.add(sig);
    }
  }
  if (options.subshell) yield* install(sh, SIGCHLD, childHandler(sh), SA_RESTART);
  yield* sys.sigprocmask('setmask', options.mask);
}

/** Disposition of a signal after `trap` changed it. */
export function* applyTrap(sh: Shell, sig: Signal): Sys<void> {
  const command = sh.traps.get(String(sig));
  if (sig === SIGCHLD) return;
  if (command === undefined) {
    if (sh.interactive && !sh.dash && TERMINATING.includes(sig)) return yield* install(sh, sig, terminatingHandler(sh));
    if (sh.interactive && sig === SIGINT) return yield* install(sh, sig, interruptHandler(sh));
    sh.handlers.delete(sig);
    const ignored = (sig === SIGQUIT && !sh.dash) || (sh.interactive && IGNORED_INTERACTIVE.includes(sig));
    yield* sys.sigaction(sig, ignored ? IGNORE : DEFAULT);
  } else if (command === '') {
    sh.handlers.delete(sig);
    yield* sys.sigaction(sig, IGNORE);
  } else yield* install(sh, sig, trapHandler(sh));
}

/** bash catches the terminating signals as soon as there is an EXIT trap to run. */
export function* catchTerminating(sh: Shell): Sys<void> {
  if (sh.dash || sh.interactive) return;
  for (const sig of [...TERMINATING, SIGINT, SIGTERM]) {
    if (sh.traps.has(String(sig)) || sh.ignoredAtStart.has(sig) || sh.handlers.has(sig)) continue;
    yield* install(sh, sig, terminatingHandler(sh));
  }
}

/** Ends the process by the signal it got, after its EXIT trap. */
export function* dieBySignal(sh: Shell, sig: Signal): Sys<never> {
  sh.handlers.delete(sig);
  yield* sys.sigaction(sig, DEFAULT);
  yield* sys.sigprocmask('unblock', bit(sig));
  yield* sys.kill(yield* sys.getpid(), sig);
  throw new ExitShell(128 + sig);
}

/** SIGINT while a script waits for its foreground child: remembered; the script dies only if the child died of it. */
export function* watchInterrupt(sh: Shell): Sys<void> {
  if (sh.interactive || sh.traps.has(String(SIGINT)) || sh.ignoredAtStart.has(SIGINT) || sh.handlers.has(SIGINT))
    return;
  yield* install(sh, SIGINT, interruptHandler(sh));
}
export function* unwatchInterrupt(sh: Shell): Sys<void> {
  if (sh.interactive || sh.traps.has(String(SIGINT)) || !sh.handlers.has(SIGINT) || sh.traps.has('0')) return;
  sh.handlers.delete(SIGINT);
  yield* sys.sigaction(SIGINT, DEFAULT);
}
