// The terminal of less: raw keys, the switched screen, and the signals that come from the keyboard.
import {
  DEFAULT,
  SIGINT,
  SIGTSTP,
  SIGWINCH,
  isErr,
  sys,
  type ByteString,
  type Handler,
  type Sys,
  type Termios,
} from '../../kernel/abi/index.ts';

const INIT = '\x1b[?1049h\x1b[22;0;0t';
const KEYPAD = '\x1b[?1h\x1b=';
const DEINIT = '\x1b[?1l\x1b>';
const RESTORE = '\x1b[?1049l\x1b[23;0;0t';

const SPECIAL: Readonly<Record<string, string>> = {
  A: 'k',
  B: 'j',
  C: 'right',
  D: 'left',
  H: 'home',
  F: 'end',
  '1~': 'home',
  '4~': 'end',
  '5~': 'b',
  '6~': 'f',
  '7~': 'home',
  '8~': 'end',
};

/** A handler that only notes. */
const noting = (note: () => void): Handler =>
  function* (): Sys<void> {
    yield* [];
    note();
  };

export class Terminal {
  readonly #fd: number;
  readonly #switched: boolean;
  #pending: ByteString = '';
  #saved: Termios | undefined;
  interrupted = false;
  stopped = false;
  resized = false;

  constructor(fd: number, switched: boolean) {
    this.#fd = fd;
    this.#switched = switched;
  }

  get fd(): number {
    return this.#fd;
  }

  *raw(): Sys<void> {
    const now = yield* sys.tcgetattr(this.#fd);
    if (isErr(now)) return;
    this.#saved ??= now;
    yield* sys.tcsetattr(this.#fd, { icanon: false, echo: false });
  }

  *enter(): Sys<void> {
    yield* this.raw();
    yield* sys.writeAll(1, (this.#switched ? INIT : '') + KEYPAD);
  }

  *leave(): Sys<void> {
    yield* sys.writeAll(1, DEINIT + (this.#switched ? RESTORE : ''));
    if (this.#saved) yield* sys.tcsetattr(this.#fd, this.#saved);
  }

  *handle(): Sys<void> {
    yield* sys.sigaction(
      SIGINT,
      noting(() => (this.interrupted = true)),
    );
    yield* sys.sigaction(
      SIGTSTP,
      noting(() => (this.stopped = true)),
    );
    yield* sys.sigaction(
      SIGWINCH,
      noting(() => (this.resized = true)),
    );
  }

  /** ^Z: gives the terminal back, stops, and takes it again when continued. */
  *suspend(): Sys<void> {
    this.stopped = false;
    yield* this.leave();
    yield* sys.sigaction(SIGTSTP, DEFAULT);
    yield* sys.kill(yield* sys.getpid(), SIGTSTP);
    yield* this.handle();
    yield* this.enter();
  }

  /** Keys as if they had been typed. */
  type(keys: ByteString): void {
    this.#pending = keys + this.#pending;
  }

  /** A byte; '' when a signal came instead, undefined at the end of the terminal. */
  *#byte(): Sys<ByteString | undefined> {
    if (this.#pending === '') {
      const got = yield* sys.read(this.#fd, 64);
      if (isErr(got)) return got.name === 'EINTR' ? '' : undefined;
      if (got === '') return undefined;
      this.#pending = got;
    }
    const byte = this.#pending[0] as string;
    this.#pending = this.#pending.slice(1);
    return byte;
  }

  /** A key: a character, ESC and a character, or the name of a special key. '' when a signal came. */
  *key(): Sys<string | undefined> {
    const byte = yield* this.#byte();
    if (byte !== '\x1b') return byte;
    const match = /^(?:\[|O)([A-DHF]|[0-9]+~)/.exec(this.#pending);
    if (match) {
      this.#pending = this.#pending.slice(match[0].length);
      return SPECIAL[match[1] as string] ?? '';
    }
    return `\x1b${(yield* this.#byte()) ?? ''}`;
  }
}
