// tee(1): copies standard input to files and to standard output.
import {
  IGNORE,
  isErr,
  O_APPEND,
  O_CREAT,
  O_TRUNC,
  O_WRONLY,
  SIGINT,
  SIGPIPE,
  sys,
  type ByteString,
  type Sys,
} from '../../kernel/abi/index.ts';
import { readRetry } from '../lib/stdio.ts';
import { command, type Tool } from '../lib/tool.ts';

function* main(tool: Tool): Sys<number> {
  let append = false;
  let ignorePipe = false;
  const { options, operands } = tool.options({
    short: 'aip',
    long: { append: 'a', 'ignore-interrupts': 'i', 'output-error=?': 'p' },
  });
  for (const option of options) {
    if (option.key === 'a') append = true;
    else if (option.key === 'i') yield* sys.signal(SIGINT, IGNORE);
    else if (option.key === 'p') ignorePipe = true;
    else return yield* tool.other(option);
  }
  if (ignorePipe) yield* sys.signal(SIGPIPE, IGNORE);
  const targets: { name: ByteString; fd: number; open: boolean }[] = [{ name: 'standard output', fd: 1, open: true }];
  let status = 0;
  for (const name of operands) {
    const fd = yield* sys.open(name, O_WRONLY | O_CREAT | (append ? O_APPEND : O_TRUNC));
    if (isErr(fd)) {
      yield* tool.warn(`${tool.qf(name)}: ${fd.text}`);
      status = 1;
    } else targets.push({ name, fd, open: true });
  }
  while (targets.some((target) => target.open)) {
    const data = yield* readRetry(0);
    if (isErr(data)) return yield* tool.fail(1, `read error: ${data.text}`);
    if (data === '') break;
    for (const target of targets) {
      if (!target.open) continue;
      const done = yield* sys.writeAll(target.fd, data);
      if (!isErr(done)) continue;
      target.open = false;
      if (ignorePipe && done.name === 'EPIPE') continue;
      yield* tool.warn(`${tool.qf(target.name)}: ${done.text}`);
      status = 1;
    }
  }
  return status;
}

export const tee = command(
  {
    name: 'tee',
    pkg: 'coreutils',
    synopsis: '[OPTION]... [FILE]...',
    summary: 'Copies standard input to each FILE and to standard output.',
    options: ['-a', '-i', '-p', '--output-error'],
  },
  main,
);
