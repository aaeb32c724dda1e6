// /bin/pwd: the working directory.
import { isErr, sys, type Sys } from '../../kernel/abi/index.ts';
import { command, type Tool } from '../lib/tool.ts';

function* main(tool: Tool): Sys<number> {
  let logical = tool.env.has('POSIXLY_CORRECT');
  const { options, operands } = tool.options({ short: 'LP', long: { logical: 'L', physical: 'P' } });
  for (const option of options) {
    if (option.key === 'L') logical = true;
    else if (option.key === 'P') logical = false;
    else return yield* tool.other(option);
  }
  if (operands.length > 0) yield* tool.warn('ignoring non-option arguments');
  const named = tool.env.get('PWD');
  if (logical && named !== undefined && named.startsWith('/')) {
    const a = yield* sys.stat(named);
    const b = yield* sys.stat('.');
    if (!isErr(a) && !isErr(b) && a.ino === b.ino && a.dev === b.dev) {
      yield* tool.out.put(`${named}\n`);
      return 0;
    }
  }
  const cwd = yield* sys.getcwd();
  if (isErr(cwd)) return yield* tool.fail(1, `couldn't find directory entry in '..' with matching i-node`);
  yield* tool.out.put(`${cwd}\n`);
  return 0;
}

export const pwd = command(
  {
    name: 'pwd',
    pkg: 'coreutils',
    synopsis: '[OPTION]...',
    summary: 'Writes the name of the working directory.',
    options: ['-L', '-P'],
  },
  main,
);
