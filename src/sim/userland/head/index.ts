// head(1): the first lines or bytes of files, or all but the last.
import { isErr, SEEK_CUR, sys, type ByteString, type Sys } from '../../kernel/abi/index.ts';
import { closeInput, openInput } from '../lib/input.ts';
import { parseCount } from '../lib/numbers.ts';
import { Reader } from '../lib/stdio.ts';
import { command, type Tool } from '../lib/tool.ts';

interface Plan {
  bytes: boolean;
  count: number;
  /** All but the last `count`. */
  fromEnd: boolean;
  terminator: string;
}

/** `-5`, `-5c`, `-20q`: the old syntax, only as first argument. */
function oldSyntax(argv: readonly ByteString[]): { argv: readonly ByteString[]; letters: string } | undefined {
  const found = /^-([0-9]+)([bkmcqvlz]*)$/.exec(argv[1] ?? '');
  if (!found) return undefined;
  const letters = found[2] ?? '';
  const unit = /[bkm]/.exec(letters)?.[0] ?? '';
  const bytes = letters.includes('c') || unit !== '';
  const flags = [...letters].filter((c) => 'qvz'.includes(c)).map((c) => `-${c}`);
  return {
    argv: [
      argv[0] ?? '',
      bytes ? '-c' : '-n',
      `${found[1] ?? ''}${unit === 'm' || unit === 'k' ? unit.toUpperCase() : unit}`,
      ...flags,
      ...argv.slice(2),
    ],
    letters,
  };
}

function* copyAllButLast(tool: Tool, reader: Reader, plan: Plan): Sys<void> {
  const text = yield* reader.all();
  if (plan.bytes) {
    yield* tool.out.put(text.slice(0, Math.max(0, text.length - plan.count)));
    return;
  }
  let end = text.length;
  for (let left = plan.count; left > 0 && end > 0; left -= 1) end = text.lastIndexOf(plan.terminator, end - 2) + 1;
  yield* tool.out.put(text.slice(0, end));
}

function* copyFirst(tool: Tool, reader: Reader, plan: Plan): Sys<void> {
  let left = plan.count;
  while (left > 0 && !tool.out.error) {
    const piece = plan.bytes ? yield* reader.some(left) : yield* reader.line(plan.terminator);
    if (piece === '') break;
    yield* tool.out.put(piece);
    left -= plan.bytes ? piece.length : 1;
  }
  // what was read too much goes back, so that the next program finds it
  if (reader.buffered > 0) yield* sys.lseek(reader.fd, -reader.buffered, SEEK_CUR);
}

function* main(first: Tool): Sys<number> {
  const tool = first;
  const plan: Plan = { bytes: false, count: 10, fromEnd: false, terminator: '\n' };
  let headers: 'auto' | 'always' | 'never' = 'auto';
  const { options, operands } = tool.options({
    short: 'c:n:qvz',
    long: { 'bytes=': 'c', 'lines=': 'n', quiet: 'q', silent: 'q', verbose: 'v', 'zero-terminated': 'z' },
  });
  for (const option of options) {
    const arg = option.arg ?? '';
    switch (option.key) {
      case 'c':
      case 'n': {
        plan.bytes = option.key === 'c';
        plan.fromEnd = arg.startsWith('-');
        const count = parseCount(plan.fromEnd ? arg.slice(1) : arg);
        if (count === undefined)
          return yield* tool.fail(
            1,
            `invalid number of ${plan.bytes ? 'bytes' : 'lines'}: ${tool.q(plan.fromEnd ? arg.slice(1) : arg)}`,
          );
        plan.count = count;
        break;
      }
      case 'q':
        headers = 'never';
        break;
      case 'v':
        headers = 'always';
        break;
      case 'z':
        plan.terminator = '\0';
        break;
      default: {
        const digit = /invalid option -- '([0-9])'/.exec(arg)?.[1];
        if (option.key === '?' && digit !== undefined)
          return yield* tool.usage(1, `invalid trailing option -- ${digit}`);
        return yield* tool.other(option);
      }
    }
  }
  const show = headers === 'always' || (headers === 'auto' && operands.length > 1);
  let status = 0;
  let any = false;
  for (const name of operands.length > 0 ? operands : ['-']) {
    const fd = yield* openInput(name);
    if (isErr(fd)) {
      yield* tool.warn(`cannot open ${tool.qa(name)} for reading: ${fd.text}`);
      status = 1;
      continue;
    }
    if (show) yield* tool.out.put(`${any ? '\n' : ''}==> ${name === '-' ? 'standard input' : name} <==\n`);
    any = true;
    const reader = new Reader(fd);
    yield* plan.fromEnd ? copyAllButLast(tool, reader, plan) : copyFirst(tool, reader, plan);
    if (reader.error) {
      yield* tool.warn(`error reading ${tool.qa(name === '-' ? 'standard input' : name)}: ${reader.error.text}`);
      status = 1;
    }
    yield* closeInput(fd);
  }
  return status;
}

const about = {
  name: 'head',
  pkg: 'coreutils',
  synopsis: '[OPTION]... [FILE]...',
  summary: 'Writes the first 10 lines of each file.',
  options: ['-c', '-n', '-q', '-v', '-z', '-NUM'],
  text: 'With several files, a header names each. -n -K leaves out the last K lines.',
} as const;

const plain = command(about, main);

export const head: typeof plain = {
  ...plain,
  run: (argv, env) => plain.run(oldSyntax(argv)?.argv ?? argv, env),
};
