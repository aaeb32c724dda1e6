// docker ps, inspect, top, stats, events, version, info: what the daemon tells about its containers.
import { fromUtf8, signalName, SECOND } from '../../kernel/abi/index.ts';
import { pidsCurrent } from '../../kernel/index.ts';
import { dockerExitCode, hostCommand, type Container } from '../runtime/index.ts';
import type { ContainerSummary, DockerEngine, JsonObject, Stats, TopTable } from '../engine-api.ts';
import { EngineError } from '../engine-api.ts';
import { findImage, imageId } from './images.ts';
import { type Daemon, until } from './live.ts';
import { humanDuration, notRunning } from './texts.ts';

const ZERO_TIME = '0001-01-01T00:00:00Z';
const STATES = ['paused', 'restarting', 'running', 'dead', 'created', 'exited', 'removing'];
const FILTERS = new Set(['ancestor', 'before', 'exited', 'expose', 'health', 'id', 'is-task', 'isolation', 'label', 'name', 'network', 'publish', 'since', 'status', 'volume']);
/** Resident memory that a process of the model is taken to have. */
const PROCESS_BYTES = 1_900_000;

const active = (c: Container): boolean => c.status === 'running' || c.status === 'paused' || c.status === 'restarting';

function statusText(c: Container, now: number): string {
  const ago = (at: number): string => humanDuration(Math.floor((now - at) / SECOND));
  const code = dockerExitCode(c.exitStatus ?? 0);
  if (c.status === 'running') return `Up ${ago(c.startedAt)}`;
  if (c.status === 'paused') return `Up ${ago(c.startedAt)} (Paused)`;
  if (c.status === 'restarting') return `Restarting (${code}) ${ago(c.finishedAt)} ago`;
  return c.status === 'created' ? 'Created' : `Exited (${code}) ${ago(c.finishedAt)} ago`;
}

const quoted = (words: readonly string[]): string => words.map((word, i) => (i > 0 && word.includes(' ') ? `'${word}'` : word)).join(' ');

function summary(daemon: Daemon, c: Container): ContainerSummary {
  const { k } = daemon.manager.host;
  const image = c.spec.image ?? 'debian:12';
  return {
    id: c.id, names: [`/${c.spec.name}`], image, imageId: imageId(image), command: quoted(c.spec.argv), created: Math.floor((k.epoch + c.createdAt) / SECOND), ports: [],
    labels: c.spec.labels ?? {}, state: c.status, status: statusText(c, k.now), networks: ['bridge'], mounts: [],
  };
}

function matches(c: Container, filters: Readonly<Record<string, readonly string[]>>): boolean {
  const some = (name: string, test: (value: string) => boolean): boolean => filters[name] === undefined || filters[name].some(test);
  return (
    some('status', (v) => c.status === v) && some('name', (v) => c.spec.name.includes(v.replace(/[\^$/]/g, ''))) && some('id', (v) => c.id.startsWith(v)) &&
    some('exited', (v) => c.status === 'exited' && String(dockerExitCode(c.exitStatus ?? 0)) === v) && some('ancestor', (v) => findImage(v)?.ref === (c.spec.image ?? 'debian:12')) &&
    (filters.label ?? []).every((v) => {
      const [name = '', value] = v.split('=', 2);
      return value === undefined ? name in (c.spec.labels ?? {}) : c.spec.labels?.[name] === value;
    })
  );
}

function inspect(daemon: Daemon, c: Container): JsonObject {
  const running = c.status === 'running';
  const image = c.spec.image ?? 'debian:12';
  const root = `/var/lib/docker/containers/${c.id}`;
  return {
    Id: c.id, Created: daemon.iso(c.createdAt), Path: c.spec.argv[0] ?? '', Args: c.spec.argv.slice(1),
    State: {
      Status: c.status, Running: active(c), Paused: c.status === 'paused', Restarting: c.status === 'restarting', OOMKilled: false, Dead: false,
      Pid: active(c) ? (c.init?.pid ?? 0) : 0, ExitCode: active(c) ? 0 : dockerExitCode(c.exitStatus ?? 0), Error: '',
      StartedAt: c.init ? daemon.iso(c.startedAt) : ZERO_TIME, FinishedAt: c.exitStatus === undefined ? ZERO_TIME : daemon.iso(c.finishedAt),
    },
    Image: imageId(image), ResolvConfPath: `${root}/resolv.conf`, HostnamePath: `${root}/hostname`, HostsPath: `${root}/hosts`, LogPath: `${root}/${c.id}-json.log`,
    Name: `/${c.spec.name}`, RestartCount: c.restarts, Driver: 'overlay2', Platform: 'linux', MountLabel: '', ProcessLabel: '', AppArmorProfile: '', ExecIDs: null,
    HostConfig: {
      NetworkMode: 'bridge', RestartPolicy: { Name: c.spec.restart ?? 'no', MaximumRetryCount: 0 }, AutoRemove: c.spec.autoRemove ?? false, CapAdd: null, CapDrop: null,
      CgroupnsMode: 'private', IpcMode: 'private', PidMode: c.pidOf ? `container:${c.pidOf.id}` : '', Privileged: false, ReadonlyRootfs: false, Init: c.spec.init ?? null,
      PidsLimit: c.spec.pidsMax ?? null, Runtime: 'runc', Memory: 0, NanoCpus: 0,
    },
    Mounts: [],
    Config: {
      Hostname: fromUtf8(c.uts.hostname), User: c.spec.uid === undefined ? '' : String(c.spec.uid), Tty: c.spec.tty ?? false, OpenStdin: c.spec.tty ?? false,
      Env: Object.entries(c.spec.env ?? {}).map(([name, value]) => `${name}=${value}`), Cmd: c.spec.argv, Image: image, WorkingDir: c.spec.cwd ?? '', Entrypoint: null,
      Labels: c.spec.labels ?? {}, ...(c.spec.stopSignal === undefined ? {} : { StopSignal: `SIG${signalName(c.spec.stopSignal)}` }),
      ...(c.spec.stopTimeout === undefined ? {} : { StopTimeout: c.spec.stopTimeout }),
    },
    NetworkSettings: { Networks: { bridge: { IPAddress: running ? '172.17.0.2' : '', Gateway: running ? '172.17.0.1' : '' } } },
  };
}

function meters(daemon: Daemon, c: Container): Stats {
  const { k } = daemon.manager.host;
  let cpu = 0;
  for (const t of c.cgroup.members) cpu += t.user + t.system;
  const pids = active(c) ? pidsCurrent(c.cgroup) : 0;
  return {
    id: c.id, name: `/${c.spec.name}`, cpu: cpu * 1000, previousCpu: 0, system: Math.max(1, k.now) * 1000, previousSystem: 0, onlineCpus: active(c) ? 2 : 0,
    memory: pids * PROCESS_BYTES, memoryLimit: active(c) ? 25_769_803_776 : 0, inactiveFile: 0, rxBytes: 0, txBytes: 0, readBytes: 0, writeBytes: 0, pids,
  };
}

/** What `ps` of the node says, reduced to the container's processes, as dockerd does it. */
function parsePs(output: string, members: ReadonlySet<number>): TopTable | undefined {
  const [head = '', ...rows] = output.split('\n').filter((line) => line !== '');
  const titles = head.trim().split(/\s+/);
  const pidAt = titles.indexOf('PID');
  if (pidAt < 0) return undefined;
  const split = (row: string): string[] => {
    const words = row.trim().split(/\s+/);
    return [...words.slice(0, titles.length - 1), words.slice(titles.length - 1).join(' ')];
  };
  return { titles, processes: rows.map(split).filter((cells) => members.has(Number(cells[pidAt]))) };
}

type Methods = Pick<DockerEngine, 'version' | 'info' | 'events' | 'list' | 'inspect' | 'top' | 'stats' | 'inspectOther'>;

export function listMethods(daemon: Daemon): Methods {
  const { manager, ask, find } = daemon;
  const { k } = manager.host;
  return {
    *list(options) {
      for (const name of Object.keys(options.filters)) if (!FILTERS.has(name)) return new EngineError(400, `invalid filter '${name}'`);
      for (const value of options.filters.status ?? []) {
        if (!STATES.includes(value)) {
          return new EngineError(400, `invalid filter 'status=${value}': invalid value for state (${value}): must be one of created, running, paused, restarting, removing, exited, dead`);
        }
      }
      const everything = options.all || options.limit > 0 || 'status' in options.filters || 'exited' in options.filters;
      const rows = yield* ask(() =>
        [...manager.containers].reverse().filter((c) => (everything || active(c)) && matches(c, options.filters)).map((c) => summary(daemon, c)),
      );
      return options.limit > 0 ? rows.slice(0, options.limit) : rows;
    },
    *inspect(ref) {
      const c = yield* find(ref);
      return c instanceof EngineError ? c : yield* ask(() => inspect(daemon, c));
    },
    *top(ref, psArgs) {
      const c = yield* find(ref);
      if (c instanceof EngineError) return c;
      if (!active(c)) return notRunning(c.id);
      const run = yield* ask(() => hostCommand(manager.host, `ps ${psArgs === '' ? '-ef' : psArgs}`, () => k.wake(manager.changed)));
      yield* ask(until([manager.changed], () => run.status !== undefined));
      const members = new Set([...c.cgroup.members].map((t) => t.process.pid));
      return parsePs(run.output, members) ?? new EngineError(500, "Couldn't find PID field in ps output");
    },
    *stats(ref) {
      const c = yield* find(ref);
      return c instanceof EngineError ? c : yield* ask(() => meters(daemon, c));
    },
    *events(_options, each) {
      const seen = yield* ask(() => ({ next: manager.happenings.length }));
      for (;;) {
        yield* ask(until([manager.changed], () => manager.happenings.length > seen.next));
        for (const h of yield* ask(() => manager.happenings.slice(seen.next))) {
          seen.next += 1;
          yield* each({
            type: 'container', action: h.action, id: h.container.id, scope: 'local', timeNano: BigInt(k.epoch + h.at) * 1000n,
            attributes: { image: h.container.spec.image ?? 'debian:12', name: h.container.spec.name, ...h.attributes },
          });
        }
      }
    },
    *version() {
      yield* ask(() => undefined);
      return {
        Platform: { Name: 'Docker Engine - Community' }, Version: '28.2.2', ApiVersion: '1.50', MinAPIVersion: '1.24', GitCommit: '45873be', GoVersion: 'go1.24.3',
        Os: 'linux', Arch: 'amd64', KernelVersion: '6.18.44', BuildTime: '2025-05-30T12:07:27.000000000+00:00',
        Components: [{ Name: 'Engine', Version: '28.2.2', Details: { ApiVersion: '1.50', Arch: 'amd64', BuildTime: '2025-05-30T12:07:27.000000000+00:00', Experimental: 'false', GitCommit: '45873be', GoVersion: 'go1.24.3', KernelVersion: '6.18.44', MinAPIVersion: '1.24', Os: 'linux' } }],
      };
    },
    *info() {
      const count = yield* ask(() => manager.containers.map((c) => c.status));
      const of = (status: string): number => count.filter((each) => each === status).length;
      return {
        Containers: count.length, ContainersRunning: of('running'), ContainersPaused: of('paused'), ContainersStopped: of('exited') + of('created'), Images: 4, Driver: 'overlay2',
        CgroupDriver: 'cgroupfs', CgroupVersion: '1', KernelVersion: '6.18.44', OperatingSystem: 'Debian GNU/Linux 12 (bookworm)', OSType: 'linux', Architecture: 'x86_64', NCPU: 2,
        MemTotal: 25_769_803_776, Name: fromUtf8(manager.host.k.hostUts.hostname), ServerVersion: '28.2.2', Swarm: { LocalNodeState: 'inactive' }, DefaultRuntime: 'runc',
      };
    },
    *inspectOther(kind, ref) {
      yield* ask(() => undefined);
      const message = kind === 'network' ? `network ${ref} not found` : kind === 'volume' ? `get ${ref}: no such volume` : `plugin "${ref}" not found`;
      return new EngineError(404, message);
    },
  };
}
