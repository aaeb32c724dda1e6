// mkfifo(1): makes named pipes.
import { isErr, sys, type ByteString, type Sys } from '../../kernel/abi/index.ts';
import { applyMode, parseMode } from '../lib/mode.ts';
import { command, type Tool } from '../lib/tool.ts';

function* main(tool: Tool): Sys<number> {
  let modeText: ByteString | undefined;
  const { options, operands } = tool.options({ short: 'm:Z', long: { 'context=?': 'Z', 'mode=': 'm' } });
  for (const option of options) {
    if (option.key === 'm') modeText = option.arg;
    else if (option.key !== 'Z') return yield* tool.other(option);
  }
  if (operands.length === 0) return yield* tool.usage(1, 'missing operand');
  let mode: number | undefined;
  if (modeText !== undefined) {
    const changes = parseMode(modeText);
    if (!changes) return yield* tool.fail(1, 'invalid mode');
    const umask = yield* sys.umask(0);
    yield* sys.umask(umask);
    mode = applyMode(0o666, changes, false, umask);
    if ((mode & ~0o777) !== 0) return yield* tool.fail(1, 'mode must specify only file permission bits');
  }
  let status = 0;
  for (const path of operands) {
    const failed = yield* sys.mkfifo(path, 0o666);
    if (isErr(failed)) {
      yield* tool.warn(`cannot create fifo ${tool.qa(path)}: ${failed.text}`);
      status = 1;
    } else if (mode !== undefined) yield* sys.chmod(path, mode);
  }
  return status;
}

export const mkfifo = command(
  { name: 'mkfifo', pkg: 'coreutils', synopsis: '[OPTION]... NAME...', summary: 'Makes named pipes.', options: ['-m'] },
  main,
);
