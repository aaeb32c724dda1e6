// rm(1): removes files and trees.
import {
  isErr,
  S_IFBLK,
  S_IFCHR,
  S_IFDIR,
  S_IFIFO,
  S_IFLNK,
  S_IFMT,
  S_IFSOCK,
  sys,
  W_OK,
  type ByteString,
  type Stat,
  type Sys,
} from '../../kernel/abi/index.ts';
import { baseName } from '../lib/paths.ts';
import { confirm } from '../lib/prompt.ts';
import { command, type Tool } from '../lib/tool.ts';

interface Plan {
  force: boolean;
  interactive: 'never' | 'once' | 'always' | 'default';
  recursive: boolean;
  dirs: boolean;
  verbose: boolean;
  preserveRoot: boolean;
}

/** What rm calls a file in its questions. */
export function describe(stat: Stat): string {
  switch (stat.mode & S_IFMT) {
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
      return stat.size === 0 ? 'regular empty file' : 'regular file';
  }
}

class Remover {
  status = 0;
  readonly #tool: Tool;
  readonly #plan: Plan;
  readonly #stdinIsTty: boolean;

  constructor(tool: Tool, plan: Plan, stdinIsTty: boolean) {
    this.#tool = tool;
    this.#plan = plan;
    this.#stdinIsTty = stdinIsTty;
  }

  *#complain(text: ByteString): Sys<void> {
    yield* this.#tool.out.flush();
    yield* this.#tool.warn(text);
    this.status = 1;
  }

  /** Whether to go on with a file, asking when that is wanted. */
  *#agreed(path: ByteString, stat: Stat, verb: 'remove' | 'descend'): Sys<boolean> {
    const { interactive, force } = this.#plan;
    const name = this.#tool.qa(path);
    const link = (stat.mode & S_IFMT) === S_IFLNK;
    const guarded =
      !link && !force && interactive !== 'always' && this.#stdinIsTty && isErr(yield* sys.access(path, W_OK));
    if (interactive !== 'always' && !guarded) return true;
    if (verb === 'descend')
      return yield* confirm(this.#tool, `descend into ${guarded ? 'write-protected ' : ''}directory ${name}? `);
    const what = guarded ? `write-protected ${describe(stat)}` : describe(stat);
    return yield* confirm(this.#tool, `remove ${what} ${name}? `);
  }

  *#done(path: ByteString, directory: boolean): Sys<void> {
    if (this.#plan.verbose)
      yield* this.#tool.out.put(`removed ${directory ? 'directory ' : ''}${this.#tool.qa(path)}\n`);
  }

  /** True when it is gone. */
  *remove(path: ByteString, top: boolean): Sys<boolean> {
    const plan = this.#plan;
    const stat = yield* sys.lstat(path);
    if (isErr(stat)) {
      if (plan.force && (stat.name === 'ENOENT' || stat.name === 'ENOTDIR')) return true;
      yield* this.#complain(`cannot remove ${this.#tool.qa(path)}: ${stat.text}`);
      return false;
    }
    if ((stat.mode & S_IFMT) === S_IFDIR) return yield* this.#directory(path, stat, top);
    if (!(yield* this.#agreed(path, stat, 'remove'))) return false;
    const failed = yield* sys.unlink(path);
    if (isErr(failed)) {
      yield* this.#complain(`cannot remove ${this.#tool.qa(path)}: ${failed.text}`);
      return false;
    }
    yield* this.#done(path, false);
    return true;
  }

  *#directory(path: ByteString, stat: Stat, top: boolean): Sys<boolean> {
    const plan = this.#plan;
    const name = this.#tool.qa(path);
    if (!plan.recursive && !plan.dirs) {
      yield* this.#complain(`cannot remove ${name}: Is a directory`);
      return false;
    }
    if (top && /^\.{1,2}$/.test(baseName(path))) {
      yield* this.#complain(`refusing to remove '.' or '..' directory: skipping ${name}`);
      return false;
    }
    if (top && plan.preserveRoot) {
      const root = yield* sys.stat('/');
      if (!isErr(root) && root.ino === stat.ino && root.dev === stat.dev) {
        yield* this.#complain(
          path === '/'
            ? "it is dangerous to operate recursively on '/'"
            : `it is dangerous to operate recursively on ${name} (same as '/')`,
        );
        yield* this.#tool.warn('use --no-preserve-root to override this failsafe');
        return false;
      }
    }
    if (plan.recursive) {
      const entries = yield* sys.readdir(path);
      if (isErr(entries)) {
        const bare = yield* sys.rmdir(path);
        if (!isErr(bare)) return true;
        yield* this.#complain(`cannot remove ${name}: ${entries.text}`);
        return false;
      }
      const names = entries.map((entry) => entry.name).filter((entry) => entry !== '.' && entry !== '..');
      if (names.length > 0 && !(yield* this.#agreed(path, stat, 'descend'))) return false;
      let all = true;
      for (const entry of names)
        if (!(yield* this.remove(path.endsWith('/') ? path + entry : `${path}/${entry}`, false))) all = false;
      if (!all) return false;
    }
    if (!(yield* this.#agreed(path, stat, 'remove'))) return false;
    const failed = yield* sys.rmdir(path);
    if (isErr(failed)) {
      yield* this.#complain(`cannot remove ${name}: ${failed.text}`);
      return false;
    }
    yield* this.#done(path, true);
    return true;
  }
}

function* main(tool: Tool): Sys<number> {
  const plan: Plan = {
    force: false,
    interactive: 'default',
    recursive: false,
    dirs: false,
    verbose: false,
    preserveRoot: true,
  };
  const { options, operands } = tool.options({
    short: 'dfirvIR',
    long: {
      force: 'f',
      'interactive=?': 'interactive',
      'one-file-system': 'x',
      'no-preserve-root': 'no-preserve',
      'preserve-root=?': 'preserve',
      recursive: 'r',
      dir: 'd',
      verbose: 'v',
    },
  });
  for (const option of options) {
    switch (option.key) {
      case 'd':
        plan.dirs = true;
        break;
      case 'f':
        plan.force = true;
        plan.interactive = 'never';
        break;
      case 'i':
        plan.interactive = 'always';
        plan.force = false;
        break;
      case 'I':
        plan.interactive = 'once';
        plan.force = false;
        break;
      case 'interactive':
        plan.interactive =
          option.arg === 'never' || option.arg === 'no' || option.arg === 'none'
            ? 'never'
            : option.arg === 'once'
              ? 'once'
              : 'always';
        plan.force = false;
        break;
      case 'r':
      case 'R':
        plan.recursive = true;
        break;
      case 'v':
        plan.verbose = true;
        break;
      case 'no-preserve':
        plan.preserveRoot = false;
        break;
      case 'preserve':
        plan.preserveRoot = true;
        break;
      case 'x':
        break;
      default: {
        if (option.key !== '?') return yield* tool.other(option);
        yield* tool.raw(`${option.arg ?? ''}\n`);
        // a file that looks like an option: say how to name it
        for (const word of tool.args) {
          if (word.startsWith('-') && word.length > 1 && !isErr(yield* sys.lstat(word))) {
            yield* tool.raw(
              `Try '${tool.name} ./${/^[A-Za-z0-9_.-]+$/.test(word) ? word : tool.qa(word)}' to remove the file ${tool.qa(word)}.\n`,
            );
            break;
          }
        }
        return yield* tool.usage(1);
      }
    }
  }
  if (operands.length === 0) return plan.force ? 0 : yield* tool.usage(1, 'missing operand');
  if (plan.interactive === 'once' && (plan.recursive || operands.length > 3)) {
    const count = operands.length;
    const noun = count === 1 ? 'argument' : 'arguments';
    if (!(yield* confirm(tool, `remove ${count} ${noun}${plan.recursive ? ' recursively' : ''}? `))) return 0;
  }
  const remover = new Remover(tool, plan, yield* sys.isatty(0));
  for (const path of operands) yield* remover.remove(path, true);
  return remover.status;
}

export const rm = command(
  {
    name: 'rm',
    pkg: 'coreutils',
    synopsis: '[OPTION]... [FILE]...',
    summary: 'Removes files; with -r also directories and what is in them.',
    options: ['-d', '-f', '-i', '-I', '-r', '-R', '-v', '--no-preserve-root'],
  },
  main,
);
