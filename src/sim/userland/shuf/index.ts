// shuf(1): lines in random order.
import { isErr, O_CREAT, O_RDONLY, O_TRUNC, O_WRONLY, sys, type ByteString, type Sys } from '../../kernel/abi/index.ts';
import { slurp } from '../lib/input.ts';
import { command, type Tool } from '../lib/tool.ts';

/** More lines than this are not kept from `-i LO-HI`. */
const MAX_RANGE = 1_000_000;

function* main(tool: Tool): Sys<number> {
  let echo = false;
  let range: readonly [number, number] | undefined;
  let count = Infinity;
  let output: ByteString | undefined;
  let repeat = false;
  let end = '\n';
  let source = '/dev/urandom';
  const { options, operands } = tool.options({
    short: 'ei:n:o:rz',
    long: {
      echo: 'e',
      'input-range=': 'i',
      'head-count=': 'n',
      'output=': 'o',
      'random-source=': 'source',
      repeat: 'r',
      'zero-terminated': 'z',
    },
  });
  for (const option of options) {
    const arg = option.arg ?? '';
    switch (option.key) {
      case 'e':
        echo = true;
        break;
      case 'i': {
        const found = /^([0-9]+)-([0-9]+)$/.exec(arg);
        if (range) return yield* tool.fail(1, 'multiple -i options specified');
        if (!found || Number(found[1]) > Number(found[2]) + 1)
          return yield* tool.fail(1, `invalid input range: ${tool.q(arg)}`);
        range = [Number(found[1]), Number(found[2])];
        break;
      }
      case 'n':
        if (!/^[0-9]+$/.test(arg)) return yield* tool.fail(1, `invalid line count: ${tool.q(arg)}`);
        count = Math.min(count, Number(arg));
        break;
      case 'o':
        output = arg;
        break;
      case 'r':
        repeat = true;
        break;
      case 'source':
        source = arg;
        break;
      case 'z':
        end = '\0';
        break;
      default:
        return yield* tool.other(option);
    }
  }
  if (echo && range) return yield* tool.usage(1, 'cannot combine -e and -i options');
  if (range ? operands.length > 0 : !echo && operands.length > 1)
    return yield* tool.usage(1, `extra operand ${tool.q(operands[range ? 0 : 1] ?? '')}`);
  let lines: ByteString[];
  if (echo) lines = [...operands];
  else if (range)
    lines = Array.from({ length: Math.min(MAX_RANGE, range[1] - range[0] + 1) }, (_, i) =>
      String((range?.[0] ?? 0) + i),
    );
  else {
    const text = yield* slurp(operands[0] ?? '-');
    if (isErr(text)) return yield* tool.fail(1, `${tool.qf(operands[0] ?? '-')}: ${text.text}`);
    lines = text.split(end);
    if (lines.at(-1) === '') lines.pop();
  }
  const fd = yield* sys.open(source, O_RDONLY);
  if (isErr(fd)) return yield* tool.fail(1, `${tool.qf(source)}: ${fd.text}`);
  let pool = '';
  const below = function* (limit: number): Sys<number> {
    if (pool.length < 4) {
      const data = yield* sys.read(fd, 1024);
      pool = isErr(data) || data === '' ? '\0\0\0\0' : data;
    }
    let value = 0;
    for (let i = 0; i < 4; i += 1) value = value * 256 + pool.charCodeAt(i);
    pool = pool.slice(4);
    return value % limit;
  };
  if (output !== undefined) {
    const target = yield* sys.open(output, O_WRONLY | O_CREAT | O_TRUNC);
    if (isErr(target)) return yield* tool.fail(1, `${tool.qf(output)}: ${target.text}`);
    yield* sys.dup2(target, 1);
  }
  if (repeat) {
    if (lines.length === 0 && count > 0) return yield* tool.fail(1, 'no lines to repeat');
    for (let i = 0; i < count && !tool.out.error; i += 1)
      yield* tool.out.put((lines[yield* below(lines.length)] ?? '') + end);
    return 0;
  }
  for (let i = 0; i < Math.min(count, lines.length) && !tool.out.error; i += 1) {
    const j = i + (yield* below(lines.length - i));
    [lines[i], lines[j]] = [lines[j] ?? '', lines[i] ?? ''];
    yield* tool.out.put((lines[i] ?? '') + end);
  }
  return 0;
}

export const shuf = command(
  {
    name: 'shuf',
    pkg: 'coreutils',
    synopsis: '[OPTION]... [FILE]',
    summary: 'Writes lines in random order.',
    options: ['-e', '-i', '-n', '-o', '-r', '-z', '--random-source'],
  },
  main,
);
