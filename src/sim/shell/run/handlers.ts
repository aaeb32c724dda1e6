// Signal set-up at the start of bash and dash, as recorded in the masks of /proc: what is caught and ignored, and what handlers note.
import {
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
  SA_RESTART,
  sys,
  WCONTINUED,
  WNOHANG,
  WUNTRACED,
  type Handler,
  type Signal,
  type Sys,
} from '../../kernel/abi/index.ts';
import type { Shell } from './shell.ts';

/** bash's terminating signals (sig.c): an interactive shell catches them to clean up. */
export const TERMINATING: readonly Signal[] = [
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
export const IGNORED_INTERACTIVE: readonly Signal[] = [SIGTERM, SIGTSTP, SIGTTIN, SIGTTOU];

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

export function pend(sh: Shell, sig: Signal): void {
  sh.pendingSignals.set(sig, (sh.pendingSignals.get(sig) ?? 0) + 1);
  sh.signalsSeen += 1;
}

export function childHandler(sh: Shell): Handler {
  // dash looks for its children only when it waits.
  if (sh.dash) return function* () {};
  return function* () {
    yield* reap(sh);
  };
}

/** A signal that ends an interactive bash: the EXIT trap runs, then the default action. */
export function terminatingHandler(sh: Shell): Handler {
  return function* (sig) {
    sh.terminating = sig;
    sh.signalsSeen += 1;
  };
}

export function interruptHandler(sh: Shell): Handler {
  return function* () {
    sh.interrupted = true;
    sh.signalsSeen += 1;
  };
}

export function* install(sh: Shell, sig: Signal, handler: Handler, flags = 0): Sys<void> {
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
