// sync(1): the simulated disk is always in step.
import { isErr, O_NONBLOCK, O_RDONLY, sys, type Sys } from '../../kernel/abi/index.ts';
import { command, type Tool } from '../lib/tool.ts';

function* main(tool: Tool): Sys<number> {
  const { options, operands } = tool.options({ short: 'df', long: { data: 'd', 'file-system': 'f' } });
  let needsFile = false;
  for (const option of options) {
    if (option.key !== 'd' && option.key !== 'f') return yield* tool.other(option);
    if (option.key === 'd') needsFile = true;
  }
  if (needsFile && operands.length === 0) return yield* tool.fail(1, '--data needs at least one argument');
  let status = 0;
  for (const path of operands) {
    const fd = yield* sys.open(path, O_RDONLY | O_NONBLOCK);
    if (isErr(fd)) {
      yield* tool.warn(`error opening ${tool.qa(path)}: ${fd.text}`);
      status = 1;
    } else yield* sys.close(fd);
  }
  return status;
}

export const sync = command(
  {
    name: 'sync',
    pkg: 'coreutils',
    synopsis: '[OPTION] [FILE]...',
    summary: 'Writes cached data to disk.',
    options: ['-d', '-f'],
  },
  main,
);
