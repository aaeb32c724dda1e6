// fold(1): breaks long lines.
import type { ByteString, Sys } from '../../kernel/abi/index.ts';
import { slurpOrWarn } from '../lib/input.ts';
import { command, type Tool } from '../lib/tool.ts';

interface Plan {
  width: number;
  bytes: boolean;
  spaces: boolean;
}

function advance(column: number, char: string, plan: Plan): number {
  if (plan.bytes) return column + 1;
  if (char === '\b') return Math.max(0, column - 1);
  if (char === '\r') return 0;
  if (char === '\t') return column + 8 - (column % 8);
  return column + 1;
}

export function foldText(text: ByteString, plan: Plan): ByteString {
  let out = '';
  let line = '';
  let column = 0;
  for (const char of text) {
    if (char === '\n') {
      out += `${line}\n`;
      line = '';
      column = 0;
      continue;
    }
    for (;;) {
      const next = advance(column, char, plan);
      if (next <= plan.width || line === '') {
        line += char;
        column = next;
        break;
      }
      const space = plan.spaces ? Math.max(line.lastIndexOf(' '), line.lastIndexOf('\t')) : -1;
      const keep = space >= 0 ? space + 1 : line.length;
      out += `${line.slice(0, keep)}\n`;
      line = line.slice(keep);
      column = 0;
      for (const rest of line) column = advance(column, rest, plan);
    }
  }
  return out + line;
}

function* main(tool: Tool): Sys<number> {
  const plan: Plan = { width: 80, bytes: false, spaces: false };
  const { options, operands } = tool.options({ short: 'bsw:', long: { bytes: 'b', spaces: 's', 'width=': 'w' } });
  for (const option of options) {
    if (option.key === 'b') plan.bytes = true;
    else if (option.key === 's') plan.spaces = true;
    else if (option.key === 'w') {
      const arg = option.arg ?? '';
      if (!/^[0-9]+$/.test(arg) || Number(arg) === 0)
        return yield* tool.fail(
          1,
          `invalid number of columns: ${tool.q(arg)}${/^0+$/.test(arg) ? ': Numerical result out of range' : ''}`,
        );
      plan.width = Number(arg);
    } else return yield* tool.other(option);
  }
  let status = 0;
  for (const name of operands.length > 0 ? operands : ['-']) {
    const text = yield* slurpOrWarn(tool, name);
    if (text === undefined) status = 1;
    else yield* tool.out.put(foldText(text, plan));
  }
  return status;
}

const plain = command(
  {
    name: 'fold',
    pkg: 'coreutils',
    synopsis: '[OPTION]... [FILE]...',
    summary: 'Breaks lines that are wider than 80 columns.',
    options: ['-b', '-s', '-w'],
  },
  main,
);

/** `fold -20` is `fold -w 20`. */
const modern = (argv: readonly ByteString[]): ByteString[] =>
  argv.map((word, i) => (i > 0 && /^-[0-9]+$/.test(word) ? `-w${word.slice(1)}` : word));

export const fold: typeof plain = { ...plain, run: (argv, env) => plain.run(modern(argv), env) };
