// A small model of CPython 3.11: its signal handling, blocking calls that go on after handlers (PEP 475), exceptions and tracebacks.
import {
  ALL_SIGNALS,
  DEFAULT,
  IGNORE,
  MILLISECOND,
  SIGINT,
  SIGPIPE,
  SIGXFSZ,
  isErr,
  signalName,
  sys,
  wExitStatus,
  wIfExited,
  wTermSig,
  type ByteString,
  type Errno,
  type Handler,
  type Micros,
  type Signal,
  type Sys,
} from '../../kernel/abi/index.ts';
import { execvp } from '../lib/spawn.ts';

interface Frame {
  readonly name: string;
  line: number;
}

/** An exception on its way up. Never leaves this folder. */
export class PyError extends Error {
  readonly type: string;
  readonly frames: readonly Frame[];
  readonly status: number;
  constructor(type: string, text: string, frames: readonly Frame[] = [], status = 1) {
    super(text);
    this.type = type;
    this.frames = frames;
    this.status = status;
  }
}

/** Which exception an error number becomes (PEP 3151). */
const OS_ERRORS: Readonly<Record<string, string>> = {
  EAGAIN: 'BlockingIOError',
  ECHILD: 'ChildProcessError',
  EINTR: 'InterruptedError',
  EPERM: 'PermissionError',
  EACCES: 'PermissionError',
  ESRCH: 'ProcessLookupError',
  ENOENT: 'FileNotFoundError',
  EEXIST: 'FileExistsError',
  EPIPE: 'BrokenPipeError',
  ENOTDIR: 'NotADirectoryError',
  EISDIR: 'IsADirectoryError',
};

export type PyHandler = (sig: Signal) => Sys<void>;

export class PyRuntime {
  readonly argv: readonly ByteString[];
  readonly env: ReadonlyMap<ByteString, ByteString>;
  /** `<string>` for -c. */
  readonly file: ByteString;
  readonly #source: readonly ByteString[];
  readonly #handlers = new Map<Signal, PyHandler>();
  readonly #tripped = new Set<Signal>();
  readonly #frames: Frame[] = [{ name: '<module>', line: 1 }];
  #pending = '';

  constructor(
    argv: readonly ByteString[],
    env: ReadonlyMap<ByteString, ByteString>,
    file: ByteString,
    source: ByteString,
  ) {
    this.argv = argv;
    this.env = env;
    this.file = file;
    this.#source = file.startsWith('<') ? [] : source.split('\n');
  }

  /** Py_Initialize: PIPE and XFSZ are ignored, INT raises KeyboardInterrupt unless it came ignored. */
  *start(): Sys<void> {
    yield* sys.sigaction(SIGPIPE, IGNORE);
    yield* sys.sigaction(SIGXFSZ, IGNORE);
    const old = yield* sys.getaction(SIGINT);
    if (!isErr(old) && old.disposition.kind === 'ignore') return;
    yield* sys.sigaction(SIGINT, this.#trip);
    this.#handlers.set(SIGINT, () => this.#interrupt());
  }

  /** The C handler: notes the signal; the Python function runs between two bytecodes of the main thread. */
  readonly #trip: Handler = (sig) => this.#note(sig);

  *#note(sig: Signal): Sys<void> {
    this.#tripped.add(sig);
  }

  *#interrupt(): Sys<void> {
    throw this.error('KeyboardInterrupt', '');
  }

  error(type: string, text: string, status = 1): PyError {
    return new PyError(
      type,
      text,
      this.#frames.map((frame) => ({ ...frame })),
      status,
    );
  }

  osError(error: Errno): PyError {
    return this.error(OS_ERRORS[error.name] ?? 'OSError', `[Errno ${error.code}] ${error.text}`);
  }

  /** The interpreter reaches this line. */
  *line(line: number): Sys<void> {
    const frame = this.#frames.at(-1);
    if (frame) frame.line = line;
    yield* sys.at(line);
    yield* this.checkSignals();
  }

  /** A call of a Python function: a frame of the traceback. */
  *call<T>(name: string, body: () => Sys<T>): Sys<T> {
    this.#frames.push({ name, line: this.#frames.at(-1)?.line ?? 1 });
    const result = yield* body();
    // an exception leaves the frames as they are: its traceback was taken where it was raised
    this.#frames.pop();
    return result;
  }

  /** PyErr_CheckSignals: handlers of what came in, lowest number first. */
  *checkSignals(): Sys<void> {
    while (this.#tripped.size > 0) {
      const sig = Math.min(...this.#tripped);
      this.#tripped.delete(sig);
      const handler = this.#handlers.get(sig);
      const depth = this.#frames.length;
      if (handler) yield* handler(sig);
      this.#frames.length = Math.min(this.#frames.length, depth);
    }
  }

  /** signal.signal */
  *signal(sig: Signal, to: PyHandler | 'default' | 'ignore'): Sys<void> {
    this.#handlers.delete(sig);
    if (typeof to === 'function') this.#handlers.set(sig, to);
    const done = yield* sys.sigaction(sig, typeof to === 'function' ? this.#trip : to === 'ignore' ? IGNORE : DEFAULT);
    if (isErr(done)) throw this.osError(done);
  }

  /** time.sleep: handlers run, then it sleeps on for what is left. */
  *sleep(duration: Micros): Sys<void> {
    const end = (yield* sys.clock('monotonic')) + duration;
    for (;;) {
      const left = end - (yield* sys.clock('monotonic'));
      if (left <= 0) return;
      yield* sys.nanosleep(left);
      yield* this.checkSignals();
    }
  }

  /** signal.pause */
  *pause(): Sys<void> {
    yield* sys.pause();
    yield* this.checkSignals();
  }

  *fork(child: () => Sys<number>): Sys<number> {
    const pid = yield* sys.fork(child);
    if (isErr(pid)) throw this.osError(pid);
    return pid;
  }

  *waitpid(pid: number, options: number): Sys<{ readonly pid: number; readonly status: number }> {
    for (;;) {
      const done = yield* sys.wait4(pid, options);
      if (!isErr(done)) return done === 0 ? { pid: 0, status: 0 } : done;
      if (done.name !== 'EINTR') throw this.osError(done);
      yield* this.checkSignals();
    }
  }

  *kill(pid: number, sig: Signal): Sys<void> {
    const done = yield* sys.kill(pid, sig);
    if (isErr(done)) throw this.osError(done);
    yield* this.checkSignals();
  }

  /** subprocess.Popen(argv): default signals in the child, except what Python's parent had ignored. */
  *popen(argv: readonly ByteString[]): Sys<number> {
    const { env } = this;
    return yield* this.fork(function* () {
      yield* sys.sigaction(SIGPIPE, DEFAULT);
      yield* sys.sigaction(SIGXFSZ, DEFAULT);
      yield* sys.sigprocmask('unblock', ALL_SIGNALS);
      yield* execvp(argv, env);
      return 255;
    });
  }

  /** print(text, flush=flush): lines on a terminal, blocks elsewhere. */
  *print(text: ByteString, flush = false): Sys<void> {
    this.#pending += `${text}\n`;
    if (flush || (yield* sys.isatty(1))) yield* this.flush();
  }

  *flush(): Sys<void> {
    const text = this.#pending;
    this.#pending = '';
    if (text !== '') yield* sys.writeAll(1, text);
  }

  /** Copies for a forked child: what was not written yet is written by both, as it really happens. */
  pendingOutput(): ByteString {
    return this.#pending;
  }

  #traceback(error: PyError): ByteString {
    const lines = ['Traceback (most recent call last):'];
    for (const frame of error.frames) {
      lines.push(`  File "${this.file}", line ${frame.line}, in ${frame.name}`);
      const source = this.#source[frame.line - 1]?.trim();
      if (source) lines.push(`    ${source}`);
    }
    lines.push(error.message === '' ? error.type : `${error.type}: ${error.message}`);
    return `${lines.join('\n')}\n`;
  }

  /** Py_RunMain: what the process ends with. */
  *finish(main: () => Sys<void>): Sys<number> {
    try {
      yield* main();
    } catch (error) {
      if (!(error instanceof PyError)) throw error;
      if (error.type === 'SystemExit') {
        yield* this.flush();
        return error.status;
      }
      yield* this.flush();
      yield* sys.writeAll(2, this.#traceback(error));
      if (error.type !== 'KeyboardInterrupt') return 1;
      // exit_sigint: it dies by the signal, so that its shell sees that. An init survives this, and exits with 130.
      yield* sys.signal(SIGINT, DEFAULT);
      yield* sys.kill(yield* sys.getpid(), SIGINT);
      return 128 + SIGINT;
    }
    yield* this.flush();
    return 0;
  }

  /** sys.exit(status) */
  exit(status: number): never {
    throw this.error('SystemExit', String(status), status & 0xff);
  }
}

/** os.waitstatus_to_exitcode */
export const toExitCode = (status: number): number => (wIfExited(status) ? wExitStatus(status) : -wTermSig(status));

/** signal.Signals(n).name */
export const signalsName = (sig: Signal): string => `SIG${signalName(sig)}`;

export const milliseconds = (count: number): Micros => count * MILLISECOND;
