// readlink(1) and realpath(1): where links lead.
import { isErr, sys, type ByteString, type Sys } from '../../kernel/abi/index.ts';
import { canonicalize, type Existing } from '../lib/paths.ts';
import { command, type Tool } from '../lib/tool.ts';

function* readlinkMain(tool: Tool): Sys<number> {
  let existing: Existing | undefined;
  let newline = true;
  let end = '\n';
  let verbose = false;
  const { options, operands } = tool.options({
    short: 'efmnqsvz',
    long: {
      canonicalize: 'f',
      'canonicalize-existing': 'e',
      'canonicalize-missing': 'm',
      'no-newline': 'n',
      quiet: 'q',
      silent: 'q',
      verbose: 'v',
      zero: 'z',
    },
  });
  for (const option of options) {
    if (option.key === 'e') existing = 'all';
    else if (option.key === 'f') existing = 'parent';
    else if (option.key === 'm') existing = 'none';
    else if (option.key === 'n') newline = false;
    else if (option.key === 'v') verbose = true;
    else if (option.key === 'z') end = '\0';
    else if (option.key !== 'q' && option.key !== 's') return yield* tool.other(option);
  }
  if (operands.length === 0) return yield* tool.usage(1, 'missing operand');
  if (operands.length > 1 && !newline) {
    yield* tool.warn('ignoring --no-newline with multiple arguments');
    newline = true;
  }
  let status = 0;
  for (const name of operands) {
    const text = existing === undefined ? yield* sys.readlink(name) : yield* canonicalize(name, existing);
    if (isErr(text)) {
      if (verbose) yield* tool.warn(`${tool.qf(name)}: ${text.text}`);
      status = 1;
    } else yield* tool.out.put(text + (newline ? end : ''));
  }
  return status;
}

/** The way from one absolute name to another. */
function relative(to: ByteString, from: ByteString): ByteString {
  const a = from.split('/').filter((part) => part !== '');
  const b = to.split('/').filter((part) => part !== '');
  let common = 0;
  while (common < a.length && common < b.length && a[common] === b[common]) common += 1;
  const text = [...a.slice(common).map(() => '..'), ...b.slice(common)].join('/');
  return text === '' ? '.' : text;
}

function* realpathMain(tool: Tool): Sys<number> {
  let existing: Existing = 'parent';
  let follow = true;
  let quiet = false;
  let end = '\n';
  let from: ByteString | undefined;
  const { options, operands } = tool.options({
    short: 'eLmPqsz',
    long: {
      'canonicalize-existing': 'e',
      'canonicalize-missing': 'm',
      logical: 'L',
      physical: 'P',
      quiet: 'q',
      'relative-to=': 'to',
      'relative-base=': 'base',
      strip: 's',
      'no-symlinks': 's',
      zero: 'z',
    },
  });
  for (const option of options) {
    if (option.key === 'e') existing = 'all';
    else if (option.key === 'm') existing = 'none';
    else if (option.key === 's') follow = false;
    else if (option.key === 'q') quiet = true;
    else if (option.key === 'z') end = '\0';
    else if (option.key === 'to') from = option.arg;
    else if (option.key !== 'L' && option.key !== 'P' && option.key !== 'base') return yield* tool.other(option);
  }
  if (operands.length === 0) return yield* tool.usage(1, 'missing operand');
  let base: ByteString | undefined;
  if (from !== undefined) {
    const path = yield* canonicalize(from, existing, follow);
    if (isErr(path)) return yield* tool.fail(1, `${tool.qf(from)}: ${path.text}`);
    base = path;
  }
  let status = 0;
  for (const name of operands) {
    const path = yield* canonicalize(name, existing, follow);
    if (isErr(path)) {
      if (!quiet) yield* tool.warn(`${name === '' ? "''" : tool.qf(name)}: ${path.text}`);
      status = 1;
    } else yield* tool.out.put((base === undefined ? path : relative(path, base)) + end);
  }
  return status;
}

export const readlink = command(
  {
    name: 'readlink',
    pkg: 'coreutils',
    synopsis: '[OPTION]... FILE...',
    summary: 'Writes what a symbolic link contains, or (-f) where it ends.',
    options: ['-e', '-f', '-m', '-n', '-q', '-s', '-v', '-z'],
  },
  readlinkMain,
);
export const realpath = command(
  {
    name: 'realpath',
    pkg: 'coreutils',
    synopsis: '[OPTION]... FILE...',
    summary: 'Writes the absolute name without links.',
    options: ['-e', '-m', '-q', '-s', '-z', '--relative-to'],
  },
  realpathMain,
);
