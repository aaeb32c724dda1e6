// truncate(1): makes files shorter or longer.
import { isErr, O_CREAT, O_WRONLY, sys, type ByteString, type Sys } from '../../kernel/abi/index.ts';
import { parseCount } from '../lib/numbers.ts';
import { command, type Tool } from '../lib/tool.ts';

type How = '=' | '+' | '-' | '<' | '>' | '/' | '%';

function newSize(old: number, how: How, value: number): number {
  switch (how) {
    case '=':
      return value;
    case '+':
      return old + value;
    case '-':
      return Math.max(0, old - value);
    case '<':
      return Math.min(old, value);
    case '>':
      return Math.max(old, value);
    case '/':
      return Math.floor(old / value) * value;
    case '%':
      return Math.ceil(old / value) * value;
  }
}

function* main(tool: Tool): Sys<number> {
  let create = true;
  let size: ByteString | undefined;
  let reference: ByteString | undefined;
  let blocks = false;
  const { options, operands } = tool.options({
    short: 'cor:s:',
    long: { 'no-create': 'c', 'io-blocks': 'o', 'reference=': 'r', 'size=': 's' },
  });
  for (const option of options) {
    if (option.key === 'c') create = false;
    else if (option.key === 'o') blocks = true;
    else if (option.key === 'r') reference = option.arg;
    else if (option.key === 's') size = option.arg;
    else return yield* tool.other(option);
  }
  if (size === undefined && reference === undefined)
    return yield* tool.usage(1, `you must specify either ${tool.q('--size')} or ${tool.q('--reference')}`);
  let how: How = '=';
  let value = 0;
  if (size !== undefined) {
    const found = /^\s*([<>/%+-]?)(.*)$/.exec(size);
    how = (found?.[1] === '' ? '=' : (found?.[1] ?? '=')) as How;
    const count = parseCount(found?.[2] ?? '');
    if (count === undefined)
      return yield* tool.fail(
        1,
        `Invalid number: ${tool.q((found?.[1] === '+' || found?.[1] === '-' ? found[1] : '') + (found?.[2] ?? ''))}`,
      );
    value = blocks ? count * 4096 : count;
    if ((how === '/' || how === '%') && value === 0) return yield* tool.fail(1, 'division by zero');
    if (reference !== undefined && how === '=')
      return yield* tool.usage(1, `you must specify a relative ${tool.q('--size')} with ${tool.q('--reference')}`);
  }
  if (blocks && size === undefined)
    return yield* tool.usage(1, `${tool.q('--io-blocks')} was specified but ${tool.q('--size')} was not`);
  if (operands.length === 0) return yield* tool.usage(1, 'missing file operand');
  let base: number | undefined;
  if (reference !== undefined) {
    const stat = yield* sys.stat(reference);
    if (isErr(stat)) return yield* tool.fail(1, `cannot stat ${tool.qa(reference)}: ${stat.text}`);
    base = stat.size;
  }
  let status = 0;
  for (const path of operands) {
    const fd = yield* sys.open(path, O_WRONLY | (create ? O_CREAT : 0), 0o666);
    if (isErr(fd)) {
      if (!create && fd.name === 'ENOENT') continue;
      yield* tool.warn(`cannot open ${tool.qa(path)} for writing: ${fd.text}`);
      status = 1;
      continue;
    }
    const stat = yield* sys.fstat(fd);
    yield* sys.close(fd);
    const old = base ?? (isErr(stat) ? 0 : stat.size);
    const length = size === undefined ? old : newSize(old, how, value);
    const failed = yield* sys.truncate(path, length);
    if (isErr(failed)) {
      yield* tool.warn(`failed to truncate ${tool.qa(path)} at ${length} bytes: ${failed.text}`);
      status = 1;
    }
  }
  return status;
}

export const truncate = command(
  {
    name: 'truncate',
    pkg: 'coreutils',
    synopsis: 'OPTION... FILE...',
    summary: 'Makes files as long as wanted.',
    options: ['-c', '-o', '-r', '-s'],
  },
  main,
);
