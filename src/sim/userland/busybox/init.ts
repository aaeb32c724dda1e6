// busybox init (1.35): starts what inittab says, waits for a signal, reaps whatever ended, sleeps a second, and so on.
import {
  DEFAULT,
  NO_SIGNALS,
  SECOND,
  SIGCHLD,
  SIGCONT,
  SIGHUP,
  SIGINT,
  SIGKILL,
  SIGPWR,
  SIGQUIT,
  SIGTERM,
  SIGTSTP,
  SIGUSR1,
  SIGUSR2,
  SA_RESTART,
  WNOHANG,
  isErr,
  remove,
  setOf,
  sys,
  type ByteString,
  type Handler,
  type Program,
  type Signal,
  type Sys,
} from '../../kernel/abi/index.ts';
import { FILLED } from '../crt/libc.ts';
import { execvp } from '../lib/spawn.ts';
import { readInittab, type Action, type ActionKind } from './inittab.ts';

/** Taken one by one with sigtimedwait; SIGCHLD only so that it wakes. */
const DELAYED = setOf(SIGINT, SIGQUIT, SIGPWR, SIGUSR1, SIGTERM, SIGUSR2, SIGHUP, SIGCHLD);

const HALTS: ReadonlyMap<Signal, string> = new Map([
  [SIGUSR1, 'halt'],
  [SIGPWR, 'halt'],
  [SIGUSR2, 'poweroff'],
  [SIGTERM, 'reboot'],
]);

/** A command with one of these goes through the shell. */
const SHELL_WORDS = /[~`!$^&*()=|\\{}[\];"'<>?]/;

function* say(text: ByteString): Sys<void> {
  yield* sys.writeAll(2, `\r${text}\n`);
}

class Init {
  readonly #env: ReadonlyMap<ByteString, ByteString>;
  #actions: Action[] = [];

  constructor(env: ReadonlyMap<ByteString, ByteString>) {
    this.#env = env;
  }

  *run(): Sys<number> {
    yield* sys.chdir('/');
    yield* sys.setsid();
    yield* this.#readInittab();
    yield* sys.sigprocmask('block', DELAYED);
    yield* sys.sigaction(SIGTSTP, this.#onStop, SA_RESTART, remove(FILLED, SIGCONT));
    for (const kind of ['sysinit', 'wait', 'once'] as const) {
      yield* this.#runActions(kind);
      yield* this.#signals(0);
    }
    for (;;) {
      yield* this.#runActions('respawn');
      yield* this.#runActions('askfirst');
      yield* this.#signals(undefined);
      yield* this.#reap();
      // not to use up the processor when something dies at once, again and again
      yield* sys.nanosleep(SECOND);
    }
  }

  *#readInittab(): Sys<void> {
    const inittab = yield* readInittab();
    for (const complaint of inittab.complaints) yield* say(complaint);
    const running = this.#actions.filter((action) => action.pid !== 0);
    this.#actions = inittab.actions;
    // what still runs keeps its process
    for (const old of running) {
      const same = this.#actions.find(
        (action) => action.kind === old.kind && action.command === old.command && action.terminal === old.terminal,
      );
      if (same) same.pid = old.pid;
    }
  }

  /** TSTP pauses init until CONT: only reaping goes on, once a second. */
  readonly #onStop: Handler = () => this.#paused();

  *#paused(): Sys<void> {
    let resumed = false;
    yield* sys.signal(SIGCONT, function* () {
      resumed = true;
    });
    while (!resumed) {
      yield* this.#reap();
      yield* sys.nanosleep(SECOND);
    }
    yield* sys.signal(SIGCONT, DEFAULT);
  }

  *#reap(): Sys<void> {
    for (;;) {
      const done = yield* sys.wait4(-1, WNOHANG);
      if (done === 0 || isErr(done)) return;
      for (const action of this.#actions) if (action.pid === done.pid) action.pid = 0;
    }
  }

  /** Waits for one signal (`undefined`: for ever) and does what it means. */
  *#signals(timeout: number | undefined): Sys<void> {
    const info = yield* sys.sigtimedwait(DELAYED, timeout);
    if (isErr(info)) return;
    const sig = info.signo;
    if (sig === SIGHUP) {
      yield* this.#readInittab();
    } else if (sig === SIGINT) yield* this.#runActions('ctrlaltdel');
    else if (sig === SIGQUIT) yield* this.#restart();
    const halt = HALTS.get(sig);
    if (halt !== undefined) yield* this.#halt(halt);
  }

  *#runActions(kind: ActionKind): Sys<void> {
    for (const action of this.#actions) {
      if (action.kind !== kind) continue;
      if (kind === 'respawn' || kind === 'askfirst') {
        if (action.pid === 0) action.pid = yield* this.#spawn(action);
        continue;
      }
      const pid = yield* this.#spawn(action);
      if (kind !== 'once' && pid > 0) yield* this.#waitFor(pid);
    }
  }

  *#waitFor(pid: number): Sys<void> {
    for (;;) {
      const done = yield* sys.wait4(pid);
      if (!isErr(done) || done.name !== 'EINTR') return;
    }
  }

  *#spawn(action: Action): Sys<number> {
    const env = this.#env;
    const pid = yield* sys.fork(function* () {
      yield* sys.sigprocmask('setmask', NO_SIGNALS);
      yield* sys.setsid();
      yield* sys.setctty(0);
      if (action.kind === 'askfirst') {
        yield* sys.writeAll(1, '\nPlease press Enter to activate this console. ');
        for (;;) {
          const key = yield* sys.read(0, 1);
          if (isErr(key) || key === '' || key === '\n') break;
        }
      }
      return yield* run(action.command, env);
    });
    if (!isErr(pid)) return pid;
    yield* say(`can't fork`);
    return 0;
  }

  *#killAll(): Sys<void> {
    yield* this.#runActions('shutdown');
    yield* say('The system is going down NOW!');
    yield* sys.kill(-1, SIGTERM);
    yield* say('Sent SIGTERM to all processes');
    yield* sys.nanosleep(SECOND);
    yield* sys.kill(-1, SIGKILL);
    yield* say('Sent SIGKILL to all processes');
  }

  /** In a container there is nothing to switch off: reboot(2) is refused, and init sleeps for ever. */
  *#halt(what: string): Sys<void> {
    yield* this.#killAll();
    yield* say(`Requesting system ${what}`);
    for (;;) yield* sys.nanosleep(SECOND);
  }

  *#restart(): Sys<void> {
    const action = this.#actions.find(({ kind }) => kind === 'restart');
    if (!action) return;
    yield* this.#killAll();
    yield* sys.sigprocmask('setmask', NO_SIGNALS);
    yield* run(action.command, this.#env);
  }
}

/** Through the shell when it needs one; a leading dash means a login shell. */
function* run(command: ByteString, env: ReadonlyMap<ByteString, ByteString>): Sys<number> {
  const login = command.startsWith('-') ? '-' : '';
  const bare = command.slice(login.length);
  const argv = SHELL_WORDS.test(bare)
    ? [`${login}/bin/sh`, '-c', `exec ${bare}`]
    : bare.split(/[ \t]+/).filter((word) => word !== '');
  const error = yield* execvp(
    argv.map((word, index) => (index === 0 && SHELL_WORDS.test(bare) ? '/bin/sh' : word)),
    env,
  );
  yield* say(`can't run '${argv[0]}': ${error.text}`);
  return 255;
}

export const init: Program = function* (_argv, env) {
  if ((yield* sys.getpid()) !== 1) {
    yield* sys.writeAll(2, 'init: must be run as PID 1\n');
    return 1;
  }
  const own = new Map(env);
  own.set('HOME', '/').set('PATH', '/sbin:/usr/sbin:/bin:/usr/bin').set('SHELL', '/bin/sh').set('USER', 'root');
  return yield* new Init(own).run();
};
