// The files of one process or thread: /proc/<pid>/… and /proc/<pid>/task/<tid>/… (fs/proc/base.c).
import {
  E,
  O_ACCMODE,
  O_RDONLY,
  O_WRONLY,
  type ByteString,
  type DirEntry,
  type Errno,
  S_IFDIR,
  S_IFLNK,
} from '../abi/index.ts';
import { newDir, newFile, ROOT_OWNER, type Owner } from '../fs/inode.ts';
import { seenFrom } from '../fs/path.ts';
import type { DirNode, FileSystem, Inode, Jump } from '../fs/types.ts';
import type { Kernel } from '../kernel.ts';
import { nrIn } from '../ns/pid.ts';
import { wchanOf } from '../project.ts';
import type { PidNamespace, Task } from '../state.ts';
import { cgroupLines } from './cgroup-lines.ts';
import { limitsText } from './limits.ts';
import { memoryOf, PAGE_KIB } from './memory.ts';
import { mountInfoText, mountsText } from './mounts.ts';
import { file, makeInode, NodeDir, text, type Node } from './node.ts';
import { guarded, mayInspect } from './permission.ts';
import { isDead, statText, statusText } from './status.ts';

/** Inode numbers: a block of entries for each task, blocks of descriptors above. */
const INODES_PER_TASK = 4096;
const taskBase = (t: Task): number => (t.tid + 16) * INODES_PER_TASK;

/** Files of a process belong to its effective user (task_dump_owner). */
const ownerOf = (t: Task): Owner => ({ uid: t.cred.euid, gid: t.cred.egid });

const nulls = (parts: readonly ByteString[]): ByteString => parts.map((part) => `${part}\0`).join('');

function environText(t: Task): ByteString {
  if (isDead(t)) return '';
  return nulls([...t.process.env].map(([name, value]) => `${name}=${value}`));
}

/** A magic link that only those may follow who may look into the process. */
function magic(
  name: ByteString,
  t: Task,
  label: (k: Kernel, reader: Task) => ByteString | Errno,
  jump: (k: Kernel, reader: Task) => Jump | Errno,
  mode = 0o777,
): Node {
  return {
    name,
    kind: 'link',
    mode,
    target: (k, reader) => guarded(reader, t, () => label(k, reader)),
    jump: (k, reader) => (mayInspect(reader, t) ? jump(k, reader) : E.EACCES),
  };
}

const place = (t: Task, path: ByteString): Jump => ({ kind: 'path', mnt: t.mnt, path });

/** Namespaces this machine has one of; containers get their own numbers from their pid namespace's. */
const FIXED: readonly (readonly [string, number, number])[] = [
  ['cgroup', 4_026_531_835, 1],
  ['ipc', 4_026_531_839, 2],
  ['net', 4_026_531_833, 3],
];

function namespaceNodes(t: Task): Node[] {
  const own = (offset: number, host: number): number => (t.ns.level === 0 ? host : t.ns.id + offset * 4096);
  const numbers: (readonly [string, string, number])[] = [
    ...FIXED.map(([name, host, offset]) => [name, name, own(offset, host)] as const),
    ['mnt', 'mnt', t.mnt.id],
    ['pid', 'pid', t.ns.id],
    ['pid_for_children', 'pid', t.nsForChildren.id],
    ['time', 'time', 4_026_531_834],
    ['time_for_children', 'time', 4_026_531_834],
    ['user', 'user', 4_026_531_837],
    ['uts', 'uts', t.uts.id],
  ];
  numbers.sort((a, b) => (a[0] < b[0] ? -1 : 1));
  return numbers.map(([name, type, id]) => {
    const label = `${type}:[${id}]`;
    return magic(
      name,
      t,
      () => (isDead(t) ? E.ENOENT : label),
      (k) => (isDead(t) ? E.ENOENT : { kind: 'inode', inode: namespaceInode(k, id), label }),
    );
  });
}

function namespaceInode(k: Kernel, id: number): Inode {
  const fs: FileSystem = {
    dev: 4,
    type: 'nsfs',
    source: 'nsfs',
    root: undefined as unknown as Inode,
    nextIno: id,
    capacity: 0,
    used: 0,
  };
  return newFile(fs, 0o444, ROOT_OWNER, k.wallclock(), { kind: 'bytes', data: '' }, id);
}

/** /proc/pid/fd: one magic link an open file; /proc/pid/fdinfo: its position and flags. */
class FdDir implements DirNode {
  readonly mutable = undefined;
  readonly fs: FileSystem;
  readonly t: Task;
  readonly info: boolean;
  constructor(fs: FileSystem, t: Task, info: boolean) {
    this.fs = fs;
    this.t = t;
    this.info = info;
  }
  lookup(k: Kernel, _reader: Task, name: ByteString): Inode | undefined {
    if (!/^(0|[1-9][0-9]*)$/.test(name) || isDead(this.t)) return undefined;
    const fd = Number(name);
    const slot = this.t.files.slots.get(fd);
    if (!slot) return undefined;
    const { file: open } = slot;
    const ino = taskBase(this.t) + 2048 + fd;
    if (this.info) {
      const flags = open.flags | (slot.cloexec ? 0o2000000 : 0) | 0o100000;
      const info = `pos:\t${open.offset}\nflags:\t0${flags.toString(8)}\nmnt_id:\t${mountIdOf(this.t, open.inode)}\nino:\t${open.inode?.ino ?? 0}\n`;
      return makeInode(k, this.fs, text(name, info, 0o400), ino, ownerOf(this.t));
    }
    const mode = open.flags & O_ACCMODE;
    const bits = mode === O_WRONLY ? 0o300 : mode === O_RDONLY ? 0o500 : 0o700;
    const node = magic(
      name,
      this.t,
      (_k, reader) => (open.label.startsWith('/') ? seenFrom(reader, open.label) : open.label),
      () => (open.inode ? { kind: 'inode', inode: open.inode, label: open.label } : E.ENOENT),
      bits,
    );
    return makeInode(k, this.fs, node, ino, ownerOf(this.t));
  }
  list(): DirEntry[] {
    if (isDead(this.t)) return [];
    return [...this.t.files.slots.keys()]
      .sort((a, b) => a - b)
      .map((fd) => ({ name: String(fd), ino: taskBase(this.t) + 2048 + fd, type: S_IFLNK }));
  }
}

const mountIdOf = (t: Task, inode: Inode | undefined): number =>
  t.mnt.mounts.find((mount) => mount.fs === inode?.fs)?.id ?? 15;

/** /proc/pid/task: the threads. */
class ThreadsDir implements DirNode {
  readonly mutable = undefined;
  readonly fs: FileSystem;
  readonly t: Task;
  readonly ns: PidNamespace;
  constructor(fs: FileSystem, t: Task, ns: PidNamespace) {
    this.fs = fs;
    this.t = t;
    this.ns = ns;
  }
  private threads(): Task[] {
    return [...this.t.process.threads].sort((a, b) => a.tid - b.tid);
  }
  lookup(k: Kernel, _reader: Task, name: ByteString): Inode | undefined {
    const found = this.threads().find((each) => String(nrIn(each, this.ns)) === name);
    return found && taskInode(k, this.fs, found, this.ns, false);
  }
  list(): DirEntry[] {
    return this.threads().map((each) => ({
      name: String(nrIn(each, this.ns)),
      ino: taskBase(each) + 1024,
      type: S_IFDIR,
    }));
  }
}

function childrenText(t: Task, ns: PidNamespace): ByteString {
  if (t !== t.process.leader) return '';
  return [...t.process.children].map((child) => `${nrIn(child.leader, ns)} `).join('');
}

function mapsText(t: Task): ByteString {
  if (isDead(t)) return '';
  const { exe } = t.process;
  const line = (range: string, rights: string, offset: string, dev: string, ino: string, name: string): string =>
    `${range} ${rights} ${offset} ${dev} ${ino}${name === '' ? ' ' : `${' '.repeat(Math.max(1, 73 - (range.length + 1 + 4 + 1 + 8 + 1 + 5 + 1 + ino.length)))}${name}`}\n`;
  return (
    line('55a731aa2000-55a731aa4000', 'r--p', '00000000', '00:18', '260131', exe) +
    line('55a731aa4000-55a731aa9000', 'r-xp', '00002000', '00:18', '260131', exe) +
    line('55a731aac000-55a731aad000', 'r--p', '00009000', '00:18', '260131', exe) +
    line('55a731aad000-55a731aae000', 'rw-p', '0000a000', '00:18', '260131', exe) +
    line('55a748ec1000-55a748ee2000', 'rw-p', '00000000', '00:00', '0', '[heap]') +
    line('7fe0e14d2000-7fe0e1655000', 'r-xp', '00026000', '00:18', '327783', '/usr/lib/x86_64-linux-gnu/libc.so.6') +
    line('7ffcd21a5000-7ffcd21c6000', 'rw-p', '00000000', '00:00', '0', '[stack]')
  );
}

function statmText(t: Task): ByteString {
  if (isDead(t)) return '0 0 0 0 0 0 0\n';
  const memory = memoryOf(t.process);
  const pages = (kib: number): number => Math.round(kib / PAGE_KIB);
  return `${pages(memory.size)} ${pages(memory.resident)} ${pages(memory.resident * 0.9)} ${pages(memory.code)} 0 ${pages(memory.data)} 0\n`;
}

function taskNodes(fs: FileSystem, t: Task, ns: PidNamespace, whole: boolean): Node[] {
  const p = t.process;
  const base = taskBase(t);
  const owner = (): Owner => ownerOf(t);
  const alive = (): boolean => !isDead(t);
  const nodes: Node[] = [
    file('cgroup', (_k, reader) => cgroupLines(t, reader)),
    { name: 'cmdline', kind: 'file', read: () => (alive() ? nulls(p.argv) : '') },
    {
      name: 'comm',
      kind: 'file',
      mode: 0o644,
      read: () => `${t.comm}\n`,
      write: (k, reader, data) => {
        if (reader.process !== p) return E.EINVAL;
        t.comm = data.replace(/\n.*$/s, '').slice(0, 15);
        k.touch(p);
        return data.length;
      },
    },
    magic(
      'cwd',
      t,
      (_k, reader) => (alive() ? seenFrom(reader, t.fs.cwd) : E.ENOENT),
      () => (alive() ? place(t, t.fs.cwd) : E.ENOENT),
    ),
    file('environ', (_k, reader) => guarded(reader, t, () => environText(t)), 0o400),
    magic(
      'exe',
      t,
      () => (alive() ? p.exe : E.ENOENT),
      () => (alive() ? place(t, p.exe) : E.ENOENT),
    ),
    { name: 'fd', kind: 'dir', mode: 0o500, entries: new FdDir(fs, t, false) },
    { name: 'fdinfo', kind: 'dir', mode: 0o555, entries: new FdDir(fs, t, true) },
    text('gid_map', '         0          0 4294967295\n'),
    text(
      'io',
      'rchar: 0\nwchar: 0\nsyscr: 0\nsyscw: 0\nread_bytes: 0\nwrite_bytes: 0\ncancelled_write_bytes: 0\n',
      0o400,
    ),
    file('limits', () => limitsText(p.limits)),
    text('loginuid', '4294967295', 0o644),
    file('maps', (_k, reader) => guarded(reader, t, () => mapsText(t))),
    file('mountinfo', (_k, reader) => mountInfoText(t, reader)),
    file('mounts', () => mountsText(t)),
    { name: 'ns', kind: 'dir', mode: 0o511, entries: new NodeDir(fs, base + 512, () => namespaceNodes(t), owner) },
    text('oom_adj', '0\n', 0o644),
    file('oom_score', () => (alive() ? '666\n' : '0\n')),
    { name: 'oom_score_adj', kind: 'file', mode: 0o644, read: () => '0\n', write: (_k, _t, data) => data.length },
    file('personality', (_k, reader) => guarded(reader, t, () => '00000000\n'), 0o400),
    magic(
      'root',
      t,
      (_k, reader) => (alive() ? (reader.mnt === t.mnt ? seenFrom(reader, t.fs.root) : '/') : E.ENOENT),
      () => (alive() ? place(t, t.fs.root) : E.ENOENT),
    ),
    text('sessionid', '4294967295'),
    file(
      'stack',
      (_k, reader) =>
        reader.cred.caps.has('SYS_ADMIN') ? `[<0>] ${wchanOf(t) || 'do_syscall_64'}+0x0/0x0\n` : E.EACCES,
      0o400,
    ),
    file('stat', (k, reader) => statText(k, t, ns, reader, whole)),
    file('statm', () => statmText(t)),
    file('status', (k) => statusText(k, t, ns)),
    file(
      'syscall',
      (_k, reader) =>
        guarded(reader, t, () =>
          t.state.kind === 'runnable' ? 'running\n' : '0 0x0 0x0 0x0 0x0 0x0 0x0 0x7ffd0cd34d10 0x7fe0e1522d63\n',
        ),
      0o400,
    ),
    text('timerslack_ns', '50000\n', 0o666),
    text('uid_map', '         0          0 4294967295\n'),
    file('wchan', (_k, reader) => (mayInspect(reader, t) && t.state.kind === 'blocked' ? wchanOf(t) : '0')),
  ];
  if (whole) nodes.push({ name: 'task', kind: 'dir', mode: 0o555, entries: new ThreadsDir(fs, t, ns) });
  else nodes.push(file('children', () => childrenText(t, ns)));
  return nodes.sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** The directory of a process (`whole`) or of one thread. */
export function taskInode(k: Kernel, fs: FileSystem, t: Task, ns: PidNamespace, whole: boolean): Inode {
  const base = taskBase(t) + (whole ? 0 : 1024);
  let nodes: readonly Node[] | undefined;
  const entries = new NodeDir(
    fs,
    base + 1,
    () => (nodes ??= taskNodes(fs, t, ns, whole)),
    () => ownerOf(t),
  );
  return newDir(fs, 0o555, ownerOf(t), k.wallclock(), entries, base);
}
