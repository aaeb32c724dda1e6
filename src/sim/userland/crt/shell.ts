// What programs run when they are given no command: the user's shell, as a login shell.
import { sys, type ByteString, type Sys } from '../../kernel/abi/index.ts';
import { baseName } from '../lib/paths.ts';
import { execvp } from '../lib/spawn.ts';

type Env = ReadonlyMap<ByteString, ByteString>;

/** exec of `command`, or of $SHELL with a dash in front of its name. Returns only when that failed. */
export function* execCommandOrShell(tool: string, command: readonly ByteString[], env: Env): Sys<number> {
  if (command.length > 0) {
    const error = yield* execvp(command, env);
    yield* sys.writeAll(2, `${tool}: failed to execute ${command[0]}: ${error.text}\n`);
    return error.name === 'ENOENT' ? 127 : 126;
  }
  const shell = env.get('SHELL') ?? '/bin/sh';
  const error = yield* sys.execve(shell, [`-${baseName(shell)}`], env);
  yield* sys.writeAll(2, `${tool}: failed to execute ${shell}: ${error.text}\n`);
  return error.name === 'ENOENT' ? 127 : 126;
}
