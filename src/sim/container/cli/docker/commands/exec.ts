/** docker exec: another process in a running container. */
import type { Sys } from '../../../../kernel/abi/index.ts';
import { bool, flag } from '../../layer/flags.ts';
import { STRING } from '../../layer/kinds.ts';
import { Failure, must, type DockerContext } from '../context.ts';
import { define, min, type DockerCommand } from '../define.ts';
import { ENV, LIST } from '../kinds.ts';
import { environment } from '../environment.ts';
import { checkTty, rawTerminal } from '../terminal.ts';

export const exec: DockerCommand = define('exec', {
  use: '[OPTIONS] CONTAINER COMMAND [ARG...]',
  short: 'Execute a command in a running container',
  aliasText: 'docker container exec, docker exec',
  group: 'common',
  args: min(2),
  interspersed: false,
  flags: [
    bool('detach', 'd', 'Detached mode: run command in the background'),
    flag('detach-keys', '', STRING, 'Override the key sequence for detaching a container'),
    flag('env', 'e', ENV, 'Set environment variables'),
    flag('env-file', '', LIST, 'Read in a file of environment variables'),
    bool('interactive', 'i', 'Keep STDIN open even if not attached'),
    bool('privileged', '', 'Give extended privileges to the command'),
    bool('tty', 't', 'Allocate a pseudo-TTY'),
    flag('user', 'u', STRING, 'Username or UID (format: "<name|uid>[:<group|gid>]")'),
    flag('workdir', 'w', STRING, 'Working directory inside the container'),
  ],
  support: 'partial',
  missing: 'detach keys',
  *run(c, f) {
    const [container = '', ...cmd] = f.args;
    const [tty, detach, interactive] = [f.bool('tty'), f.bool('detach'), f.bool('interactive')];
    const env = yield* environment(c, f.list('env-file'), f.list('env'));
    // "No such container" comes before "not a TTY".
    yield* must(c, c.engine.inspect(container, false));
    const attachStdin = interactive && !detach;
    if (!detach) yield* checkTty(attachStdin, tty);
    const id = yield* must(
      c,
      c.engine.execCreate(container, {
        cmd,
        user: f.text('user'),
        workdir: f.text('workdir'),
        env,
        tty,
        attachStdin,
        detach,
        privileged: f.bool('privileged'),
      }),
    );
    return yield* run(c, id, attachStdin, tty, detach);
  },
});

function* run(c: DockerContext, id: string, attachStdin: boolean, tty: boolean, detach: boolean): Sys<number> {
  const io = { stdin: attachStdin ? 0 : undefined, stdout: 1, stderr: tty ? 1 : 2 };
  if (detach) {
    yield* must(c, c.engine.execStart(id, io));
    return 0;
  }
  yield* rawTerminal(attachStdin && tty, () => must(c, c.engine.execStart(id, io)));
  const code = yield* must(c, c.engine.execExitCode(id));
  if (code !== 0) throw new Failure('', code);
  return 0;
}
