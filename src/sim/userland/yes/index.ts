// yes(1): says the same for ever.
import { isErr, sys, type Sys } from '../../kernel/abi/index.ts';
import { command, type Tool } from '../lib/tool.ts';

/** One write carries about this much, as the real tool does. */
const CHUNK = 8192;

function* main(tool: Tool): Sys<number> {
  const { options, operands } = tool.options({ short: '+' });
  for (const option of options) return yield* tool.other(option);
  const line = `${operands.length > 0 ? operands.join(' ') : 'y'}\n`;
  const block = line.repeat(Math.max(1, Math.floor(CHUNK / line.length)));
  for (;;) {
    const done = yield* sys.writeAll(1, block);
    if (isErr(done)) return yield* tool.fail(1, `standard output: ${done.text}`);
  }
}

export const yes = command(
  { name: 'yes', pkg: 'coreutils', synopsis: '[STRING]...', summary: "Writes STRING, or 'y', until it is killed." },
  main,
);
