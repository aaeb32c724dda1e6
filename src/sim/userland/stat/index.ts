// stat(1): the status of files and file systems, in a form of one's own (-c, --printf).
import {
  isErr,
  S_IFBLK,
  S_IFCHR,
  S_IFDIR,
  S_IFIFO,
  S_IFLNK,
  S_IFMT,
  S_IFREG,
  S_IFSOCK,
  SECOND,
  sys,
  type ByteString,
  type Micros,
  type Stat,
  type Sys,
} from '../../kernel/abi/index.ts';
import { formatInteger, oneEscape, padString, type Directive } from '../../posix/index.ts';
import { Names } from '../lib/accounts.ts';
import { localTime, zoneOf, type Zone } from '../lib/clock.ts';
import { modeString } from '../lib/mode.ts';
import { canonicalize } from '../lib/paths.ts';
import { quoteIfNeeded } from '../lib/quote.ts';
import { strftime } from '../lib/strftime.ts';
import { command, type Tool } from '../lib/tool.ts';
import { fileSystemValue, type StatFs } from './filesystem.ts';

export const fileType = (stat: Stat): string => {
  switch (stat.mode & S_IFMT) {
    case S_IFREG:
      return stat.size === 0 ? 'regular empty file' : 'regular file';
    case S_IFDIR:
      return 'directory';
    case S_IFLNK:
      return 'symbolic link';
    case S_IFIFO:
      return 'fifo';
    case S_IFSOCK:
      return 'socket';
    case S_IFCHR:
      return 'character special file';
    case S_IFBLK:
      return 'block special file';
    default:
      return 'weird file';
  }
};

/** A directive of a format: `%-10s` without its letter is `-10`. */
const directive = (flags: string, width: string, precision: string | undefined, conversion: string): Directive => ({
  minus: flags.includes('-'),
  plus: flags.includes('+'),
  space: flags.includes(' '),
  zero: flags.includes('0'),
  alternate: flags.includes('#'),
  width: width === '' ? undefined : Math.min(Number(width), 10_000),
  precision: precision === undefined ? undefined : Math.min(Number(precision), 10_000),
  conversion,
});

const DEVICE_DEFAULT =
  '  File: %N\n  Size: %-10s\tBlocks: %-10b IO Block: %-6o %F\nDevice: %Hd,%Ld\tInode: %-10i  Links: %-5h Device type: %Hr,%Lr\n';
const FILE_DEFAULT =
  '  File: %N\n  Size: %-10s\tBlocks: %-10b IO Block: %-6o %F\nDevice: %Hd,%Ld\tInode: %-10i  Links: %h\n';
const COMMON =
  'Access: (%04a/%10.10A)  Uid: (%5u/%8U)   Gid: (%5g/%8G)\nAccess: %x\nModify: %y\nChange: %z\n Birth: %w\n';
const FS_DEFAULT =
  '  File: "%n"\n    ID: %-8i Namelen: %-7l Type: %T\nBlock size: %-10s Fundamental block size: %S\nBlocks: Total: %-10b Free: %-10f Available: %a\nInodes: Total: %-10c Free: %d\n';
const TERSE = '%n %s %b %f %u %g %D %i %h %t %T %X %Y %Z %W %o\n';
const FS_TERSE = '%n %i %l %t %s %S %b %f %a %c %d\n';

type Shown =
  | { readonly kind: 'text'; readonly text: ByteString }
  | { readonly kind: 'number'; readonly value: bigint; readonly conversion: string };

const text = (value: ByteString): Shown => ({ kind: 'text', text: value });
const decimal = (value: number): Shown => ({ kind: 'number', value: BigInt(value), conversion: 'u' });
const hex = (value: number): Shown => ({ kind: 'number', value: BigInt(value), conversion: 'x' });

class Printer {
  readonly #tool: Tool;
  readonly #names = new Names();
  readonly #zone: Zone;

  /** In a format of one's own %N is always quoted. */
  readonly #always: boolean;

  constructor(tool: Tool, always: boolean) {
    this.#tool = tool;
    this.#always = always;
    this.#zone = zoneOf(tool.env.get('TZ'));
  }

  #time(at: Micros): ByteString {
    const seconds = Math.floor(at / SECOND);
    return strftime(
      '%Y-%m-%d %H:%M:%S.%N %z',
      localTime(seconds, this.#zone),
      seconds,
      Math.round((at - seconds * SECOND) * 1000),
    );
  }

  *#quoted(name: ByteString, stat: Stat): Sys<ByteString> {
    const quote = (word: ByteString): ByteString =>
      this.#always ? this.#tool.qa(word) : quoteIfNeeded(word, this.#tool.utf8);
    if ((stat.mode & S_IFMT) !== S_IFLNK) return quote(name);
    const target = yield* sys.readlink(name);
    return `${quote(name)} -> ${isErr(target) ? '' : quote(target)}`;
  }

  *#value(letter: string, modifier: string, name: ByteString, stat: Stat): Sys<Shown | undefined> {
    switch (letter) {
      case 'n':
        return text(name);
      case 'N':
        return text(yield* this.#quoted(name, stat));
      case 'd':
        return modifier === 'H'
          ? decimal(stat.dev >> 8)
          : modifier === 'L'
            ? decimal(stat.dev & 255)
            : decimal(stat.dev);
      case 'D':
        return hex(stat.dev);
      case 'i':
        return decimal(stat.ino);
      case 'a':
        return { kind: 'number', value: BigInt(stat.mode & 0o7777), conversion: 'o' };
      case 'A':
        return text(modeString(stat.mode));
      case 'f':
        return hex(stat.mode);
      case 'F':
        return text(fileType(stat));
      case 'h':
        return decimal(stat.nlink);
      case 'u':
        return decimal(stat.uid);
      case 'U':
        return text((yield* this.#names.user(stat.uid)) ?? 'UNKNOWN');
      case 'g':
        return decimal(stat.gid);
      case 'G':
        return text((yield* this.#names.group(stat.gid)) ?? 'UNKNOWN');
      case 'm':
        return text(yield* mountPoint(name));
      case 't':
        return hex(stat.rdev >> 8);
      case 'T':
        return hex(stat.rdev & 255);
      case 'r':
        return modifier === 'H'
          ? decimal(stat.rdev >> 8)
          : modifier === 'L'
            ? decimal(stat.rdev & 255)
            : decimal(stat.rdev);
      case 'R':
        return hex(stat.rdev);
      case 's':
        return decimal(stat.size);
      case 'B':
        return decimal(512);
      case 'b':
        return decimal(stat.blocks);
      case 'o':
        return decimal(4096);
      // no birth times are kept
      case 'w':
        return text('-');
      case 'W':
        return decimal(0);
      case 'x':
        return text(this.#time(stat.atime));
      case 'X':
        return decimal(Math.floor(stat.atime / SECOND));
      case 'y':
        return text(this.#time(stat.mtime));
      case 'Y':
        return decimal(Math.floor(stat.mtime / SECOND));
      case 'z':
        return text(this.#time(stat.ctime));
      case 'Z':
        return decimal(Math.floor(stat.ctime / SECOND));
      case 'C':
        return text('?');
      default:
        return undefined;
    }
  }

  *format(
    format: ByteString,
    escapes: boolean,
    name: ByteString,
    stat: Stat | undefined,
    fs: StatFs | undefined,
  ): Sys<ByteString> {
    let out = '';
    for (let at = 0; at < format.length;) {
      const char = format[at] ?? '';
      if (char === '\\' && escapes) {
        const escape = oneEscape(format, at, 'format', this.#tool.utf8);
        out += escape ? escape.text : (format[at + 1] ?? '\\');
        at += escape ? escape.width : 2;
        continue;
      }
      if (char !== '%') {
        out += char;
        at += 1;
        continue;
      }
      const found = /^%([-+ #0']*)([0-9]*)(?:\.([0-9]*))?([HL]?)([^]?)/.exec(format.slice(at));
      const [all = '%', flags = '', width = '', precision, modifier = '', letter = ''] = found ?? [];
      at += all.length;
      if (letter === '%' || letter === '') {
        out += '%';
        continue;
      }
      const shown = stat
        ? yield* this.#value(letter, modifier, name, stat)
        : fs
          ? fileSystemValue(letter, name, fs)
          : undefined;
      if (!shown) out += '?';
      else if (shown.kind === 'text') {
        const fraction = /^[XYZW]$/.test(letter) ? undefined : precision;
        out += padString(directive(flags, width, fraction, 's'), shown.text);
      } else if (/^[XYZ]$/.test(letter) && precision !== undefined && stat)
        out += padString(directive(flags, width, undefined, 's'), seconds(letter, stat, precision));
      else out += formatInteger(directive(flags, width, precision, shown.conversion), shown.value);
    }
    return out;
  }
}

/** `%.3Y`: seconds with so many digits after the point (`%.Y`: nine). */
function seconds(letter: string, stat: Stat, precision: string): string {
  const at = letter === 'X' ? stat.atime : letter === 'Y' ? stat.mtime : stat.ctime;
  const whole = Math.floor(at / SECOND);
  const nanos = String(Math.round((at - whole * SECOND) * 1000)).padStart(9, '0');
  const digits = precision === '' ? 9 : Number(precision);
  return digits === 0 ? String(whole) : `${whole}.${nanos.slice(0, digits).padEnd(digits, '0')}`;
}

function* mountPoint(name: ByteString): Sys<ByteString> {
  const path = yield* canonicalize(name, 'all');
  const fs = yield* sys.statfs(isErr(path) ? name : path);
  return isErr(fs) ? '?' : fs.mount;
}

function* main(tool: Tool): Sys<number> {
  let format: ByteString | undefined;
  let escapes = false;
  let newline = true;
  let follow = false;
  let fileSystem = false;
  let terse = false;
  const { options, operands } = tool.options({
    short: 'c:fLt',
    long: {
      'cached=': 'cached',
      dereference: 'L',
      'file-system': 'f',
      'format=': 'c',
      'printf=': 'printf',
      terse: 't',
    },
  });
  for (const option of options) {
    switch (option.key) {
      case 'c':
      case 'printf':
        format = option.arg ?? '';
        escapes = option.key === 'printf';
        newline = option.key === 'c';
        break;
      case 'L':
        follow = true;
        break;
      case 'f':
        fileSystem = true;
        break;
      case 't':
        terse = true;
        break;
      case 'cached':
        break;
      default:
        return yield* tool.other(option);
    }
  }
  if (operands.length === 0) return yield* tool.usage(1, 'missing operand');
  const printer = new Printer(tool, format !== undefined);
  let status = 0;
  for (const name of operands) {
    if (fileSystem) {
      const fs = name === '-' ? undefined : yield* sys.statfs(name);
      if (fs === undefined) {
        yield* tool.warn(`using ${tool.q('-')} to denote standard input does not work in file system mode`);
        status = 1;
      } else if (isErr(fs)) {
        yield* tool.warn(`cannot read file system information for ${tool.qa(name)}: ${fs.text}`);
        status = 1;
      } else
        yield* tool.out.put(
          (yield* printer.format(format ?? (terse ? FS_TERSE : FS_DEFAULT), escapes, name, undefined, fs)) +
            (format !== undefined && newline ? '\n' : ''),
        );
      continue;
    }
    const stat = name === '-' ? yield* sys.fstat(0) : follow ? yield* sys.stat(name) : yield* sys.lstat(name);
    if (isErr(stat)) {
      yield* tool.warn(
        name === '-' ? `cannot stat standard input: ${stat.text}` : `cannot statx ${tool.qa(name)}: ${stat.text}`,
      );
      status = 1;
      continue;
    }
    const type = stat.mode & S_IFMT;
    const fallback = terse ? TERSE : (type === S_IFCHR || type === S_IFBLK ? DEVICE_DEFAULT : FILE_DEFAULT) + COMMON;
    yield* tool.out.put(
      (yield* printer.format(format ?? fallback, escapes, name, stat, undefined)) +
        (format !== undefined && newline ? '\n' : ''),
    );
  }
  return status;
}

export const stat = command(
  {
    name: 'stat',
    pkg: 'coreutils',
    synopsis: '[OPTION]... FILE...',
    summary: 'Shows the status of files or file systems.',
    options: ['-c', '-f', '-L', '-t', '--printf'],
    note: 'Birth times are not kept.',
  },
  main,
);
