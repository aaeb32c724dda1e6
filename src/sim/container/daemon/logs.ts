// docker logs and attach: the container's output, from its log or from its terminal.
import { E, isErr, sys, type Sys } from '../../kernel/abi/index.ts';
import { allocateFd, openMaster } from '../../kernel/index.ts';
import { refusal } from '../cli/index.ts';
import type { Attachment, DockerEngine, Io, LogOptions } from '../engine-api.ts';
import { EngineError } from '../engine-api.ts';
import type { Container, LogChunk } from '../runtime/index.ts';
import { type Daemon, until } from './live.ts';
import { relay } from './relay.ts';

export interface Line {
  readonly at: number;
  readonly stream: LogChunk['stream'];
  readonly text: string;
}

/** Whole lines in the order in which they were finished; what is left of an unfinished one comes last. */
export function linesOf(logs: readonly LogChunk[]): Line[] {
  const open = { stdout: '', stderr: '' };
  const lines: Line[] = [];
  for (const chunk of logs) {
    const parts = (open[chunk.stream] + chunk.bytes).split('\n');
    open[chunk.stream] = parts.pop() ?? '';
    for (const part of parts) lines.push({ at: chunk.at, stream: chunk.stream, text: `${part}\n` });
  }
  const last = logs.at(-1)?.at ?? 0;
  for (const stream of ['stdout', 'stderr'] as const)
    if (open[stream] !== '') lines.push({ at: last, stream, text: open[stream] });
  return lines;
}

function* print(daemon: Daemon, lines: readonly Line[], options: LogOptions, io: Io): Sys<void> {
  for (const line of lines) {
    const text = options.timestamps ? `${daemon.iso(line.at)} ${line.text}` : line.text;
    yield* sys.writeAll(line.stream === 'stdout' ? io.stdout : io.stderr, text);
  }
}

/** Follows the log from byte `from` until the container has ended and everything was copied. */
function* follow(daemon: Daemon, c: Container, from: number, io: Io): Sys<void> {
  let seen = from;
  const ended = (): boolean => c.exitStatus !== undefined && c.status !== 'restarting';
  for (;;) {
    yield* daemon.ask(until([c.logged], () => c.logBytes > seen || ended()));
    const fresh = c.logs.filter((chunk) => chunk.from >= seen);
    for (const chunk of fresh) yield* sys.writeAll(chunk.stream === 'stdout' ? io.stdout : io.stderr, chunk.bytes);
    seen = c.logBytes;
    if (fresh.length === 0 && ended()) return;
  }
}

/** The client's end of the container's terminal, as a descriptor of the client; undefined when there is none. */
function* masterOf(daemon: Daemon, c: Container): Sys<number | undefined> {
  const fd = yield* daemon.ask((k, t) => (c.tty ? allocateFd(t, openMaster(k, c.tty)) : E.ENXIO));
  return isErr(fd) ? undefined : fd;
}

export function logMethods(daemon: Daemon): Pick<DockerEngine, 'logs' | 'attach'> {
  return {
    *logs(ref, options, io) {
      const c = yield* daemon.find(ref);
      if (c instanceof EngineError) return c;
      const all = linesOf(c.logs);
      const count = /^[0-9]+$/.test(options.tail) ? Number(options.tail) : all.length;
      const at = c.logBytes;
      yield* print(daemon, count === 0 ? [] : all.slice(-count), options, io);
      if (options.follow && c.exitStatus === undefined) yield* follow(daemon, c, at, io);
      return undefined;
    },
    *attach(ref, io) {
      const c = yield* daemon.find(ref);
      if (c instanceof EngineError) return c;
      if (c.status === 'paused') return refusal.attachPaused(ref);
      const from = c.logBytes;
      const stream: Attachment['stream'] = function* () {
        yield* daemon.ask(until([daemon.manager.changed], () => c.status !== 'created'));
        const master = c.spec.tty ? yield* masterOf(daemon, c) : undefined;
        if (master === undefined) yield* follow(daemon, c, from, io);
        else
          yield* relay([
            { from: master, to: io.stdout, ends: true },
            ...(io.stdin === undefined ? [] : [{ from: io.stdin, to: master, ends: false }]),
          ]);
      };
      return { stream };
    },
  };
}
