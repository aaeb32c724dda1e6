// mkdir(1): makes directories.
import { isErr, S_IFDIR, S_IFMT, sys, type ByteString, type Sys } from '../../kernel/abi/index.ts';
import { applyMode, parseMode } from '../lib/mode.ts';
import { command, type Tool } from '../lib/tool.ts';

function* isDirectory(path: ByteString): Sys<boolean> {
  const stat = yield* sys.stat(path);
  return !isErr(stat) && (stat.mode & S_IFMT) === S_IFDIR;
}

/** Makes one directory and, with `parents`, all above it. False when that failed (and was said). */
function* make(
  tool: Tool,
  path: ByteString,
  plan: { parents: boolean; verbose: boolean; mode: number | undefined },
): Sys<boolean> {
  const announce = function* (name: ByteString): Sys<void> {
    if (plan.verbose) yield* tool.out.put(`${tool.name}: created directory ${tool.qa(name)}\n`);
  };
  if (plan.parents) {
    for (const found of path.matchAll(/[^/]\/+(?=[^/])/g)) {
      const parent = path.slice(0, found.index + 1);
      if (yield* isDirectory(parent)) continue;
      const failed = yield* sys.mkdir(parent, 0o777);
      if (isErr(failed)) {
        yield* tool.warn(
          `cannot create directory ${tool.qa(parent)}: ${failed.name === 'EEXIST' && !isErr(yield* sys.stat(parent)) ? 'Not a directory' : failed.text}`,
        );
        return false;
      }
      yield* announce(parent);
    }
    if (yield* isDirectory(path)) return true;
  }
  const failed = yield* sys.mkdir(path, 0o777);
  if (isErr(failed)) {
    yield* tool.warn(`cannot create directory ${tool.qa(path)}: ${failed.text}`);
    return false;
  }
  yield* announce(path);
  if (plan.mode !== undefined) yield* sys.chmod(path, plan.mode);
  return true;
}

function* main(tool: Tool): Sys<number> {
  let parents = false;
  let verbose = false;
  let modeText: ByteString | undefined;
  const { options, operands } = tool.options({
    short: 'pm:vZ',
    long: { 'context=?': 'Z', 'mode=': 'm', parents: 'p', verbose: 'v' },
  });
  for (const option of options) {
    if (option.key === 'p') parents = true;
    else if (option.key === 'v') verbose = true;
    else if (option.key === 'm') modeText = option.arg;
    else if (option.key !== 'Z') return yield* tool.other(option);
  }
  if (operands.length === 0) return yield* tool.usage(1, 'missing operand');
  let mode: number | undefined;
  if (modeText !== undefined) {
    const changes = parseMode(modeText);
    if (!changes) return yield* tool.fail(1, `invalid mode ${tool.q(modeText)}`);
    const umask = yield* sys.umask(0);
    yield* sys.umask(umask);
    mode = applyMode(0o777, changes, true, umask);
  }
  let status = 0;
  for (const path of operands) if (!(yield* make(tool, path, { parents, verbose, mode }))) status = 1;
  return status;
}

export const mkdir = command(
  {
    name: 'mkdir',
    pkg: 'coreutils',
    synopsis: '[OPTION]... DIRECTORY...',
    summary: 'Makes directories.',
    options: ['-m', '-p', '-v'],
  },
  main,
);
