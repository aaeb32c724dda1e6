/** docker run and docker create. */
import type { Sys } from '../../../../kernel/abi/index.ts';
import { EngineError, type CreateRequest } from '../../../engine-api.ts';
import { bool, flag, type Flags, type FlagSpec } from '../../layer/flags.ts';
import { STRING } from '../../layer/kinds.ts';
import { CONTAINER_FLAGS } from '../container-flags.ts';
import { err, Failure, out, words, type DockerContext } from '../context.ts';
import { createRequest, withHelp } from '../create-request.ts';
import { define, min, type Definition, type DockerCommand } from '../define.ts';
import { pullWithProgress } from '../progress.ts';
import { familiar, parseReference } from '../reference.ts';
import { proxySignals } from '../signals.ts';
import { checkTty, rawTerminal } from '../terminal.ts';

const pullFlag = (usage: string): FlagSpec => flag('pull', '', STRING, usage, { def: 'missing' });

const SHARED: Pick<Definition, 'args' | 'interspersed' | 'support' | 'missing'> = {
  args: min(1),
  interspersed: false,
  support: 'partial',
  missing:
    'options of devices, block I/O, CPU tuning, health checks, logging drivers and networks are read and checked, then have no effect',
};

/** Creates the container, pulling its image when that is missing. An error is the words for the user. */
function* createContainer(c: DockerContext, f: Flags, request: CreateRequest): Sys<{ id: string } | { error: string }> {
  const ref = parseReference(request.image);
  if (typeof ref === 'string' && !/^[a-f0-9]{64}$/.test(request.image)) return { error: ref };
  const quiet = f.bool('quiet');
  const pull = (): Sys<EngineError | void> => pullWithProgress(c, request.image, quiet);
  if (f.text('pull') === 'always') {
    const failed = yield* pull();
    if (failed instanceof EngineError) return { error: words(c, failed) };
  }
  let made = yield* c.engine.create(request);
  if (made instanceof EngineError && made.status === 404 && typeof ref !== 'string' && f.text('pull') === 'missing') {
    const full = ref.tag === undefined && ref.digest === undefined ? { ...ref, tag: 'latest' } : ref;
    if (!quiet) yield* err(`Unable to find image '${familiar(full)}' locally\n`);
    const failed = yield* pull();
    if (failed instanceof EngineError) return { error: words(c, failed) };
    made = yield* c.engine.create(request);
  }
  if (made instanceof EngineError) return { error: words(c, made) };
  // A resolver on the loopback address of the host is not there inside a container.
  for (const ip of f.list('dns').filter((d) => /^127\.|^::1$/.test(d)))
    yield* err(`WARNING: Localhost DNS (${ip}) may fail in containers.\n`);
  for (const w of made.warnings) yield* err(`WARNING: ${w}\n`);
  return { id: made.id };
}

export const create: DockerCommand = define('create', {
  ...SHARED,
  use: '[OPTIONS] IMAGE [COMMAND] [ARG...]',
  short: 'Create a new container',
  aliasText: 'docker container create, docker create',
  flags: [...CONTAINER_FLAGS, pullFlag('Pull image before creating ("always", "|missing", "never")')],
  *run(c, f) {
    const made = yield* createContainer(c, f, yield* createRequest(c, f, 'create'));
    if ('error' in made) throw new Failure(made.error);
    yield* out(made.id + '\n');
    return 0;
  },
});

export const run: DockerCommand = define('run', {
  ...SHARED,
  use: '[OPTIONS] IMAGE [COMMAND] [ARG...]',
  short: 'Create and run a new container from an image',
  aliasText: 'docker container run, docker run',
  group: 'common',
  flags: [
    ...CONTAINER_FLAGS,
    bool('detach', 'd', 'Run container in background and print container ID'),
    flag('detach-keys', '', STRING, 'Override the key sequence for detaching a container'),
    pullFlag('Pull image before running ("always", "missing", "never")'),
    bool('sig-proxy', '', 'Proxy received signals to the process', { def: true }),
  ],
  *run(c, f) {
    const request = yield* createRequest(c, f, 'run');
    const detach = f.bool('detach');
    const streams = f.list('attach');
    const attachStdin = !detach && (request.openStdin || streams.includes('stdin'));
    if (!detach) yield* checkTty(attachStdin, request.tty);
    else if (streams.length > 0) throw new Failure('conflicting options: cannot specify both --attach and --detach');
    const made = yield* createContainer(c, f, request);
    if ('error' in made) throw withHelp(made.error, 'run', 125);
    if (detach) {
      const failed = yield* c.engine.start(made.id);
      // The id is shown while the container starts, so also when that fails.
      yield* out(made.id + '\n');
      if (failed instanceof EngineError) throw startFailure(words(c, failed));
      return 0;
    }
    if (f.bool('sig-proxy')) yield* proxySignals(c, made.id);
    return yield* attached(c, made.id, request, attachStdin);
  },
});

/** The exit code of a start that failed is read off the daemon's words: 127 not found, 126 not executable, else 125. */
function startFailure(message: string): Failure {
  const missing = ['executable file not found', 'no such file or directory', 'system cannot find the file specified'];
  if (missing.some((m) => message.includes(m))) return withHelp(message, 'run', 127);
  if (message.includes('permission denied') || message.includes('is a directory')) return withHelp(message, 'run', 126);
  return withHelp(message, 'run', 125);
}

function* attached(c: DockerContext, id: string, request: CreateRequest, attachStdin: boolean): Sys<number> {
  const io = { stdin: attachStdin ? 0 : undefined, stdout: 1, stderr: request.tty ? 1 : 2 };
  const stream = yield* c.engine.attach(id, io);
  if (stream instanceof EngineError) throw new Failure(words(c, stream));
  const started = yield* c.engine.start(id);
  if (started instanceof EngineError) throw startFailure(words(c, started));
  yield* rawTerminal(attachStdin && request.tty, () => stream.stream());
  const code = yield* c.engine.wait(id, request.autoRemove ? 'removed' : 'next-exit');
  if (code instanceof EngineError) {
    yield* err(`time="" level=error msg="error waiting for container: ${code.message}"\n`);
    return 125;
  }
  return code;
}
