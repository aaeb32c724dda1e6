// Signal set-up of bash and dash, as recorded in the masks of /proc: what is caught, ignored and blocked in which role.
import {
  bit,
  IGNORE,
  isErr,
  NO_SIGNALS,
  SIGABRT,
  SIGALRM,
  SIGBUS,
  SIGCHLD,
  SIGFPE,
  SIGHUP,
  SIGILL,
  SIGINT,
  SIGPIPE,
  SIGQUIT,
  SIGSEGV,
  SIGSYS,
  SIGTERM,
  SIGTRAP,
  SIGTSTP,
  SIGTTIN,
  SIGTTOU,
  SIGUSR1,
  SIGUSR2,
  SIGVTALRM,
  SIGWINCH,
  SIGXCPU,
  SIGXFSZ,
  DEFAULT,
  SA_RESTART,
  setOf,
  sys,
  WCONTINUED,
  WNOHANG,
  WUNTRACED,
  type Handler,
  type SigSet,
  type Signal,
  type Sys,
} from '../../kernel/abi/index.ts';
import { ExitShell } from './faults.ts';
import type { Shell } from './shell.ts';

/** bash's terminating signals (sig.c): an interactive shell catches them to clean up. */
const TERMINATING: readonly Signal[] = [
  SIGHUP,
  SIGILL,
  SIGTRAP,
  SIGABRT,
  SIGFPE,
  SIGBUS,
  SIGSEGV,
  SIGPIPE,
  SIGALRM,
  SIGXCPU,
  SIGXFSZ,
  SIGVTALRM,
  SIGSYS,
  SIGUSR1,
  SIGUSR2,
];
/** What an interactive bash ignores. */
const IGNORED_INTERACTIVE: readonly Signal[] = [SIGTERM, SIGTSTP, SIGTTIN, SIGTTOU];

/** Reaps children and notes what happened to them. */
export function* reap(sh: Shell): Sys<void> {
  for (;;) {
    const result = yield* sys.wait4(-1, WNOHANG | (sh.jobControl ? WUNTRACED | WCONTINUED : 0));
    if (result === 0 || isErr(result)) return;
    sh.jobs.note(result.pid, result.status);
    childEvent(sh);
  }
}

/** A `trap … CHLD` runs once per child. */
export function childEvent(sh: Shell): void {
  if (sh.traps.get(String(SIGCHLD))) pend(sh, SIGCHLD);
}

function pend(sh: Shell, sig: Signal): void {
  sh.pendingSignals.set(sig, (sh.pendingSignals.get(sig) ?? 0) + 1);
  sh.signalsSeen += 1;
}

function childHandler(sh: Shell): Handler {
  // dash looks for its children only when it waits.
  if (sh.dash) return function* () {};
  return function* () {
    yield* reap(sh);
  };
}

function trapHandler(sh: Shell): Handler {
  return function* (sig) {
    pend(sh, sig);
  };
}

/** A signal that ends an interactive bash: the EXIT trap runs, then the default action. */
function terminatingHandler(sh: Shell): Handler {
  return function* (sig) {
    sh.terminating = sig;
    sh.signalsSeen += 1;
  };
}

function interruptHandler(sh: Shell): Handler {
  return function* () {
    sh.interrupted = true;
    sh.signalsSeen += 1;
  };
}

function* install(sh: Shell, sig: Signal, handler: Handler, flags = 0): Sys<void> {
  sh.handlers.add(sig);
  yield* sys.sigaction(sig, handler, flags, NO_SIGNALS);
}

/** At the start of a shell process. */
export function* initSignals(sh: Shell): Sys<void> {
  for (const sig of [
    SIGHUP,
    SIGINT,
    SIGQUIT,
    SIGPIPE,
    SIGTERM,
    SIGUSR1,
    SIGUSR2,
    SIGALRM,
    SIGTSTP,
    SIGTTIN,
    SIGTTOU,
    SIGCHLD,
  ]) {
    const old = yield* sys.getaction(sig);
    if (!isErr(old) && old.disposition.kind === 'ignore') sh.ignoredAtStart.add(sig);
  }
  if (sh.dash) {
    if (sh.interactive) {
      yield* install(sh, SIGINT, interruptHandler(sh));
      for (const sig of [SIGQUIT, SIGTERM]) yield* sys.sigaction(sig, IGNORE);
      if (sh.jobControl) for (const sig of [SIGTSTP, SIGTTOU, SIGTTIN]) yield* sys.sigaction(sig, IGNORE);
    }
    yield* install(sh, SIGCHLD, childHandler(sh));
    return;
  }
  if (sh.interactive) {
    for (const sig of TERMINATING) yield* install(sh, sig, terminatingHandler(sh));
    yield* install(sh, SIGINT, interruptHandler(sh));
    for (const sig of IGNORED_INTERACTIVE) yield* sys.sigaction(sig, IGNORE);
    yield* install(sh, SIGWINCH, function* () {}, SA_RESTART);
  }
  yield* sys.sigaction(SIGQUIT, IGNORE);
  yield* install(sh, SIGCHLD, childHandler(sh), SA_RESTART);
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
