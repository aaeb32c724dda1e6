/** What crictl can ask a container runtime over the Container Runtime Interface, by meaning. */
import type { Sys } from '../kernel/abi/index.ts';
import type { Io, JsonObject } from './engine-api.ts';

/** A gRPC error of the runtime. */
export class CriError {
  /** NotFound, Unknown, DeadlineExceeded ... */
  readonly code: string;
  readonly message: string;
  constructor(code: string, message: string) {
    this.code = code;
    this.message = message;
  }
}

export type CriReply<T> = Sys<T | CriError>;

export interface CriContainer {
  readonly id: string;
  readonly podId: string;
  readonly podName: string;
  readonly namespace: string;
  readonly name: string;
  /** The image's id. */
  readonly imageRef: string;
  readonly state: 'Created' | 'Running' | 'Exited' | 'Unknown';
  /** Milliseconds since the epoch. */
  readonly createdMs: number;
  readonly attempt: number;
  readonly labels: Readonly<Record<string, string>>;
}

export interface CriPod {
  readonly id: string;
  readonly name: string;
  readonly namespace: string;
  readonly state: 'Ready' | 'NotReady';
  readonly createdMs: number;
  readonly attempt: number;
  /** '' = the default one. */
  readonly runtime: string;
  readonly labels: Readonly<Record<string, string>>;
}

export interface CriLogOptions {
  readonly follow: boolean;
  readonly timestamps: boolean;
  /** undefined = all lines. */
  readonly tail: number | undefined;
  readonly previous: boolean;
}

export interface CriRuntime {
  now: () => Sys<number>;
  containers: () => CriReply<readonly CriContainer[]>;
  pods: () => CriReply<readonly CriPod[]>;
  /** The answer of `inspect`: status and info. */
  inspect: (id: string) => CriReply<JsonObject>;
  inspectPod: (id: string) => CriReply<JsonObject>;
  /** Seconds until SIGKILL; 0 kills at once. */
  stop: (id: string, timeout: number) => CriReply<void>;
  remove: (id: string, force: boolean) => CriReply<void>;
  exec: (
    id: string,
    request: { readonly cmd: readonly string[]; readonly tty: boolean; readonly stdin: boolean },
    io: Io,
  ) => CriReply<number>;
  logs: (id: string, options: CriLogOptions, io: Io) => CriReply<void>;
}
