// dumb-init 1.2.5: its child gets its own session, and signals go to that whole group.
import {
  NO_SIGNALS,
  SIGCHLD,
  SIGCONT,
  SIGHUP,
  SIGKILL,
  SIGSTOP,
  SIGTERM,
  SIGTSTP,
  SIGTTIN,
  SIGTTOU,
  WNOHANG,
  isErr,
  sys,
  wExitStatus,
  wIfExited,
  wTermSig,
  type ByteString,
  type Program,
  type Signal,
  type Sys,
} from '../../kernel/abi/index.ts';
import type { Command } from '../command.ts';
import { FILLED } from '../crt/libc.ts';
import { execvp } from '../lib/spawn.ts';
import { MAXSIG, parseDumbInit, type DumbInitOptions } from './options.ts';

/** Terminal stops would stop a group that nobody can continue: with its own session they become STOP (dumb-init's README). */
const TERMINAL_STOPS: readonly Signal[] = [SIGTSTP, SIGTTOU, SIGTTIN];

function* say(text: ByteString): Sys<void> {
  yield* sys.writeAll(2, `[dumb-init] ${text}\n`);
}

class DumbInit {
  readonly options: DumbInitOptions;
  readonly rewrite: ReadonlyMap<Signal, Signal>;
  child = 0;
  /** Signals that giving up the terminal caused: not to be passed on, once each. */
  readonly handOff = new Set<Signal>();

  constructor(options: DumbInitOptions) {
    this.options = options;
    const rewrite = new Map(options.rewrite);
    if (options.setsid) for (const sig of TERMINAL_STOPS) if (!rewrite.has(sig)) rewrite.set(sig, SIGSTOP);
    this.rewrite = rewrite;
  }

  *debug(text: ByteString): Sys<void> {
    if (this.options.debug) yield* say(text);
  }

  *forward(sig: Signal): Sys<void> {
    const rewritten = this.rewrite.get(sig);
    if (rewritten !== undefined) yield* this.debug(`Translating signal ${sig} to ${rewritten}.`);
    const passed = rewritten ?? sig;
    if (passed === 0) {
      yield* this.debug(`Not forwarding signal ${passed} to children (ignored).`);
      return;
    }
    yield* sys.kill(this.options.setsid ? -this.child : this.child, passed);
    yield* this.debug(`Forwarded signal ${passed} to children.`);
  }

  /** Reaps all that ended. When the direct child is among them, the rest of its group gets TERM and dumb-init exits. */
  *reap(): Sys<number | undefined> {
    for (;;) {
      const done = yield* sys.wait4(-1, WNOHANG);
      if (done === 0 || isErr(done)) return undefined;
      let exitStatus: number;
      if (wIfExited(done.status)) {
        exitStatus = wExitStatus(done.status);
        yield* this.debug(`A child with PID ${done.pid} exited with exit status ${exitStatus}.`);
      } else {
        exitStatus = 128 + wTermSig(done.status);
        yield* this.debug(`A child with PID ${done.pid} was terminated by signal ${exitStatus - 128}.`);
      }
      if (done.pid !== this.child) continue;
      yield* this.forward(SIGTERM);
      yield* this.debug(`Child exited with status ${exitStatus}. Goodbye.`);
      return exitStatus;
    }
  }

  *handle(sig: Signal): Sys<number | undefined> {
    yield* this.debug(`Received signal ${sig}.`);
    if (this.handOff.delete(sig)) {
      yield* this.debug(`Ignoring tty hand-off signal ${sig}.`);
      return undefined;
    }
    if (sig === SIGCHLD) return yield* this.reap();
    yield* this.forward(sig);
    if (TERMINAL_STOPS.includes(sig)) {
      yield* this.debug('Suspending self due to TTY signal.');
      yield* sys.kill(yield* sys.getpid(), SIGSTOP);
    }
    return undefined;
  }

  *becomeChild(env: ReadonlyMap<ByteString, ByteString>): Sys<number> {
    yield* sys.sigprocmask('setmask', NO_SIGNALS);
    if (this.options.setsid) {
      const session = yield* sys.setsid();
      if (isErr(session)) {
        yield* say(`Unable to setsid (errno=${session.code} ${session.text}). Exiting.`);
        return 1;
      }
      const attached = yield* sys.setctty(0);
      if (isErr(attached))
        yield* this.debug(`Unable to attach to controlling tty (errno=${attached.code} ${attached.text}).`);
      yield* this.debug('setsid complete.');
    }
    const error = yield* execvp(this.options.command, env);
    yield* say(`${this.options.command[0]}: ${error.text}`);
    return 2;
  }
}

const run: Program = function* (argv, env) {
  const options = parseDumbInit(argv, env);
  if (options.kind === 'print') {
    yield* sys.writeAll(2, options.text);
    return options.status;
  }
  const init = new DumbInit(options);
  yield* sys.sigprocmask('block', FILLED);
  // A handler that never runs: some kernels drop blocked signals whose default action is to ignore them.
  for (let sig = 1; sig <= MAXSIG; sig += 1) {
    if (sig !== SIGKILL && sig !== SIGSTOP) yield* sys.signal(sig, function* () {});
  }
  if (env.get('DUMB_INIT_DEBUG') === '1') yield* say('Running in debug mode.');
  if (env.get('DUMB_INIT_SETSID') === '0' && options.debug) yield* say('Not running in setsid mode.');
  if (options.setsid) {
    const dropped = yield* sys.dropctty(0);
    if (isErr(dropped)) {
      yield* init.debug(`Unable to detach from controlling tty (errno=${dropped.code} ${dropped.text}).`);
    } else if ((yield* sys.getsid(0)) === (yield* sys.getpid())) {
      yield* init.debug('Detached from controlling tty, ignoring the first SIGHUP and SIGCONT we receive.');
      init.handOff.add(SIGHUP).add(SIGCONT);
    } else yield* init.debug('Detached from controlling tty, but was not session leader.');
  }
  const child = yield* sys.fork(() => init.becomeChild(env));
  if (isErr(child)) {
    yield* say('Unable to fork. Exiting.');
    return 1;
  }
  init.child = child;
  yield* init.debug(`Child spawned with PID ${child}.`);
  yield* sys.chdir('/');
  for (;;) {
    const info = yield* sys.sigtimedwait(FILLED, undefined);
    if (isErr(info)) continue;
    const exitStatus = yield* init.handle(info.signo);
    if (exitStatus !== undefined) return exitStatus;
  }
};

export const dumbInit: Command = {
  name: 'dumb-init',
  paths: ['/usr/bin/dumb-init'],
  pkg: 'dumb-init',
  run,
  support: {
    level: 'full',
    note: '',
    options: ['-c, --single-child', '-r, --rewrite', '-v, --verbose', '-h, --help', '-V, --version'],
  },
  man: {
    summary: 'a minimal init system for containers',
    synopsis: 'dumb-init [OPTION] COMMAND [ARGUMENT..]',
    text: 'Runs COMMAND in a session of its own and passes signals on to the whole group; reaps all zombies. When COMMAND ends, the rest of the group gets TERM and dumb-init ends with its status.',
  },
};
