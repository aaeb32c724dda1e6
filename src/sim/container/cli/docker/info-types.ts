/** The Go type behind `docker info` (api/types/system.Info at 28.2). */
import type { Schema } from './go-types.ts';

export const INFO_SCHEMA: Schema = {
  'system.Info': `ID string, Containers int, ContainersRunning int, ContainersPaused int, ContainersStopped int, Images int, Driver string, DriverStatus [][]string,
    Plugins @system.PluginsInfo, MemoryLimit bool, SwapLimit bool, CPUCfsPeriod bool CpuCfsPeriod, CPUCfsQuota bool CpuCfsQuota, CPUShares bool, CPUSet bool,
    PidsLimit bool, IPv4Forwarding bool, Debug bool, NFd int, OomKillDisable bool, NGoroutines int, SystemTime string, LoggingDriver string, CgroupDriver string,
    CgroupVersion string CgroupVersion?, NEventsListener int, KernelVersion string, OperatingSystem string, OSVersion string, OSType string, Architecture string,
    IndexServerAddress string, RegistryConfig *@registry.ServiceConfig, NCPU int, MemTotal int64, GenericResources []interface{}, DockerRootDir string,
    HTTPProxy string HttpProxy, HTTPSProxy string HttpsProxy, NoProxy string, Name string, Labels []string, ExperimentalBuild bool, ServerVersion string,
    Runtimes map[string]interface{}, DefaultRuntime string, Swarm @swarm.Info, LiveRestoreEnabled bool, Isolation string, InitBinary string,
    ContainerdCommit @system.Commit, RuncCommit @system.Commit, InitCommit @system.Commit, SecurityOptions []string, ProductLicense string ProductLicense?,
    CDISpecDirs []string, Warnings []string`,
  'system.PluginsInfo': 'Volume []string, Network []string, Authorization []string, Log []string',
  'registry.ServiceConfig':
    'AllowNondistributableArtifactsCIDRs []string, InsecureRegistryCIDRs []string, IndexConfigs map[string]interface{}, Mirrors []string',
  'swarm.Info':
    'NodeID string, NodeAddr string, LocalNodeState string, ControlAvailable bool, Error string, RemoteManagers []interface{}, Nodes int Nodes?, Managers int Managers?',
  'system.Commit': 'ID string',
};
