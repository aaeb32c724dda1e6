// A small model of CPython 3.11's signals: what start-up installs, handlers that run between two instructions of Python code,
// time.sleep that goes on after them (PEP 475), KeyboardInterrupt, SystemExit, subprocess.Popen.
import {
  DEFAULT,
  IGNORE,
  SIGINT,
  SIGPIPE,
  SIGXFSZ,
  isErr,
  sys,
  type ByteString,
  type Handler,
  type Micros,
  type Signal,
  type Sys,
} from '../../kernel/abi/index.ts';

/** A Python function set by signal.signal. */
export type PyHandler = (sig: Signal) => Sys<void>;

/** sys.exit(code), raised through the script. */
export class SystemExit {
  readonly code: number;
  constructor(code: number) {
    this.code = code;
  }
}

/** Raised by the default handler of SIGINT, where the script was. */
export class KeyboardInterrupt {
  readonly line: number;
  constructor(line: number) {
    this.line = line;
  }
}

export class PythonRuntime {
  readonly argv: readonly ByteString[];
  readonly env: ReadonlyMap<ByteString, ByteString>;
  readonly #handlers = new Map<Signal, PyHandler>();
  readonly #tripped: Signal[] = [];
  #line = 1;

  constructor(argv: readonly ByteString[], env: ReadonlyMap<ByteString, ByteString>) {
    this.argv = argv;
    this.env = env;
  }

  /** _PySignal_Init: PIPE and XFSZ are ignored; SIGINT becomes KeyboardInterrupt unless it was inherited as ignored. */
  *start(): Sys<void> {
    yield* sys.sigaction(SIGPIPE, IGNORE);
    yield* sys.sigaction(SIGXFSZ, IGNORE);
    const before = yield* sys.getaction(SIGINT);
    if (!isErr(before) && before.disposition.kind === 'default') {
      yield* this.on(SIGINT, this.#defaultIntHandler);
    }
  }

   
  readonly #defaultIntHandler: PyHandler = function* (this: PythonRuntime): Sys<void> {
    throw new KeyboardInterrupt(this.#line);
  }.bind(this);

  /** The C handler (trip_signal) only takes a note. */
   
  readonly #trip: Handler = function* (this: PythonRuntime, sig: Signal): Sys<void> {
    if (!this.#tripped.includes(sig)) this.#tripped.push(sig);
  }.bind(this);

  /** signal.signal(sig, handler) */
  *on(sig: Signal, handler: PyHandler): Sys<void> {
    this.#handlers.set(sig, handler);
    yield* sys.sigaction(sig, this.#trip);
  }

  /** The script is at this line of its source. */
  *at(line: number): Sys<void> {
    this.#line = line;
    yield* sys.at(line);
  }

  /** Handlers run in the main thread between two instructions, lowest signal first (_PyErr_CheckSignalsTstate). */
  *checkSignals(): Sys<void> {
    while (this.#tripped.length > 0) {
      const sig = Math.min(...this.#tripped);
      this.#tripped.splice(this.#tripped.indexOf(sig), 1);
      const here = this.#line;
      yield* this.#handlers.get(sig)?.(sig) ?? [];
      yield* this.at(here);
    }
  }

  /** time.sleep: what a handler interrupted goes on for the rest of the time. */
  *sleep(duration: Micros): Sys<void> {
    for (let left = duration; left > 0;) {
      left = yield* sys.nanosleep(left);
      yield* this.checkSignals();
    }
  }

  /** signal.pause */
  *pause(): Sys<void> {
    if (this.#tripped.length === 0) yield* sys.pause();
    yield* this.checkSignals();
  }

  /** print(…, flush=True) */
  *print(text: ByteString): Sys<void> {
    yield* sys.writeAll(1, `${text}\n`);
  }

  /** subprocess.Popen([program]): a vfork and exec with the signals that Python had changed at their default again. */
  *popen(path: ByteString): Sys<void> {
    const env = this.env;
    yield* sys.fork(
      function* () {
        for (const sig of [SIGPIPE, SIGXFSZ]) yield* sys.sigaction(sig, DEFAULT);
        yield* sys.execve(path, [path], env);
        return 255;
      },
      { vfork: true },
    );
    yield* this.checkSignals();
  }
}
