/** The `state` of a recorded docker case: what the daemon had before the command (README of the recordings). */
import type { Json, JsonObject } from '../../../sim/container/engine-api.ts';

export interface RunState {
  readonly cmd?: readonly string[];
  readonly output?: readonly (readonly [stream: string, text: string])[];
  readonly exit?: number;
  readonly startError?: string;
}

export interface PortState {
  readonly IP?: string;
  readonly PrivatePort: number;
  readonly PublicPort?: number;
  readonly Type: string;
}

export interface TopState {
  readonly titles: readonly string[];
  readonly processes: readonly (readonly string[])[];
}

export interface StatsState {
  readonly cpu_stats: CpuState;
  readonly precpu_stats: CpuState;
  readonly pids_stats: { readonly current?: number };
  readonly memory_stats: {
    readonly usage?: number;
    readonly limit?: number;
    readonly stats?: Readonly<Record<string, number>>;
  };
  readonly blkio_stats: {
    readonly io_service_bytes_recursive?: readonly { readonly op: string; readonly value: number }[] | null;
  };
  readonly networks?: Readonly<Record<string, { readonly rx_bytes: number; readonly tx_bytes: number }>>;
}

export interface CpuState {
  readonly cpu_usage: { readonly total_usage: number };
  readonly system_cpu_usage?: number;
  readonly online_cpus?: number;
}

export interface ContainerState {
  readonly id: string;
  name: string;
  readonly image: string;
  readonly imageId?: string;
  readonly cmd: readonly string[];
  readonly created: string;
  startedAt?: string;
  finishedAt?: string;
  status: string;
  exitCode?: number;
  pid?: number;
  readonly nextPid?: number;
  readonly oomKilled?: boolean;
  readonly error?: string;
  readonly health?: string;
  readonly restartCount?: number;
  readonly labels?: Readonly<Record<string, string>>;
  readonly ports?: readonly PortState[];
  readonly hostConfig?: Readonly<Record<string, Json>>;
  readonly tty?: boolean;
  readonly openStdin?: boolean;
  readonly env?: readonly string[];
  readonly workdir?: string;
  readonly stopSignal?: string;
  readonly ip?: string;
  readonly users?: readonly string[];
  readonly logs?: readonly (readonly [stream: string, text: string, time: string])[];
  readonly top?: TopState & { readonly byArgs?: Readonly<Record<string, TopState>> };
  readonly stats?: StatsState;
  readonly execs?: readonly RunState[];
  readonly onSignal?: Readonly<Record<string, number>>;
  readonly waitExit?: number | null;
  readonly run?: RunState;
}

export interface ImageState {
  readonly ref: string;
  readonly id: string;
  readonly size: number;
  readonly created: string;
  readonly cmd?: readonly string[];
}

export interface DockerState {
  readonly images?: ImageState[];
  readonly containers?: ContainerState[];
  readonly runs?: readonly RunState[];
  readonly nextIds?: readonly string[];
  readonly registry?: Readonly<
    Record<string, { readonly image: ImageState; readonly progress: readonly Readonly<Record<string, Json>>[] }>
  >;
  readonly events?: readonly EventState[];
  readonly version?: JsonObject;
  readonly info?: JsonObject;
  readonly createWarnings?: readonly string[];
}

export interface EventState {
  readonly Type: string;
  readonly Action: string;
  readonly Actor: { readonly ID: string; readonly Attributes: Readonly<Record<string, string>> };
  readonly scope?: string;
  /** Kept as text: nanoseconds do not fit a double. */
  readonly timeNano: string;
}
