// terminfo(5) for the terminals a lab has: capability name → its string, with the parameters of tparm(3) where it takes some.
import type { ByteString } from '../../kernel/abi/index.ts';

export type Capability =
  | { readonly kind: 'string'; readonly text: ByteString }
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'flag' }
  | { readonly kind: 'parameters'; readonly text: (...args: readonly number[]) => ByteString };

export interface TerminalType {
  readonly longName: string;
  readonly clear: ByteString;
  /** Clears the saved lines too. */
  readonly clearAll: ByteString;
  readonly reset: ByteString;
  readonly init: ByteString;
  readonly capabilities: ReadonlyMap<string, Capability>;
}

const s = (text: ByteString): Capability => ({ kind: 'string', text });
const n = (value: number): Capability => ({ kind: 'number', value });
const p = (text: (...args: readonly number[]) => ByteString): Capability => ({ kind: 'parameters', text });
const FLAG: Capability = { kind: 'flag' };

const ANSI: readonly (readonly [string, Capability])[] = [
  ['am', FLAG],
  ['bce', FLAG],
  ['km', FLAG],
  ['mir', FLAG],
  ['msgr', FLAG],
  ['npc', FLAG],
  ['xenl', FLAG],
  ['it', n(8)],
  ['bel', s('\x07')],
  ['cr', s('\r')],
  ['ht', s('\t')],
  ['ind', s('\n')],
  ['ri', s('\x1bM')],
  ['nel', s('\x1bE')],
  ['bold', s('\x1b[1m')],
  ['dim', s('\x1b[2m')],
  ['sitm', s('\x1b[3m')],
  ['ritm', s('\x1b[23m')],
  ['blink', s('\x1b[5m')],
  ['rev', s('\x1b[7m')],
  ['invis', s('\x1b[8m')],
  ['smso', s('\x1b[7m')],
  ['rmso', s('\x1b[27m')],
  ['smul', s('\x1b[4m')],
  ['rmul', s('\x1b[24m')],
  ['sgr0', s('\x1b(B\x1b[m')],
  ['op', s('\x1b[39;49m')],
  ['civis', s('\x1b[?25l')],
  ['cnorm', s('\x1b[?12l\x1b[?25h')],
  ['cvvis', s('\x1b[?12;25h')],
  ['smcup', s('\x1b[?1049h\x1b[22;0;0t')],
  ['rmcup', s('\x1b[?1049l\x1b[23;0;0t')],
  ['smkx', s('\x1b[?1h\x1b=')],
  ['rmkx', s('\x1b[?1l\x1b>')],
  ['smir', s('\x1b[4h')],
  ['rmir', s('\x1b[4l')],
  ['home', s('\x1b[H')],
  ['el', s('\x1b[K')],
  ['el1', s('\x1b[1K')],
  ['ed', s('\x1b[J')],
  ['sc', s('\x1b7')],
  ['rc', s('\x1b8')],
  ['cuu1', s('\x1b[A')],
  ['cud1', s('\n')],
  ['cuf1', s('\x1b[C')],
  ['cub1', s('\b')],
  ['il1', s('\x1b[L')],
  ['dl1', s('\x1b[M')],
  ['dch1', s('\x1b[P')],
  ['kcuu1', s('\x1bOA')],
  ['kcud1', s('\x1bOB')],
  ['kcuf1', s('\x1bOC')],
  ['kcub1', s('\x1bOD')],
  ['khome', s('\x1bOH')],
  ['kend', s('\x1bOF')],
  ['kbs', s('\x7f')],
  ['kdch1', s('\x1b[3~')],
  ['kich1', s('\x1b[2~')],
  ['kpp', s('\x1b[5~')],
  ['knp', s('\x1b[6~')],
  ['cup', p((row = 0, column = 0) => `\x1b[${row + 1};${column + 1}H`)],
  ['hpa', p((column = 0) => `\x1b[${column + 1}G`)],
  ['vpa', p((row = 0) => `\x1b[${row + 1}d`)],
  ['cuu', p((count = 0) => `\x1b[${count}A`)],
  ['cud', p((count = 0) => `\x1b[${count}B`)],
  ['cuf', p((count = 0) => `\x1b[${count}C`)],
  ['cub', p((count = 0) => `\x1b[${count}D`)],
  ['il', p((count = 0) => `\x1b[${count}L`)],
  ['dl', p((count = 0) => `\x1b[${count}M`)],
  ['dch', p((count = 0) => `\x1b[${count}P`)],
  ['ich', p((count = 0) => `\x1b[${count}@`)],
  ['ech', p((count = 0) => `\x1b[${count}X`)],
  ['csr', p((top = 0, bottom = 0) => `\x1b[${top + 1};${bottom + 1}r`)],
];

const eight = (base: number) => p((colour = 0) => `\x1b[${base + colour}m`);
/** 256 colours: the first 16 in the short form. */
const many = (base: number, bright: number) =>
  p((colour = 0) =>
    colour < 8
      ? `\x1b[${base + colour}m`
      : colour < 16
        ? `\x1b[${bright + colour - 8}m`
        : `\x1b[${base + 8};5;${colour}m`,
  );

function xterm(longName: string, colours: number): TerminalType {
  const clear = '\x1b[H\x1b[2J';
  const init = '\x1b[!p\x1b[?3;4l\x1b[4l\x1b>';
  const entries: (readonly [string, Capability])[] = [
    ...ANSI,
    ['clear', s(`${clear}\x1b[3J`)],
    ['colors', n(colours)],
    ['pairs', n(colours === 8 ? 64 : 65_536)],
    ['setaf', colours === 8 ? eight(30) : many(30, 90)],
    ['setab', colours === 8 ? eight(40) : many(40, 100)],
  ];
  return { longName, clear, clearAll: `${clear}\x1b[3J`, reset: `\x1bc${init}`, init, capabilities: new Map(entries) };
}

function dumb(): TerminalType {
  const capabilities = new Map<string, Capability>([
    ['am', FLAG],
    ['bel', s('\x07')],
    ['cr', s('\r')],
    ['cud1', s('\n')],
    ['ind', s('\n')],
  ]);
  return { longName: '80-column dumb tty', clear: '', clearAll: '', reset: '', init: '', capabilities };
}

/** undefined: not in the terminfo database. */
export function terminalType(name: ByteString): TerminalType | undefined {
  if (name === 'dumb') return dumb();
  if (/^(xterm|screen|tmux)-256color$/.test(name)) return xterm('xterm with 256 colors', 256);
  if (/^(xterm|linux|vt100|vt220|ansi|screen|tmux|rxvt)$/.test(name) || name === 'xterm-color')
    return xterm('xterm terminal emulator (X Window System)', 8);
  return undefined;
}

/** String capabilities of the database that this terminal lacks: asking for one is no error in the name. */
export const KNOWN: ReadonlySet<string> = new Set([
  ...ANSI.map(([name]) => name),
  'clear',
  'colors',
  'pairs',
  'setaf',
  'setab',
  'cols',
  'lines',
  'flash',
]);
