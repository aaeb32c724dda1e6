// procfs: one file system per pid namespace (proc(5), fs/proc/root.c).
import { E, S_IFDIR, S_IFLNK, type ByteString, type DirEntry } from '../abi/index.ts';
import { newDir, newFileSystem, ROOT_OWNER } from '../fs/inode.ts';
import type { DirNode, FileSystem, Inode } from '../fs/types.ts';
import type { Kernel } from '../kernel.ts';
import { nrIn } from '../ns/pid.ts';
import type { PidNamespace, Task } from '../state.ts';
import { makeInode, NodeDir, type Node } from './node.ts';
import { systemNodes } from './system.ts';
import { taskInode } from './task.ts';

const FIRST_INO = 4_026_531_900;

/** /proc itself: processes by number, `self`, and the machine's files. */
class ProcRoot implements DirNode {
  readonly mutable = undefined;
  readonly fs: FileSystem;
  readonly ns: PidNamespace;
  private readonly system: NodeDir;
  private readonly links: readonly Node[];
  /** Directories of tasks that somebody has looked at. */
  private readonly known = new WeakMap<Task, Inode>();

  constructor(fs: FileSystem, ns: PidNamespace) {
    this.fs = fs;
    this.ns = ns;
    this.system = new NodeDir(fs, FIRST_INO, systemNodes(fs, ns));
    this.links = [
      { name: 'self', kind: 'link', target: (_k, t) => this.nrOf(t.process.leader) ?? E.ENOENT },
      {
        name: 'thread-self',
        kind: 'link',
        target: (_k, t) => {
          const pid = this.nrOf(t.process.leader);
          return pid === undefined ? E.ENOENT : `${pid}/task/${nrIn(t, ns)}`;
        },
      },
    ];
  }

  private nrOf(t: Task): ByteString | undefined {
    const nr = nrIn(t, this.ns);
    return nr === 0 ? undefined : String(nr);
  }

  private directoryOf(k: Kernel, t: Task): Inode {
    let inode = this.known.get(t);
    if (!inode) this.known.set(t, (inode = taskInode(k, this.fs, t, this.ns, true)));
    inode.uid = t.cred.euid;
    inode.gid = t.cred.egid;
    return inode;
  }

  lookup(k: Kernel, reader: Task, name: ByteString): Inode | undefined {
    if (/^[1-9][0-9]*$/.test(name)) {
      const t = this.ns.tasks.get(Number(name));
      return t && this.directoryOf(k, t);
    }
    const link = this.links.findIndex((node) => node.name === name);
    if (link >= 0) return makeInode(k, this.fs, this.links[link] as Node, FIRST_INO - 10 + link, ROOT_OWNER);
    return this.system.lookup(k, reader, name);
  }

  /** The machine's files first, then the processes in order of their numbers. */
  list(): DirEntry[] {
    const out: DirEntry[] = this.system.list();
    this.links.forEach((node, i) => out.push({ name: node.name, ino: FIRST_INO - 10 + i, type: S_IFLNK }));
    const pids: number[] = [];
    for (const [nr, t] of this.ns.tasks) if (t === t.process.leader) pids.push(nr);
    pids.sort((a, b) => a - b);
    for (const nr of pids) out.push({ name: String(nr), ino: nr * 4096, type: S_IFDIR });
    return out;
  }
}

export function procFileSystem(k: Kernel, ns: PidNamespace): FileSystem {
  const fs = newFileSystem({ type: 'proc', source: 'proc', capacity: 0, at: k.wallclock() });
  (fs as { root: Inode }).root = newDir(fs, 0o555, ROOT_OWNER, k.wallclock(), new ProcRoot(fs, ns), 1);
  return fs;
}
