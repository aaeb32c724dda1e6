/**
 * What a docker client can ask a daemon, by meaning instead of by HTTP. The client prints; the daemon decides and words its
 * own messages. Answers are values; a refusal is an {@link EngineError} with the daemon's message as it would be on the wire
 * (the client puts "Error response from daemon: " before it).
 *
 * Every method is a computation of the calling process: an engine may make system calls in it (and so wait, or copy between
 * the descriptors of an {@link Io}). Text is bytes, as everywhere in the machine.
 */
import type { Sys } from '../kernel/abi/index.ts';

/** Plain JSON data; objects keep the order of their keys, which is the order that `docker inspect` prints. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };
export type JsonObject = { readonly [key: string]: Json };

export class EngineError {
  /** HTTP status; 0 means that no daemon answered. */
  readonly status: number;
  readonly message: string;
  constructor(status: number, message: string) {
    this.status = status;
    this.message = message;
  }
}

export type Answer<T> = Sys<T | EngineError>;

export interface Port {
  readonly ip?: string;
  readonly privatePort: number;
  readonly publicPort?: number;
  readonly type: string;
}

export interface Mount {
  readonly name?: string;
  readonly source: string;
  readonly destination: string;
  readonly driver?: string;
}

/** A row of `docker ps`. */
export interface ContainerSummary {
  readonly id: string;
  /** With the leading slash. */
  readonly names: readonly string[];
  readonly image: string;
  readonly imageId: string;
  /** The command line as the daemon joins it. */
  readonly command: string;
  /** Seconds since the epoch. */
  readonly created: number;
  readonly ports: readonly Port[];
  readonly labels: Readonly<Record<string, string>>;
  readonly state: string;
  /** "Up 2 minutes", "Exited (137) 3 seconds ago": the daemon's words. */
  readonly status: string;
  readonly networks: readonly string[];
  readonly mounts: readonly Mount[];
  readonly sizeRw?: number;
  readonly sizeRootFs?: number;
}

export type Filters = Readonly<Record<string, readonly string[]>>;

export interface ListOptions {
  readonly all: boolean;
  /** 0 or less: no limit. */
  readonly limit: number;
  readonly size: boolean;
  readonly filters: Filters;
}

/** What `docker run` and `docker create` ask for; only what differs from the defaults is set. */
export interface CreateRequest {
  readonly name: string;
  readonly image: string;
  readonly cmd: readonly string[];
  readonly entrypoint?: readonly string[];
  readonly tty: boolean;
  readonly openStdin: boolean;
  readonly attach: boolean;
  readonly env: readonly string[];
  readonly labels: Readonly<Record<string, string>>;
  readonly user: string;
  readonly workdir: string;
  readonly hostname: string;
  readonly stopSignal?: string;
  readonly stopTimeout?: number;
  readonly autoRemove: boolean;
  readonly init?: boolean;
  readonly pidsLimit?: number;
  /** '', 'host' or 'container:NAME'. */
  readonly pidMode: string;
  readonly memory: number;
  readonly nanoCpus: number;
  readonly restart: { readonly name: string; readonly maximumRetryCount: number };
  readonly privileged: boolean;
  readonly readOnly: boolean;
  readonly capAdd: readonly string[];
  readonly capDrop: readonly string[];
  readonly binds: readonly string[];
  readonly network: string;
  readonly ports: readonly PortBinding[];
}

export interface PortBinding {
  readonly privatePort: number;
  readonly type: string;
  readonly hostIp: string;
  /** '' = any free port. */
  readonly hostPort: string;
}

export interface ExecRequest {
  readonly cmd: readonly string[];
  readonly user: string;
  readonly workdir: string;
  readonly env: readonly string[];
  readonly tty: boolean;
  readonly attachStdin: boolean;
  readonly detach: boolean;
  readonly privileged: boolean;
}

/** Descriptors of the calling process that a stream of the container goes to and comes from. */
export interface Io {
  /** undefined: nothing is sent to the container. */
  readonly stdin: number | undefined;
  readonly stdout: number;
  readonly stderr: number;
}

/** A stream that is open before the container starts, so that nothing is lost. */
export interface Attachment {
  /** Copies until the container's output ends. */
  readonly stream: () => Sys<void>;
}

export interface LogOptions {
  readonly follow: boolean;
  readonly since: string;
  readonly until: string;
  readonly timestamps: boolean;
  readonly details: boolean;
  readonly tail: string;
}

export interface TopTable {
  readonly titles: readonly string[];
  readonly processes: readonly (readonly string[])[];
}

/** One reading of a container's meters. A container that does not run has zeros. */
export interface Stats {
  readonly id: string;
  /** With the leading slash. */
  readonly name: string;
  readonly cpu: number;
  readonly previousCpu: number;
  readonly system: number;
  readonly previousSystem: number;
  readonly onlineCpus: number;
  readonly memory: number;
  readonly memoryLimit: number;
  /** Page cache that is not counted: total_inactive_file (cgroup v1) or inactive_file (v2). */
  readonly inactiveFile: number;
  readonly rxBytes: number;
  readonly txBytes: number;
  readonly readBytes: number;
  readonly writeBytes: number;
  readonly pids: number;
}

export interface EngineEvent {
  readonly type: string;
  readonly action: string;
  readonly id: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly scope: string;
  /** Nanoseconds since the epoch. */
  readonly timeNano: bigint;
}

export interface ImageSummary {
  readonly id: string;
  readonly repoTags: readonly string[];
  readonly repoDigests: readonly string[];
  readonly created: number;
  readonly size: number;
  readonly sharedSize: number;
  readonly containers: number;
}

/** A message of a pull (or any other progress stream). */
export interface Progress {
  readonly id?: string;
  readonly status?: string;
  /** The bar of a download; only a terminal shows it. */
  readonly progress?: string;
  readonly error?: string;
}

export interface EventOptions {
  readonly since: string;
  readonly until: string;
  readonly filters: Filters;
}

export interface DockerEngine {
  /** The wall clock in milliseconds since the epoch. */
  now: () => Sys<number>;
  /** undefined when no daemon answers. */
  ping: () => Sys<{ readonly os: string } | undefined>;
  /** Runs jobs at the same time where the engine can, else one after the other; results keep their order. */
  concurrently: <T>(jobs: readonly (() => Sys<T>)[]) => Sys<readonly T[]>;

  version: () => Answer<JsonObject>;
  info: () => Answer<JsonObject>;
  /** Calls `each` for every event until the end of the time asked for (or for ever). */
  events: (options: EventOptions, each: (event: EngineEvent) => Sys<void>) => Answer<void>;

  list: (options: ListOptions) => Answer<readonly ContainerSummary[]>;
  inspect: (ref: string, size: boolean) => Answer<JsonObject>;
  create: (request: CreateRequest) => Answer<{ readonly id: string; readonly warnings: readonly string[] }>;
  start: (ref: string) => Answer<void>;
  stop: (ref: string, options: StopOptions) => Answer<void>;
  restart: (ref: string, options: StopOptions) => Answer<void>;
  /** '' = SIGKILL. */
  kill: (ref: string, signal: string) => Answer<void>;
  pause: (ref: string) => Answer<void>;
  unpause: (ref: string) => Answer<void>;
  rename: (ref: string, name: string) => Answer<void>;
  remove: (
    ref: string,
    options: { readonly force: boolean; readonly volumes: boolean; readonly link: boolean },
  ) => Answer<void>;
  /**
   * The exit code, once the condition holds. `next-exit` and `removed` are asked after the streams have ended: an engine
   * keeps the code of a container that it has removed.
   */
  wait: (ref: string, condition: 'not-running' | 'next-exit' | 'removed') => Answer<number>;
  attach: (ref: string, io: Io) => Answer<Attachment>;
  logs: (ref: string, options: LogOptions, io: Io) => Answer<void>;
  top: (ref: string, psArgs: string) => Answer<TopTable>;
  stats: (ref: string) => Answer<Stats>;

  execCreate: (ref: string, request: ExecRequest) => Answer<string>;
  /** Runs to the end of its output; a detached one only starts. A program that cannot start writes its error to stdout. */
  execStart: (id: string, io: Io) => Answer<void>;
  execExitCode: (id: string) => Answer<number>;

  images: (options: { readonly all: boolean; readonly filters: Filters }) => Answer<readonly ImageSummary[]>;
  inspectImage: (ref: string) => Answer<JsonObject>;
  pull: (ref: string, each: (message: Progress) => Sys<void>) => Answer<void>;
  removeImage: (
    ref: string,
    options: { readonly force: boolean; readonly noPrune: boolean },
  ) => Answer<readonly { readonly untagged?: string; readonly deleted?: string }[]>;
  tagImage: (ref: string, target: string) => Answer<void>;
  /** Networks, volumes and plugins, for `docker inspect`. */
  inspectOther: (kind: 'network' | 'volume' | 'plugin', ref: string) => Answer<JsonObject>;
}

export interface StopOptions {
  readonly signal: string;
  /** Seconds; undefined = the container's own, else 10. */
  readonly timeout: number | undefined;
}
