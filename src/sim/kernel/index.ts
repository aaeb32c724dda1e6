// The kernel for those who build machines of it: container engine, labs, tests. Programs use abi/index.ts only.
export { DEFAULT_EPOCH, Kernel, type KernelOptions, type Service } from './kernel.ts';
export type { Gate, GateId, MachineEvent, Pid, SignalEffect, SignalOutcome, StateLetter, Step } from './events.ts';
export type { CgroupView, ContainerView, MachineView, NamespaceView, ProcessView, TtyView } from './view.ts';
export type { Block, Cgroup, PendingCall, PidNamespace, Process, Task, UtsNamespace } from './state.ts';
export { isBlock, WaitQueue } from './state.ts';
export type { WinSize } from './abi/index.ts';
export { newCgroup, pidsCurrent, setPidsMax } from './cgroup/pids.ts';
export { freeze, killAll, thaw } from './cgroup/freezer.ts';
export { newPidNamespace, nrIn } from './ns/pid.ts';
export { spawn, type SpawnSpec } from './task/spawn.ts';
export { ALL_CAPS, DOCKER_CAPS, rootCred } from './task/table.ts';
export { notifyParent, statusWords } from './task/exit.ts';
export { killProcess, send } from './signal/send.ts';
export { ignoreSignal } from './signal/sighand.ts';
export { checkInvariants } from './check.ts';
export { memoryOf } from './proc/memory.ts';
export {
  addMount,
  allocateFd,
  createImage,
  debianEtc,
  installFd,
  mountHung,
  mountNamespaceFor,
  newFdTable,
  openLog,
  openNull,
  openPipe,
  putEntry,
  type ImageEntry,
} from './fs/index.ts';
export type { FdTable, FileSystem, FsContext, MountNamespace, OpenFile, Tty } from './fs/types.ts';
export { createTty, openMaster, openTty, screenText, ttyHangup, ttyInput, ttyResize } from './tty/index.ts';
