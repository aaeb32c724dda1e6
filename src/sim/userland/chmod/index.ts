// chmod(1): changes permissions.
import { isErr, S_IFDIR, S_IFLNK, S_IFMT, sys, type ByteString, type Sys } from '../../kernel/abi/index.ts';
import { getopt } from '../lib/getopt.ts';
import { applyMode, parseMode, permissions, type ModeChange } from '../lib/mode.ts';
import { join } from '../lib/paths.ts';
import { command, type Tool } from '../lib/tool.ts';

interface Plan {
  changes: readonly ModeChange[];
  recursive: boolean;
  verbose: 'no' | 'changes' | 'all';
  silent: boolean;
  umask: number;
}

const show = (mode: number): string => `${(mode & 0o7777).toString(8).padStart(4, '0')} (${permissions(mode)})`;

function* change(tool: Tool, plan: Plan, path: ByteString, top: boolean): Sys<boolean> {
  const own = yield* sys.lstat(path);
  if (!isErr(own) && (own.mode & S_IFMT) === S_IFLNK && !top) return true;
  const stat = yield* sys.stat(path);
  if (isErr(stat)) {
    if (!plan.silent) {
      yield* tool.out.flush();
      yield* tool.warn(
        !isErr(own)
          ? `cannot operate on dangling symlink ${tool.qa(path)}`
          : `cannot access ${tool.qa(path)}: ${stat.text}`,
      );
    }
    return false;
  }
  const isDir = (stat.mode & S_IFMT) === S_IFDIR;
  const old = stat.mode & 0o7777;
  const mode = applyMode(old, plan.changes, isDir, plan.umask);
  const failed = yield* sys.chmod(path, mode);
  if (isErr(failed)) {
    if (!plan.silent) yield* tool.warn(`changing permissions of ${tool.qa(path)}: ${failed.text}`);
    if (plan.verbose !== 'no')
      yield* tool.out.put(`failed to change mode of ${tool.qa(path)} from ${show(old)} to ${show(mode)}\n`);
    return false;
  }
  if (plan.verbose === 'all' && mode === old)
    yield* tool.out.put(`mode of ${tool.qa(path)} retained as ${show(mode)}\n`);
  else if (plan.verbose !== 'no' && mode !== old)
    yield* tool.out.put(`mode of ${tool.qa(path)} changed from ${show(old)} to ${show(mode)}\n`);
  let ok = true;
  // without a who, the umask may keep bits that were asked for: say so
  const unmasked = applyMode(old, plan.changes, isDir, 0);
  if (tool.argv.some((word) => /^-[rwxXst]+$/.test(word)) && unmasked !== mode) {
    yield* tool.warn(`${tool.qf(path)}: new permissions are ${permissions(mode)}, not ${permissions(unmasked)}`);
    ok = false;
  }
  if (!isDir || !plan.recursive) return ok;
  const entries = yield* sys.readdir(path);
  if (isErr(entries)) {
    if (!plan.silent) yield* tool.warn(`cannot read directory ${tool.qa(path)}: ${entries.text}`);
    return false;
  }
  for (const { name } of entries) {
    if (name !== '.' && name !== '..' && !(yield* change(tool, plan, join(path, name), false))) ok = false;
  }
  return ok;
}

function* main(tool: Tool): Sys<number> {
  const plan: Plan = { changes: [], recursive: false, verbose: 'no', silent: false, umask: 0 };
  // -x, -rw and the like are modes, not options
  const modeWord = tool.args.find(
    (word, i) => /^-[rwxXstugoa,+=-]*[rwxXst][rwxXstugoa,+=-]*$/.test(word) && !tool.args.slice(0, i).includes('--'),
  );
  const argv = modeWord === undefined ? tool.argv : tool.argv.filter((word) => word !== modeWord);
  let reference: ByteString | undefined;
  const { options, operands } = getopt(
    argv,
    {
      short: 'Rcfv',
      long: {
        changes: 'c',
        recursive: 'R',
        'no-preserve-root': 'root',
        'preserve-root': 'root',
        quiet: 'f',
        'reference=': 'reference',
        silent: 'f',
        verbose: 'v',
        help: 'help',
        version: 'version',
      },
    },
    tool.env,
  );
  for (const option of options) {
    switch (option.key) {
      case 'R':
        plan.recursive = true;
        break;
      case 'c':
        plan.verbose = 'changes';
        break;
      case 'f':
        plan.silent = true;
        break;
      case 'v':
        plan.verbose = 'all';
        break;
      case 'reference':
        reference = option.arg;
        break;
      case 'root':
        break;
      default:
        return yield* tool.other(option);
    }
  }
  const words = [...operands];
  let text = modeWord;
  if (reference !== undefined) {
    const stat = yield* sys.stat(reference);
    if (isErr(stat)) return yield* tool.fail(1, `failed to get attributes of ${tool.qa(reference)}: ${stat.text}`);
    text = (stat.mode & 0o7777).toString(8);
  } else text ??= words.shift();
  if (text === undefined) return yield* tool.usage(1, 'missing operand');
  if (words.length === 0) return yield* tool.usage(1, `missing operand after ${tool.q(text)}`);
  const changes = parseMode(text);
  if (!changes) return yield* tool.usage(1, `invalid mode: ${tool.q(text)}`);
  plan.changes = changes;
  plan.umask = yield* sys.umask(0);
  yield* sys.umask(plan.umask);
  let status = 0;
  for (const path of words) if (!(yield* change(tool, plan, path, true))) status = 1;
  return status;
}

export const chmod = command(
  {
    name: 'chmod',
    pkg: 'coreutils',
    synopsis: '[OPTION]... MODE[,MODE]... FILE...',
    summary: 'Changes the permissions of files.',
    options: ['-c', '-f', '-R', '-v', '--reference'],
  },
  main,
);
