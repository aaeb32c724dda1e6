// Where the runtime puts containers in the cgroup tree, and when a group has no room for one more task.
import { type Cgroup, type Kernel, newCgroup, pidsCurrent } from '../../kernel/index.ts';

/** The group of this path, made with its parents where they are missing. */
export function groupAt(k: Kernel, path: string): Cgroup {
  let at = k.cgroupRoot;
  for (const name of path.split('/').filter((each) => each !== ''))
    at = at.children.get(name) ?? newCgroup(`${at.path}/${name}`, at);
  return at;
}

/**
 * A container's own group. runc's systemd driver makes a scope below a slice (libcontainer/cgroups/systemd); its cgroupfs
 * driver a directory. containerd's CRI plugin has its own prefix for scopes.
 */
export function containerGroup(k: Kernel, id: string, parent = '/docker'): Cgroup {
  const scope = parent.startsWith('/kubepods') ? 'cri-containerd' : 'docker';
  return groupAt(k, `${parent}/${parent.endsWith('.slice') ? `${scope}-${id}.scope` : id}`);
}

/** No fork can succeed in this group: it, one above it, or the machine is full. */
export function crowded(k: Kernel, cgroup: Cgroup): boolean {
  if (k.taskCount() >= k.threadsMax) return true;
  for (let at: Cgroup | undefined = cgroup; at; at = at.parent)
    if (at.pidsMax !== undefined && pidsCurrent(at) >= at.pidsMax) return true;
  return false;
}
