// The lab machine: kernel, containers and a library of programs put together. `full.ts` has all programs at hand.
export { LAB_ID, LAB_VERSION, LabMachine, labSimulatorFor } from './machine.ts';
export { type LabInit, type LabInput, needsCluster, type TerminalSpec } from './init.ts';
export type { ClusterCode, Installed, Library, ProgramSource } from './library.ts';
export { clusterDns, COREFILE } from './cluster-dns.ts';
export { OUTSIDE } from './dns-world.ts';
export { allowDns, denyAllEgress, type DnsClient, dnsCluster, type DnsClusterOptions } from './dns.ts';
export {
  BASE_SCENARIOS,
  DEFAULT_SIZE,
  labContainer,
  labPod,
  nodeCron,
  oneContainer,
  onePod,
  type Scenario,
  ZOMBIE_KILLER,
} from './scenario.ts';
