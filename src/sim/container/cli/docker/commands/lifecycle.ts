/** docker kill, stop, restart, pause, unpause, rm, rename, wait: one call per container, names echoed. */
import type { Sys } from '../../../../kernel/abi/index.ts';
import { EngineError, type StopOptions } from '../../../engine-api.ts';
import { bool, flag, type Flags, type FlagSpec } from '../../layer/flags.ts';
import { INT, STRING } from '../../layer/kinds.ts';
import { err, failAll, Failure, forEach, out, words, type DockerContext } from '../context.ts';
import { define, exact, min, type DockerCommand } from '../define.ts';

const SIGNAL = flag('signal', 's', STRING, 'Signal to send to the container');
const both = (name: string): string => `docker container ${name}, docker ${name}`;
const CONTAINERS = 'CONTAINER [CONTAINER...]';

export const kill: DockerCommand = define('kill', {
  use: `[OPTIONS] ${CONTAINERS}`,
  short: 'Kill one or more running containers',
  aliasText: both('kill'),
  args: min(1),
  flags: [SIGNAL],
  run: (c, f) => forEach(c, f.args, (name) => c.engine.kill(name, f.text('signal'))),
});

const STOP_FLAGS: readonly FlagSpec[] = [
  SIGNAL,
  flag('timeout', 't', INT, 'Seconds to wait before killing the container'),
  flag('time', '', INT, 'Seconds to wait before killing the container (deprecated: use --timeout)', {
    deprecated: 'use --timeout instead',
    target: 'timeout',
  }),
];

/** The old name is another flag: giving both is a conflict. */
function stopOptions(f: Flags): StopOptions {
  if (f.has('time') && f.has('timeout'))
    throw new Failure('conflicting options: cannot specify both --timeout and --time');
  return { signal: f.text('signal'), timeout: f.has('timeout') || f.has('time') ? f.number('timeout') : undefined };
}

export const stop: DockerCommand = define('stop', {
  use: `[OPTIONS] ${CONTAINERS}`,
  short: 'Stop one or more running containers',
  aliasText: both('stop'),
  args: min(1),
  flags: STOP_FLAGS,
  run: (c, f) => {
    const options = stopOptions(f);
    return forEach(c, f.args, (name) => c.engine.stop(name, options));
  },
});

export const restart: DockerCommand = define('restart', {
  use: `[OPTIONS] ${CONTAINERS}`,
  short: 'Restart one or more containers',
  aliasText: both('restart'),
  args: min(1),
  flags: STOP_FLAGS,
  *run(c, f) {
    const options = stopOptions(f);
    return yield* oneByOne(c, f.args, (name) => c.engine.restart(name, options));
  },
});

/** As the client does where it does not run things at once. */
function* oneByOne(
  c: DockerContext,
  names: readonly string[],
  act: (name: string) => Sys<void | EngineError>,
): Sys<number> {
  const errors: string[] = [];
  for (const name of names) {
    const r = yield* act(name);
    if (r instanceof EngineError) errors.push(words(c, r));
    else yield* out(name + '\n');
  }
  failAll(errors);
  return 0;
}

export const pause: DockerCommand = define('pause', {
  use: CONTAINERS,
  short: 'Pause all processes within one or more containers',
  aliasText: both('pause'),
  args: min(1),
  run: (c, f) => forEach(c, f.args, (name) => c.engine.pause(name)),
});

export const unpause: DockerCommand = define('unpause', {
  use: CONTAINERS,
  short: 'Unpause all processes within one or more containers',
  aliasText: both('unpause'),
  args: min(1),
  run: (c, f) => forEach(c, f.args, (name) => c.engine.unpause(name)),
});

export const rm: DockerCommand = define('rm', {
  use: `[OPTIONS] ${CONTAINERS}`,
  short: 'Remove one or more containers',
  aliases: ['remove'],
  aliasText: 'docker container rm, docker container remove, docker rm',
  args: min(1),
  flags: [
    bool('force', 'f', 'Force the removal of a running container (uses SIGKILL)'),
    bool('link', 'l', 'Remove the specified link'),
    bool('volumes', 'v', 'Remove anonymous volumes associated with the container'),
  ],
  run: (c, f) =>
    forEach(
      c,
      f.args,
      (name) =>
        c.engine.remove(name.replace(/^\/+|\/+$/g, ''), {
          force: f.bool('force'),
          volumes: f.bool('volumes'),
          link: f.bool('link'),
        }),
      (e) => f.bool('force') && e.status === 404,
    ),
});

export const rename: DockerCommand = define('rename', {
  use: 'CONTAINER NEW_NAME',
  short: 'Rename a container',
  aliasText: both('rename'),
  args: exact(2),
  *run(c, f) {
    const [from = '', to = ''] = f.args.map((a) => a.trim());
    if (from === '' || to === '') throw new Failure('Error: Neither old nor new names may be empty');
    const r = yield* c.engine.rename(from, to);
    if (r instanceof EngineError) {
      yield* err(words(c, r) + '\n');
      throw new Failure(`Error: failed to rename container named ${from}`);
    }
    return 0;
  },
});

export const wait: DockerCommand = define('wait', {
  use: CONTAINERS,
  short: 'Block until one or more containers stop, then print their exit codes',
  aliasText: both('wait'),
  args: min(1),
  *run(c, f) {
    const errors: string[] = [];
    for (const name of f.args) {
      const code = yield* c.engine.wait(name, 'not-running');
      if (code instanceof EngineError) errors.push(words(c, code));
      else yield* out(`${code}\n`);
    }
    failAll(errors);
    return 0;
  },
});
