// setsid(1) of util-linux: runs a program in a session of its own.
import { isErr, sys, wExitStatus, wIfExited, type Sys } from '../../kernel/abi/index.ts';
import { baseName } from '../lib/paths.ts';
import { execvp, waitFor } from '../lib/spawn.ts';
import { command, type Tool } from '../lib/tool.ts';

function* main(tool: Tool): Sys<number> {
  let controlling = false;
  let alwaysFork = false;
  let wait = false;
  const name = baseName(tool.name);
  const { options, operands } = tool.options({ short: '+Vhcfw', long: { ctty: 'c', fork: 'f', wait: 'w' } });
  for (const option of options) {
    if (option.key === 'c') controlling = true;
    else if (option.key === 'f') alwaysFork = true;
    else if (option.key === 'w') wait = true;
    else
      return yield* tool.other(
        option.key === 'V'
          ? { key: 'version', arg: undefined }
          : option.key === 'h'
            ? { key: 'help', arg: undefined }
            : option,
      );
  }
  if (operands.length === 0) {
    yield* tool.raw(`${name}: no command specified\nTry '${name} --help' for more information.\n`);
    return 1;
  }
  const run = function* (): Sys<number> {
    const session = yield* sys.setsid();
    if (isErr(session)) {
      yield* tool.raw(`${name}: setsid failed: ${session.text}\n`);
      return 1;
    }
    if (controlling) {
      const failed = yield* sys.setctty(0);
      if (isErr(failed)) {
        yield* tool.raw(`${name}: failed to set the controlling terminal: ${failed.text}\n`);
        return 1;
      }
    }
    const failed = yield* execvp(operands, tool.env);
    yield* tool.raw(`${name}: failed to execute ${operands[0] ?? ''}: ${failed.text}\n`);
    return failed.name === 'ENOENT' ? 127 : 126;
  };
  // a group leader cannot make a session: a child can
  const leader = (yield* sys.getpgid()) === (yield* sys.getpid());
  if (!alwaysFork && !leader) return yield* run();
  const pid = yield* sys.fork(run);
  if (isErr(pid)) {
    yield* tool.raw(`${name}: fork: ${pid.text}\n`);
    return 1;
  }
  if (!wait) return 0;
  const status = yield* waitFor(pid);
  return wIfExited(status) ? wExitStatus(status) : 1;
}

export const setsid = command(
  {
    name: 'setsid',
    pkg: 'util-linux',
    synopsis: '[options] <program> [arguments ...]',
    summary: 'Runs a program in a new session.',
    options: ['-c', '-f', '-w'],
  },
  main,
);
