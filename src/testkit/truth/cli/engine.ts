/** A docker daemon over the `state` of a recorded case: the semantics of the stub that the recordings were made against. */
import { createHash } from 'node:crypto';
import { sys, utf8, type Sys } from '../../../sim/kernel/abi/index.ts';
import { EngineError, type Answer, type ContainerSummary, type CreateRequest, type DockerEngine, type Io, type ListOptions, type Stats } from '../../../sim/container/engine-api.ts';
import { checkFilters, describe, findContainer, goodName, humanDuration, inspectionOf, isUp, killSignal, normalImage, passes, refusal, statusText, summaryOf, type ContainerFacts } from '../../../sim/container/cli/index.ts';
import type { ContainerState, DockerState, ImageState, RunState, StatsState } from './state.ts';

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/** The stub rounds years as it rounds hours; the client and the real daemon do not. */
function stubDuration(seconds: number): string {
  const hours = Math.trunc(seconds / 3600 + 0.5);
  return hours >= 24 * 365 * 2 ? `${Math.trunc(hours / 24 / 365)} years` : humanDuration(seconds);
}

function familiarRepo(repo: string): string {
  const parts = repo.split('/');
  const local = (parts[0] ?? '').includes('.') && parts.length > 1 ? parts.slice(1) : parts;
  return (local[0] === 'library' ? local.slice(1) : local).join('/');
}

class Daemon {
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
    const found = this.images.find((i) => normalImage(i.ref) === name || (ref.length > 3 && (i.id.split(':')[1] ?? '').startsWith(id)));
    return found ?? refusal.noImage(name);
  }

  facts(c: ContainerState): ContainerFacts {
    const image = this.image(c.image);
    return describe({
      ...c,
      status: c.status as ContainerFacts['status'],
      imageId: image instanceof EngineError ? (c.imageId ?? 'sha256:' + '0'.repeat(64)) : image.id,
      cmd: c.cmd.map(utf8),
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

function* play(io: Io, output: RunState['output']): Sys<void> {
  for (const [stream, text] of output ?? []) yield* sys.writeAll(stream === 'stderr' ? io.stderr : io.stdout, utf8(text));
}

function statsOf(c: ContainerState, s: StatsState | undefined): Stats {
  const sum = (op: string): number => (s?.blkio_stats.io_service_bytes_recursive ?? []).filter((e) => e.op.toLowerCase().startsWith(op)).reduce((n, e) => n + e.value, 0);
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

function listed(d: Daemon, o: ListOptions): readonly ContainerSummary[] | EngineError {
  const wrong = checkFilters(o.filters);
  if (wrong !== undefined) return wrong;
  const all = o.all || o.filters['status'] !== undefined || o.filters['exited'] !== undefined || o.limit > 0;
  const newestFirst = [...d.containers].sort((a, b) => (a.created < b.created ? 1 : a.created > b.created ? -1 : 0));
  const rows = newestFirst
    .filter((c) => all || isUp(c.status))
    .map((c) => d.facts(c))
    .filter((f) => passes(f, o.filters))
    .map((f) => summaryOf(f, statusText(f, d.nowMs, stubDuration)));
  return o.limit > 0 ? rows.slice(0, o.limit) : rows;
}

function created(d: Daemon, r: CreateRequest): { id: string; warnings: readonly string[] } | EngineError {
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

/* eslint-disable require-yield */
/** The daemon of a case; `offline` ones answer nothing. */
export function recordedEngine(state: DockerState, now: string, offline: boolean): DockerEngine {
  const d = new Daemon(state, now);
  /** Finds the container and acts on it. */
  function* on<T>(ref: string, act: (c: ContainerState) => T | EngineError): Answer<T> {
    if (offline) return new EngineError(0, '');
    const c = d.find(ref);
    return c instanceof EngineError ? c : act(c);
  }
  function* say<T>(answer: () => T | EngineError): Answer<T> {
    return offline ? new EngineError(0, '') : answer();
  }
  return {
    *now() {
      return d.nowMs;
    },
    *ping() {
      return offline ? undefined : { os: 'linux' };
    },
    *concurrently(jobs) {
      const out = [];
      for (const j of jobs) out.push(yield* j());
      return out;
    },
    version: () => say(() => state.version ?? {}),
    info: () => say(() => state.info ?? { Swarm: { LocalNodeState: 'inactive' }, OSType: 'linux', Name: 'lab' }),
    *events(_, each) {
      if (offline) return new EngineError(0, '');
      for (const e of state.events ?? []) {
        yield* each({ type: e.Type, action: e.Action, id: e.Actor.ID, attributes: e.Actor.Attributes, scope: e.scope ?? '', timeNano: BigInt(e.timeNano) });
      }
      return undefined;
    },
    list: (o) => say(() => listed(d, o)),
    inspect: (ref) => on(ref, (c) => inspectionOf(d.facts(c), sha256)),
    create: (r) => say(() => created(d, r)),
    start: (ref) =>
      on(ref, (c) => {
        if (c.status === 'paused') return refusal.startPaused();
        if (isUp(c.status)) return undefined;
        if (c.run?.startError !== undefined) {
          Object.assign(c, { status: 'created', exitCode: c.run.exit ?? 0 });
          if (c.hostConfig?.['AutoRemove'] === true) d.drop(c);
          return new EngineError(400, c.run.startError);
        }
        d.started(c);
        c.exitCode = 0;
        return undefined;
      }),
    stop: (ref) =>
      on(ref, (c) => {
        if (isUp(c.status)) d.ended(c, c.onSignal?.['15'] ?? 137);
        return undefined;
      }),
    restart: (ref) => on(ref, (c) => d.started(c)),
    *kill(ref, signal) {
      if (offline) return new EngineError(0, '');
      const n = killSignal(ref, signal);
      if (n instanceof EngineError) return n;
      const c = d.find(ref);
      if (c instanceof EngineError) return refusal.kill(ref, c);
      if (c.status !== 'running' && c.status !== 'paused') return refusal.kill(ref, refusal.notRunning(c.id));
      const code = n === 9 ? 137 : c.onSignal?.[String(n)];
      if (code !== undefined) d.ended(c, code);
      return undefined;
    },
    pause: (ref) =>
      on(ref, (c) => {
        if (!isUp(c.status)) return refusal.notRunning(c.id);
        if (c.status === 'paused') return refusal.alreadyPaused(c.id);
        c.status = 'paused';
        return undefined;
      }),
    unpause: (ref) =>
      on(ref, (c) => {
        if (c.status !== 'paused') return refusal.notPaused(c.id);
        c.status = 'running';
        return undefined;
      }),
    rename: (ref, name) =>
      on(ref, (c) => {
        const owner = d.containers.find((x) => x.name === name);
        if (owner !== undefined) return refusal.renameInUse(name, owner.id);
        c.name = name;
        return undefined;
      }),
    remove: (ref, { force }) =>
      on(ref, (c) => {
        if (isUp(c.status) && !force) return refusal.removeRunning(ref, c.status);
        d.drop(c);
        return undefined;
      }),
    *wait(ref) {
      if (offline) return new EngineError(0, '');
      const left = d.gone.get(ref);
      if (left !== undefined) return left;
      return yield* on(ref, (c) => {
        if (isUp(c.status) && typeof c.waitExit === 'number') d.ended(c, c.waitExit);
        return c.exitCode ?? 0;
      });
    },
    attach: (ref, io) =>
      on(ref, (c) => {
        if (c.status === 'paused') return refusal.attachPaused(ref);
        return {
          *stream() {
            yield* play(io, c.run?.output);
            d.ended(c, c.run?.exit ?? 0);
          },
        };
      }),
    *logs(ref, o, io) {
      const c = yield* on(ref, (x) => x);
      if (c instanceof EngineError) return c;
      const all = c.logs ?? [];
      const n = /^\d+$/.test(o.tail) ? Number(o.tail) : all.length;
      yield* play(io, all.slice(all.length - Math.min(n, all.length)).map(([stream, text, time]) => [stream, (o.timestamps ? `${time} ` : '') + text]));
      return undefined;
    },
    top: (ref, psArgs) =>
      on(ref, (c) => {
        if (!isUp(c.status)) return refusal.notRunning(c.id);
        const t = c.top ?? { titles: [], processes: [] };
        return c.top?.byArgs?.[psArgs] ?? t;
      }),
    stats: (ref) => on(ref, (c) => statsOf(c, isUp(c.status) ? c.stats : undefined)),
    execCreate: (ref, r) =>
      on(ref, (c) => {
        if (!isUp(c.status)) return refusal.notRunning(c.id);
        if (c.status === 'paused') return refusal.execPaused(ref);
        if (c.status === 'restarting') return refusal.execRestarting(c.id);
        if (r.user !== '' && !(c.users ?? ['root']).includes(r.user) && !/^\d+$/.test(r.user)) return refusal.noUser(r.user);
        const same = (x: RunState): boolean => x.cmd?.length === r.cmd.length && x.cmd.every((w, i) => utf8(w) === r.cmd[i]);
        const id = sha256(JSON.stringify(r.cmd) + d.execs.size);
        d.execs.set(id, { run: (c.execs ?? []).find(same) ?? {}, cmd: r.cmd });
        if (r.detach) d.execs.set(id + ':detached', { run: {}, cmd: [] });
        return id;
      }),
    *execStart(id, io) {
      const e = d.execs.get(id);
      if (e === undefined) return new EngineError(404, `No such exec instance: ${id}`);
      if (d.execs.has(id + ':detached')) return e.run.startError === undefined ? undefined : new EngineError(400, e.run.startError);
      if (e.run.startError !== undefined) yield* play(io, [['stdout', e.run.startError + '\r\n']]);
      yield* play(io, e.run.output);
      return undefined;
    },
    execExitCode: (id) => say(() => d.execs.get(id)?.run.exit ?? 0),
    images: () => say(() => d.images.map((i) => ({ id: i.id, repoTags: [i.ref], repoDigests: [], created: Math.floor(Date.parse(i.created) / 1000), size: i.size, sharedSize: -1, containers: -1 }))),
    inspectImage: (ref) =>
      say(() => {
        const i = d.image(ref);
        return i instanceof EngineError ? i : { Id: i.id, RepoTags: [i.ref], Created: i.created, Os: 'linux', Architecture: 'amd64', Size: i.size };
      }),
    *pull(ref, each) {
      if (offline) return new EngineError(0, '');
      const name = normalImage(familiarRepo(ref));
      const found = state.registry?.[name];
      const repo = name.slice(0, name.lastIndexOf(':'));
      if (found === undefined) {
        const known = Object.keys(state.registry ?? {}).some((k) => k.split(':')[0] === repo);
        if (known) return new EngineError(404, `manifest for ${name} not found: manifest unknown: manifest unknown`);
        return new EngineError(404, `pull access denied for ${repo}, repository does not exist or may require 'docker login': denied: requested access to the resource is denied`);
      }
      for (const m of found.progress) {
        const text = (k: string): string => (typeof m[k] === 'string' ? utf8(m[k]) : '');
        yield* each({ id: text('id'), status: text('status'), progress: text('progress') });
      }
      d.images.push(found.image);
      return undefined;
    },
    removeImage: (ref) =>
      say(() => {
        const i = d.image(ref);
        if (i instanceof EngineError) return i;
        d.images.splice(d.images.indexOf(i), 1);
        return [{ untagged: i.ref }, { deleted: i.id }];
      }),
    tagImage: (ref) => say(() => (d.image(ref) instanceof EngineError ? (d.image(ref) as EngineError) : undefined)),
    inspectOther: (kind, ref) => say(() => new EngineError(404, kind === 'network' ? `network ${ref} not found` : kind === 'volume' ? `get ${ref}: no such volume` : `plugin "${ref}" not found`)),
  };
}
