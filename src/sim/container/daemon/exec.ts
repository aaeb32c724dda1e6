// docker exec: a process in a running container, its descriptors relayed by the client.
import { type Errno, isErr, sys, type Sys } from '../../kernel/abi/index.ts';
import { allocateFd, openMaster, openNull, openPipe, type OpenFile } from '../../kernel/index.ts';
import { refusal } from '../cli/index.ts';
import type { DockerEngine, ExecRequest, Io } from '../engine-api.ts';
import { EngineError } from '../engine-api.ts';
import { type Container, dockerExitCode, type ExecSession } from '../runtime/index.ts';
import { type Daemon, until } from './live.ts';
import { type Pair, relay } from './relay.ts';
import { startError } from './texts.ts';

export interface Exec {
  readonly c: Container;
  readonly request: ExecRequest;
  session: ExecSession | undefined;
  failure: Errno | undefined;
}

/** Starts it with pipes (or a terminal) whose other ends become descriptors of the client. */
export function* startExec(
  { manager, ask }: Pick<Daemon, 'manager' | 'ask'>,
  exec: Exec,
  io: Io,
): Sys<readonly Pair[] | Errno> {
  const { c, request } = exec;
  const size = request.tty ? yield* sys.getwinsize(io.stdout) : undefined;
  return yield* ask((k, t) => {
    const uid = /^[0-9]+/.exec(request.user)?.[0];
    const common = {
      argv: request.cmd,
      ...(uid === undefined ? {} : { uid: Number(uid) }),
      ...(request.workdir === '' ? {} : { cwd: request.workdir }),
      env: Object.fromEntries(
        request.env.map((each) => [each.slice(0, each.indexOf('=')), each.slice(each.indexOf('=') + 1)]),
      ),
      onExit: () => k.wake(manager.changed),
      startFailed: (error: Errno) => {
        exec.failure = error;
      },
    };
    const give = (file: OpenFile): number => {
      const fd = allocateFd(t, file);
      return isErr(fd) ? -1 : fd;
    };
    if (request.tty) {
      exec.session = manager.exec(c, {
        ...common,
        tty: {
          size: size === undefined || isErr(size) ? { rows: 24, cols: 80 } : size,
          title: c.spec.name,
          term: 'xterm',
        },
      });
      if (!exec.session.tty || request.detach) return [];
      const master = give(openMaster(k, exec.session.tty));
      return [
        { from: master, to: io.stdout, ends: true },
        ...(io.stdin === undefined ? [] : [{ from: io.stdin, to: master, ends: false }]),
      ];
    }
    const out = openPipe(k);
    const err = openPipe(k);
    const input = io.stdin === undefined ? undefined : openPipe(k);
    exec.session = manager.exec(c, {
      ...common,
      stdio: { stdin: input ? input.r : openNull(), stdout: out.w, stderr: err.w },
    });
    if (request.detach) return [];
    const pairs: Pair[] = [
      { from: give(out.r), to: io.stdout, ends: true },
      { from: give(err.r), to: io.stderr, ends: true },
    ];
    if (input && io.stdin !== undefined) pairs.push({ from: io.stdin, to: give(input.w), ends: false, closes: true });
    return pairs;
  });
}

export function execMethods(daemon: Daemon): Pick<DockerEngine, 'execCreate' | 'execStart' | 'execExitCode'> {
  const { manager, ask } = daemon;
  const execs = new Map<string, Exec>();

  return {
    *execCreate(ref, request) {
      const c = yield* daemon.find(ref);
      if (c instanceof EngineError) return c;
      if (c.status === 'restarting') return refusal.execRestarting(c.id);
      if (c.status === 'paused') return refusal.execPaused(ref);
      if (c.status !== 'running') return refusal.notRunning(c.id);
      if (request.user !== '' && request.user !== 'root' && !/^[0-9]+/.test(request.user)) {
        return refusal.noUser(request.user);
      }
      const id = `${c.id.slice(0, 48)}${String(execs.size).padStart(16, '0')}`;
      execs.set(id, { c, request, session: undefined, failure: undefined });
      return id;
    },
    *execStart(id, io) {
      const exec = execs.get(id);
      if (!exec) return new EngineError(404, `No such exec instance: ${id}`);
      const pairs = yield* startExec(daemon, exec, io);
      if (isErr(pairs)) return new EngineError(500, pairs.text);
      if (exec.request.detach) {
        yield* sys.nanosleep(1000);
        return exec.failure
          ? new EngineError(400, startError('exec', exec.request.cmd[0] ?? '', exec.failure))
          : undefined;
      }
      yield* relay(pairs);
      for (const pair of pairs) if (pair.from > 2) yield* sys.close(pair.from);
      yield* ask(until([manager.changed], () => exec.session?.status !== undefined));
      if (exec.failure)
        yield* sys.writeAll(io.stdout, `${startError('exec', exec.request.cmd[0] ?? '', exec.failure)}\r\n`);
      return undefined;
    },
    *execExitCode(id) {
      const exec = execs.get(id);
      yield* ask(() => undefined);
      // What dockerd says of a program that is there and could not be invoked (moby, daemon/exec.go).
      if (exec?.failure?.name === 'EAGAIN') return 126;
      return exec?.session?.status === undefined ? 0 : dockerExitCode(exec.session.status);
    },
  };
}
