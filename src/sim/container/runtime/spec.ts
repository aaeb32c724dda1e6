// What a container of the machine is made of, and what the engine knows of it while it runs.
import type { ByteString } from '../../kernel/abi/index.ts';
import type { FileSystem } from '../../kernel/index.ts';

export interface FileSpec {
  readonly text: string;
  /** 0o644 when absent. */
  readonly mode?: number;
}

/** A file system that is shown at a path of the container. */
export interface VolumeMount {
  readonly point: string;
  readonly fs: FileSystem;
  readonly readonly: boolean;
}

export interface ContainerSpec {
  readonly name: string;
  /** Also its host name when that is absent. */
  readonly hostname?: string;
  readonly image?: string;
  readonly argv: readonly ByteString[];
  readonly env?: Readonly<Record<string, string>>;
  readonly uid?: number;
  readonly cwd?: string;
  /** Absolute path → file, besides the image's. */
  readonly files?: Readonly<Record<string, FileSpec>>;
  readonly mounts?: readonly VolumeMount[];
  readonly pidsMax?: number;
  /** PID 1 is on a terminal (`docker run -it`). */
  readonly tty?: boolean;
  /** Number that the next process of the container gets after PID 1 has started. */
  readonly nextPid?: number;
  /** Start tini as PID 1 (`docker run --init`). */
  readonly init?: boolean;
  readonly restart?: 'no' | 'always' | 'on-failure' | 'unless-stopped';
  /** Removed as soon as it has ended (`docker run --rm`). */
  readonly autoRemove?: boolean;
  readonly stopSignal?: number;
  /** Seconds that `docker stop` waits; 10 when absent. */
  readonly stopTimeout?: number;
  readonly labels?: Readonly<Record<string, string>>;
  /** Its cgroup is made below this one; /docker when absent. */
  readonly cgroupParent?: string;
  /** Joins another container's pid namespace (shareProcessNamespace, `--pid container:x`). */
  readonly pidOf?: string;
  /** In the pid namespace of the node (`--pid host`). */
  readonly pidHost?: boolean;
}

/** The environment that Docker gives: HOME, PATH, HOSTNAME; TERM on a terminal. */
export function containerEnv(spec: ContainerSpec, term?: string): ReadonlyMap<ByteString, ByteString> {
  const env = new Map<ByteString, ByteString>([
    ['PATH', '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin'],
    ['HOSTNAME', spec.hostname ?? spec.name],
  ]);
  if (term !== undefined) env.set('TERM', term);
  for (const [name, value] of Object.entries(spec.env ?? {})) env.set(name, value);
  if (!env.has('HOME')) env.set('HOME', (spec.uid ?? 0) === 0 ? '/root' : '/home/user');
  return env;
}
