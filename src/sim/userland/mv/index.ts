// mv(1): renames and moves.
import { isErr, S_IFDIR, S_IFMT, sys, W_OK, type ByteString, type Stat, type Sys } from '../../kernel/abi/index.ts';
import { Copier, copyDefaults, destination } from '../lib/copy.ts';
import { permissions } from '../lib/mode.ts';
import { canonicalize } from '../lib/paths.ts';
import { confirm } from '../lib/prompt.ts';
import { command, type Tool } from '../lib/tool.ts';

interface Plan {
  overwrite: 'default' | 'force' | 'ask' | 'never';
  update: boolean;
  verbose: boolean;
  backup: boolean;
  suffix: ByteString;
}

const isDir = (stat: Stat): boolean => (stat.mode & S_IFMT) === S_IFDIR;

/** Moving between file systems: copy, then remove. */
function* copyAway(tool: Tool, source: ByteString, target: ByteString): Sys<boolean> {
  const plan = {
    ...copyDefaults(),
    recursive: true,
    follow: 'never' as const,
    preserveMode: true,
    preserveOwner: true,
    preserveTimes: true,
    removeFirst: true,
  };
  if (!(yield* new Copier(tool, plan).copy(source, target))) return false;
  const remove = function* (path: ByteString): Sys<void> {
    const stat = yield* sys.lstat(path);
    if (!isErr(stat) && isDir(stat)) {
      const entries = yield* sys.readdir(path);
      if (!isErr(entries))
        for (const { name } of entries) if (name !== '.' && name !== '..') yield* remove(`${path}/${name}`);
      yield* sys.rmdir(path);
    } else yield* sys.unlink(path);
  };
  yield* remove(source);
  return true;
}

function* move(tool: Tool, plan: Plan, source: ByteString, target: ByteString): Sys<boolean> {
  const stat = yield* sys.lstat(source);
  const say = function* (text: ByteString): Sys<false> {
    yield* tool.out.flush();
    yield* tool.warn(text);
    return false;
  };
  if (isErr(stat)) return yield* say(`cannot stat ${tool.qa(source)}: ${stat.text}`);
  const there = yield* sys.lstat(target);
  if (!isErr(there)) {
    if (
      there.ino === stat.ino &&
      there.dev === stat.dev &&
      (source.replace(/\/+$/, '') === target.replace(/\/+$/, '') || !isDir(stat))
    ) {
      if (isDir(stat))
        return yield* say(`cannot move ${tool.qa(source)} to a subdirectory of itself, ${tool.qa(target)}`);
      return yield* say(`${tool.qa(source)} and ${tool.qa(target)} are the same file`);
    }
    if (isDir(there) && !isDir(stat))
      return yield* say(`cannot overwrite directory ${tool.qa(target)} with non-directory`);
    if (isDir(stat) && !isDir(there))
      return yield* say(`cannot overwrite non-directory ${tool.qa(target)} with directory ${tool.qa(source)}`);
    if (plan.overwrite === 'never') return true;
    if (plan.update && there.mtime >= stat.mtime) return true;
    const guarded = plan.overwrite === 'default' && (yield* sys.isatty(0)) && isErr(yield* sys.access(target, W_OK));
    if (guarded) {
      const mode = there.mode & 0o7777;
      if (
        !(yield* confirm(
          tool,
          `replace ${tool.qa(target)}, overriding mode ${mode.toString(8).padStart(4, '0')} (${permissions(mode)})? `,
        ))
      )
        return true;
    } else if (plan.overwrite === 'ask' && !(yield* confirm(tool, `overwrite ${tool.qa(target)}? `))) return true;
    if (plan.backup) yield* sys.rename(target, target + plan.suffix);
  }
  if (isDir(stat)) {
    const from = yield* canonicalize(source, 'parent');
    const to = yield* canonicalize(target, 'none');
    if (!isErr(from) && !isErr(to) && to.startsWith(`${from}/`))
      return yield* say(`cannot move ${tool.qa(source)} to a subdirectory of itself, ${tool.qa(target)}`);
  }
  const failed = yield* sys.rename(source, isDir(stat) ? target.replace(/(.)\/+$/, '$1') : target);
  if (isErr(failed)) {
    if (failed.name === 'EXDEV') {
      const moved = yield* copyAway(tool, source, target);
      if (moved && plan.verbose)
        yield* tool.out.put(`copied ${tool.qa(source)} -> ${tool.qa(target)}\nremoved ${tool.qa(source)}\n`);
      return moved;
    }
    return yield* say(`cannot move ${tool.qa(source)} to ${tool.qa(target)}: ${failed.text}`);
  }
  if (plan.verbose) yield* tool.out.put(`renamed ${tool.qa(source)} -> ${tool.qa(target)}\n`);
  return true;
}

function* main(tool: Tool): Sys<number> {
  const plan: Plan = { overwrite: 'default', update: false, verbose: false, backup: false, suffix: '~' };
  let directory: ByteString | undefined;
  let noTarget = false;
  let strip = false;
  const { options, operands } = tool.options({
    short: 'bfint:uvS:TZ',
    long: {
      'backup=?': 'b',
      force: 'f',
      interactive: 'i',
      'no-clobber': 'n',
      'no-copy': 'Z',
      'no-target-directory': 'T',
      'strip-trailing-slashes': 'strip',
      'suffix=': 'S',
      'target-directory=': 't',
      update: 'u',
      verbose: 'v',
    },
  });
  for (const option of options) {
    switch (option.key) {
      case 'b':
        plan.backup = true;
        break;
      case 'f':
        plan.overwrite = 'force';
        break;
      case 'i':
        plan.overwrite = 'ask';
        break;
      case 'n':
        plan.overwrite = 'never';
        break;
      case 't':
        directory = option.arg;
        break;
      case 'u':
        plan.update = true;
        break;
      case 'v':
        plan.verbose = true;
        break;
      case 'S':
        plan.suffix = option.arg ?? '~';
        plan.backup = true;
        break;
      case 'T':
        noTarget = true;
        break;
      case 'strip':
        strip = true;
        break;
      case 'Z':
        break;
      default:
        return yield* tool.other(option);
    }
  }
  const where = yield* destination(tool, operands, directory, noTarget, strip);
  if (where.kind === 'usage') return yield* tool.usage(1, where.text);
  if (where.kind === 'error') return yield* tool.fail(1, where.text);
  const made = new Set<ByteString>();
  let status = 0;
  for (const [source, target] of where.pairs) {
    if (made.has(target)) {
      yield* tool.warn(`will not overwrite just-created ${tool.qa(target)} with ${tool.qa(source)}`);
      status = 1;
      continue;
    }
    if (yield* move(tool, plan, source, target)) made.add(target);
    else status = 1;
  }
  return status;
}

export const mv = command(
  {
    name: 'mv',
    pkg: 'coreutils',
    synopsis: '[OPTION]... SOURCE... DEST',
    summary: 'Renames files or moves them into a directory.',
    options: ['-b', '-f', '-i', '-n', '-S', '-t', '-T', '-u', '-v'],
  },
  main,
);
