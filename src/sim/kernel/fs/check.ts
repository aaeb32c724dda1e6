// What must always hold between descriptor tables, open files and pipes. Runs in tests after every step.
import { O_ACCMODE, O_RDWR, O_WRONLY } from '../abi/index.ts';
import type { Kernel } from '../kernel.ts';
import type { FdTable, OpenFile, Pipe } from './types.ts';

/** The first thing that is wrong, in words; undefined when all is well. */
export function checkFiles(k: Kernel): string | undefined {
  const tables = new Map<FdTable, number>();
  for (const t of k.tasks()) if (!t.exiting) tables.set(t.files, (tables.get(t.files) ?? 0) + 1);
  const references = new Map<OpenFile, number>();
  for (const [table, users] of tables) {
    if (table.users < users) return `${users} tasks use a descriptor table that counts ${table.users}`;
    for (const { file } of table.slots.values()) references.set(file, (references.get(file) ?? 0) + 1);
  }
  const ends = new Map<Pipe, { readers: number; writers: number }>();
  for (const [file, count] of references) {
    if (file.refs !== count) return `${file.label} is open ${count} times and counts ${file.refs}`;
    if (file.inode?.kind !== 'fifo') continue;
    const { pipe } = file.inode;
    const end = ends.get(pipe) ?? { readers: 0, writers: 0 };
    const mode = file.flags & O_ACCMODE;
    if (mode !== O_WRONLY) end.readers += 1;
    if (mode === O_WRONLY || mode === O_RDWR) end.writers += 1;
    ends.set(pipe, end);
  }
  for (const [pipe, end] of ends) {
    if (pipe.readers !== end.readers || pipe.writers !== end.writers) {
      return `pipe ${pipe.ino} has ${end.readers} readers and ${end.writers} writers and counts ${pipe.readers} and ${pipe.writers}`;
    }
  }
  return undefined;
}
