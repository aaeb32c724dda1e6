// /proc/pid/cgroup: the groups of a process, as seen from the reader's own group downwards (cgroup_namespaces(7)).
import type { ByteString } from '../abi/index.ts';
import type { Task } from '../state.ts';

/** v1 hierarchies of the recorded machine; only pids and freezer are modelled, the others show the root. */
const V1: readonly (readonly [number, string])[] = [
  [9, 'name=systemd'],
  [8, 'pids'],
  [7, 'blkio'],
  [6, 'freezer'],
  [5, 'devices'],
  [4, 'memory'],
  [3, 'cpuset'],
  [2, 'cpuacct'],
  [1, 'cpu'],
];
const MODELLED = new Set(['pids', 'freezer']);

/** The group's path as the reader sees it: relative to the root of its cgroup namespace. */
function relativePath(t: Task, reader: Task): ByteString {
  const path = t.cgroup.path === '' ? '/' : t.cgroup.path;
  const own = reader.ns.level === 0 ? '' : (reader.ns.init?.leader.cgroup.path ?? '');
  if (own === '') return path;
  if (path === own) return '/';
  if (path.startsWith(`${own}/`)) return path.slice(own.length);
  // kernfs_path_from_node: up to the common ancestor, then down.
  const from = own.split('/').slice(1);
  const to = path.split('/').slice(1);
  let same = 0;
  while (same < from.length && from[same] === to[same]) same += 1;
  return `/${[...from.slice(same).map(() => '..'), ...to.slice(same)].join('/')}`;
}

export function cgroupLines(t: Task, reader: Task): ByteString {
  const path = relativePath(t, reader);
  if (reader.mnt.byPoint.get('/sys/fs/cgroup')?.fs.type === 'cgroup2') return `0::${path}\n`;
  return `${V1.map(([id, name]) => `${id}:${name}:${MODELLED.has(name) ? path : '/'}\n`).join('')}0::${path}\n`;
}
