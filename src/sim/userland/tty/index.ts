// tty(1): the name of the terminal on standard input.
import { isErr, sys, type Sys } from '../../kernel/abi/index.ts';
import { command, type Tool } from '../lib/tool.ts';

function* main(tool: Tool): Sys<number> {
  let silent = false;
  const { options, operands } = tool.options({ short: 's', long: { silent: 's', quiet: 's' } });
  for (const option of options) {
    if (option.key === 's') silent = true;
    else return yield* tool.other(option, 2);
  }
  if (operands.length > 0) return yield* tool.usage(2, `extra operand ${tool.q(operands[0] ?? '')}`);
  const name = yield* sys.ttyname(0);
  if (!silent) yield* tool.out.put(`${isErr(name) ? 'not a tty' : name}\n`);
  return isErr(name) ? 1 : 0;
}

export const tty = command(
  {
    name: 'tty',
    pkg: 'coreutils',
    synopsis: '[OPTION]...',
    summary: 'Writes the name of the terminal on standard input.',
    options: ['-s'],
  },
  main,
  3,
);
