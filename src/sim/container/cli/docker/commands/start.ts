/** docker start: containers that exist already, attached or not. */
import type { Sys } from '../../../../kernel/abi/index.ts';
import { EngineError } from '../../../engine-api.ts';
import { bool, flag } from '../../layer/flags.ts';
import { STRING } from '../../layer/kinds.ts';
import { err, Failure, must, out, words, type DockerContext } from '../context.ts';
import { define, min, type DockerCommand } from '../define.ts';
import { at } from '../json-path.ts';
import { proxySignals } from '../signals.ts';

export const start: DockerCommand = define('start', {
  use: '[OPTIONS] CONTAINER [CONTAINER...]',
  short: 'Start one or more stopped containers',
  aliasText: 'docker container start, docker start',
  args: min(1),
  flags: [
    bool('attach', 'a', 'Attach STDOUT/STDERR and forward signals'),
    flag('checkpoint', '', STRING, 'Restore from this checkpoint', { windows: true }),
    flag('checkpoint-dir', '', STRING, 'Use a custom checkpoint storage directory', { windows: true }),
    flag('detach-keys', '', STRING, 'Override the key sequence for detaching a container'),
    bool('interactive', 'i', "Attach container's STDIN"),
  ],
  support: 'partial',
  missing: 'checkpoints',
  *run(c, f) {
    if (f.bool('attach') || f.bool('interactive')) return yield* attached(c, f.args, f.bool('interactive'));
    const failed: string[] = [];
    for (const name of f.args) {
      const r = yield* c.engine.start(name);
      if (r instanceof EngineError) {
        yield* err(words(c, r) + '\n');
        failed.push(name);
      } else yield* out(name + '\n');
    }
    if (failed.length > 0) throw new Failure(`Error: failed to start containers: ${failed.join(', ')}`);
    return 0;
  },
});

function* attached(c: DockerContext, names: readonly string[], interactive: boolean): Sys<number> {
  if (names.length > 1) throw new Failure('you cannot start and attach multiple containers at once');
  const found = yield* must(c, c.engine.inspect(names[0] as string, false));
  const id = String(at(found, 'Id'));
  const stdin = interactive && at(found, 'Config', 'OpenStdin') === true ? 0 : undefined;
  if (at(found, 'Config', 'Tty') !== true) yield* proxySignals(c, id);
  const stream = yield* must(c, c.engine.attach(id, { stdin, stdout: 1, stderr: 2 }));
  yield* must(c, c.engine.start(id));
  yield* stream.stream();
  return yield* must(c, c.engine.wait(id, 'not-running'));
}
