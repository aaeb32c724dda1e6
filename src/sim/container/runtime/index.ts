// The container runtime on the kernel: the node, containers, exec sessions.
export { bootHost, hostCommand, hostTerminal, startCron, startProgram, type Host, type HostCommand } from './host.ts';
export {
  createContainer,
  dockerExitCode,
  execIn,
  startContainer,
  viewOfContainer,
  type Container,
  type ExecOptions,
  type ExecSession,
  type LogChunk,
} from './container.ts';
export { containerEnv, type ContainerSpec, type FileSpec, type VolumeMount } from './spec.ts';
export { groupAt } from './cgroups.ts';
export { ContainerManager, type EngineHappening } from './manager.ts';
