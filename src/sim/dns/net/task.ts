// One running program: a lookup, one of its goroutines, or a server's work on a query.
import type { Entry, Micros, Rng } from '../../../engine/index.ts';
import type { EchoAnswer, Net, Wanted } from './calls.ts';
import type { QueryId, SocketId } from './events.ts';
import type { Frame } from './frames.ts';
import type { Host } from './host.ts';
import type { Service } from './service.ts';

/** Where the output of a tool goes: 1 is standard output, 2 standard error. */
export type Print = (fd: 1 | 2, text: string) => void;

/** What a task waits for. */
export type Waiting =
  | { readonly kind: 'poll'; readonly wanted: readonly Wanted[] }
  | { readonly kind: 'connect'; readonly socket: SocketId }
  | { readonly kind: 'sleep' }
  | { readonly kind: 'echo' }
  | { readonly kind: 'capture' }
  | { readonly kind: 'children'; readonly race: boolean; readonly children: readonly Task[]; left: number };

export interface Task {
  readonly lane: string;
  readonly host: Host;
  /** What runs, and below it those that wait for it (net.run). */
  program: Net<unknown>;
  readonly callers: Net<unknown>[];
  readonly rng: Rng;
  readonly parent: Task | undefined;
  /** The query that a serving program was started for. */
  readonly serving: { readonly query: QueryId; readonly send: (bytes: Uint8Array) => void } | undefined;
  readonly print: Print | undefined;
  /** Of a connection's program: what listened. */
  service?: Service;
  readonly sockets: Set<SocketId>;
  /** Answers to pings that nobody has taken yet. */
  readonly echoes: EchoAnswer[];
  /** Captured packets that nobody has taken yet; undefined: it does not capture. */
  frames: Frame[] | undefined;
  waiting: Waiting | undefined;
  timer: Entry<() => void> | undefined;
  state: 'running' | 'done' | 'dropped';
  value: unknown;
  endedAt: Micros;
  /** SIGINT: kills (undefined), is caught, has come. */
  interrupt: 'caught' | 'came' | undefined;
}

export const newTask = (
  given: Pick<Task, 'lane' | 'host' | 'program' | 'parent' | 'serving' | 'rng' | 'print'>,
): Task => ({
  ...given,
  callers: [],
  sockets: new Set(),
  echoes: [],
  frames: undefined,
  waiting: undefined,
  timer: undefined,
  state: 'running',
  value: undefined,
  endedAt: 0,
  interrupt: undefined,
});

/** The task that the others of a program were started by. */
export const rootOf = (task: Task): Task => (task.parent ? rootOf(task.parent) : task);

/** What the caller of World.start holds. */
export interface Lookup<T> {
  readonly lane: string;
  readonly done: boolean;
  /** Only when done. */
  readonly value: T | undefined;
  readonly startedAt: Micros;
  readonly endedAt: Micros | undefined;
  /** Ends it as a kill does: nothing of it runs again, its sockets are closed. */
  stop(): void;
  /** SIGINT. False: the program does not catch it (now), and the default action is to kill it. */
  interrupt(): boolean;
}

export const lookupOf = <T>(
  task: Task,
  startedAt: Micros,
  { stop, endWait }: { readonly stop: () => void; readonly endWait: () => void },
): Lookup<T> => ({
  lane: task.lane,
  startedAt,
  get done() {
    return task.state === 'done';
  },
  get value() {
    return task.state === 'done' ? (task.value as T) : undefined;
  },
  get endedAt() {
    return task.state === 'done' ? task.endedAt : undefined;
  },
  stop() {
    if (task.state === 'running') stop();
  },
  interrupt() {
    if (task.state !== 'running' || task.interrupt === undefined) return false;
    task.interrupt = 'came';
    endWait();
    return true;
  },
});
