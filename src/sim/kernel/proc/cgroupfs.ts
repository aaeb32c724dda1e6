// cgroup file systems: the pids and freezer controllers of version 1, and version 2 (cgroups(7), Documentation/admin-guide/cgroup-v2.rst).
import { E, S_IFDIR, type ByteString, type DirEntry, type Errno } from '../abi/index.ts';
import { freeze, killAll, thaw } from '../cgroup/freezer.ts';
import { moveToCgroup, newCgroup, pidsCurrent, setPidsMax } from '../cgroup/pids.ts';
import { newDir, newFileSystem, ROOT_OWNER } from '../fs/inode.ts';
import type { DirNode, FileSystem, Inode } from '../fs/types.ts';
import type { Kernel } from '../kernel.ts';
import { nrIn } from '../ns/pid.ts';
import type { Cgroup, Task } from '../state.ts';
import { file, NodeDir, text, type Node } from './node.ts';

export type Hierarchy = 'pids' | 'freezer' | 'v2';

export interface CgroupSpec {
  readonly hierarchy: Hierarchy;
  readonly root: Cgroup;
}

const isRoot = (cgroup: Cgroup): boolean => cgroup.parent === undefined;

/** Processes of the group itself, in order, as the reader sees them. */
function memberNrs(reader: Task, cgroup: Cgroup, threads: boolean, v2: boolean): ByteString {
  const seen = new Set<number>();
  for (const t of cgroup.members) {
    if (t.state.kind === 'zombie' && !threads && [...t.process.threads].every((each) => each.state.kind === 'zombie'))
      continue;
    seen.add(nrIn(threads ? t : t.process.leader, reader.ns));
  }
  const numbers = [...seen].filter((nr) => v2 || nr !== 0).sort((a, b) => a - b);
  return numbers.map((nr) => `${nr}\n`).join('');
}

/** Moves a process into the group: all its threads. */
function attach(k: Kernel, writer: Task, cgroup: Cgroup, data: ByteString): number | Errno {
  const word = data.trim();
  if (!/^\d+$/.test(word)) return E.EINVAL;
  const found = Number(word) === 0 ? writer : writer.ns.tasks.get(Number(word));
  if (!found) return E.ESRCH;
  if (writer.cred.euid !== 0 && writer.cred.euid !== found.cred.euid) return E.EACCES;
  for (const t of found.process.threads) moveToCgroup(k, t, cgroup);
  return data.length;
}

function setMax(k: Kernel, cgroup: Cgroup, data: ByteString): number | Errno {
  const word = data.trim();
  if (word === 'max') setPidsMax(k, cgroup, undefined);
  else if (/^\d+$/.test(word)) setPidsMax(k, cgroup, Number(word));
  else return E.EINVAL;
  return data.length;
}

const members = (name: string, cgroup: Cgroup, threads: boolean, v2: boolean): Node => ({
  name,
  kind: 'file',
  mode: 0o644,
  read: (_k, reader) => memberNrs(reader, cgroup, threads, v2),
  write: (k, t, data) => attach(k, t, cgroup, data),
});

function pidsNodes(cgroup: Cgroup): Node[] {
  const events = (): ByteString => `max ${cgroup.pidsEvents}\n`;
  return [
    file('pids.current', () => `${pidsCurrent(cgroup)}\n`),
    file('pids.events', events),
    file('pids.events.local', events),
    {
      name: 'pids.max',
      kind: 'file',
      mode: 0o644,
      read: () => `${cgroup.pidsMax ?? 'max'}\n`,
      write: (k, _t, data) => setMax(k, cgroup, data),
    },
    file('pids.peak', () => `${cgroup.pidsPeak}\n`),
  ];
}

const frozenAbove = (cgroup: Cgroup): boolean => {
  for (let at = cgroup.parent; at; at = at.parent) if (at.frozen !== 'no') return true;
  return false;
};

function freezerNodes(cgroup: Cgroup): Node[] {
  const frozen = (): boolean => cgroup.frozen !== 'no' || frozenAbove(cgroup);
  return [
    file('freezer.parent_freezing', () => `${frozenAbove(cgroup) ? 1 : 0}\n`),
    file('freezer.self_freezing', () => `${cgroup.frozen === 'no' ? 0 : 1}\n`),
    {
      name: 'freezer.state',
      kind: 'file',
      mode: 0o644,
      read: () => `${frozen() ? 'FROZEN' : 'THAWED'}\n`,
      write: (k, _t, data) => {
        const word = data.trim();
        if (word === 'FROZEN') freeze(k, cgroup, 'v1');
        else if (word === 'THAWED') thaw(k, cgroup);
        else return E.EINVAL;
        return data.length;
      },
    },
  ];
}

function populated(cgroup: Cgroup): boolean {
  for (const t of cgroup.members) if (t.process.exitStatus === undefined) return true;
  return [...cgroup.children.values()].some(populated);
}

const descendants = (cgroup: Cgroup): number =>
  [...cgroup.children.values()].reduce((sum, child) => sum + 1 + descendants(child), 0);

function v2Nodes(cgroup: Cgroup): Node[] {
  const common: Node[] = [
    text('cgroup.controllers', 'pids\n'),
    text('cgroup.max.depth', 'max\n', 0o644),
    text('cgroup.max.descendants', 'max\n', 0o644),
    members('cgroup.procs', cgroup, false, true),
    file('cgroup.stat', () => `nr_descendants ${descendants(cgroup)}\nnr_dying_descendants 0\n`),
    text('cgroup.subtree_control', 'pids\n', 0o644),
    members('cgroup.threads', cgroup, true, true),
  ];
  if (isRoot(cgroup)) return common;
  return [
    ...common,
    file('cgroup.events', () => `populated ${populated(cgroup) ? 1 : 0}\nfrozen ${cgroup.frozen === 'v2' ? 1 : 0}\n`),
    {
      name: 'cgroup.freeze',
      kind: 'file',
      mode: 0o644,
      read: () => `${cgroup.frozen === 'v2' ? 1 : 0}\n`,
      write: (k, _t, data) => {
        const word = data.trim();
        if (word === '1') freeze(k, cgroup, 'v2');
        else if (word === '0') thaw(k, cgroup);
        else return /^-?\d+$/.test(word) ? E.ERANGE : E.EINVAL;
        return data.length;
      },
    },
    {
      name: 'cgroup.kill',
      kind: 'file',
      mode: 0o200,
      read: () => E.EINVAL,
      write: (k, _t, data) => {
        const word = data.trim();
        if (word !== '1') return /^-?\d+$/.test(word) ? E.ERANGE : E.EINVAL;
        killAll(k, cgroup);
        return data.length;
      },
    },
    text('cgroup.type', 'domain\n', 0o644),
    ...pidsNodes(cgroup),
  ];
}

function nodesOf(cgroup: Cgroup, hierarchy: Hierarchy): Node[] {
  if (hierarchy === 'v2') return v2Nodes(cgroup).sort(byName);
  const common: Node[] = [
    text('cgroup.clone_children', '0\n', 0o644),
    members('cgroup.procs', cgroup, false, false),
    text('notify_on_release', '0\n', 0o644),
    members('tasks', cgroup, true, false),
  ];
  const own = isRoot(cgroup) ? [] : hierarchy === 'pids' ? pidsNodes(cgroup) : freezerNodes(cgroup);
  return [...common, ...own].sort(byName);
}

const byName = (a: Node, b: Node): number => (a.name < b.name ? -1 : 1);

/** One group: its files and its child groups. */
class GroupDir implements DirNode {
  readonly mutable = undefined;
  readonly fs: FileSystem;
  readonly cgroup: Cgroup;
  readonly hierarchy: Hierarchy;
  private readonly files: NodeDir;
  private readonly kids = new Map<Cgroup, Inode>();

  constructor(fs: FileSystem, cgroup: Cgroup, hierarchy: Hierarchy) {
    this.fs = fs;
    this.cgroup = cgroup;
    this.hierarchy = hierarchy;
    const base = fs.nextIno;
    fs.nextIno += 64;
    this.files = new NodeDir(fs, base, nodesOf(cgroup, hierarchy));
  }
  private inodeOf(k: Kernel, child: Cgroup): Inode {
    let inode = this.kids.get(child);
    if (!inode) {
      inode = newDir(this.fs, 0o755, ROOT_OWNER, k.wallclock(), new GroupDir(this.fs, child, this.hierarchy));
      this.kids.set(child, inode);
    }
    return inode;
  }
  lookup(k: Kernel, t: Task, name: ByteString): Inode | undefined {
    const child = this.cgroup.children.get(name);
    return child ? this.inodeOf(k, child) : this.files.lookup(k, t, name);
  }
  list(k: Kernel): DirEntry[] {
    const out = this.files.list();
    for (const [name, child] of this.cgroup.children)
      out.push({ name, ino: this.inodeOf(k, child).ino, type: S_IFDIR });
    return out;
  }
  mkdir(k: Kernel, name: ByteString): 0 | Errno {
    newCgroup(`${this.cgroup.path}/${name}`, this.cgroup);
    k.touchCgroups();
    return 0;
  }
  rmdir(k: Kernel, name: ByteString): 0 | Errno {
    const child = this.cgroup.children.get(name);
    if (!child) return E.EPERM;
    if (child.children.size > 0 || populated(child)) return E.EBUSY;
    this.cgroup.children.delete(name);
    k.touchCgroups();
    return 0;
  }
}

export function cgroupFileSystem(k: Kernel, spec: CgroupSpec): FileSystem {
  const type = spec.hierarchy === 'v2' ? 'cgroup2' : 'cgroup';
  const fs = newFileSystem({ type, source: type === 'cgroup2' ? 'cgroup2' : 'cgroup', capacity: 0, at: k.wallclock() });
  (fs as { root: Inode }).root = newDir(
    fs,
    0o755,
    ROOT_OWNER,
    k.wallclock(),
    new GroupDir(fs, spec.root, spec.hierarchy),
    1,
  );
  return fs;
}
