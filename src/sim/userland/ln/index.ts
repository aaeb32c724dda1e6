// ln(1): makes links.
import { isErr, S_IFDIR, S_IFLNK, S_IFMT, sys, type ByteString, type Sys } from '../../kernel/abi/index.ts';
import { baseName, canonicalize, dirName, join } from '../lib/paths.ts';
import { confirm } from '../lib/prompt.ts';
import { command, type Tool } from '../lib/tool.ts';

interface Plan {
  symbolic: boolean;
  force: boolean;
  interactive: boolean;
  noDereference: boolean;
  verbose: boolean;
  relative: boolean;
  logical: boolean;
  backup: boolean;
  suffix: ByteString;
  target: ByteString | undefined;
  noTarget: boolean;
}

/** The way from the link's directory to the target. */
function* relativeTo(target: ByteString, link: ByteString): Sys<ByteString> {
  const to = yield* canonicalize(target, 'none');
  const from = yield* canonicalize(dirName(link), 'none');
  if (isErr(to) || isErr(from)) return target;
  const a = from.split('/').filter((part) => part !== '');
  const b = to.split('/').filter((part) => part !== '');
  let common = 0;
  while (common < a.length && common < b.length && a[common] === b[common]) common += 1;
  const text = [...a.slice(common).map(() => '..'), ...b.slice(common)].join('/');
  return text === '' ? '.' : text;
}

/** The file itself, when the name is a link (-L). */
function* followed(path: ByteString): Sys<ByteString> {
  const real = yield* canonicalize(path, 'all');
  return isErr(real) ? path : real;
}

function* linkOne(tool: Tool, plan: Plan, target: ByteString, link: ByteString): Sys<boolean> {
  if (!plan.symbolic) {
    const stat = plan.logical ? yield* sys.stat(target) : yield* sys.lstat(target);
    if (isErr(stat)) {
      yield* tool.warn(`failed to access ${tool.qa(target)}: ${stat.text}`);
      return false;
    }
    if ((stat.mode & S_IFMT) === S_IFDIR) {
      yield* tool.warn(`${tool.qf(target)}: hard link not allowed for directory`);
      return false;
    }
  }
  const existing = yield* sys.lstat(link);
  if (!isErr(existing)) {
    if (plan.force || plan.interactive || plan.backup) {
      if ((existing.mode & S_IFMT) === S_IFDIR) {
        yield* tool.warn(`${tool.qf(link)}: cannot overwrite directory`);
        return false;
      }
      const source = yield* sys.stat(target);
      const here = (existing.mode & S_IFMT) === S_IFLNK && plan.symbolic ? existing : yield* sys.stat(link);
      if (
        (!plan.symbolic || target === link) &&
        !isErr(source) &&
        !isErr(here) &&
        source.ino === here.ino &&
        source.dev === here.dev &&
        !plan.backup
      ) {
        yield* tool.warn(`${tool.qa(target)} and ${tool.qa(link)} are the same file`);
        return false;
      }
      if (plan.interactive && !(yield* confirm(tool, `replace ${tool.qa(link)}? `))) return true;
      if (plan.backup) yield* sys.rename(link, link + plan.suffix);
      else yield* sys.unlink(link);
    }
  }
  const text = plan.symbolic && plan.relative ? yield* relativeTo(target, link) : target;
  const failed = plan.symbolic
    ? yield* sys.symlink(text, link)
    : yield* sys.link(plan.logical ? yield* followed(target) : target, link);
  if (isErr(failed)) {
    const what = plan.symbolic
      ? failed.name === 'ENAMETOOLONG' || text === ''
        ? `failed to create symbolic link ${tool.qa(link)} -> ${tool.qa(text)}`
        : `failed to create symbolic link ${tool.qa(link)}`
      : !['EEXIST', 'ENOSPC', 'EROFS'].includes(failed.name)
        ? `failed to create hard link ${tool.qa(link)} => ${tool.qa(target)}`
        : `failed to create hard link ${tool.qa(link)}`;
    yield* tool.warn(`${what}: ${failed.text}`);
    return false;
  }
  if (plan.verbose) yield* tool.out.put(`${tool.qa(link)} ${plan.symbolic ? '->' : '=>'} ${tool.qa(text)}\n`);
  return true;
}

function* main(tool: Tool): Sys<number> {
  const plan: Plan = {
    symbolic: false,
    force: false,
    interactive: false,
    noDereference: false,
    verbose: false,
    relative: false,
    logical: false,
    backup: false,
    suffix: '~',
    target: undefined,
    noTarget: false,
  };
  const { options, operands } = tool.options({
    short: 'bdfinrst:vFLPS:T',
    long: {
      'backup=?': 'b',
      directory: 'd',
      'no-dereference': 'n',
      'no-target-directory': 'T',
      force: 'f',
      interactive: 'i',
      'suffix=': 'S',
      'target-directory=': 't',
      logical: 'L',
      physical: 'P',
      relative: 'r',
      symbolic: 's',
      verbose: 'v',
    },
  });
  for (const option of options) {
    switch (option.key) {
      case 's':
        plan.symbolic = true;
        break;
      case 'f':
        plan.force = true;
        plan.interactive = false;
        break;
      case 'i':
        plan.interactive = true;
        plan.force = false;
        break;
      case 'n':
        plan.noDereference = true;
        break;
      case 'v':
        plan.verbose = true;
        break;
      case 'r':
        plan.relative = true;
        break;
      case 'L':
        plan.logical = true;
        break;
      case 'P':
        plan.logical = false;
        break;
      case 'b':
        plan.backup = true;
        break;
      case 'S':
        plan.suffix = option.arg ?? '~';
        plan.backup = true;
        break;
      case 't':
        plan.target = option.arg;
        break;
      case 'T':
        plan.noTarget = true;
        break;
      case 'd':
      case 'F':
        break;
      default:
        return yield* tool.other(option);
    }
  }
  if (plan.relative && !plan.symbolic) return yield* tool.fail(1, 'cannot do --relative without --symbolic');
  if (operands.length === 0) return yield* tool.usage(1, 'missing file operand');
  let sources = operands;
  let directory = plan.target;
  if (plan.noTarget) {
    if (operands.length === 1)
      return yield* tool.usage(1, `missing destination file operand after ${tool.qa(operands[0] ?? '')}`);
    if (operands.length > 2) return yield* tool.usage(1, `extra operand ${tool.qa(operands[2] ?? '')}`);
  } else if (directory === undefined) {
    const last = operands.at(-1) ?? '';
    if (operands.length === 1) directory = '.';
    else {
      const own = yield* sys.lstat(last);
      const isLink = !isErr(own) && (own.mode & S_IFMT) === S_IFLNK;
      const stat = plan.noDereference && isLink ? own : yield* sys.stat(last);
      if (!isErr(stat) && (stat.mode & S_IFMT) === S_IFDIR) {
        directory = last;
        sources = operands.slice(0, -1);
      } else if (operands.length > 2 || last.endsWith('/')) {
        return yield* tool.fail(1, `target ${tool.qa(last)}: ${isErr(stat) ? stat.text : 'Not a directory'}`);
      }
    }
  } else {
    const stat = yield* sys.stat(directory);
    if (isErr(stat) || (stat.mode & S_IFMT) !== S_IFDIR)
      return yield* tool.fail(
        1,
        `target directory ${tool.qa(directory)}: ${isErr(stat) ? stat.text : 'Not a directory'}`,
      );
  }
  if (directory === undefined) return (yield* linkOne(tool, plan, operands[0] ?? '', operands[1] ?? '')) ? 0 : 1;
  let status = 0;
  for (const source of sources) {
    const link =
      directory === '.' && operands.length === 1 ? `./${baseName(source)}` : join(directory, baseName(source));
    if (!(yield* linkOne(tool, plan, source, link))) status = 1;
  }
  return status;
}

export const ln = command(
  {
    name: 'ln',
    pkg: 'coreutils',
    synopsis: '[OPTION]... TARGET... [LINK_NAME|DIRECTORY]',
    summary: 'Makes hard or (with -s) symbolic links.',
    options: ['-b', '-f', '-i', '-L', '-n', '-P', '-r', '-s', '-S', '-t', '-T', '-v'],
  },
  main,
);
