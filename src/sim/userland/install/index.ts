// install(1): copies files and sets their modes.
import { isErr, S_IFDIR, S_IFMT, sys, type ByteString, type Sys } from '../../kernel/abi/index.ts';
import { groups, users } from '../lib/accounts.ts';
import { Copier, copyDefaults, destination } from '../lib/copy.ts';
import { applyMode, parseMode } from '../lib/mode.ts';
import { dirName } from '../lib/paths.ts';
import { command, type Tool } from '../lib/tool.ts';

interface Plan {
  mode: number;
  owner: number | undefined;
  group: number | undefined;
  verbose: boolean;
}

function* makeParents(tool: Tool, path: ByteString, verbose: boolean): Sys<boolean> {
  const parts = path.split('/');
  for (let i = 1; i <= parts.length; i += 1) {
    const dir = parts.slice(0, i).join('/');
    if (dir === '') continue;
    const stat = yield* sys.stat(dir);
    if (!isErr(stat)) {
      if ((stat.mode & S_IFMT) === S_IFDIR) continue;
      yield* tool.warn(
        `cannot create directory ${tool.qa(dir)}: ${i < parts.length ? 'Not a directory' : 'File exists'}`,
      );
      return false;
    }
    const failed = yield* sys.mkdir(dir, 0o755);
    if (isErr(failed)) {
      yield* tool.warn(`cannot create directory ${tool.qa(dir)}: ${failed.text}`);
      return false;
    }
    if (verbose) yield* tool.out.put(`${tool.name}: creating directory ${tool.qa(dir)}\n`);
  }
  return true;
}

function* finish(tool: Tool, path: ByteString, plan: Plan): Sys<boolean> {
  if (plan.owner !== undefined || plan.group !== undefined) {
    const failed = yield* sys.chown(path, plan.owner ?? -1, plan.group ?? -1, true);
    if (isErr(failed)) {
      yield* tool.warn(`cannot change ownership of ${tool.qa(path)}: ${failed.text}`);
      return false;
    }
  }
  const failed = yield* sys.chmod(path, plan.mode);
  if (isErr(failed)) yield* tool.warn(`cannot change permissions of ${tool.qa(path)}: ${failed.text}`);
  return !isErr(failed);
}

function* main(tool: Tool): Sys<number> {
  const plan: Plan = { mode: 0o755, owner: undefined, group: undefined, verbose: false };
  const copy = { ...copyDefaults(), follow: 'always' as const, removeFirst: true };
  let directories = false;
  let parents = false;
  let noTarget = false;
  let directory: ByteString | undefined;
  const { options, operands } = tool.options({
    short: 'bcCdDg:m:o:pst:TvS:Z',
    long: {
      'backup=?': 'b',
      compare: 'C',
      directory: 'd',
      'group=': 'g',
      'mode=': 'm',
      'owner=': 'o',
      'preserve-timestamps': 'p',
      strip: 's',
      'suffix=': 'S',
      'target-directory=': 't',
      'no-target-directory': 'T',
      verbose: 'v',
    },
  });
  for (const option of options) {
    const arg = option.arg ?? '';
    switch (option.key) {
      case 'b':
        copy.backup = true;
        break;
      case 'S':
        copy.backup = true;
        copy.suffix = arg;
        break;
      case 'd':
        directories = true;
        break;
      case 'D':
        parents = true;
        break;
      case 'g':
      case 'o': {
        const found =
          option.key === 'g'
            ? (yield* groups()).find((entry) => entry.name === arg)?.gid
            : (yield* users()).find((entry) => entry.name === arg)?.uid;
        const id = found ?? (/^[0-9]+$/.test(arg) ? Number(arg) : undefined);
        if (id === undefined)
          return yield* tool.fail(1, `invalid ${option.key === 'g' ? 'group' : 'user'} ${tool.q(arg)}`);
        if (option.key === 'g') plan.group = id;
        else plan.owner = id;
        break;
      }
      case 'm': {
        const changes = parseMode(arg);
        if (!changes) return yield* tool.fail(1, `invalid mode ${tool.q(arg)}`);
        plan.mode = applyMode(0, changes, false, 0);
        break;
      }
      case 'p':
        copy.preserveTimes = true;
        break;
      case 't':
        directory = arg;
        break;
      case 'T':
        noTarget = true;
        break;
      case 'v':
        plan.verbose = copy.verbose = true;
        break;
      case 'c':
      case 'C':
      case 's':
      case 'Z':
        break;
      default:
        return yield* tool.other(option);
    }
  }
  if (directories) {
    if (operands.length === 0) return yield* tool.usage(1, 'missing file operand');
    let status = 0;
    for (const path of operands)
      if (!(yield* makeParents(tool, path, plan.verbose)) || !(yield* finish(tool, path, plan))) status = 1;
    return status;
  }
  if (parents && operands.length > 1) {
    const where = directory ?? dirName(operands.at(-1) ?? '');
    if (!(yield* makeParents(tool, where, plan.verbose))) return 1;
  }
  const where = yield* destination(tool, operands, directory, noTarget, false);
  if (where.kind === 'usage') return yield* tool.usage(1, where.text);
  if (where.kind === 'error') return yield* tool.fail(1, where.text);
  const copier = new Copier(tool, copy);
  let status = 0;
  for (const [source, target] of where.pairs) {
    const stat = yield* sys.stat(source);
    if (!isErr(stat) && (stat.mode & S_IFMT) === S_IFDIR) {
      yield* tool.warn(`omitting directory ${tool.qa(source)}`);
      status = 1;
    } else if (!(yield* copier.copy(source, target)) || !(yield* finish(tool, target, plan))) status = 1;
  }
  return status;
}

export const install = command(
  {
    name: 'install',
    pkg: 'coreutils',
    synopsis: '[OPTION]... SOURCE... DEST',
    summary: 'Copies files and sets their modes.',
    options: ['-b', '-d', '-D', '-g', '-m', '-o', '-p', '-t', '-T', '-v'],
  },
  main,
);
