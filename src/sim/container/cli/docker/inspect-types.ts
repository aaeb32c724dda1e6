/** The Go types behind `docker inspect` (api/types of moby at 28.2): field names, order, types and JSON tags. */
import type { Schema } from './go-types.ts';

export const CONTAINER = '*@container.InspectResponse';
export const IMAGE = '*@image.InspectResponse';

export const INSPECT_SCHEMA: Schema = {
  'container.InspectResponse': `ID string Id, Created string, Path string, Args []string, State *@container.State, Image string, ResolvConfPath string, HostnamePath string,
    HostsPath string, LogPath string, Name string, RestartCount int, Driver string, Platform string, MountLabel string, ProcessLabel string, AppArmorProfile string,
    ExecIDs []string, HostConfig *@container.HostConfig, GraphDriver @storage.DriverData, SizeRw *int64 SizeRw?, SizeRootFs *int64 SizeRootFs?,
    Mounts []@container.MountPoint, Config *@container.Config, NetworkSettings *@container.NetworkSettings`,
  'container.State': `Status string, Running bool, Paused bool, Restarting bool, OOMKilled bool, Dead bool, Pid int, ExitCode int, Error string, StartedAt string,
    FinishedAt string, Health *@container.Health Health?`,
  'container.Health': 'Status string, FailingStreak int, Log []*@container.HealthcheckResult',
  'container.HealthcheckResult': 'Start string, End string, ExitCode int, Output string',
  'container.HostConfig': `Binds []string, ContainerIDFile string, LogConfig @container.LogConfig, NetworkMode string, PortBindings map[string][]@nat.PortBinding,
    RestartPolicy @container.RestartPolicy, AutoRemove bool, VolumeDriver string, VolumesFrom []string, ConsoleSize []uint, Annotations map[string]string Annotations?,
    CapAdd []string, CapDrop []string, CgroupnsMode string, DNS []string Dns, DNSOptions []string DnsOptions, DNSSearch []string DnsSearch, ExtraHosts []string,
    GroupAdd []string, IpcMode string, Cgroup string, Links []string, OomScoreAdj int, PidMode string, Privileged bool, PublishAllPorts bool, ReadonlyRootfs bool,
    SecurityOpt []string, StorageOpt map[string]string StorageOpt?, Tmpfs map[string]string Tmpfs?, UTSMode string, UsernsMode string, ShmSize int64,
    Sysctls map[string]string Sysctls?, Runtime string Runtime?, Isolation string, CPUShares int64 CpuShares, Memory int64, NanoCPUs int64 NanoCpus,
    CgroupParent string, BlkioWeight uint16, BlkioWeightDevice []interface{}, BlkioDeviceReadBps []interface{}, BlkioDeviceWriteBps []interface{},
    BlkioDeviceReadIOps []interface{}, BlkioDeviceWriteIOps []interface{}, CPUPeriod int64 CpuPeriod, CPUQuota int64 CpuQuota, CPURealtimePeriod int64 CpuRealtimePeriod,
    CPURealtimeRuntime int64 CpuRealtimeRuntime, CpusetCpus string, CpusetMems string, Devices []@container.DeviceMapping, DeviceCgroupRules []string,
    DeviceRequests []interface{}, KernelMemory int64 KernelMemory?, KernelMemoryTCP int64 KernelMemoryTCP?, MemoryReservation int64, MemorySwap int64,
    MemorySwappiness *int64, OomKillDisable *bool, PidsLimit *int64, Ulimits []@container.Ulimit, CPUCount int64 CpuCount, CPUPercent int64 CpuPercent,
    IOMaximumIOps uint64, IOMaximumBandwidth uint64, Mounts []interface{} Mounts?, MaskedPaths []string, ReadonlyPaths []string, Init *bool Init?`,
  'container.LogConfig': 'Type string, Config map[string]string',
  'nat.PortBinding': 'HostIP string HostIp, HostPort string',
  'container.RestartPolicy': 'Name string, MaximumRetryCount int',
  'container.DeviceMapping': 'PathOnHost string, PathInContainer string, CgroupPermissions string',
  'container.Ulimit': 'Name string, Hard int64, Soft int64',
  'storage.DriverData': 'Data map[string]string, Name string',
  'container.MountPoint':
    'Type string Type?, Name string Name?, Source string, Destination string, Driver string Driver?, Mode string, RW bool, Propagation string',
  'container.Config': `Hostname string, Domainname string, User string, AttachStdin bool, AttachStdout bool, AttachStderr bool, ExposedPorts map[string]interface{} ExposedPorts?,
    Tty bool, OpenStdin bool, StdinOnce bool, Env []string, Cmd []string, Healthcheck *@container.HealthConfig Healthcheck?, ArgsEscaped bool ArgsEscaped?, Image string,
    Volumes map[string]interface{}, WorkingDir string, Entrypoint []string, NetworkDisabled bool NetworkDisabled?, MacAddress string MacAddress?, OnBuild []string,
    Labels map[string]string, StopSignal string StopSignal?, StopTimeout *int StopTimeout?, Shell []string Shell?`,
  'container.HealthConfig':
    'Test []string Test?, Interval int64 Interval?, Timeout int64 Timeout?, StartPeriod int64 StartPeriod?, StartInterval int64 StartInterval?, Retries int Retries?',
  'container.NetworkSettings': `Bridge string, SandboxID string, SandboxKey string, Ports map[string][]@nat.PortBinding, HairpinMode bool, LinkLocalIPv6Address string,
    LinkLocalIPv6PrefixLen int, SecondaryIPAddresses []interface{}, SecondaryIPv6Addresses []interface{}, EndpointID string, Gateway string, GlobalIPv6Address string,
    GlobalIPv6PrefixLen int, IPAddress string, IPPrefixLen int, IPv6Gateway string, MacAddress string, Networks map[string]*@network.EndpointSettings`,
  'network.EndpointSettings': `IPAMConfig *@network.EndpointIPAMConfig, Links []string, Aliases []string, MacAddress string, DriverOpts map[string]string, GwPriority int,
    NetworkID string, EndpointID string, Gateway string, IPAddress string, IPPrefixLen int, IPv6Gateway string, GlobalIPv6Address string, GlobalIPv6PrefixLen int,
    DNSNames []string`,
  'network.EndpointIPAMConfig':
    'IPv4Address string IPv4Address?, IPv6Address string IPv6Address?, LinkLocalIPs []string LinkLocalIPs?',
  'image.InspectResponse': `ID string Id, RepoTags []string, RepoDigests []string, Parent string, Comment string, Created string Created?, DockerVersion string, Author string,
    Config *@container.Config, Architecture string, Variant string Variant?, Os string, OsVersion string OsVersion?, Size int64, VirtualSize int64 VirtualSize?,
    GraphDriver @storage.DriverData, RootFS @image.RootFS, Metadata @image.Metadata`,
  'image.RootFS': 'Type string Type?, Layers []string Layers?',
  'image.Metadata': 'LastTagTime string LastTagTime?',
};
