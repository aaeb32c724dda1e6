/**
 * What kubectl can ask an API server. Objects are plain JSON; refusals are {@link ApiError}s with the server's own message.
 * As with the docker engine, every method is a computation of the calling process.
 */
import type { Sys } from '../kernel/abi/index.ts';
import type { Io, Json, JsonObject } from './engine-api.ts';

/** One of several reasons why an object is invalid. */
export interface Cause {
  readonly field: string;
  readonly message: string;
}

export class ApiError {
  /** HTTP status; 0 means that nobody answered. */
  readonly code: number;
  /** NotFound, BadRequest ... */
  readonly reason: string;
  readonly message: string;
  /** What an Invalid object is and why. */
  readonly details: { readonly kind?: string; readonly name?: string; readonly causes?: readonly Cause[] };
  constructor(code: number, reason: string, message: string, details: ApiError['details'] = {}) {
    this.code = code;
    this.reason = reason;
    this.message = message;
    this.details = details;
  }
}

export type Reply<T> = Sys<T | ApiError>;

export interface ApiResource {
  /** '' is the core group. */
  readonly group: string;
  readonly version: string;
  readonly kind: string;
  readonly plural: string;
  readonly namespaced: boolean;
  readonly shortNames: readonly string[];
  readonly categories: readonly string[];
}

export interface KubeMeta {
  readonly name: string;
  readonly namespace?: string;
  readonly uid?: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly creationTimestamp?: string;
  readonly deletionTimestamp?: string;
}

/** An object of the API: its JSON, with the fields that every object has. */
export type KubeObject = JsonObject & {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: JsonObject & KubeMeta;
};

export interface Table {
  readonly columns: readonly { readonly name: string; readonly priority: number }[];
  readonly rows: readonly { readonly cells: readonly (string | number)[]; readonly object: KubeObject }[];
}

/** An answer with the warnings that came in its headers. */
export interface Answered<T> {
  readonly value: T;
  readonly warnings: readonly string[];
}

export interface Query {
  /** '' = all namespaces (or a cluster-scoped resource). */
  readonly namespace: string;
  readonly name?: string;
  readonly labels?: string;
  readonly fields?: string;
}

export interface DeleteOptions {
  readonly gracePeriodSeconds?: number;
  readonly dryRun: boolean;
  readonly propagation: 'Background' | 'Foreground' | 'Orphan';
}

export interface Patch {
  readonly type: 'strategic' | 'merge' | 'json' | 'apply';
  readonly body: Json;
}

export interface WriteOptions {
  readonly dryRun: boolean;
  /** `scale`, `ephemeralcontainers`. */
  readonly subresource?: string;
}

/** What the metrics API knows of a pod or a node. */
export interface Usage {
  readonly namespace: string;
  readonly name: string;
  /** A pod's containers; a node has one without a name. */
  readonly containers: readonly { readonly name: string; readonly cpu: string; readonly memory: string }[];
}

export interface UserInfo {
  readonly username: string;
  readonly uid?: string;
  readonly groups?: readonly string[];
  readonly extra?: Readonly<Record<string, readonly string[]>>;
}

/** A question to the authorizer; '' where it does not matter. */
export interface AccessRequest {
  readonly namespace: string;
  readonly verb: string;
  readonly group: string;
  readonly resource: string;
  readonly subresource: string;
  readonly name: string;
  /** Instead of a resource. */
  readonly path: string;
}

export interface ResourceRule {
  readonly verbs: readonly string[];
  readonly apiGroups?: readonly string[];
  readonly resources?: readonly string[];
  readonly resourceNames?: readonly string[];
  readonly nonResourceURLs?: readonly string[];
}

export interface PodLogOptions {
  readonly container: string;
  readonly follow: boolean;
  readonly previous: boolean;
  readonly timestamps: boolean;
  readonly tailLines?: number;
  readonly sinceSeconds?: number;
  readonly limitBytes?: number;
}

export interface PodExec {
  readonly container: string;
  readonly command: readonly string[];
  readonly tty: boolean;
  readonly stdin: boolean;
}

export interface ClusterApi {
  /** The wall clock in milliseconds since the epoch. */
  now: () => Sys<number>;
  /** Address for messages, as `https://127.0.0.1:6443`. */
  readonly server: string;
  resources: () => Reply<readonly ApiResource[]>;
  version: () => Reply<{ readonly gitVersion: string; readonly major: string; readonly minor: string }>;
  get: (resource: ApiResource, query: Query & { readonly name: string }) => Reply<Answered<KubeObject>>;
  list: (resource: ApiResource, query: Query) => Reply<Answered<readonly KubeObject[]>>;
  /** What `get` prints: the server decides columns and cells. */
  table: (resource: ApiResource, query: Query) => Reply<Answered<Table>>;
  delete: (
    resource: ApiResource,
    query: Query & { readonly name: string },
    options: DeleteOptions,
  ) => Reply<Answered<Json>>;
  create: (
    resource: ApiResource,
    namespace: string,
    object: KubeObject,
    options: WriteOptions,
  ) => Reply<Answered<KubeObject>>;
  update: (resource: ApiResource, object: KubeObject, options: WriteOptions) => Reply<Answered<KubeObject>>;
  patch: (
    resource: ApiResource,
    query: Query & { readonly name: string },
    patch: Patch,
    options: WriteOptions,
  ) => Reply<Answered<KubeObject>>;
  /** undefined: there is no metrics server. */
  metrics: (kind: 'pods' | 'nodes', namespace: string) => Reply<readonly Usage[] | undefined>;
  whoAmI: () => Reply<UserInfo>;
  mayI: (request: AccessRequest) => Reply<{ readonly allowed: boolean; readonly reason?: string }>;
  rules: (namespace: string) => Reply<readonly ResourceRule[]>;
  /** The log of a container, line ends included, through `each`. */
  logs: (namespace: string, pod: string, options: PodLogOptions, each: (text: string) => Sys<void>) => Reply<void>;
  /** Runs a command to its end; the answer is its exit code. */
  exec: (namespace: string, pod: string, request: PodExec, io: Io) => Reply<number>;
  /** Joins a container's first process, its terminal or its output, until it ends. */
  attach: (namespace: string, pod: string, container: string, io: Io) => Reply<void>;
  /** Waits until something of what the query asks for has changed, or until the time is over; false when the server tells no more. */
  changed: (resource: ApiResource, query: Query, seconds?: number) => Sys<boolean>;
}
