/** What both clients of the node's cluster need: questions to the kubelet, a container's log, a command in a container. */
import { E, type Errno, isErr, sys, type Sys } from '../../kernel/abi/index.ts';
import { allocateFd, openMaster } from '../../kernel/index.ts';
import { type Exec, startExec } from '../daemon/exec.ts';
import { type Ask, until } from '../daemon/live.ts';
import { linesOf } from '../daemon/logs.ts';
import { relay } from '../daemon/relay.ts';
import { startError } from '../daemon/texts.ts';
import type { Io } from '../engine-api.ts';
import { type Container, dockerExitCode } from '../runtime/index.ts';
import type { Kubelet } from './kubelet.ts';
import { isoNano } from './objects.ts';

const SERVICE = 'kubelet';

export type AskKubelet = <T>(question: Ask<T>) => Sys<T>;

export function askKubelet(kubelet: Kubelet): AskKubelet {
  kubelet.manager.host.k.services.set(SERVICE, (k, t, body, call) => (body as Ask<unknown>)(k, t, call));
  return function* <T>(question: Ask<T>): Sys<T> {
    for (;;) {
      const answer = (yield* sys.request(SERVICE, question)) as T | Errno;
      if (!isErr(answer) || answer.name !== 'EINTR') return answer as T;
    }
  };
}

export interface LogWanted {
  readonly follow: boolean;
  readonly timestamps: boolean;
  readonly tail: number | undefined;
  /** Only lines written at or after this time. */
  readonly since?: number;
}

export type LogSink = (text: string, stream: 'stdout' | 'stderr') => Sys<void>;

/** Line by line; following ends with the container. */
export function* readLog(kubelet: Kubelet, ask: AskKubelet, c: Container, wanted: LogWanted, each: LogSink): Sys<void> {
  let shown = 0;
  for (let first = true; ; first = false) {
    const { lines, ended } = yield* ask(() => ({ lines: linesOf(c.logs), ended: c.exitStatus !== undefined }));
    const whole = ended || !wanted.follow ? lines : lines.filter((line) => line.text.endsWith('\n'));
    if (first && wanted.tail !== undefined) shown = Math.max(0, whole.length - wanted.tail);
    for (const line of whole.slice(shown)) {
      if (wanted.since !== undefined && line.at < wanted.since) continue;
      const text = line.text.endsWith('\n') ? line.text : `${line.text}\n`;
      yield* each(wanted.timestamps ? `${isoNano(kubelet, line.at)} ${text}` : text, line.stream);
    }
    shown = whole.length;
    if (!wanted.follow || ended) return;
    const bytes = yield* ask(() => c.logBytes);
    yield* ask(until([c.logged], () => c.logBytes > bytes || c.exitStatus !== undefined));
  }
}

/** The terminal of the container's first process, or what it writes when it has none, until it ends. */
export function* joinMain(kubelet: Kubelet, ask: AskKubelet, c: Container, io: Io): Sys<void> {
  const master = yield* ask((k, t) => (c.tty ? allocateFd(t, openMaster(k, c.tty)) : E.ENXIO));
  if (isErr(master)) {
    yield* readLog(kubelet, ask, c, { follow: true, timestamps: false, tail: undefined }, function* (text, stream) {
      yield* sys.writeAll(stream === 'stdout' ? io.stdout : io.stderr, text);
    });
    return;
  }
  const input = io.stdin === undefined ? [] : [{ from: io.stdin, to: master, ends: false }];
  yield* relay([{ from: master, to: io.stdout, ends: true }, ...input]);
  yield* sys.close(master);
}

/** Runs a command in a container to its end: its exit code, or the runtime's words when it could not be started. */
export function* runIn(
  kubelet: Kubelet,
  ask: AskKubelet,
  c: Container,
  request: { readonly cmd: readonly string[]; readonly tty: boolean },
  io: Io,
): Sys<number | string> {
  const { manager } = kubelet;
  const exec: Exec = {
    c,
    request: {
      ...request,
      user: '',
      workdir: '',
      env: [],
      detach: false,
      privileged: false,
      attachStdin: io.stdin !== undefined,
    },
    session: undefined,
    failure: undefined,
  };
  const pairs = yield* startExec({ manager, ask }, exec, io);
  if (isErr(pairs)) return pairs.text;
  yield* relay(pairs);
  for (const pair of pairs) if (pair.from > 2) yield* sys.close(pair.from);
  yield* ask(until([manager.changed], () => exec.session?.status !== undefined));
  if (exec.failure) return startError('exec', request.cmd[0] ?? '', exec.failure);
  return dockerExitCode(exec.session?.status ?? 0);
}
