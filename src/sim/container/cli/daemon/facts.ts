/** What dockerd knows of a container, and how it is found by what a user typed. Its words follow moby at v28.2.2. */
import { EngineError, type Filters, type Json, type Port } from '../../engine-api.ts';

export interface ContainerFacts {
  readonly id: string;
  /** Without the slash. */
  readonly name: string;
  readonly image: string;
  readonly imageId: string;
  /** Entrypoint and arguments as they run. */
  readonly cmd: readonly string[];
  /** RFC 3339, as the next two. */
  readonly created: string;
  readonly startedAt?: string;
  readonly finishedAt?: string;
  readonly status: 'created' | 'running' | 'paused' | 'restarting' | 'removing' | 'exited' | 'dead';
  readonly exitCode: number;
  readonly pid: number;
  readonly oomKilled: boolean;
  readonly error: string;
  readonly health?: string;
  readonly restartCount: number;
  readonly labels: Readonly<Record<string, string>>;
  readonly ports: readonly Port[];
  /** Fields of HostConfig that differ from the defaults. */
  readonly hostConfig: Readonly<Record<string, Json>>;
  readonly tty: boolean;
  readonly openStdin: boolean;
  readonly env: readonly string[];
  readonly workdir: string;
  readonly user: string;
  readonly entrypoint?: readonly string[];
  readonly stopSignal?: string;
  readonly stopTimeout?: number;
  readonly ip: string;
}

export const DEFAULT_PATH = 'PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

export const isUp = (status: string): boolean => status === 'running' || status === 'paused' || status === 'restarting';

/** By full id, name, or a prefix of the id that fits one container only. */
export function findContainer<T extends { readonly id: string; readonly name: string }>(
  all: readonly T[],
  ref: string,
): T | EngineError {
  const exact = all.find((c) => c.id === ref) ?? all.find((c) => c.name === ref.replace(/^\/+/, ''));
  if (exact !== undefined) return exact;
  const byPrefix = ref === '' ? [] : all.filter((c) => c.id.startsWith(ref));
  if (byPrefix.length > 1) return new EngineError(400, `multiple IDs found with provided prefix: ${ref}`);
  return byPrefix[0] ?? new EngineError(404, `No such container: ${ref}`);
}

const FILTERS = new Set([
  'ancestor',
  'before',
  'exited',
  'expose',
  'health',
  'id',
  'is-task',
  'isolation',
  'label',
  'name',
  'network',
  'publish',
  'since',
  'status',
  'volume',
]);
const STATES = ['created', 'running', 'paused', 'restarting', 'removing', 'exited', 'dead'];

/** Refuses filters that the daemon does not know, and states that do not exist. */
export function checkFilters(f: Filters): EngineError | undefined {
  for (const k of Object.keys(f)) if (!FILTERS.has(k)) return new EngineError(400, `invalid filter '${k}'`);
  for (const v of f['status'] ?? []) {
    if (!STATES.includes(v))
      return new EngineError(
        400,
        `invalid filter 'status=${v}': invalid value for state (${v}): must be one of ${STATES.join(', ')}`,
      );
  }
  return undefined;
}

/** `nginx` and `nginx:latest` are the same image. */
export function normalImage(ref: string): string {
  return (ref.split('/').at(-1) ?? '').includes(':') || ref.includes('@') ? ref : `${ref}:latest`;
}

/** Whether a container passes the filters: the values of one key are alternatives, labels must all hold. */
export function passes(c: ContainerFacts, f: Filters): boolean {
  const any = (key: string, test: (v: string) => boolean): boolean => f[key] === undefined || f[key].some(test);
  return (
    any('status', (v) => v === c.status) &&
    any('exited', (v) => v === String(c.exitCode) && !isUp(c.status) && c.status !== 'created') &&
    any('name', (v) => nameMatches(v, c.name)) &&
    any('id', (v) => c.id.startsWith(v)) &&
    any('ancestor', (v) => normalImage(v) === normalImage(c.image)) &&
    any('health', (v) => v === (c.health ?? 'none')) &&
    (f['label'] ?? []).every((v) => hasLabel(c, v))
  );
}

function nameMatches(pattern: string, name: string): boolean {
  try {
    const rx = new RegExp(pattern.replace(/^\^?\//, (m) => (m.startsWith('^') ? '^' : '')));
    return rx.test(name);
  } catch {
    return name.includes(pattern);
  }
}

function hasLabel(c: ContainerFacts, v: string): boolean {
  const eq = v.indexOf('=');
  return eq < 0 ? c.labels[v] !== undefined : c.labels[v.slice(0, eq)] === v.slice(eq + 1);
}

type Needed = 'id' | 'name' | 'image' | 'imageId' | 'cmd' | 'created' | 'status';

/** Facts with the defaults of a plain container filled in. */
export function describe(c: Pick<ContainerFacts, Needed> & Partial<Omit<ContainerFacts, Needed>>): ContainerFacts {
  return {
    exitCode: 0,
    pid: 0,
    oomKilled: false,
    error: '',
    restartCount: 0,
    labels: {},
    ports: [],
    hostConfig: {},
    tty: false,
    openStdin: false,
    env: [],
    workdir: '',
    user: '',
    ip: '172.17.0.2',
    ...c,
  };
}
