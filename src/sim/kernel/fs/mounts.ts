// Mount namespaces: what a container or the host sees below / (mount_namespaces(7)).
import { S_IFMT, type ByteString, type DirEntry } from '../abi/index.ts';
import { cgroupFileSystem } from '../proc/cgroupfs.ts';
import { procFileSystem } from '../proc/index.ts';
import type { Kernel } from '../kernel.ts';
import type { PidNamespace, Task } from '../state.ts';
import { consoleDevice, currentTty, ptmxInode, ttyInode } from '../tty/file.ts';
import { memoryDevices } from './devices.ts';
import { addEntry, majorMinor, newChr, newDir, newFileSystem, newSymlink, ROOT_OWNER } from './inode.ts';
import { nextDev } from './machine.ts';
import type { DirInode, DirNode, FileSystem, Inode, Mount, MountNamespace, MountSpec, Tty } from './types.ts';

/** Default size of /dev and /dev/shm of a container: 64 MiB. */
const DEV_BYTES = 64 * 1024 * 1024;

/** /dev/pts: one entry a terminal. */
class PtsDir implements DirNode {
  readonly mutable = undefined;
  readonly pts: ReadonlyMap<number, Tty>;
  readonly ptmx: Inode;
  constructor(pts: ReadonlyMap<number, Tty>, ptmx: Inode) {
    this.pts = pts;
    this.ptmx = ptmx;
  }
  lookup(k: Kernel, _t: Task, name: ByteString): Inode | undefined {
    if (name === 'ptmx') return this.ptmx;
    const tty = /^(0|[1-9][0-9]*)$/.test(name) ? this.pts.get(Number(name)) : undefined;
    return tty && ttyInode(k, tty);
  }
  list(k: Kernel): DirEntry[] {
    const out = [...this.pts.values()]
      .sort((a, b) => a.index - b.index)
      .map((tty) => entryOf(String(tty.index), ttyInode(k, tty)));
    return [...out, entryOf('ptmx', this.ptmx)];
  }
}

const entryOf = (name: ByteString, inode: Inode): DirEntry => ({ name, ino: inode.ino, type: inode.mode & S_IFMT });

function newNamespace(id: number): MountNamespace {
  return { id, mounts: [], byPoint: new Map(), nextMountId: 22, pts: new Map(), console: { tty: undefined } };
}

/** Mounts a file system (or a directory of one) at a path. */
export function addMount(
  k: Kernel,
  ns: MountNamespace,
  fs: FileSystem,
  point: ByteString,
  how: Partial<Pick<Mount, 'options' | 'superOptions' | 'readonly' | 'root' | 'rootPath'>> = {},
): Mount {
  if (fs.dev === 0) fs.dev = nextDev(k);
  const mount: Mount = {
    id: ns.nextMountId,
    fs,
    root: how.root ?? fs.root,
    rootPath: how.rootPath ?? '/',
    point,
    options: how.options ?? 'relatime',
    superOptions: how.superOptions ?? '',
    readonly: how.readonly ?? false,
  };
  ns.nextMountId += 1;
  ns.mounts.push(mount);
  ns.byPoint.set(point, mount);
  return mount;
}

/** clone(CLONE_NEWNS): the same mounts, on their own from now on. The terminals stay shared, as a devpts instance does. */
export function copyMountNamespace(k: Kernel, ns: MountNamespace): MountNamespace {
  return {
    ...ns,
    id: k.nextInode(),
    mounts: [...ns.mounts],
    byPoint: new Map(ns.byPoint),
    console: { tty: ns.console.tty },
  };
}

/** mount -t proc proc /proc: the processes of this pid namespace, over what was there. */
export function mountProc(k: Kernel, ns: MountNamespace, pids: PidNamespace): void {
  addMount(k, ns, procFileSystem(k, pids), '/proc', { options: QUIET });
}

/** The directory at a path of a file system in memory; links are not followed. */
function directoryAt(fs: FileSystem, path: ByteString): Inode | undefined {
  let at: Inode | undefined = fs.root;
  for (const name of path.split('/')) {
    if (name === '' || !at) continue;
    at = at.kind === 'dir' ? at.entries.mutable?.get(name) : undefined;
  }
  return at;
}

function ensureDirectory(fs: FileSystem, path: ByteString, at: number): void {
  let dir = fs.root as DirInode;
  for (const name of path.split('/')) {
    if (name === '') continue;
    const found = dir.entries.mutable?.get(name);
    if (found?.kind === 'dir') dir = found;
    else {
      const made = newDir(fs, 0o755, ROOT_OWNER, at);
      addEntry(dir, name, made);
      dir = made;
    }
  }
}

function devFileSystem(k: Kernel, host: boolean): FileSystem {
  const now = k.wallclock();
  const fs = newFileSystem({
    type: host ? 'devtmpfs' : 'tmpfs',
    source: host ? 'devtmpfs' : 'tmpfs',
    capacity: DEV_BYTES,
    at: now,
  });
  const root = fs.root as DirInode;
  for (const [name, inode] of memoryDevices(fs, now)) addEntry(root, name, inode);
  addEntry(root, 'tty', newChr(fs, 0o666, ROOT_OWNER, now, currentTty, majorMinor(5, 0)));
  if (host) addEntry(root, 'console', newChr(fs, 0o600, ROOT_OWNER, now, consoleDevice, majorMinor(5, 1)));
  const links: readonly (readonly [string, string])[] = [
    ['fd', '/proc/self/fd'],
    ['stdin', '/proc/self/fd/0'],
    ['stdout', '/proc/self/fd/1'],
    ['stderr', '/proc/self/fd/2'],
    ['ptmx', 'pts/ptmx'],
  ];
  for (const [name, target] of links) addEntry(root, name, newSymlink(fs, target, ROOT_OWNER, now));
  addEntry(root, 'pts', newDir(fs, 0o755, ROOT_OWNER, now));
  addEntry(root, 'shm', newDir(fs, 0o1777, ROOT_OWNER, now));
  return fs;
}

function ptsFileSystem(k: Kernel, ns: MountNamespace): FileSystem {
  const now = k.wallclock();
  const fs = newFileSystem({ type: 'devpts', source: 'devpts', at: now });
  const entries = new PtsDir(ns.pts, ptmxInode(k, fs));
  (fs as { root: Inode }).root = newDir(fs, 0o755, ROOT_OWNER, now, entries);
  return fs;
}

/** /sys: empty but for the place of the cgroups. */
function sysFileSystem(k: Kernel): FileSystem {
  const fs = newFileSystem({ type: 'sysfs', source: 'sysfs', mode: 0o555, at: k.wallclock() });
  ensureDirectory(fs, '/fs/cgroup', k.wallclock());
  return fs;
}

const QUIET = 'nosuid,nodev,noexec,relatime';

export function mountNamespaceFor(k: Kernel, spec: MountSpec): MountNamespace {
  const ns = newNamespace(k.nextInode());
  const host = spec.host ?? false;
  const now = k.wallclock();
  for (const point of ['/proc', '/sys', '/dev', '/tmp']) ensureDirectory(spec.root, point, now);
  addMount(k, ns, spec.root, '/', {
    superOptions: spec.root.type === 'overlay' ? 'lowerdir=/image,upperdir=/diff,workdir=/work' : '',
  });
  for (const path of spec.readonly ?? []) {
    const root = directoryAt(spec.root, path);
    if (root) addMount(k, ns, spec.root, path, { root, rootPath: path, readonly: true });
  }
  mountProc(k, ns, spec.ns);
  addMount(k, ns, devFileSystem(k, host), '/dev', { options: 'nosuid', superOptions: 'size=65536k,mode=755' });
  addMount(k, ns, ptsFileSystem(k, ns), '/dev/pts', {
    options: 'nosuid,noexec,relatime',
    superOptions: 'gid=5,mode=620,ptmxmode=666',
  });
  addMount(
    k,
    ns,
    newFileSystem({ type: 'tmpfs', source: 'shm', capacity: DEV_BYTES, mode: 0o1777, at: now }),
    '/dev/shm',
    {
      options: QUIET,
      superOptions: 'size=65536k',
    },
  );
  addMount(k, ns, sysFileSystem(k), '/sys', { options: QUIET, readonly: !host });
  mountCgroups(k, ns, spec);
  return ns;
}

/** A container sees its own group; the host sees the tree, one hierarchy a directory under version 1. */
function mountCgroups(k: Kernel, ns: MountNamespace, spec: MountSpec): void {
  const v2 = spec.cgroupVersion === 2;
  if (!spec.host) {
    const fs = cgroupFileSystem(k, { hierarchy: v2 ? 'v2' : 'pids', root: spec.cgroup ?? k.cgroupRoot });
    addMount(k, ns, fs, '/sys/fs/cgroup', { options: QUIET, readonly: true, superOptions: v2 ? 'nsdelegate' : 'pids' });
    return;
  }
  const root = k.cgroupRoot;
  if (v2) {
    addMount(k, ns, cgroupFileSystem(k, { hierarchy: 'v2', root }), '/sys/fs/cgroup', {
      options: QUIET,
      superOptions: 'nsdelegate',
    });
    return;
  }
  const now = k.wallclock();
  const fs = newFileSystem({ type: 'tmpfs', source: 'tmpfs', at: now });
  for (const name of ['pids', 'freezer', 'unified']) ensureDirectory(fs, `/${name}`, now);
  addMount(k, ns, fs, '/sys/fs/cgroup', { superOptions: 'mode=755' });
  addMount(k, ns, cgroupFileSystem(k, { hierarchy: 'pids', root }), '/sys/fs/cgroup/pids', { superOptions: 'pids' });
  addMount(k, ns, cgroupFileSystem(k, { hierarchy: 'freezer', root }), '/sys/fs/cgroup/freezer', {
    superOptions: 'freezer',
  });
  addMount(k, ns, cgroupFileSystem(k, { hierarchy: 'v2', root }), '/sys/fs/cgroup/unified');
}
