// rmdir(1): removes empty directories.
import { isErr, sys, type ByteString, type Sys } from '../../kernel/abi/index.ts';
import { dirName } from '../lib/paths.ts';
import { command, type Tool } from '../lib/tool.ts';

function* main(tool: Tool): Sys<number> {
  let parents = false;
  let verbose = false;
  let lenient = false;
  const { options, operands } = tool.options({
    short: 'pv',
    long: { 'ignore-fail-on-non-empty': 'lenient', parents: 'p', verbose: 'v' },
  });
  for (const option of options) {
    if (option.key === 'p') parents = true;
    else if (option.key === 'v') verbose = true;
    else if (option.key === 'lenient') lenient = true;
    else return yield* tool.other(option);
  }
  if (operands.length === 0) return yield* tool.usage(1, 'missing operand');
  let status = 0;
  for (const operand of operands) {
    let path: ByteString = operand;
    for (let first = true; ; first = false) {
      if (verbose) yield* tool.out.put(`${tool.name}: removing directory, ${tool.qa(path)}\n`);
      const failed = yield* sys.rmdir(path);
      if (isErr(failed)) {
        if (lenient && failed.name === 'ENOTEMPTY') break;
        yield* tool.out.flush();
        yield* tool.warn(
          first
            ? `failed to remove ${tool.qa(path)}: ${failed.text}`
            : `failed to remove directory ${tool.qa(path)}: ${failed.text}`,
        );
        status = 1;
        break;
      }
      const parent = dirName(path);
      if (!parents || parent === '.' || parent === '/' || !path.replace(/\/+$/, '').includes('/')) break;
      path = parent;
    }
  }
  return status;
}

export const rmdir = command(
  {
    name: 'rmdir',
    pkg: 'coreutils',
    synopsis: '[OPTION]... DIRECTORY...',
    summary: 'Removes empty directories.',
    options: ['-p', '-v', '--ignore-fail-on-non-empty'],
  },
  main,
);
