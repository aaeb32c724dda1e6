// grep(1): prints lines that match patterns.
import {
  isErr,
  O_RDONLY,
  S_IFDIR,
  S_IFLNK,
  S_IFMT,
  S_IFREG,
  sys,
  type ByteString,
  type Errno,
  type Stat,
  type Sys,
} from '../../kernel/abi/index.ts';
import { fnmatch } from '../../posix/index.ts';
import { baseName, join } from '../lib/paths.ts';
import { Reader } from '../lib/stdio.ts';
import { command, type Tool } from '../lib/tool.ts';
import { makeMatcher, type Matcher } from './matcher.ts';
import { readOptions } from './options.ts';
import type { Plan } from './plan.ts';
import { Scanner, type Progress } from './scan.ts';

class Run {
  matched = false;
  failed = false;
  readonly #tool: Tool;
  readonly #plan: Plan;
  readonly #matcher: Matcher;
  readonly #progress: Progress = { groups: false };
  readonly #showNames: boolean;
  readonly #output: Stat | Errno;

  constructor(tool: Tool, plan: Plan, matcher: Matcher, showNames: boolean, output: Stat | Errno) {
    this.#tool = tool;
    this.#plan = plan;
    this.#matcher = matcher;
    this.#showNames = showNames;
    this.#output = output;
  }

  /** Whether -q has its answer. */
  get done(): boolean {
    return this.#plan.quiet && this.matched;
  }

  *#complain(text: ByteString): Sys<void> {
    this.failed = true;
    if (!this.#plan.silent) {
      yield* this.#tool.out.flush();
      yield* this.#tool.warn(text);
    }
  }

  #skipped(name: ByteString, top: boolean): boolean {
    const options = { period: false };
    const base = top ? name : baseName(name);
    const { include, exclude } = this.#plan;
    if (exclude.some((glob) => fnmatch(glob, base, options) || fnmatch(glob, baseName(name), options))) return true;
    return include.length > 0 && !include.some((glob) => fnmatch(glob, baseName(name), options));
  }

  *path(name: ByteString, top: boolean): Sys<void> {
    if (this.done) return;
    if (name === '-' && top) {
      yield* this.#descriptor(0, this.#plan.label);
      return;
    }
    const stat = top || this.#plan.followLinks ? yield* sys.stat(name) : yield* sys.lstat(name);
    if (isErr(stat)) {
      yield* this.#complain(`${name}: ${stat.text}`);
      return;
    }
    const type = stat.mode & S_IFMT;
    if (!top && type === S_IFLNK) return;
    if (type === S_IFDIR) {
      yield* this.#directory(name, top);
      return;
    }
    if (this.#skipped(name, top) || (!top && type !== S_IFREG)) return;
    const fd = yield* sys.open(name, O_RDONLY);
    if (isErr(fd)) {
      yield* this.#complain(`${name}: ${fd.text}`);
      return;
    }
    yield* this.#descriptor(fd, name);
    yield* sys.close(fd);
  }

  *#directory(name: ByteString, top: boolean): Sys<void> {
    const { directories, excludeDir } = this.#plan;
    if (directories === 'skip') return;
    if (directories === 'read') {
      yield* this.#complain(`${name}: Is a directory`);
      if (this.#plan.count && !this.#plan.quiet && this.#plan.list === 'no')
        yield* this.#tool.out.put(`${this.#showNames ? `${name}:` : ''}0\n`);
      return;
    }
    if (excludeDir.some((glob) => fnmatch(glob, baseName(name), {}) && !(top && name === '.'))) return;
    const entries = yield* sys.readdir(name);
    if (isErr(entries)) {
      yield* this.#complain(`${name}: ${entries.text}`);
      return;
    }
    for (const entry of entries) {
      if (entry.name === '.' || entry.name === '..') continue;
      yield* this.path(join(name, entry.name), false);
      if (this.done) return;
    }
  }

  *#isOutput(fd: number): Sys<boolean> {
    const { quiet, list, max } = this.#plan;
    if (quiet || list !== 'no' || max <= 1 || isErr(this.#output) || (this.#output.mode & S_IFMT) !== S_IFREG)
      return false;
    const stat = yield* sys.fstat(fd);
    return !isErr(stat) && stat.ino === this.#output.ino && stat.dev === this.#output.dev;
  }

  *#descriptor(fd: number, name: ByteString): Sys<void> {
    const tool = this.#tool;
    const plan = this.#plan;
    if (yield* this.#isOutput(fd)) {
      yield* this.#complain(`${name}: input file is also the output`);
      return;
    }
    const reader = new Reader(fd);
    const scanner = new Scanner(plan, this.#matcher, tool.out, {
      utf8: tool.utf8,
      showNames: this.#showNames,
      progress: this.#progress,
    });
    const result = yield* scanner.run(name, reader);
    if (reader.error) yield* this.#complain(`${name}: ${reader.error.text}`);
    if (result.selected > 0) this.matched = true;
    if (plan.quiet) return;
    const paint = (code: string, text: ByteString): ByteString =>
      plan.color ? `\x1b[${code}m\x1b[K${text}\x1b[m\x1b[K` : text;
    if (plan.count && plan.list === 'no') {
      const prefix = this.#showNames ? paint('35', name) + (plan.nullNames ? '\0' : paint('36', ':')) : '';
      yield* tool.out.put(`${prefix}${result.selected}\n`);
    }
    if (
      (plan.list === 'with' && result.selected > 0) ||
      (plan.list === 'without' && result.selected === 0 && !reader.error)
    ) {
      yield* tool.out.put(paint('35', name) + (plan.nullNames ? '\0' : '\n'));
    }
    if (result.binary) {
      yield* tool.out.flush();
      yield* tool.warn(`${name}: binary file matches`);
    }
  }
}

function* main(tool: Tool): Sys<number> {
  const request = yield* readOptions(tool);
  if (typeof request === 'number') return request;
  const { plan, files } = request;
  const patterns = request.patterns.filter((pattern, i) => request.patterns.indexOf(pattern) === i);
  const made = makeMatcher(patterns, { kind: plan.kind, icase: plan.icase, whole: plan.whole, utf8: tool.utf8 });
  if (!made.ok) return yield* tool.fail(2, made.error);
  for (const warning of made.warnings) yield* tool.warn(warning);
  if (plan.lineBuffered) tool.out.buffering('line');
  const recursive = plan.directories === 'recurse';
  const showNames = plan.names === 'always' || (plan.names === 'auto' && (files.length > 1 || recursive));
  const run = new Run(
    tool,
    plan,
    made.matcher,
    showNames && !(recursive && plan.names === 'auto' && files.length === 1 && !(yield* isDirectory(files[0] ?? ''))),
    yield* sys.fstat(1),
  );
  if (plan.max === 0) return 1;
  if (files.length === 0 && recursive) {
    const entries = yield* sys.readdir('.');
    if (isErr(entries)) return yield* tool.fail(2, `.: ${entries.text}`);
    for (const entry of entries) if (entry.name !== '.' && entry.name !== '..') yield* run.path(entry.name, false);
  } else for (const file of files.length > 0 ? files : ['-']) yield* run.path(file, true);
  if (run.failed && !run.done) return 2;
  return run.matched ? 0 : 1;
}

function* isDirectory(name: ByteString): Sys<boolean> {
  const stat = yield* sys.stat(name);
  return !isErr(stat) && (stat.mode & S_IFMT) === S_IFDIR;
}

const about = {
  name: 'grep',
  pkg: 'grep',
  synopsis: '[OPTION]... PATTERNS [FILE]...',
  summary: 'Prints the lines that match a pattern.',
  options: [
    '-A',
    '-B',
    '-C',
    '-E',
    '-F',
    '-G',
    '-H',
    '-I',
    '-L',
    '-P',
    '-R',
    '-Z',
    '-a',
    '-b',
    '-c',
    '-e',
    '-f',
    '-h',
    '-i',
    '-l',
    '-m',
    '-n',
    '-o',
    '-q',
    '-r',
    '-s',
    '-v',
    '-w',
    '-x',
    '-z',
    '--color',
    '--include',
    '--exclude',
    '--exclude-dir',
  ],
  note: 'Expressions of -P are nearly those of Perl.',
  text: 'Exit status: 0 when a line was selected, 1 when none was, 2 after an error.',
} as const;

export const grep = command({ ...about, paths: ['/usr/bin/grep'] }, main, 2);
/** Scripts that call grep with an option: messages name grep. */
const variant = (name: string, flag: string): typeof grep => ({
  ...grep,
  name,
  paths: [`/usr/bin/${name}`],
  run: (argv, env) => grep.run(['grep', flag, ...argv.slice(1)], env),
});
export const egrep = variant('egrep', '-E');
export const fgrep = variant('fgrep', '-F');
