// What the terminal can do, by TERM: the few terminfo capabilities that redisplay uses.
import type { ByteString } from '../../kernel/abi/index.ts';

export interface Capabilities {
  /** Cursor up one row; '' where it cannot: then one row is scrolled sideways. */
  readonly up: ByteString;
  readonly clearToEnd: ByteString;
  readonly clearScreen: ByteString;
  /** `dch`, `ich`: delete and insert n cells. */
  readonly deleteCells?: (n: number) => ByteString;
  readonly insertCells?: (n: number) => ByteString;
  /** `am` and `xenl`: a cursor behind the last column waits there for the next character. */
  readonly autowrap: boolean;
  readonly standout: { readonly on: ByteString; readonly off: ByteString };
}

const PLAIN = { on: '', off: '' };

/** terminfo(5) `dumb`: can only write, return and feed. */
const DUMB: Capabilities = { up: '', clearToEnd: '', clearScreen: '', autowrap: false, standout: PLAIN };

const ANSI: Capabilities = {
  up: '\x1b[A',
  clearToEnd: '\x1b[K',
  clearScreen: '\x1b[H\x1b[2J',
  deleteCells: (n) => `\x1b[${n}P`,
  insertCells: (n) => `\x1b[${n}@`,
  autowrap: true,
  standout: { on: '\x1b[7m', off: '\x1b[27m' },
};

/** terminfo of screen and tmux: clearing also moves home by `\e[J`. */
const SCREEN: Capabilities = {
  ...ANSI,
  up: '\x1bM',
  clearScreen: '\x1b[H\x1b[J',
  standout: { on: '\x1b[3m', off: '\x1b[23m' },
};

/** terminfo of linux and vt100 class terminals without insertion. */
const VT100: Capabilities = {
  up: '\x1b[A',
  clearToEnd: '\x1b[K',
  clearScreen: '\x1b[H\x1b[J',
  autowrap: true,
  standout: { on: '\x1b[7m', off: '\x1b[m' },
};

/** The capabilities of a TERM; an unknown or missing one is treated as dumb, as readline does. */
export function capabilities(term: ByteString | undefined): Capabilities {
  if (term === undefined) return DUMB;
  if (/^(xterm|rxvt|putty|konsole|gnome|vte|alacritty|kitty|linux|ansi|foot)/.test(term)) return ANSI;
  if (/^(screen|tmux)/.test(term)) return SCREEN;
  if (/^vt[1-5]/.test(term)) return VT100;
  return DUMB;
}
