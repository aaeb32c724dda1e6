// -printf and -ls of find(1).
import {
  isErr,
  S_IFLNK,
  S_IFMT,
  SECOND,
  sys,
  type ByteString,
  type Micros,
  type Stat,
  type Sys,
} from '../../kernel/abi/index.ts';
import { oneEscape, padString, type Directive } from '../../posix/index.ts';
import type { Names } from '../lib/accounts.ts';
import { localTime, type Zone } from '../lib/clock.ts';
import { modeString } from '../lib/mode.ts';
import { baseName } from '../lib/paths.ts';
import { strftime } from '../lib/strftime.ts';

export interface Found {
  readonly path: ByteString;
  /** The starting point that it was found under. */
  readonly start: ByteString;
  readonly depth: number;
  readonly stat: Stat;
}

export interface Context {
  readonly names: Names;
  readonly zone: Zone;
  readonly utf8: boolean;
}

const TYPES: Readonly<Record<number, string>> = {
  0o04: 'd',
  0o12: 'l',
  0o10: 'f',
  0o01: 'p',
  0o02: 'c',
  0o06: 'b',
  0o14: 's',
};
export const letterOf = (mode: number): string => TYPES[(mode & S_IFMT) >> 12] ?? 'U';

/** The directory part: what stands before the last slash. */
function headOf(path: ByteString): ByteString {
  const slash = path.lastIndexOf('/');
  return slash < 0 ? '.' : path.slice(0, slash);
}

const belowStart = (found: Found): ByteString => found.path.slice(found.start.length).replace(/^\/+/, '');

function timeText(at: Micros, letter: string, zone: Zone): ByteString {
  const seconds = Math.floor(at / SECOND);
  const t = localTime(seconds, zone);
  const fraction = `${String(Math.round((at - seconds * SECOND) * 1000)).padStart(9, '0')}0`;
  switch (letter) {
    case '@':
      return `${seconds}.${fraction}`;
    case '+':
      return `${strftime('%Y-%m-%d+%H:%M:%S', t, seconds)}.${fraction}`;
    case 'S':
      return `${strftime('%S', t, seconds)}.${fraction}`;
    case 'T':
    case 'X':
      return `${strftime('%H:%M:%S', t, seconds)}.${fraction}`;
    default:
      return strftime(`%${letter}`, t, seconds);
  }
}

/** `%t`: the date as ctime(3) has it, with ten digits behind the seconds. */
function stamp(at: Micros, zone: Zone): ByteString {
  const seconds = Math.floor(at / SECOND);
  const t = localTime(seconds, zone);
  return `${strftime('%a %b %e', t, seconds)} ${timeText(at, 'T', zone)} ${strftime('%Y', t, seconds)}`;
}

function* valueOf(letter: string, found: Found, context: Context): Sys<ByteString | number | undefined> {
  const { stat, path } = found;
  switch (letter) {
    case 'p':
      return path;
    case 'f':
      return /^\/+$/.test(path) ? '/' : baseName(path) + (path.endsWith('/') ? '/' : '');
    case 'h':
      return headOf(path);
    case 'H':
      return found.start;
    case 'P':
      return belowStart(found);
    case 'd':
      return found.depth;
    case 's':
      return stat.size;
    case 'b':
      return stat.blocks;
    case 'k':
      return Math.ceil(stat.blocks / 2);
    case 'm':
      return (stat.mode & 0o7777).toString(8);
    case 'M':
      return modeString(stat.mode);
    case 'n':
      return stat.nlink;
    case 'i':
      return stat.ino;
    case 'D':
      return stat.dev;
    case 'U':
      return stat.uid;
    case 'G':
      return stat.gid;
    case 'u':
      return (yield* context.names.user(stat.uid)) ?? String(stat.uid);
    case 'g':
      return (yield* context.names.group(stat.gid)) ?? String(stat.gid);
    case 'y':
      return letterOf(stat.mode);
    case 'Y': {
      if ((stat.mode & S_IFMT) !== S_IFLNK) return letterOf(stat.mode);
      const real = yield* sys.stat(path);
      return isErr(real)
        ? real.name === 'ENOENT' || real.name === 'ENOTDIR'
          ? 'N'
          : real.name === 'ELOOP'
            ? 'L'
            : '?'
        : letterOf(real.mode);
    }
    case 'l': {
      if ((stat.mode & S_IFMT) !== S_IFLNK) return '';
      const target = yield* sys.readlink(path);
      return isErr(target) ? '' : target;
    }
    case 'a':
      return stamp(stat.atime, context.zone);
    case 'c':
      return stamp(stat.ctime, context.zone);
    case 't':
      return stamp(stat.mtime, context.zone);
    case 'F': {
      const fs = yield* sys.statfs(path);
      return isErr(fs) ? 'unknown' : fs.type;
    }
    case 'S':
      return stat.size === 0 ? '1' : String((stat.blocks * 512) / stat.size);
    case 'Z':
      return '';
    default:
      return undefined;
  }
}

const directive = (flags: string, width: string, precision: string | undefined): Directive => ({
  minus: flags.includes('-'),
  plus: false,
  space: false,
  zero: flags.includes('0'),
  alternate: false,
  width: width === '' ? undefined : Math.min(Number(width), 10_000),
  precision: precision === undefined ? undefined : Number(precision),
  conversion: 's',
});

/** The text; `unknown` tells of directives that are none. */
export function* formatFound(
  format: ByteString,
  found: Found,
  context: Context,
  unknown: (directive: string) => void,
): Sys<{ text: ByteString; flush: boolean }> {
  let out = '';
  for (let at = 0; at < format.length;) {
    const char = format[at] ?? '';
    if (char === '\\') {
      if (format[at + 1] === 'c') return { text: out, flush: true };
      const escape = oneEscape(format, at, 'format', context.utf8);
      if (!escape) unknown(`escape \`\\${format[at + 1] ?? ''}'`);
      out += escape ? escape.text : `\\${format[at + 1] ?? ''}`;
      at += escape ? escape.width : 2;
      continue;
    }
    if (char !== '%') {
      out += char;
      at += 1;
      continue;
    }
    const match = /^%([-+ #0]*)([0-9]*)(?:\.([0-9]*))?([^]?)([^]?)/.exec(format.slice(at));
    const [, flags = '', width = '', precision, letter = '', next = ''] = match ?? [];
    const head = 1 + flags.length + width.length + (precision === undefined ? 0 : precision.length + 1);
    if (letter === '%' || letter === '') {
      out += '%';
      at += head + letter.length;
      continue;
    }
    if ('ATCB'.includes(letter) && next !== '') {
      const when = letter === 'A' ? found.stat.atime : letter === 'C' ? found.stat.ctime : found.stat.mtime;
      out += padString(directive(flags, width, precision), letter === 'B' ? '' : timeText(when, next, context.zone));
      at += head + 2;
      continue;
    }
    const value = yield* valueOf(letter, found, context);
    if (value === undefined) {
      unknown(`format directive \`%${letter}'`);
      out += format.slice(at, at + head + 1);
    } else {
      const d = directive(flags, width, precision);
      out +=
        d.zero && /^[0-9]+$/.test(String(value)) && !d.minus
          ? String(value).padStart(d.width ?? 0, '0')
          : padString(d, String(value));
    }
    at += head + 1;
  }
  return { text: out, flush: false };
}

/** Half a year. */
const RECENT = 31556952 / 2;

/** One line of -ls. */
export function* listFound(found: Found, context: Context, now: number): Sys<ByteString> {
  const { stat, path } = found;
  const at = Math.floor(stat.mtime / SECOND);
  const t = localTime(at, context.zone);
  const when = at > now - RECENT && at <= now ? strftime('%b %e %H:%M', t, at) : strftime('%b %e  %Y', t, at);
  const user = (yield* context.names.user(stat.uid)) ?? String(stat.uid);
  const group = (yield* context.names.group(stat.gid)) ?? String(stat.gid);
  const link = (stat.mode & S_IFMT) === S_IFLNK ? yield* sys.readlink(path) : undefined;
  const name = path.replace(/[\\ "\n\t]/g, (c) => (c === '\n' ? '\\n' : c === '\t' ? '\\t' : `\\${c}`));
  const columns = [
    String(stat.ino).padStart(9),
    String(Math.ceil(stat.blocks / 2)).padStart(6),
    modeString(stat.mode),
    String(stat.nlink).padStart(3),
    user.padEnd(8),
    group.padEnd(8),
    String(stat.size).padStart(8),
    when,
    name,
  ];
  return `${columns.join(' ')}${link === undefined || isErr(link) ? '' : ` -> ${link}`}\n`;
}
