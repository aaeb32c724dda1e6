// comm(1): what two sorted files have in common.
import { isErr, type ByteString, type Sys } from '../../kernel/abi/index.ts';
import { slurp } from '../lib/input.ts';
import { command, type Tool } from '../lib/tool.ts';

function* main(tool: Tool): Sys<number> {
  const hidden = new Set<number>();
  let delimiter = '\t';
  let terminator = '\n';
  let check: 'default' | 'always' | 'never' = 'default';
  let total = false;
  const { options, operands } = tool.options({
    short: '123z',
    long: {
      'check-order': 'check',
      'nocheck-order': 'nocheck',
      'output-delimiter=': 'delimiter',
      total: 'total',
      'zero-terminated': 'z',
    },
  });
  for (const option of options) {
    if (/^[123]$/.test(option.key)) hidden.add(Number(option.key));
    else if (option.key === 'z') terminator = '\0';
    else if (option.key === 'check') check = 'always';
    else if (option.key === 'nocheck') check = 'never';
    else if (option.key === 'delimiter') delimiter = option.arg === '' ? '\0' : (option.arg ?? '');
    else if (option.key === 'total') total = true;
    else return yield* tool.other(option);
  }
  const [one, two, extra] = operands;
  if (one === undefined) return yield* tool.usage(1, 'missing operand');
  if (two === undefined) return yield* tool.usage(1, `missing operand after ${tool.q(one)}`);
  if (extra !== undefined) return yield* tool.usage(1, `extra operand ${tool.q(extra)}`);
  const sides: ByteString[][] = [];
  for (const name of [one, two]) {
    const text = yield* slurp(name);
    if (isErr(text)) return yield* tool.fail(1, `${tool.qf(name)}: ${text.text}`);
    const lines = text.split(terminator);
    if (lines.at(-1) === '') lines.pop();
    sides.push(lines);
  }
  const [a = [], b = []] = sides;
  const indent = (column: number): string =>
    delimiter.repeat([1, 2, 3].filter((c) => c < column && !hidden.has(c)).length);
  const counts = [0, 0, 0];
  const complained = new Set<number>();
  let unpairable = false;
  const put = function* (column: number, line: ByteString): Sys<void> {
    counts[column - 1] = (counts[column - 1] ?? 0) + 1;
    if (!hidden.has(column)) yield* tool.out.put(indent(column) + line + terminator);
  };
  /** The complaint comes when the line that breaks the order is read. */
  const inspect = function* (file: number, lines: readonly ByteString[], at: number): Sys<boolean> {
    if (
      at === 0 ||
      at >= lines.length ||
      complained.has(file) ||
      check === 'never' ||
      (check === 'default' && !unpairable)
    )
      return true;
    if ((lines[at - 1] ?? '') <= (lines[at] ?? '')) return true;
    complained.add(file);
    yield* tool.warn(`file ${file} is not in sorted order`);
    return check !== 'always';
  };
  let i = 0;
  let j = 0;
  while (i < a.length || j < b.length) {
    const x = a[i];
    const y = b[j];
    if (x !== undefined && (y === undefined || x < y)) {
      if (y !== undefined) unpairable = true;
      yield* put(1, x);
      i += 1;
      if (!(yield* inspect(1, a, i))) return 1;
    } else if (y !== undefined && (x === undefined || y < x)) {
      if (x !== undefined) unpairable = true;
      yield* put(2, y);
      j += 1;
      if (!(yield* inspect(2, b, j))) return 1;
    } else {
      yield* put(3, x ?? '');
      i += 1;
      j += 1;
      if (!(yield* inspect(1, a, i)) || !(yield* inspect(2, b, j))) return 1;
    }
  }
  if (total) yield* tool.out.put(`${counts.join(delimiter)}${delimiter}total${terminator}`);
  if (complained.size > 0 && check === 'default') {
    yield* tool.warn('input is not in sorted order');
    return 1;
  }
  return complained.size > 0 ? 1 : 0;
}

export const comm = command(
  {
    name: 'comm',
    pkg: 'coreutils',
    synopsis: '[OPTION]... FILE1 FILE2',
    summary: 'Compares two sorted files line by line, in three columns.',
    options: ['-1', '-2', '-3', '-z', '--check-order', '--nocheck-order', '--output-delimiter', '--total'],
  },
  main,
);
