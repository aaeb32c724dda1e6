// A small model of the Go runtime (1.19): its signal handlers, its threads, signal.Notify and signal.Ignore, exec.Command.
import {
  ALL_SIGNALS,
  DEFAULT,
  IGNORE,
  SA_RESTART,
  SIGPIPE,
  SIGRTMAX,
  bit,
  isErr,
  sys,
  type ByteString,
  type Errno,
  type Handler,
  type Micros,
  type Program,
  type Signal,
  type Sys,
} from '../../kernel/abi/index.ts';
import { goDump, type GoWait } from './dump.ts';
import { RESPECTS_IGNORE, goAction } from './signals.ts';

export { RECEIVING, SLEEPING } from './dump.ts';
export { goSignalString } from './signals.ts';

/** Threads besides the first: sysmon and what the collector's goroutines wake. Four in all is what ps shows most often. */
const HELPER_THREADS = 3;

/** One running Go program. Its threads share this object as they share memory. */
export class GoRuntime {
  /** A channel of capacity 1 that signal.Notify fills; what does not fit is lost, as in os/signal. */
  #received: Signal | undefined;
  readonly #notified = new Set<Signal>();
  #wait: GoWait = { state: 'running', frames: [], place: '' };

  /** runtime.initsig: a handler for everything but job control, and HUP or INT stay ignored if they were (nohup). */
  *start(): Sys<void> {
    for (let sig = 1; sig <= SIGRTMAX; sig += 1) {
      if (goAction(sig) === 'default') continue;
      if (RESPECTS_IGNORE.has(sig)) {
        const old = yield* sys.getaction(sig);
        if (!isErr(old) && old.disposition.kind === 'ignore') continue;
      }
      yield* sys.sigaction(sig, this.#handler, SA_RESTART, ALL_SIGNALS);
    }
    for (let i = 0; i < HELPER_THREADS; i += 1) {
      yield* sys.fork(
        function* () {
          for (;;) yield* sys.poll([], undefined);
        },
        { thread: true },
      );
    }
  }

  /** runtime.sighandler. */
  readonly #handler: Handler = (sig) => this.#onSignal(sig);

  *#onSignal(sig: Signal): Sys<void> {
    if (this.#notified.has(sig)) {
      this.#received ??= sig;
      return;
    }
    const action = goAction(sig);
    if (action === 'die') yield* this.#dieFromSignal(sig);
    if (action === 'dump') {
      yield* sys.writeAll(2, goDump(sig, this.#wait));
      yield* sys.exit(2);
    }
  }

  /**
   * runtime.dieFromSignal: default action, raise, give other threads a chance, and exit(2) if still alive: which only
   * happens to an init, whose default actions the kernel drops.
   */
  *#dieFromSignal(sig: Signal): Sys<void> {
    yield* sys.sigprocmask('unblock', bit(sig));
    yield* sys.sigaction(sig, DEFAULT);
    const pid = yield* sys.getpid();
    const tid = yield* sys.gettid();
    yield* sys.tgkill(pid, tid, sig);
    for (let i = 0; i < 3; i += 1) yield* sys.schedYield();
    yield* sys.exit(2);
  }

  /** signal.Notify(c, sigs...). */
  *notify(...sigs: readonly Signal[]): Sys<void> {
    for (const sig of sigs) {
      this.#notified.add(sig);
      yield* sys.sigaction(sig, this.#handler, SA_RESTART, ALL_SIGNALS);
    }
  }

  /** signal.Ignore(sigs...). */
  *ignore(...sigs: readonly Signal[]): Sys<void> {
    for (const sig of sigs) {
      this.#notified.delete(sig);
      yield* sys.sigaction(sig, IGNORE);
    }
  }

  /** `<-c` */
  *receive(wait: GoWait): Sys<Signal> {
    this.#wait = wait;
    for (;;) {
      const sig = this.#received;
      if (sig !== undefined) {
        this.#received = undefined;
        return sig;
      }
      yield* sys.poll([], undefined);
    }
  }

  /** time.Sleep: handlers on this thread do not shorten it. */
  *sleep(duration: Micros, wait: GoWait): Sys<void> {
    this.#wait = wait;
    const end = (yield* sys.clock('monotonic')) + duration;
    for (;;) {
      const left = end - (yield* sys.clock('monotonic'));
      if (left <= 0) return;
      yield* sys.poll([], left);
    }
  }

  /** fmt.Println: unbuffered. A broken standard output kills, although SIGPIPE has a handler (os/signal, "SIGPIPE"). */
  *println(text: ByteString): Sys<void> {
    const done = yield* sys.writeAll(1, `${text}\n`);
    if (isErr(done) && done.name === 'EPIPE') yield* this.#dieFromSignal(SIGPIPE);
  }

  /** exec.Command(path, ...).Start(): fork and exec; nobody waits unless the program calls Wait. */
  *startCommand(argv: readonly ByteString[], env: ReadonlyMap<ByteString, ByteString>): Sys<number | Errno> {
    return yield* sys.fork(
      function* () {
        yield* sys.execve(argv[0] ?? '', argv, env);
        return 253;
      },
      { vfork: true },
    );
  }
}

export type GoMain = (
  go: GoRuntime,
  argv: readonly ByteString[],
  env: ReadonlyMap<ByteString, ByteString>,
) => Sys<void>;

/** A Go program: the runtime starts, then main.main; when that returns, the process exits with 0, whatever else runs. */
export const goProgram = (main: GoMain): Program =>
  function* (argv, env) {
    const go = new GoRuntime();
    yield* go.start();
    yield* main(go, argv, env);
    yield* sys.exit(0);
    return 0;
  };
