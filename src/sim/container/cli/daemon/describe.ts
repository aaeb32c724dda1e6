/** dockerd's answers about one container: the row of a listing and the full JSON of an inspection. */
import type { ContainerSummary, JsonObject } from '../../engine-api.ts';
import { parseRfc3339 } from '../docker/time.ts';
import { DEFAULT_PATH, isUp, type ContainerFacts } from './facts.ts';
import { commandLine } from './words.ts';

const NEVER = '0001-01-01T00:00:00Z';

export function summaryOf(c: ContainerFacts, status: string): ContainerSummary {
  return {
    id: c.id,
    names: [`/${c.name}`],
    image: c.image,
    imageId: c.imageId,
    command: commandLine(c.cmd),
    created: Math.floor((parseRfc3339(c.created) ?? 0) / 1000),
    ports: c.ports,
    labels: c.labels,
    state: c.status,
    status,
    networks: ['bridge'],
    mounts: [],
  };
}

/** HostConfig of a container that was started without options. */
const HOST_CONFIG: JsonObject = {
  Binds: null, ContainerIDFile: '', LogConfig: { Type: 'json-file', Config: {} }, NetworkMode: 'bridge', PortBindings: {},
  RestartPolicy: { Name: 'no', MaximumRetryCount: 0 }, AutoRemove: false, VolumeDriver: '', VolumesFrom: null, ConsoleSize: [0, 0], CapAdd: null, CapDrop: null,
  CgroupnsMode: 'private', Dns: [], DnsOptions: [], DnsSearch: [], ExtraHosts: null, GroupAdd: null, IpcMode: 'private', Cgroup: '', Links: null, OomScoreAdj: 0,
  PidMode: '', Privileged: false, PublishAllPorts: false, ReadonlyRootfs: false, SecurityOpt: null, UTSMode: '', UsernsMode: '', ShmSize: 67108864, Runtime: 'runc',
  Isolation: '', CpuShares: 0, Memory: 0, NanoCpus: 0, CgroupParent: '', BlkioWeight: 0, BlkioWeightDevice: [], BlkioDeviceReadBps: [], BlkioDeviceWriteBps: [],
  BlkioDeviceReadIOps: [], BlkioDeviceWriteIOps: [], CpuPeriod: 0, CpuQuota: 0, CpuRealtimePeriod: 0, CpuRealtimeRuntime: 0, CpusetCpus: '', CpusetMems: '',
  Devices: [], DeviceCgroupRules: null, DeviceRequests: null, MemoryReservation: 0, MemorySwap: 0, MemorySwappiness: null, OomKillDisable: null, PidsLimit: null,
  Ulimits: [], CpuCount: 0, CpuPercent: 0, IOMaximumIOps: 0, IOMaximumBandwidth: 0,
  MaskedPaths: [
    '/proc/asound', '/proc/acpi', '/proc/interrupts', '/proc/kcore', '/proc/keys', '/proc/latency_stats', '/proc/timer_list', '/proc/timer_stats',
    '/proc/sched_debug', '/proc/scsi', '/sys/firmware', '/sys/devices/virtual/powercap',
  ],
  ReadonlyPaths: ['/proc/bus', '/proc/fs', '/proc/irq', '/proc/sys', '/proc/sysrq-trigger'],
};

function stateOf(c: ContainerFacts): JsonObject {
  return {
    Status: c.status,
    Running: isUp(c.status),
    Paused: c.status === 'paused',
    Restarting: c.status === 'restarting',
    OOMKilled: c.oomKilled,
    Dead: c.status === 'dead',
    Pid: c.pid,
    ExitCode: c.exitCode,
    Error: c.error,
    StartedAt: c.startedAt ?? NEVER,
    FinishedAt: c.finishedAt ?? NEVER,
  };
}

/** `docker inspect`. `hash` makes the 64 hex digits that stand for ids of networks, endpoints and sandboxes. */
export function inspectionOf(c: ContainerFacts, hash: (text: string) => string): JsonObject {
  const run = c.status === 'running';
  const root = `/var/lib/docker/containers/${c.id}`;
  const layer = '/var/lib/docker/overlay2';
  const endpoint = {
    EndpointID: run ? hash('ep' + c.id) : '',
    Gateway: run ? '172.17.0.1' : '',
    IPAddress: run ? c.ip : '',
    IPPrefixLen: run ? 16 : 0,
  };
  const bridge: JsonObject = {
    IPAMConfig: null, Links: null, Aliases: null, MacAddress: '', DriverOpts: null, GwPriority: 0, NetworkID: hash('bridge'), ...endpoint,
    IPv6Gateway: '', GlobalIPv6Address: '', GlobalIPv6PrefixLen: 0, DNSNames: null,
  };
  return {
    Id: c.id, Created: c.created, Path: c.cmd[0] ?? '', Args: c.cmd.slice(1), State: stateOf(c), Image: c.imageId,
    ResolvConfPath: `${root}/resolv.conf`, HostnamePath: `${root}/hostname`, HostsPath: `${root}/hosts`, LogPath: `${root}/${c.id}-json.log`,
    Name: `/${c.name}`, RestartCount: c.restartCount, Driver: 'overlay2', Platform: 'linux', MountLabel: '', ProcessLabel: '', AppArmorProfile: 'docker-default',
    ExecIDs: null,
    HostConfig: { ...HOST_CONFIG, ...c.hostConfig },
    GraphDriver: { Data: { ID: c.id, LowerDir: `${layer}/lower`, MergedDir: `${layer}/merged`, UpperDir: `${layer}/diff`, WorkDir: `${layer}/work` }, Name: 'overlay2' },
    Mounts: [],
    Config: configOf(c),
    NetworkSettings: {
      Bridge: '', SandboxID: run ? hash('sb' + c.id) : '', SandboxKey: run ? `/var/run/docker/netns/${hash('sb' + c.id).slice(0, 12)}` : '',
      Ports: {}, HairpinMode: false, LinkLocalIPv6Address: '', LinkLocalIPv6PrefixLen: 0, SecondaryIPAddresses: null, SecondaryIPv6Addresses: null,
      EndpointID: endpoint.EndpointID, Gateway: endpoint.Gateway, GlobalIPv6Address: '', GlobalIPv6PrefixLen: 0, IPAddress: endpoint.IPAddress,
      IPPrefixLen: endpoint.IPPrefixLen, IPv6Gateway: '', MacAddress: '', Networks: { bridge },
    },
  };
}

function configOf(c: ContainerFacts): JsonObject {
  return {
    Hostname: c.id.slice(0, 12), Domainname: '', User: c.user, AttachStdin: false, AttachStdout: false, AttachStderr: false, Tty: c.tty, OpenStdin: c.openStdin,
    StdinOnce: false, Env: c.env.length > 0 ? c.env : [DEFAULT_PATH], Cmd: c.cmd, Image: c.image, Volumes: null, WorkingDir: c.workdir,
    Entrypoint: c.entrypoint ?? null, OnBuild: null, Labels: c.labels,
    ...(c.stopSignal === undefined ? {} : { StopSignal: c.stopSignal }),
    ...(c.stopTimeout === undefined ? {} : { StopTimeout: c.stopTimeout }),
  };
}

