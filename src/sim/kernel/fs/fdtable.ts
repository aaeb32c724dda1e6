// Descriptor tables: numbers to open files, shared by threads, copied by fork (fs/file.c).
import { E, type Errno } from '../abi/index.ts';
import type { Kernel } from '../kernel.ts';
import type { Task } from '../state.ts';
import type { FdSlot, FdTable, OpenFile } from './types.ts';

export const newFdTable = (): FdTable => ({ slots: new Map(), users: 1 });

/** fork: the child's own table, with the same open files. */
export function copyFdTable(table: FdTable): FdTable {
  const slots = new Map<number, FdSlot>();
  for (const [fd, slot] of table.slots) {
    slot.file.refs += 1;
    slots.set(fd, { file: slot.file, cloexec: slot.cloexec });
  }
  return { slots, users: 1 };
}

/** Drops one reference; the last one closes. */
export function putFile(k: Kernel, file: OpenFile): void {
  file.refs -= 1;
  if (file.refs === 0) file.release(k);
}

/** exit: one user less; the last one closes everything, lowest number first. */
export function closeAll(k: Kernel, table: FdTable): void {
  table.users -= 1;
  if (table.users > 0) return;
  const open = [...table.slots].sort((a, b) => a[0] - b[0]);
  table.slots.clear();
  for (const [, slot] of open) putFile(k, slot.file);
}

export function closeOnExec(k: Kernel, table: FdTable): void {
  const going = [...table.slots].filter(([, slot]) => slot.cloexec).sort((a, b) => a[0] - b[0]);
  for (const [fd, slot] of going) {
    table.slots.delete(fd);
    putFile(k, slot.file);
  }
}

/** Puts a file at a given number, for the descriptors a process starts with. Takes a reference. */
export function installFd(table: FdTable, fd: number, file: OpenFile, cloexec = false): void {
  file.refs += 1;
  table.slots.set(fd, { file, cloexec });
}

/** The lowest free number >= min, or EMFILE at RLIMIT_NOFILE. Takes a reference. */
export function allocateFd(t: Task, file: OpenFile, min = 0, cloexec = false): number | Errno {
  const { slots } = t.files;
  let fd = min;
  while (slots.has(fd)) fd += 1;
  if (fd >= t.process.limits.nofile) return E.EMFILE;
  file.refs += 1;
  slots.set(fd, { file, cloexec });
  return fd;
}

export const fileOf = (t: Task, fd: number): OpenFile | undefined => t.files.slots.get(fd)?.file;

export function closeFd(k: Kernel, t: Task, fd: number): 0 | Errno {
  const slot = t.files.slots.get(fd);
  if (!slot) return E.EBADF;
  t.files.slots.delete(fd);
  putFile(k, slot.file);
  return 0;
}
