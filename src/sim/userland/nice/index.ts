// nice(1): runs a program with another priority.
import { isErr, sys, type Sys } from '../../kernel/abi/index.ts';
import { getopt } from '../lib/getopt.ts';
import { execvp } from '../lib/spawn.ts';
import { command, type Tool } from '../lib/tool.ts';

function* main(tool: Tool): Sys<number> {
  // nice -5 and nice --5: the old way to write -n 5 and -n -5
  const argv = tool.argv.flatMap((word, i) =>
    i > 0 &&
    /^-[+-]?[0-9]+$/.test(word) &&
    !tool.argv.slice(1, i).some((before) => !before.startsWith('-')) &&
    tool.argv[i - 1] !== '-n'
      ? ['-n', word.slice(1)]
      : [word],
  );
  let adjustment: number | undefined;
  const { options, operands } = getopt(argv, {
    short: '+n:',
    long: { 'adjustment=': 'n', help: 'help', version: 'version' },
  });
  for (const option of options) {
    if (option.key !== 'n') return yield* tool.other(option, 125);
    if (!/^[+-]?[0-9]+$/.test(option.arg ?? ''))
      return yield* tool.fail(125, `invalid adjustment ${tool.q(option.arg ?? '')}`);
    adjustment = Number(option.arg);
  }
  const current = yield* sys.getpriority();
  const now = isErr(current) ? 0 : current;
  if (operands.length === 0) {
    if (adjustment !== undefined) return yield* tool.usage(125, 'a command must be given with an adjustment');
    yield* tool.out.put(`${now}\n`);
    return 0;
  }
  const failed = yield* sys.setpriority(0, Math.max(-20, Math.min(19, now + (adjustment ?? 10))));
  if (isErr(failed))
    yield* tool.warn(`cannot set niceness: ${failed.name === 'EACCES' ? 'Permission denied' : failed.text}`);
  const error = yield* execvp(operands, tool.env);
  yield* tool.warn(`${tool.qa(operands[0] ?? '')}: ${error.text}`);
  return error.name === 'ENOENT' ? 127 : 126;
}

export const nice = command(
  {
    name: 'nice',
    pkg: 'coreutils',
    synopsis: '[OPTION] [COMMAND [ARG]...]',
    summary: 'Runs COMMAND with a changed niceness, or shows the present one.',
    options: ['-n'],
  },
  main,
  125,
);
