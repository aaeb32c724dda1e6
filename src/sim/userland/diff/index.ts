// diff(1): options, files and directories.
import {
  isErr,
  O_RDONLY,
  S_IFDIR,
  S_IFMT,
  SECOND,
  sys,
  type ByteString,
  type Errno,
  type Stat,
  type Sys,
} from '../../kernel/abi/index.ts';
import { fnmatch } from '../../posix/index.ts';
import { localTime, zoneOf } from '../lib/clock.ts';
import { baseName, join } from '../lib/paths.ts';
import { quoteIfNeeded } from '../lib/quote.ts';
import { readAll } from '../lib/stdio.ts';
import { strftime } from '../lib/strftime.ts';
import { command, type Tool } from '../lib/tool.ts';
import { compareTexts, type Plan } from './files.ts';
import { readOptions, usage } from './options.ts';

interface Side {
  readonly name: ByteString;
  /** undefined: missing, and taken as empty (-N). */
  readonly stat: Stat | undefined;
}

const isDir = (side: Side): boolean => side.stat !== undefined && (side.stat.mode & S_IFMT) === S_IFDIR;

function* inspect(name: ByteString): Sys<Stat | Errno> {
  return name === '-' ? yield* sys.fstat(0) : yield* sys.stat(name);
}

/** What a file is, as diff says it of two that cannot be compared. */
const kindOf = (side: Side): string =>
  isDir(side) ? 'directory' : side.stat?.size === 0 ? 'regular empty file' : 'regular file';

class Differ {
  readonly #tool: Tool;
  readonly #plan: Plan;
  /** The options as typed, for the header of each file in a tree. */
  readonly #options: ByteString;

  constructor(tool: Tool, plan: Plan, options: ByteString) {
    this.#tool = tool;
    this.#plan = plan;
    this.#options = options;
  }

  *#trouble(text: ByteString): Sys<2> {
    yield* this.#tool.out.flush();
    yield* this.#tool.warn(text);
    return 2;
  }

  *#content(side: Side): Sys<ByteString | Errno> {
    if (!side.stat) return '';
    const fd = side.name === '-' ? 0 : yield* sys.open(side.name, O_RDONLY);
    if (isErr(fd)) return fd;
    const text = yield* readAll(fd);
    if (fd !== 0) yield* sys.close(fd);
    return text;
  }

  #header(side: Side, index: number): ByteString {
    const label = this.#plan.labels[index];
    if (label !== undefined) return label;
    const at = side.stat?.mtime ?? 0;
    const seconds = Math.floor(at / SECOND);
    const t = localTime(seconds, zoneOf(this.#tool.env.get('TZ')));
    // the C locale's context format keeps the old date form
    const time =
      this.#plan.style === 'context'
        ? strftime('%a %b %e %T %Y', t, seconds)
        : strftime('%Y-%m-%d %H:%M:%S.%N %z', t, seconds, Math.round((at - seconds * SECOND) * 1000));
    return `${side.name}\t${time}`;
  }

  /** 0 equal, 1 different, 2 trouble. `inTree`: with a line that names the pair. */
  *files(one: Side, two: Side, inTree: boolean): Sys<number> {
    const plan = this.#plan;
    const { out } = this.#tool;
    if (
      one.stat &&
      two.stat &&
      one.stat.ino === two.stat.ino &&
      one.stat.dev === two.stat.dev &&
      one.name !== '-' &&
      plan.style !== 'side'
    ) {
      if (plan.reportSame) yield* out.put(`Files ${one.name} and ${two.name} are identical\n`);
      return 0;
    }
    const a = yield* this.#content(one);
    if (isErr(a)) return yield* this.#trouble(`${one.name}: ${a.text}`);
    const b = one.name === '-' && two.name === '-' ? a : yield* this.#content(two);
    if (isErr(b)) return yield* this.#trouble(`${two.name}: ${b.text}`);
    const result = compareTexts(a, b, plan);
    if (result.kind === 'same') {
      if (plan.reportSame) yield* out.put(`Files ${one.name} and ${two.name} are identical\n`);
      else yield* out.put(result.output);
      return 0;
    }
    if (plan.style === 'brief') {
      yield* out.put(`Files ${one.name} and ${two.name} differ\n`);
      return 1;
    }
    if (result.kind === 'binary') {
      yield* out.put(`Binary files ${one.name} and ${two.name} differ\n`);
      return 1;
    }
    const bold = (text: ByteString): ByteString => (plan.color ? `\x1b[1m${text}\x1b[0m` : text);
    if (inTree)
      yield* out.put(`${bold(`diff${this.#options} ${quoteIfNeeded(one.name)} ${quoteIfNeeded(two.name)}`)}\n`);
    if (plan.style === 'unified')
      yield* out.put(`${bold(`--- ${this.#header(one, 0)}`)}\n${bold(`+++ ${this.#header(two, 1)}`)}\n`);
    if (plan.style === 'context') yield* out.put(`*** ${this.#header(one, 0)}\n--- ${this.#header(two, 1)}\n`);
    yield* out.put(result.output);
    return 1;
  }

  *#names(dir: ByteString | undefined): Sys<ByteString[] | Errno> {
    if (dir === undefined) return [];
    const entries = yield* sys.readdir(dir);
    if (isErr(entries)) return entries;
    return entries
      .map(({ name }) => name)
      .filter((name) => name !== '.' && name !== '..' && !this.#plan.exclude.some((glob) => fnmatch(glob, name)));
  }

  *directories(one: Side, two: Side): Sys<number> {
    const a = yield* this.#names(one.stat && one.name);
    if (isErr(a)) return yield* this.#trouble(`${one.name}: ${a.text}`);
    const b = yield* this.#names(two.stat && two.name);
    if (isErr(b)) return yield* this.#trouble(`${two.name}: ${b.text}`);
    let status = 0;
    for (const name of [...new Set([...a, ...b])].sort((x, y) => (x < y ? -1 : x > y ? 1 : 0))) {
      const [inA, inB] = [a.includes(name), b.includes(name)];
      const pathA = join(one.name, name);
      const pathB = join(two.name, name);
      if ((!inA || !inB) && !this.#plan.newFile) {
        yield* this.#tool.out.put(`Only in ${(inA ? one.name : two.name).replace(/(.)\/+$/, '$1')}: ${name}\n`);
        status = Math.max(status, 1);
        continue;
      }
      status = Math.max(status, yield* this.pair(pathA, inA, pathB, inB));
    }
    return status;
  }

  *pair(pathA: ByteString, inA: boolean, pathB: ByteString, inB: boolean): Sys<number> {
    const statA = inA ? yield* inspect(pathA) : undefined;
    const statB = inB ? yield* inspect(pathB) : undefined;
    if (isErr(statA)) return yield* this.#trouble(`${pathA}: ${statA.text}`);
    if (isErr(statB)) return yield* this.#trouble(`${pathB}: ${statB.text}`);
    const a: Side = { name: pathA, stat: statA };
    const b: Side = { name: pathB, stat: statB };
    if ((isDir(a) || !a.stat) && (isDir(b) || !b.stat)) {
      if (this.#plan.recursive) return yield* this.directories(a, b);
      if (a.stat && b.stat) yield* this.#tool.out.put(`Common subdirectories: ${pathA} and ${pathB}\n`);
      return 0;
    }
    if (isDir(a) !== isDir(b)) {
      yield* this.#tool.out.put(`File ${pathA} is a ${kindOf(a)} while file ${pathB} is a ${kindOf(b)}\n`);
      return 1;
    }
    return yield* this.files(a, b, true);
  }
}

function* main(tool: Tool): Sys<number> {
  const read = yield* readOptions(tool);
  if (typeof read === 'number') return read;
  const { plan, operands } = read;
  const [one, two, extra] = operands;
  if (two === undefined || one === undefined) return yield* usage(tool, `missing operand after '${one ?? tool.name}'`);
  if (extra !== undefined) return yield* usage(tool, `extra operand '${extra}'`);
  const typed = tool.args
    .filter((word, i) => !(operands.includes(word) && !takesValue(tool.args[i - 1])))
    .map((word) => ` ${quoteIfNeeded(word)}`)
    .join('');
  const differ = new Differ(tool, plan, typed);
  return yield* start(tool, differ, plan, one, two);
}

/** Options whose value stands in the next word. */
const takesValue = (word: ByteString | undefined): boolean =>
  word !== undefined && /^-[a-zA-Z]*[CDFILSUWxX]$/.test(word);

function* start(tool: Tool, differ: Differ, plan: Plan, one: ByteString, two: ByteString): Sys<number> {
  const stats: (Stat | undefined)[] = [];
  let failed = 0;
  for (const name of [one, two]) {
    const stat = yield* inspect(name);
    if (!isErr(stat)) stats.push(stat);
    else {
      stats.push(undefined);
      if (!(plan.newFile && stat.name === 'ENOENT')) {
        yield* tool.warn(`${name}: ${stat.text}`);
        failed = 2;
      }
    }
  }
  if (failed > 0) return failed;
  const a: Side = { name: one, stat: stats[0] };
  const b: Side = { name: two, stat: stats[1] };
  if (isDir(a) && isDir(b)) return yield* differ.directories(a, b);
  if (isDir(a) || isDir(b)) {
    // a file against the one of the same name in a directory
    const path = isDir(a) ? join(one, baseName(two)) : join(two, baseName(one));
    const stat = yield* inspect(path);
    if (isErr(stat)) return yield* tool.fail(2, `${path}: ${stat.text}`);
    return isDir(a)
      ? yield* differ.files({ name: path, stat }, b, false)
      : yield* differ.files(a, { name: path, stat }, false);
  }
  return yield* differ.files(a, b, false);
}

export const diff = command(
  {
    name: 'diff',
    pkg: 'diffutils',
    synopsis: '[OPTION]... FILES',
    summary: 'Shows how two files or trees differ.',
    options: [
      '-a',
      '-b',
      '-B',
      '-c',
      '-C',
      '-e',
      '-E',
      '-i',
      '-I',
      '-n',
      '-N',
      '-q',
      '-r',
      '-s',
      '-t',
      '-u',
      '-U',
      '-w',
      '-W',
      '-x',
      '-y',
      '-Z',
      '--color',
      '--label',
      '--left-column',
      '--suppress-common-lines',
    ],
    text: 'Exit status: 0 when equal, 1 when different, 2 after trouble.',
  },
  main,
  2,
);
