/** The state of a recorded case as a daemon keeps it: containers, images, and what their summaries say. */
import { createHash } from 'node:crypto';
import { sys, type Sys } from '../../../sim/kernel/abi/index.ts';
import {
  EngineError,
  type ContainerSummary,
  type CreateRequest,
  type Io,
  type ListOptions,
  type Stats,
} from '../../../sim/container/engine-api.ts';
import {
  checkFilters,
  describe,
  findContainer,
  goodName,
  humanDuration,
  isUp,
  normalImage,
  passes,
  refusal,
  statusText,
  summaryOf,
  type ContainerFacts,
} from '../../../sim/container/cli/index.ts';
import type { ContainerState, DockerState, ImageState, RunState, StatsState } from './state.ts';

export const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/** The stub rounds years as it rounds hours; the client and the real daemon do not. */
function stubDuration(seconds: number): string {
  const hours = Math.trunc(seconds / 3600 + 0.5);
  return hours >= 24 * 365 * 2 ? `${Math.trunc(hours / 24 / 365)} years` : humanDuration(seconds);
}

export function familiarRepo(repo: string): string {
  const parts = repo.split('/');
  const local = (parts[0] ?? '').includes('.') && parts.length > 1 ? parts.slice(1) : parts;
  return (local[0] === 'library' ? local.slice(1) : local).join('/');
}

/** A pattern for the text alone, without the anchors that people write. */
function literal(name: string): string {
  return name.replace(/^[\^$/]+|[\^$/]+$/g, '').replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

export class Daemon {
  readonly containers: ContainerState[];
  readonly images: ImageState[];
  readonly execs = new Map<string, { run: RunState; cmd: readonly string[] }>();
  /** Exit codes of containers that were removed when they ended. */
  readonly gone = new Map<string, number>();
  private made = 0;
  readonly state: DockerState;
  readonly nowMs: number;
  readonly nowText: string;

  constructor(state: DockerState, now: string) {
    this.state = state;
    this.containers = state.containers ?? [];
    this.images = state.images ?? [];
    this.nowMs = Date.parse(now);
    this.nowText = now.replace(/Z$/, '.000000000Z');
  }

  find(ref: string): ContainerState | EngineError {
    return findContainer(this.containers, ref);
  }

  image(ref: string): ImageState | EngineError {
    const name = normalImage(ref);
    const id = ref.replace('sha256:', '');
    const found = this.images.find(
      (i) => normalImage(i.ref) === name || (ref.length > 3 && (i.id.split(':')[1] ?? '').startsWith(id)),
    );
    return found ?? refusal.noImage(name);
  }

  facts(c: ContainerState): ContainerFacts {
    const image = this.image(c.image);
    return describe({
      ...c,
      status: c.status as ContainerFacts['status'],
      imageId: image instanceof EngineError ? (c.imageId ?? 'sha256:' + '0'.repeat(64)) : image.id,
      ports: (c.ports ?? []).map((p) => ({
        privatePort: p.PrivatePort,
        type: p.Type,
        ...(p.IP === undefined ? {} : { ip: p.IP }),
        ...(p.PublicPort === undefined ? {} : { publicPort: p.PublicPort }),
      })),
    });
  }

  newId(): string {
    this.made++;
    return this.state.nextIds?.[this.made - 1] ?? sha256(`id${this.made}`);
  }

  ended(c: ContainerState, code: number): void {
    Object.assign(c, { status: 'exited', exitCode: code, pid: 0, finishedAt: this.nowText });
    if (c.hostConfig?.['AutoRemove'] !== true) return;
    this.drop(c);
    this.gone.set(c.id, code);
  }

  started(c: ContainerState): void {
    Object.assign(c, { status: 'running', startedAt: this.nowText, pid: c.nextPid ?? 4300 });
  }

  drop(c: ContainerState): void {
    const at = this.containers.indexOf(c);
    if (at >= 0) this.containers.splice(at, 1);
  }
}

export function* play(io: Io, output: RunState['output']): Sys<void> {
  for (const [stream, text] of output ?? []) yield* sys.writeAll(stream === 'stderr' ? io.stderr : io.stdout, text);
}

export function statsOf(c: ContainerState, s: StatsState | undefined): Stats {
  const sum = (op: string): number =>
    (s?.blkio_stats.io_service_bytes_recursive ?? [])
      .filter((e) => e.op.toLowerCase().startsWith(op))
      .reduce((n, e) => n + e.value, 0);
  const nets = Object.values(s?.networks ?? {});
  const inactive = s?.memory_stats.stats ?? {};
  return {
    id: c.id,
    name: `/${c.name}`,
    cpu: s?.cpu_stats.cpu_usage.total_usage ?? 0,
    previousCpu: s?.precpu_stats.cpu_usage.total_usage ?? 0,
    system: s?.cpu_stats.system_cpu_usage ?? 0,
    previousSystem: s?.precpu_stats.system_cpu_usage ?? 0,
    onlineCpus: s?.cpu_stats.online_cpus ?? 0,
    memory: s?.memory_stats.usage ?? 0,
    memoryLimit: s?.memory_stats.limit ?? 0,
    inactiveFile: inactive['total_inactive_file'] ?? inactive['inactive_file'] ?? 0,
    rxBytes: nets.reduce((n, x) => n + x.rx_bytes, 0),
    txBytes: nets.reduce((n, x) => n + x.tx_bytes, 0),
    readBytes: sum('r'),
    writeBytes: sum('w'),
    pids: s?.pids_stats.current ?? 0,
  };
}

export function listed(d: Daemon, o: ListOptions): readonly ContainerSummary[] | EngineError {
  const wrong = checkFilters(o.filters);
  if (wrong !== undefined) return wrong;
  const all = o.all || o.filters['status'] !== undefined || o.filters['exited'] !== undefined || o.limit > 0;
  // The stub takes a name as plain text and knows nothing of health.
  const { health: _, name, ...known } = o.filters;
  const newestFirst = [...d.containers].sort((a, b) => (a.created < b.created ? 1 : a.created > b.created ? -1 : 0));
  const rows = newestFirst
    .filter((c) => all || isUp(c.status))
    .map((c) => d.facts(c))
    .filter((f) => passes(f, { ...known, ...(name === undefined ? {} : { name: name.map(literal) }) }))
    .map((f) => summaryOf(f, statusText(f, d.nowMs, stubDuration)));
  return o.limit > 0 ? rows.slice(0, o.limit) : rows;
}

export function created(d: Daemon, r: CreateRequest): { id: string; warnings: readonly string[] } | EngineError {
  const image = d.image(r.image);
  if (image instanceof EngineError) return image;
  const owner = r.name === '' ? undefined : d.containers.find((c) => c.name === r.name);
  if (owner !== undefined) return refusal.nameInUse(r.name, owner.id);
  if (r.name !== '' && !goodName(r.name)) return refusal.badName(r.name);
  const cmd = r.cmd.length > 0 ? r.cmd : (image.cmd ?? ['sh']);
  const same = (a: readonly string[]): boolean => a.length === cmd.length && a.every((x, i) => x === cmd[i]);
  const run = (d.state.runs ?? []).find((x) => x.cmd === undefined || same(x.cmd)) ?? {};
  const c: ContainerState = {
    id: d.newId(),
    name: r.name === '' ? 'sleepy_hopper' : r.name,
    image: r.image,
    cmd,
    created: d.nowText,
    status: 'created',
    tty: r.tty,
    openStdin: r.openStdin,
    labels: r.labels,
    run,
    hostConfig: {
      AutoRemove: r.autoRemove,
      ...(r.init === undefined ? {} : { Init: r.init }),
      PidsLimit: r.pidsLimit ?? 0,
      Memory: r.memory,
      RestartPolicy: { Name: r.restart.name, MaximumRetryCount: r.restart.maximumRetryCount },
      PidMode: r.pidMode,
    },
  };
  d.containers.push(c);
  return { id: c.id, warnings: d.state.createWarnings ?? [] };
}
