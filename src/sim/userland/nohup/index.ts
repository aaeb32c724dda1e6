// nohup(1): runs a program that a hang-up does not end.
import { IGNORE, isErr, O_APPEND, O_CREAT, O_WRONLY, SIGHUP, sys, type Sys } from '../../kernel/abi/index.ts';
import { join } from '../lib/paths.ts';
import { execvp } from '../lib/spawn.ts';
import { command, type Tool } from '../lib/tool.ts';

const FAILURE = 125;

function* main(tool: Tool): Sys<number> {
  const { options, operands } = tool.options({ short: '+' });
  for (const option of options) return yield* tool.other(option, FAILURE);
  if (operands.length === 0) return yield* tool.usage(FAILURE, 'missing operand');
  const input = yield* sys.isatty(0);
  const output = yield* sys.isatty(1);
  const errors = yield* sys.isatty(2);
  if (input) {
    const fd = yield* sys.open('/dev/null', O_WRONLY);
    if (!isErr(fd)) {
      yield* sys.dup2(fd, 0);
      if (fd !== 0) yield* sys.close(fd);
    }
    if (!output && !errors) yield* tool.warn('ignoring input');
  }
  const stdoutClosed = isErr(yield* sys.fstat(1));
  if (output || (errors && stdoutClosed)) {
    let name = 'nohup.out';
    let fd = yield* sys.open(name, O_WRONLY | O_CREAT | O_APPEND, 0o600);
    const home = tool.env.get('HOME');
    if (isErr(fd)) {
      const first = fd;
      if (home === undefined) return yield* tool.fail(FAILURE, `failed to open ${tool.qa(name)}: ${first.text}`);
      const other = join(home, name);
      fd = yield* sys.open(other, O_WRONLY | O_CREAT | O_APPEND, 0o600);
      if (isErr(fd)) {
        yield* tool.warn(`failed to open ${tool.qa(name)}: ${first.text}`);
        return yield* tool.fail(FAILURE, `failed to open ${tool.qa(other)}: ${fd.text}`);
      }
      name = other;
    }
    yield* tool.warn(
      input ? `ignoring input and appending output to ${tool.qa(name)}` : `appending output to ${tool.qa(name)}`,
    );
    if (output) {
      yield* sys.dup2(fd, 1);
      if (errors) yield* sys.dup2(1, 2);
    } else yield* sys.dup2(fd, 2);
    if (fd > 2) yield* sys.close(fd);
  } else if (errors) {
    yield* tool.warn(input ? 'ignoring input and redirecting stderr to stdout' : 'redirecting stderr to stdout');
    yield* sys.dup2(1, 2);
  }
  yield* sys.signal(SIGHUP, IGNORE);
  const failed = yield* execvp(operands, tool.env);
  yield* tool.warn(`failed to run command ${tool.qa(operands[0] ?? '')}: ${failed.text}`);
  return failed.name === 'ENOENT' ? 127 : 126;
}

export const nohup = command(
  { name: 'nohup', pkg: 'coreutils', synopsis: 'COMMAND [ARG]...', summary: 'Runs COMMAND, ignoring hangup signals.' },
  main,
  FAILURE,
);
