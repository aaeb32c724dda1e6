// nproc(1): how many processors may be used.
import type { Sys } from '../../kernel/abi/index.ts';
import { readFile } from '../lib/accounts.ts';
import { command, type Tool } from '../lib/tool.ts';

function* main(tool: Tool): Sys<number> {
  let ignore = 0;
  const { options, operands } = tool.options({ short: '', long: { all: 'all', 'ignore=': 'ignore' } });
  for (const option of options) {
    if (option.key === 'ignore') {
      if (!/^[0-9]+$/.test(option.arg ?? ''))
        return yield* tool.fail(1, `invalid number to ignore: ${tool.q(option.arg ?? '')}`);
      ignore = Number(option.arg);
    } else if (option.key !== 'all') return yield* tool.other(option);
  }
  if (operands.length > 0) return yield* tool.usage(1, `extra operand ${tool.q(operands[0] ?? '')}`);
  const stat = (yield* readFile('/proc/stat')) ?? '';
  const count = (stat.match(/^cpu[0-9]+ /gm) ?? []).length || 1;
  yield* tool.out.put(`${Math.max(1, count - ignore)}\n`);
  return 0;
}

export const nproc = command(
  {
    name: 'nproc',
    pkg: 'coreutils',
    synopsis: '[OPTION]...',
    summary: 'Writes the number of processors.',
    options: ['--all', '--ignore'],
  },
  main,
);
