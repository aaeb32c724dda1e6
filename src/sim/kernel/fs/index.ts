// The file side of the kernel: what its other parts and the container engine use.
import { descriptorCalls } from '../syscalls/file.ts';
import { dirCalls } from '../syscalls/dir.ts';
import { metaCalls } from '../syscalls/meta.ts';
import { pollCalls } from '../syscalls/poll.ts';

export const fileCalls = { ...descriptorCalls, ...dirCalls, ...metaCalls, ...pollCalls };

export { allocateFd, closeAll, closeOnExec, copyFdTable, installFd, newFdTable, putFile } from './fdtable.ts';
export { openNull } from './devices.ts';
export { resolveExecutable, type Executable } from './exec.ts';
export { createImage, debianEtc, putEntry, type ImageEntry, type ImageSpec } from './image.ts';
export { addMount, copyMountNamespace, mountNamespaceFor, mountProc } from './mounts.ts';
export { mountHung, type HungServer } from './hung-mount.ts';
export { lookup, type Located } from './path.ts';
export { openLog, openPipe } from './pipe.ts';
export type { MountSpec } from './types.ts';
