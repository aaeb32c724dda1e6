// docker ps, inspect, top, stats, events, version, info: what the daemon tells about its containers.
import { fromUtf8, signalName } from '../../kernel/abi/index.ts';
import { pidsCurrent } from '../../kernel/index.ts';
import { dockerExitCode, hostCommand, type Container } from '../runtime/index.ts';
import {
  checkFilters,
  type ContainerFacts,
  describe,
  inspectionOf,
  isUp,
  passes,
  refusal,
  statusText,
  summaryOf,
} from '../cli/index.ts';
import type { DockerEngine, Stats, TopTable } from '../engine-api.ts';
import { EngineError } from '../engine-api.ts';
import { hexOf, imageId } from './images.ts';
import { type Daemon, until } from './live.ts';

/** Resident memory that a process of the model is taken to have. */
const PROCESS_BYTES = 1_900_000;

/** What the daemon's texts are made from. */
function factsOf(daemon: Daemon, c: Container): ContainerFacts {
  const { spec } = c;
  const image = spec.image ?? 'debian:12';
  return describe({
    id: c.id,
    name: spec.name,
    image,
    imageId: imageId(image),
    cmd: spec.argv,
    created: daemon.iso(c.createdAt),
    status: c.status,
    ...(c.init ? { startedAt: daemon.iso(c.startedAt) } : {}),
    ...(c.exitStatus === undefined ? {} : { finishedAt: daemon.iso(c.finishedAt) }),
    exitCode: c.exitStatus === undefined || isUp(c.status) ? 0 : dockerExitCode(c.exitStatus),
    pid: isUp(c.status) ? (c.init?.pid ?? 0) : 0,
    restartCount: c.restarts,
    labels: spec.labels ?? {},
    tty: spec.tty ?? false,
    openStdin: spec.tty ?? false,
    workdir: spec.cwd ?? '',
    user: spec.uid === undefined ? '' : String(spec.uid),
    env: Object.entries(spec.env ?? {}).map(([name, value]) => `${name}=${value}`),
    hostConfig: {
      ...(spec.restart === undefined ? {} : { RestartPolicy: { Name: spec.restart, MaximumRetryCount: 0 } }),
      ...(spec.autoRemove ? { AutoRemove: true } : {}),
      ...(spec.init === undefined ? {} : { Init: spec.init }),
      ...(spec.pidsMax === undefined ? {} : { PidsLimit: spec.pidsMax }),
      ...(c.pidOf ? { PidMode: `container:${c.pidOf.id}` } : spec.pidHost === true ? { PidMode: 'host' } : {}),
    },
    ...(spec.stopSignal === undefined ? {} : { stopSignal: `SIG${signalName(spec.stopSignal)}` }),
    ...(spec.stopTimeout === undefined ? {} : { stopTimeout: spec.stopTimeout }),
  });
}

function meters(daemon: Daemon, c: Container): Stats {
  const { k } = daemon.manager.host;
  let cpu = 0;
  for (const t of c.cgroup.members) cpu += t.user + t.system;
  const pids = isUp(c.status) ? pidsCurrent(c.cgroup) : 0;
  return {
    id: c.id,
    name: `/${c.spec.name}`,
    cpu: cpu * 1000,
    previousCpu: 0,
    system: Math.max(1, k.now) * 1000,
    previousSystem: 0,
    onlineCpus: isUp(c.status) ? 2 : 0,
    memory: pids * PROCESS_BYTES,
    memoryLimit: isUp(c.status) ? 25_769_803_776 : 0,
    inactiveFile: 0,
    rxBytes: 0,
    txBytes: 0,
    readBytes: 0,
    writeBytes: 0,
    pids,
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

type Methods = Pick<
  DockerEngine,
  'version' | 'info' | 'events' | 'list' | 'inspect' | 'top' | 'stats' | 'inspectOther'
>;

export function listMethods(daemon: Daemon): Methods {
  const { manager, ask, find } = daemon;
  const { k } = manager.host;
  return {
    *list(options) {
      const refused = checkFilters(options.filters);
      if (refused) return refused;
      const everything = options.all || options.limit > 0 || 'status' in options.filters || 'exited' in options.filters;
      const rows = yield* ask((kernel) => {
        const facts = [...manager.containers].reverse().map((c) => factsOf(daemon, c));
        const shown = facts.filter((c) => (everything || isUp(c.status)) && passes(c, options.filters));
        return shown.map((c) => summaryOf(c, statusText(c, kernel.wallclock() / 1000)));
      });
      return options.limit > 0 ? rows.slice(0, options.limit) : rows;
    },
    *inspect(ref) {
      const c = yield* find(ref);
      return c instanceof EngineError ? c : yield* ask(() => inspectionOf(factsOf(daemon, c), hexOf));
    },
    *top(ref, psArgs) {
      const c = yield* find(ref);
      if (c instanceof EngineError) return c;
      if (!isUp(c.status)) return refusal.notRunning(c.id);
      const run = yield* ask(() =>
        hostCommand(manager.host, `ps ${psArgs === '' ? '-ef' : psArgs}`, () => k.wake(manager.changed)),
      );
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
            type: 'container',
            action: h.action,
            id: h.container.id,
            scope: 'local',
            timeNano: BigInt(k.epoch + h.at) * 1000n,
            attributes: { image: h.container.spec.image ?? 'debian:12', name: h.container.spec.name, ...h.attributes },
          });
        }
      }
    },
    *version() {
      yield* ask(() => undefined);
      return {
        Platform: { Name: 'Docker Engine - Community' },
        Version: '28.2.2',
        ApiVersion: '1.50',
        MinAPIVersion: '1.24',
        GitCommit: '45873be',
        GoVersion: 'go1.24.3',
        Os: 'linux',
        Arch: 'amd64',
        KernelVersion: '6.18.44',
        BuildTime: '2025-05-30T12:07:27.000000000+00:00',
        Components: [
          {
            Name: 'Engine',
            Version: '28.2.2',
            Details: {
              ApiVersion: '1.50',
              Arch: 'amd64',
              BuildTime: '2025-05-30T12:07:27.000000000+00:00',
              Experimental: 'false',
              GitCommit: '45873be',
              GoVersion: 'go1.24.3',
              KernelVersion: '6.18.44',
              MinAPIVersion: '1.24',
              Os: 'linux',
            },
          },
        ],
      };
    },
    *info() {
      const count = yield* ask(() => manager.containers.map((c) => c.status));
      const of = (status: string): number => count.filter((each) => each === status).length;
      return {
        Containers: count.length,
        ContainersRunning: of('running'),
        ContainersPaused: of('paused'),
        ContainersStopped: of('exited') + of('created'),
        Images: 4,
        Driver: 'overlay2',
        CgroupDriver: 'cgroupfs',
        CgroupVersion: '1',
        KernelVersion: '6.18.44',
        OperatingSystem: 'Debian GNU/Linux 12 (bookworm)',
        OSType: 'linux',
        Architecture: 'x86_64',
        NCPU: 2,
        MemTotal: 25_769_803_776,
        Name: fromUtf8(manager.host.k.hostUts.hostname),
        ServerVersion: '28.2.2',
        Swarm: { LocalNodeState: 'inactive' },
        DefaultRuntime: 'runc',
      };
    },
    *inspectOther(kind, ref) {
      yield* ask(() => undefined);
      const message =
        kind === 'network'
          ? `network ${ref} not found`
          : kind === 'volume'
            ? `get ${ref}: no such volume`
            : `plugin "${ref}" not found`;
      return new EngineError(404, message);
    },
  };
}
