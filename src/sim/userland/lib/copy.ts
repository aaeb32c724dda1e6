// Copying files and trees: the engine of cp(1), of mv(1) between file systems and of install(1).
import {
  isErr,
  O_CREAT,
  O_EXCL,
  O_RDONLY,
  O_TRUNC,
  O_WRONLY,
  S_IFDIR,
  S_IFIFO,
  S_IFLNK,
  S_IFMT,
  S_IFREG,
  sys,
  type ByteString,
  type Stat,
  type Sys,
} from '../../kernel/abi/index.ts';
import { readRetry } from './stdio.ts';
import { baseName, join } from './paths.ts';
import { confirm } from './prompt.ts';
import type { Tool } from './tool.ts';

export interface CopyPlan {
  recursive: boolean;
  /** Follow links: always, never, only those named on the command line. */
  follow: 'always' | 'never' | 'command-line';
  overwrite: 'always' | 'ask' | 'never';
  update: boolean;
  force: boolean;
  removeFirst: boolean;
  verbose: boolean;
  preserveMode: boolean;
  preserveOwner: boolean;
  preserveTimes: boolean;
  link: 'none' | 'hard' | 'symbolic';
  backup: boolean;
  suffix: ByteString;
  umask: number;
}

export const copyDefaults = (): CopyPlan => ({
  recursive: false,
  follow: 'command-line',
  overwrite: 'always',
  update: false,
  force: false,
  removeFirst: false,
  verbose: false,
  preserveMode: false,
  preserveOwner: false,
  preserveTimes: false,
  link: 'none',
  backup: false,
  suffix: '~',
  umask: 0o022,
});

const type = (stat: Stat): number => stat.mode & S_IFMT;
const same = (a: Stat, b: Stat): boolean => a.ino === b.ino && a.dev === b.dev;

export class Copier {
  readonly #tool: Tool;
  readonly #plan: CopyPlan;
  /** Destinations made by this run: a second source of that name must not overwrite it. */
  readonly #made = new Set<ByteString>();
  readonly #sources = new Set<ByteString>();
  /** The directory that this tree's copy began with. */
  #created: Stat | undefined;
  #rootSource: ByteString = '';
  #rootTarget: ByteString = '';

  constructor(tool: Tool, plan: CopyPlan) {
    this.#tool = tool;
    this.#plan = plan;
  }

  *#complain(text: ByteString): Sys<false> {
    yield* this.#tool.out.flush();
    yield* this.#tool.warn(text);
    return false;
  }

  *copy(source: ByteString, target: ByteString, top = true): Sys<boolean> {
    const qa = (text: ByteString): ByteString => this.#tool.qa(text);
    const plan = this.#plan;
    const follow = plan.follow === 'always' || (top && plan.follow === 'command-line');
    const stat = follow ? yield* sys.stat(source) : yield* sys.lstat(source);
    if (isErr(stat)) return yield* this.#complain(`cannot stat ${qa(source)}: ${stat.text}`);
    if (type(stat) === S_IFDIR && !plan.recursive)
      return yield* this.#complain(`-r not specified; omitting directory ${qa(source)}`);
    if (top) {
      this.#created = undefined;
      this.#rootTarget = target;
      if (this.#sources.has(source) && type(stat) !== S_IFDIR) {
        yield* this.#tool.warn(`warning: source file ${qa(source)} specified more than once`);
        return true;
      }
      this.#sources.add(source);
      this.#rootSource = source;
    } else if (this.#created && type(stat) === S_IFDIR && same(stat, this.#created)) {
      // into itself: the copy would never end
      return yield* this.#complain(
        `cannot copy a directory, ${qa(this.#rootSource)}, into itself, ${qa(this.#rootTarget)}`,
      );
    }
    // what a link points to is written, except where a link itself is copied
    const own = yield* sys.lstat(target);
    if (isErr(own) && own.name !== 'ENOENT' && own.name !== 'ELOOP')
      return yield* this.#complain(`cannot stat ${qa(target)}: ${own.text}`);
    const there = isErr(own)
      ? own
      : type(own) === S_IFLNK && !(type(stat) === S_IFLNK) && !plan.removeFirst
        ? yield* sys.stat(target)
        : own;
    if (!isErr(own) && isErr(there)) {
      if (!plan.force && !plan.backup && type(stat) !== S_IFDIR)
        return yield* this.#complain(`not writing through dangling symlink ${qa(target)}`);
    } else if (!isErr(there)) {
      const go = yield* this.#existing(source, stat, target, there, !isErr(own) && type(own) === S_IFLNK ? own : there);
      if (go !== 'copy') return go === 'skip';
    } else if (target.endsWith('/') && type(stat) !== S_IFDIR) {
      return yield* this.#complain(`cannot create regular file ${qa(target)}: Not a directory`);
    }
    const fresh = isErr(yield* sys.lstat(target));
    switch (type(stat)) {
      case S_IFDIR:
        return yield* this.#directory(source, stat, target, isErr(there));
      case S_IFLNK: {
        const text = yield* sys.readlink(source);
        if (isErr(text)) return yield* this.#complain(`cannot read symbolic link ${qa(source)}: ${text.text}`);
        if (!isErr(own)) yield* sys.unlink(target);
        const failed = yield* sys.symlink(text, target);
        if (isErr(failed)) return yield* this.#complain(`cannot create symbolic link ${qa(target)}: ${failed.text}`);
        yield* this.#say(source, target);
        if (plan.preserveOwner) yield* sys.chown(target, stat.uid, stat.gid, false);
        if (plan.preserveTimes) yield* sys.utimens(target, stat.atime, stat.mtime, false);
        return true;
      }
      case S_IFIFO:
        if (plan.recursive) {
          const failed = yield* sys.mkfifo(target, stat.mode & 0o7777);
          if (isErr(failed)) return yield* this.#complain(`cannot create fifo ${qa(target)}: ${failed.text}`);
          yield* this.#say(source, target);
          return true;
        }
        return yield* this.#file(source, stat, target, fresh);
      default:
        return yield* this.#file(source, stat, target, fresh);
    }
  }

  /** What to do where something is already: go on, leave it, or give up. */
  *#existing(
    source: ByteString,
    stat: Stat,
    target: ByteString,
    there: Stat,
    own: Stat,
  ): Sys<'copy' | 'skip' | 'fail'> {
    const qa = (text: ByteString): ByteString => this.#tool.qa(text);
    const plan = this.#plan;
    if (
      same(stat, there) &&
      !(plan.link !== 'none') &&
      type(stat) !== S_IFDIR &&
      !(plan.backup && type(stat) === S_IFREG && source !== target)
    ) {
      if (!(plan.removeFirst && type(own) === S_IFLNK)) {
        yield* this.#complain(`${qa(source)} and ${qa(target)} are the same file`);
        return 'fail';
      }
    }
    if (type(there) === S_IFDIR && type(stat) !== S_IFDIR) {
      yield* this.#complain(`cannot overwrite directory ${qa(target)} with non-directory`);
      return 'fail';
    }
    if (type(stat) === S_IFDIR && type(there) !== S_IFDIR) {
      yield* this.#complain(`cannot overwrite non-directory ${qa(target)} with directory ${qa(source)}`);
      return 'fail';
    }
    if (type(stat) === S_IFDIR) return 'copy';
    if (plan.overwrite === 'never') return 'skip';
    if (plan.update && there.mtime >= stat.mtime) return 'skip';
    if (plan.overwrite === 'ask' && !(yield* confirm(this.#tool, `overwrite ${qa(target)}? `))) return 'skip';
    if (this.#made.has(target)) {
      yield* this.#complain(`will not overwrite just-created ${qa(target)} with ${qa(source)}`);
      return 'fail';
    }
    if (plan.backup) yield* sys.rename(target, target + plan.suffix);
    else if (plan.removeFirst) yield* sys.unlink(target);
    return 'copy';
  }

  *#say(source: ByteString, target: ByteString): Sys<void> {
    this.#made.add(target);
    if (this.#plan.verbose) yield* this.#tool.out.put(`${this.#tool.qa(source)} -> ${this.#tool.qa(target)}\n`);
  }

  *#directory(source: ByteString, stat: Stat, target: ByteString, fresh: boolean): Sys<boolean> {
    const qa = (text: ByteString): ByteString => this.#tool.qa(text);
    if (fresh) {
      const failed = yield* sys.mkdir(target, 0o700);
      if (isErr(failed)) return yield* this.#complain(`cannot create directory ${qa(target)}: ${failed.text}`);
      yield* this.#say(source, target);
      if (this.#created === undefined) {
        const made = yield* sys.lstat(target);
        if (!isErr(made)) this.#created = made;
      }
    }
    const entries = yield* sys.readdir(source);
    let ok = true;
    if (isErr(entries)) ok = yield* this.#complain(`cannot access ${qa(source)}: ${entries.text}`);
    else {
      for (const { name } of entries) {
        if (name === '.' || name === '..') continue;
        if (!(yield* this.copy(join(source, name), join(target, name), false))) ok = false;
      }
    }
    if (fresh)
      yield* sys.chmod(target, this.#plan.preserveMode ? stat.mode & 0o7777 : stat.mode & 0o7777 & ~this.#plan.umask);
    yield* this.#attributes(stat, target, true);
    return ok;
  }

  *#attributes(stat: Stat, target: ByteString, directory: boolean): Sys<void> {
    const plan = this.#plan;
    if (plan.preserveOwner) yield* sys.chown(target, stat.uid, stat.gid, true);
    if (plan.preserveMode) yield* sys.chmod(target, stat.mode & 0o7777);
    if (plan.preserveTimes && (directory || plan.preserveTimes))
      yield* sys.utimens(target, stat.atime, stat.mtime, true);
  }

  *#file(source: ByteString, stat: Stat, target: ByteString, fresh: boolean): Sys<boolean> {
    const qa = (text: ByteString): ByteString => this.#tool.qa(text);
    const plan = this.#plan;
    if (plan.link !== 'none') {
      if (!fresh && (plan.force || plan.removeFirst)) yield* sys.unlink(target);
      const failed = plan.link === 'hard' ? yield* sys.link(source, target) : yield* sys.symlink(source, target);
      if (isErr(failed))
        return yield* this.#complain(
          plan.link === 'hard'
            ? `cannot create hard link ${qa(target)} to ${qa(source)}: ${failed.text}`
            : `cannot create symbolic link ${qa(target)} to ${qa(source)}: ${failed.text}`,
        );
      yield* this.#say(source, target);
      return true;
    }
    const input = yield* sys.open(source, O_RDONLY);
    if (isErr(input)) return yield* this.#complain(`cannot open ${qa(source)} for reading: ${input.text}`);
    let output = fresh
      ? yield* sys.open(
          target,
          O_WRONLY | O_CREAT | O_EXCL,
          stat.mode & 0o777 & ~0o077 & 0o700 ? stat.mode & 0o777 : 0o600,
        )
      : yield* sys.open(target, O_WRONLY | O_TRUNC);
    if (isErr(output) && fresh && output.name === 'EEXIST')
      output = yield* sys.open(target, O_WRONLY | O_CREAT | O_TRUNC, stat.mode & 0o777);
    if (isErr(output) && !fresh && plan.force) {
      yield* sys.unlink(target);
      output = yield* sys.open(target, O_WRONLY | O_CREAT | O_EXCL, stat.mode & 0o777);
    }
    if (isErr(output)) {
      yield* sys.close(input);
      return yield* this.#complain(`cannot create regular file ${qa(target)}: ${output.text}`);
    }
    let ok = true;
    for (;;) {
      const data = yield* readRetry(input, 131072);
      if (isErr(data)) {
        ok = yield* this.#complain(`error reading ${qa(source)}: ${data.text}`);
        break;
      }
      if (data === '') break;
      const done = yield* sys.writeAll(output, data);
      if (isErr(done)) {
        ok = yield* this.#complain(`error writing ${qa(target)}: ${done.text}`);
        break;
      }
    }
    yield* sys.close(input);
    yield* sys.close(output);
    yield* this.#attributes(stat, target, false);
    if (ok) yield* this.#say(source, target);
    return ok;
  }
}

/** Where each source goes: into a directory, or onto one name. The reason when that is impossible. */
export type Destination =
  | { readonly kind: 'pairs'; readonly pairs: readonly (readonly [ByteString, ByteString])[] }
  | { readonly kind: 'usage'; readonly text: ByteString }
  | { readonly kind: 'error'; readonly text: ByteString };

export function* destination(
  tool: Tool,
  operands: readonly ByteString[],
  directory: ByteString | undefined,
  noTarget: boolean,
  strip: boolean,
): Sys<Destination> {
  if (operands.length === 0) return { kind: 'usage', text: 'missing file operand' };
  const name = (source: ByteString): ByteString => (strip ? source.replace(/(.)\/+$/, '$1') : source);
  const into = (dir: ByteString, sources: readonly ByteString[]): Destination => ({
    kind: 'pairs',
    pairs: sources.map(
      (source) => [name(source), join(dir, baseName(source) === '..' ? '' : baseName(source))] as const,
    ),
  });
  if (directory !== undefined) {
    const stat = yield* sys.stat(directory);
    if (isErr(stat)) return { kind: 'error', text: `target directory ${tool.qa(directory)}: ${stat.text}` };
    if (type(stat) !== S_IFDIR)
      return { kind: 'error', text: `target directory ${tool.qa(directory)}: Not a directory` };
    return into(directory, operands);
  }
  const last = operands.at(-1) ?? '';
  if (operands.length === 1) return { kind: 'usage', text: `missing destination file operand after ${tool.qa(last)}` };
  if (noTarget) {
    if (operands.length > 2) return { kind: 'usage', text: `extra operand ${tool.qa(operands[2] ?? '')}` };
    return { kind: 'pairs', pairs: [[name(operands[0] ?? ''), last]] };
  }
  const stat = yield* sys.stat(last);
  if (!isErr(stat) && type(stat) === S_IFDIR) return into(last, operands.slice(0, -1));
  if (operands.length > 2)
    return { kind: 'error', text: `target ${tool.qa(last)}: ${isErr(stat) ? stat.text : 'Not a directory'}` };
  return { kind: 'pairs', pairs: [[name(operands[0] ?? ''), last]] };
}
