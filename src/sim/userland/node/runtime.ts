// A small model of Node 20 and libuv: start-up signal handling, the event loop, process.on(signal), timers, child_process.
import {
  ALL_SIGNALS,
  DEFAULT,
  IGNORE,
  MILLISECOND,
  POLLIN,
  SA_RESETHAND,
  SA_RESTART,
  SIGCHLD,
  SIGINT,
  SIGKILL,
  SIGPIPE,
  SIGSEGV,
  SIGSTOP,
  SIGTERM,
  SIGUSR1,
  SIGWINCH,
  SIGXFSZ,
  WNOHANG,
  isErr,
  sys,
  wExitStatus,
  wIfExited,
  wTermSig,
  type ByteString,
  type Handler,
  type Micros,
  type Signal,
  type Sys,
} from '../../kernel/abi/index.ts';
import { pthreadCreate } from '../crt/libc.ts';

/** Four V8 workers, the delayed-task scheduler and the inspector's signal thread stand beside the main one. */
const HELPER_THREADS = 6;

export type Callback = () => Sys<void>;

interface Timer {
  due: Micros;
  readonly every: Micros | undefined;
  readonly run: Callback;
}

interface Child {
  readonly pid: number;
  readonly onExit: (code: number | null, signal: Signal | null) => Sys<void>;
}

/** One running node process. */
export class NodeRuntime {
  readonly argv: readonly ByteString[];
  readonly env: ReadonlyMap<ByteString, ByteString>;
  readonly #listeners = new Map<Signal, Callback>();
  readonly #arrived: Signal[] = [];
  #timers: Timer[] = [];
  #children: Child[] = [];
  #pipes: number[] = [];
  #soon: Callback[] = [];
  /** Listening servers and other things that keep the loop alive without ever becoming ready here. */
  #handles = 0;
  #stdoutUsed = false;

  constructor(argv: readonly ByteString[], env: ReadonlyMap<ByteString, ByteString>) {
    this.argv = argv;
    this.env = env;
  }

  /**
   * node.cc ResetSignalHandlers and PlatformInit: everything back to default (also what a nohup had ignored), PIPE and XFSZ
   * ignored, and a one-shot handler for INT and TERM that restores the terminal and raises the signal again.
   */
  *start(): Sys<void> {
    for (let sig = 1; sig < 32; sig += 1) {
      if (sig === SIGKILL || sig === SIGSTOP) continue;
      yield* sys.sigaction(sig, sig === SIGPIPE || sig === SIGXFSZ ? IGNORE : DEFAULT);
    }
    yield* sys.sigaction(SIGINT, this.#signalExit, SA_RESETHAND, ALL_SIGNALS);
    yield* sys.sigaction(SIGTERM, this.#signalExit, SA_RESETHAND, ALL_SIGNALS);
    for (let i = 0; i < HELPER_THREADS; i += 1) {
      yield* pthreadCreate(function* () {
        yield* sys.sigprocmask('setmask', ALL_SIGNALS);
        for (;;) yield* sys.poll([], undefined);
      });
    }
    yield* sys.sigaction(SIGUSR1, this.#startInspector, 0, ALL_SIGNALS);
    yield* sys.sigaction(SIGSEGV, this.#trapSegv, 0, ALL_SIGNALS);
  }

  /** SignalExit. The kernel has already put the default action back (SA_RESETHAND); an init survives what follows. */
  readonly #signalExit: Handler = function* (sig) {
    const pid = yield* sys.getpid();
    const tid = yield* sys.gettid();
    yield* sys.tgkill(pid, tid, sig);
  };

  readonly #startInspector: Handler = function* () {
    const pid = yield* sys.getpid();
    const id = pid.toString(16).padStart(8, '0');
    yield* sys.writeAll(
      2,
      `Debugger listening on ws://127.0.0.1:9229/${id}-0000-4000-8000-000000000000\n` +
        'For help, see: https://nodejs.org/en/docs/inspector\n',
    );
  };

  /** Not a WebAssembly trap: default action again, and the fault repeats. */
  readonly #trapSegv: Handler = function* (sig) {
    yield* sys.sigaction(SIGSEGV, DEFAULT);
    const pid = yield* sys.getpid();
    const tid = yield* sys.gettid();
    yield* sys.tgkill(pid, tid, sig);
  };

  /** uv__signal_handler: notes the signal for the loop. */
  readonly #note: Handler = (sig) => this.#noteSignal(sig);

  *#noteSignal(sig: Signal): Sys<void> {
    this.#arrived.push(sig);
  }

  /** process.on(signal, listener) */
  *on(sig: Signal, listener: Callback): Sys<void> {
    this.#listeners.set(sig, listener);
    yield* sys.sigaction(sig, this.#note, SA_RESTART, ALL_SIGNALS);
  }

  /** process.removeAllListeners(signal): libuv leaves the default action behind, not node's own handler. */
  *off(sig: Signal): Sys<void> {
    this.#listeners.delete(sig);
    yield* sys.sigaction(sig, DEFAULT);
  }

  /** console.log. Standard output is written at once; on a terminal its first use also listens for size changes. */
  *log(text: ByteString): Sys<void> {
    if (!this.#stdoutUsed) {
      this.#stdoutUsed = true;
      if ((yield* sys.isatty(1)) || (yield* sys.isatty(2)))
        yield* sys.sigaction(SIGWINCH, this.#note, SA_RESTART, ALL_SIGNALS);
    }
    yield* sys.writeAll(1, `${text}\n`);
  }

  *setInterval(run: Callback, ms: number): Sys<void> {
    const now = yield* sys.clock('monotonic');
    this.#timers.push({ due: now + ms * MILLISECOND, every: ms * MILLISECOND, run });
  }

  *setTimeout(run: Callback, ms: number): Sys<void> {
    const now = yield* sys.clock('monotonic');
    this.#timers.push({ due: now + ms * MILLISECOND, every: undefined, run });
  }

  /** Runs in the next turn of the loop. */
  nextTurn(run: Callback): void {
    this.#soon.push(run);
  }

  /** A server listens: the loop stays alive. Fidelity: nobody can connect, there is no network inside this machine. */
  listen(onListening: Callback): { close(onClosed: Callback): void } {
    this.#handles += 1;
    this.nextTurn(onListening);
    let open = true;
    return {
      close: (onClosed) => {
        if (open) this.#handles -= 1;
        open = false;
        this.nextTurn(onClosed);
      },
    };
  }

  /** child_process.spawn: three pipes, a fork, exec; SIGCHLD is caught only while there is a child. */
  *spawn(argv: readonly ByteString[], onExit: Child['onExit']): Sys<void> {
    const [input, output, errors] = [yield* sys.pipe(), yield* sys.pipe(), yield* sys.pipe()];
    if (isErr(input) || isErr(output) || isErr(errors)) return;
    for (const end of [input.w, output.r, errors.r]) yield* sys.cloexec(end, true);
    yield* sys.sigaction(SIGCHLD, this.#note, SA_RESTART, ALL_SIGNALS);
    const env = this.env;
    const pid = yield* sys.fork(function* () {
      for (let sig = 1; sig < 32; sig += 1) if (sig !== SIGKILL && sig !== SIGSTOP) yield* sys.sigaction(sig, DEFAULT);
      yield* sys.dup2(input.r, 0);
      yield* sys.dup2(output.w, 1);
      yield* sys.dup2(errors.w, 2);
      for (const end of [input.r, output.w, errors.w]) yield* sys.close(end);
      yield* sys.execve(argv[0] ?? '', argv, env);
      return 127;
    });
    for (const end of [input.r, output.w, errors.w]) yield* sys.close(end);
    if (isErr(pid)) return;
    this.#pipes.push(output.r, errors.r);
    this.#children.push({ pid, onExit });
  }

  /** uv__chld: asks for each child it started, and for no other. Adopted orphans stay zombies. */
  *#reapOwn(): Sys<void> {
    for (const child of [...this.#children]) {
      const done = yield* sys.wait4(child.pid, WNOHANG);
      if (done === 0 || isErr(done)) continue;
      this.#children = this.#children.filter((other) => other !== child);
      if (this.#children.length === 0) yield* sys.sigaction(SIGCHLD, DEFAULT);
      const status = done.status;
      yield* wIfExited(status) ? child.onExit(wExitStatus(status), null) : child.onExit(null, wTermSig(status));
    }
  }

  *#drain(fd: number): Sys<void> {
    const data = yield* sys.read(fd);
    if (data !== '' && !isErr(data)) return;
    yield* sys.close(fd);
    this.#pipes = this.#pipes.filter((other) => other !== fd);
  }

  *#runTimers(): Sys<void> {
    const now = yield* sys.clock('monotonic');
    const due = this.#timers.filter((timer) => timer.due <= now);
    this.#timers = this.#timers.filter((timer) => timer.due > now || timer.every !== undefined);
    for (const timer of due) {
      if (timer.every !== undefined) timer.due = now + timer.every;
      yield* timer.run();
    }
  }

  #alive(): boolean {
    return this.#handles + this.#timers.length + this.#children.length + this.#pipes.length + this.#soon.length > 0;
  }

  /** uv_run: until nothing keeps the loop alive. Signal listeners do not. */
  *loop(): Sys<void> {
    while (this.#alive()) {
      yield* this.#runTimers();
      const soon = this.#soon;
      this.#soon = [];
      for (const run of soon) yield* run();
      for (let sig = this.#arrived.shift(); sig !== undefined; sig = this.#arrived.shift()) {
        if (sig === SIGCHLD) yield* this.#reapOwn();
        const listener = this.#listeners.get(sig);
        if (listener) yield* listener();
      }
      if (!this.#alive() || this.#soon.length > 0) continue;
      const now = yield* sys.clock('monotonic');
      const next = Math.min(...this.#timers.map((timer) => timer.due));
      if (this.#arrived.length > 0) continue;
      const fds = this.#pipes.map((fd) => ({ fd, events: POLLIN }));
      const ready = yield* sys.poll(fds, Number.isFinite(next) ? Math.max(0, next - now) : undefined);
      if (!isErr(ready)) for (const { fd } of ready) yield* this.#drain(fd);
    }
  }
}
