// The documented format of truth/linux/cases/*.json.

export interface RecordedProcess {
  readonly pid: number;
  readonly ppid: number;
  readonly comm: string;
  readonly cmdline: readonly string[];
  readonly state: string;
  readonly threads: number;
  readonly pgid: number;
  readonly sid: number;
  readonly tty: boolean;
  readonly uid: number;
  readonly sigpnd: string;
  readonly shdpnd: string;
  readonly sigblk: string;
  readonly sigign: string;
  readonly sigcgt: string;
  readonly exit_code?: number;
}

export interface Snapshot {
  readonly container: {
    readonly status: string;
    readonly exit_code?: number | null;
    readonly signal?: number | null;
    readonly docker_exit_code?: number;
  };
  readonly procs: readonly RecordedProcess[];
  readonly sessions: Readonly<Record<string, { readonly open: boolean; readonly exit_code?: number | undefined }>>;
  readonly pids_cgroup?: { readonly current: number; readonly max: string; readonly events?: string };
}

export interface RecordedStep {
  readonly step: {
    readonly run?: string;
    readonly type?: string;
    readonly key?: string;
    readonly nowait?: boolean;
    readonly for?: number;
    readonly timeout?: number;
    readonly tty?: string | number;
    readonly host?: string;
    readonly exec?: readonly string[];
    readonly detach?: boolean;
    readonly as?: string;
    readonly uid?: number;
    readonly reap?: string | false;
    readonly open?: string | number;
    readonly wait?: number;
    readonly wait_exit?: number;
    readonly settle?: number;
    readonly host_start?: readonly string[];
    readonly host_stop?: string;
  };
  readonly normalized?: string;
  readonly exit_status?: number | null;
  readonly prompt_back?: boolean;
  readonly late?: Readonly<Record<string, { readonly normalized: string; readonly exit_status?: number }>>;
  readonly logs_normalized?: string;
  readonly exited_in_time?: boolean;
  readonly error?: string;
  readonly after: Snapshot;
}

export interface Recorded {
  readonly format: number;
  readonly name: string;
  readonly container: {
    readonly argv: readonly string[];
    readonly files?: Readonly<Record<string, string>>;
    readonly env?: Readonly<Record<string, string>>;
    readonly uid?: number;
    readonly pids_max?: number;
    readonly ready?: string;
    readonly tty?: boolean;
    readonly session_pid?: number;
  };
  readonly session?: boolean;
  readonly opening?: { readonly output: string; readonly prompt: string };
  readonly initial: Snapshot & { readonly logs: string };
  readonly steps: readonly RecordedStep[];
  readonly volatile: readonly string[];
}
