// cmp(1): where two files begin to differ.
import { isErr, type ByteString, type Sys } from '../../kernel/abi/index.ts';
import { slurp } from '../lib/input.ts';
import { parseCount } from '../lib/numbers.ts';
import { command, type Tool } from '../lib/tool.ts';
import { showNonPrinting } from '../cat/index.ts';

const octal = (code: number, width = 3): string => code.toString(8).padStart(width);

function* main(tool: Tool): Sys<number> {
  let style: 'first' | 'all' | 'silent' = 'first';
  let bytes = false;
  let limit = Infinity;
  const skips: number[] = [0, 0];
  const usage = function* (text: ByteString): Sys<number> {
    yield* tool.warn(text);
    yield* tool.warn(`Try '${tool.name} --help' for more information.`);
    return 2;
  };
  const { options, operands } = tool.options({
    short: 'bci:ln:sv',
    long: {
      'print-bytes': 'b',
      'print-chars': 'b',
      'ignore-initial=': 'i',
      verbose: 'l',
      'bytes=': 'n',
      silent: 's',
      quiet: 's',
    },
  });
  for (const option of options) {
    const arg = option.arg ?? '';
    if (option.key === 'b' || option.key === 'c') bytes = true;
    else if (option.key === 'l') style = 'all';
    else if (option.key === 's') style = 'silent';
    else if (option.key === 'n') {
      const count = parseCount(arg);
      if (count === undefined) return yield* usage(`invalid --bytes value '${arg}'`);
      limit = count;
    } else if (option.key === 'i') {
      const [first = '', second = first] = arg.split(':');
      const counts = [parseCount(first), parseCount(second)];
      if (counts[0] === undefined || counts[1] === undefined)
        return yield* usage(`invalid --ignore-initial value '${arg}'`);
      skips[0] = counts[0];
      skips[1] = counts[1];
    } else if (option.key === '?') {
      yield* tool.raw(`${arg}\n`);
      yield* tool.warn(`Try '${tool.name} --help' for more information.`);
      return 2;
    } else return yield* tool.other(option.key === 'v' ? { key: 'version', arg: undefined } : option, 2);
  }
  const [one, two = '-', skip1, skip2, extra] = operands;
  if (one === undefined) return yield* usage(`missing operand after '${tool.name}'`);
  if (extra !== undefined) return yield* usage(`extra operand '${extra}'`);
  if (skip1 !== undefined) skips[0] = parseCount(skip1) ?? 0;
  if (skip2 !== undefined) skips[1] = parseCount(skip2) ?? 0;
  const texts: ByteString[] = [];
  for (const [i, name] of [one, two].entries()) {
    const text = yield* slurp(name);
    if (isErr(text)) {
      if (style !== 'silent') yield* tool.warn(`${name}: ${text.text}`);
      return 2;
    }
    texts.push(text.slice(skips[i] ?? 0, limit === Infinity ? undefined : (skips[i] ?? 0) + limit));
  }
  const [a = '', b = ''] = texts;
  if (a === b) return 0;
  const length = Math.min(a.length, b.length);
  const width = String(Math.max(a.length, b.length)).length;
  let line = 1;
  let differences = 0;
  for (let i = 0; i < length; i += 1) {
    const [x, y] = [a.charCodeAt(i), b.charCodeAt(i)];
    if (x !== y) {
      differences += 1;
      if (style === 'silent') return 1;
      if (style === 'first') {
        const detail = bytes ? ` is ${octal(x)} ${showNonPrinting(x)} ${octal(y)} ${showNonPrinting(y)}` : '';
        yield* tool.out.put(`${one} ${two} differ: ${bytes ? 'byte' : 'char'} ${i + 1}, line ${line}${detail}\n`);
        return 1;
      }
      const place = String(i + 1).padStart(width);
      yield* tool.out.put(
        bytes
          ? `${place} ${octal(x)} ${showNonPrinting(x).padEnd(4)} ${octal(y)} ${showNonPrinting(y)}\n`
          : `${place} ${octal(x)} ${octal(y)}\n`,
      );
    }
    if (x === 10) line += 1;
  }
  if (a.length === b.length) return differences > 0 ? 1 : 0;
  const short = a.length < b.length ? one : two;
  if (style !== 'silent') {
    yield* tool.out.flush();
    const ended = a.charCodeAt(length - 1) === 10;
    const where =
      length === 0
        ? ' which is empty'
        : style === 'all'
          ? ` after byte ${length}`
          : ended
            ? ` after byte ${length}, line ${line - 1}`
            : ` after byte ${length}, in line ${line}`;
    yield* tool.warn(`EOF on ${short}${where}`);
  }
  return 1;
}

export const cmp = command(
  {
    name: 'cmp',
    pkg: 'diffutils',
    synopsis: '[OPTION]... FILE1 [FILE2 [SKIP1 [SKIP2]]]',
    summary: 'Says where two files begin to differ.',
    options: ['-b', '-i', '-l', '-n', '-s'],
  },
  main,
  2,
);
