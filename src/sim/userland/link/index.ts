// link(1) and unlink(1): the bare system calls.
import { isErr, sys, type Sys } from '../../kernel/abi/index.ts';
import { command, type Tool } from '../lib/tool.ts';

function* linkMain(tool: Tool): Sys<number> {
  const { options, operands } = tool.options({ short: '' });
  for (const option of options) return yield* tool.other(option);
  const [from, to, extra] = operands;
  if (from === undefined) return yield* tool.usage(1, 'missing operand');
  if (to === undefined) return yield* tool.usage(1, `missing operand after ${tool.q(from)}`);
  if (extra !== undefined) return yield* tool.usage(1, `extra operand ${tool.q(extra)}`);
  const failed = yield* sys.link(from, to);
  return isErr(failed)
    ? yield* tool.fail(1, `cannot create link ${tool.qa(to)} to ${tool.qa(from)}: ${failed.text}`)
    : 0;
}

function* unlinkMain(tool: Tool): Sys<number> {
  const { options, operands } = tool.options({ short: '' });
  for (const option of options) return yield* tool.other(option);
  const [path, extra] = operands;
  if (path === undefined) return yield* tool.usage(1, 'missing operand');
  if (extra !== undefined) return yield* tool.usage(1, `extra operand ${tool.q(extra)}`);
  const failed = yield* sys.unlink(path);
  return isErr(failed) ? yield* tool.fail(1, `cannot unlink ${tool.qa(path)}: ${failed.text}`) : 0;
}

export const link = command(
  { name: 'link', pkg: 'coreutils', synopsis: 'FILE1 FILE2', summary: 'Makes FILE2 a link to FILE1.' },
  linkMain,
);
export const unlink = command(
  { name: 'unlink', pkg: 'coreutils', synopsis: 'FILE', summary: 'Removes a name.' },
  unlinkMain,
);
