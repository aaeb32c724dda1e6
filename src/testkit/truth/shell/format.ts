// The case files of truth/shell, as its README describes them.
import { fromUtf8, type ByteString } from '../../../sim/kernel/abi/index.ts';

export interface ScriptExpectation {
  readonly stdout: string;
  readonly stderr: string;
  readonly exit: number | null;
  readonly timeout?: number;
}

export interface TerminalExpectation {
  readonly outputs: readonly string[];
  readonly statuses: readonly (number | null)[];
  readonly screen: readonly string[];
  readonly cursor: readonly [number, number];
  readonly bells: number;
  readonly exit: number | null;
}

export interface ShellCase {
  readonly id: string;
  readonly about: string;
  readonly shell?: 'bash' | 'sh';
  readonly kind?: 'script' | 'line' | 'interactive';
  readonly script?: string;
  readonly args?: readonly string[];
  readonly files?: Readonly<Record<string, string | { readonly text: string; readonly mode?: string }>>;
  readonly stdin?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly uid?: number;
  readonly mask?: readonly (string | readonly [string, string])[];
  readonly keys?: readonly string[];
  readonly idle?: number;
  readonly limit?: number;
  readonly expect: ScriptExpectation | TerminalExpectation;
  readonly volatile?: readonly string[];
}

export interface CaseFile {
  readonly format: number;
  readonly topic: string;
  readonly cases: readonly ShellCase[];
}

/** Masks by name: lists of [regular expression, replacement]. */
export const MASKS: Readonly<Record<string, readonly (readonly [string, string])[]>> = {
  times: [['[0-9]+m[0-9]+[.,][0-9]+s', '0m0.000s']],
  'ls-time': [['[A-Z][a-z]{2} +[0-9]{1,2} +([0-9]{2}:[0-9]{2}|[0-9]{4}) ', 'TIME ']],
  kernel: [
    ['[0-9]+[.][0-9]+[.][0-9]+[^ ]*', 'KERNEL'],
    ['#[0-9]+ SMP.*(?= x86_64)', 'BUILD'],
  ],
  'fd-path': [['/dev/fd/[0-9]+', '/dev/fd/N']],
};

export function masked(item: ShellCase, text: string): string {
  let out = text;
  for (const mask of item.mask ?? []) {
    for (const [source, to] of typeof mask === 'string' ? (MASKS[mask] ?? []) : [mask])
      out = out.replace(new RegExp(source, 'gm'), to.replace(/\\([0-9])/g, '$$$1'));
  }
  return out;
}

const KEYS: Readonly<Record<string, string>> = {
  Enter: '\r',
  Tab: '\t',
  Esc: '\x1b',
  BS: '\x7f',
  Up: '\x1b[A',
  Down: '\x1b[B',
  Right: '\x1b[C',
  Left: '\x1b[D',
  Home: '\x1b[H',
  End: '\x1b[F',
  Del: '\x1b[3~',
  'C-Left': '\x1b[1;5D',
  'C-Right': '\x1b[1;5C',
  'C-_': '\x1f',
  'C-\\': '\x1c',
  'C-]': '\x1d',
  'M-BS': '\x1b\x7f',
  lt: '<',
};

/** Bytes of one entry of `keys`: literal text, or `<C-a>`, `<M-b>`, `<Up>`, … */
export function keyBytes(key: string): string {
  const name = /^<([^<>]+|M-[<>])>$/.exec(key)?.[1];
  if (name === undefined) return key;
  if (KEYS[name] !== undefined) return KEYS[name];
  if (/^C-[a-z]$/.test(name)) return String.fromCharCode(name.charCodeAt(2) - 96);
  if (/^M-.$/.test(name)) return `\x1b${name[2] ?? ''}`;
  if (/^M-C-[a-z]$/.test(name)) return `\x1b${String.fromCharCode(name.charCodeAt(4) - 96)}`;
  throw new Error(`unknown key ${key}`);
}

/** Bytes → text as the recorder did it: what is no UTF-8 becomes `\\xNN`. */
export function decoded(bytes: ByteString): string {
  const valid =
    /[\x00-\x7f]+|[\xc2-\xdf][\x80-\xbf]|\xe0[\xa0-\xbf][\x80-\xbf]|[\xe1-\xec\xee\xef][\x80-\xbf]{2}|\xed[\x80-\x9f][\x80-\xbf]|\xf0[\x90-\xbf][\x80-\xbf]{2}|[\xf1-\xf3][\x80-\xbf]{3}|\xf4[\x80-\x8f][\x80-\xbf]{2}|[^]/g;
  return bytes.replace(valid, (piece) =>
    piece.length === 1 && piece > '\x7f' ? `\\x${piece.charCodeAt(0).toString(16)}` : fromUtf8(piece),
  );
}
