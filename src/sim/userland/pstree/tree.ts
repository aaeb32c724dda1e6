// The process tree as pstree builds it from /proc: threads are leaves in braces, children are sorted by name or by pid.
import type { ByteString, Sys } from '../../kernel/abi/index.ts';
import { allProcs, ids, threadsOf, type Proc } from '../procps/proc.ts';

export interface Node {
  readonly name: ByteString;
  readonly pid: number;
  readonly pgid: number;
  readonly uid: number;
  readonly argv: readonly ByteString[];
  readonly thread: boolean;
  readonly children: Node[];
  parent: Node | undefined;
}

export interface TreeOptions {
  readonly byPid: boolean;
  readonly threads: boolean;
  readonly threadNames: boolean;
  readonly argv: boolean;
}

const node = (proc: Proc, thread: boolean, name: ByteString): Node => ({
  name,
  pid: proc.tid,
  pgid: proc.pgrp,
  uid: ids(proc, 'Uid')[1],
  argv: proc.argv ?? [],
  thread,
  children: [],
  parent: undefined,
});

/** Every process by pid; a process whose parent is unknown (PID 1, sessions entered from outside) has none. */
export function* readTree(options: TreeOptions): Sys<ReadonlyMap<number, Node>> {
  const procs = yield* allProcs({ argv: options.argv });
  const nodes = new Map(procs.map((proc) => [proc.tgid, node(proc, false, proc.comm)]));
  for (const proc of procs) {
    const own = nodes.get(proc.tgid);
    if (!own) continue;
    const parent = nodes.get(proc.ppid);
    if (parent) {
      own.parent = parent;
      parent.children.push(own);
    }
    if (!options.threads || proc.threads < 2) continue;
    for (const thread of yield* threadsOf(proc.tgid)) {
      if (thread.tid === proc.tgid) continue;
      const leaf = node(thread, true, `{${options.threadNames ? thread.comm : proc.comm}}`);
      leaf.parent = own;
      own.children.push(leaf);
    }
  }
  for (const one of nodes.values()) {
    one.children.sort((a, b) => (!options.byPid && a.name !== b.name ? (a.name < b.name ? -1 : 1) : a.pid - b.pid));
  }
  return nodes;
}

/** Whether two subtrees look the same, so that they can be drawn once with a count. */
export function sameTree(a: Node, b: Node, groups: boolean): boolean {
  return (
    a.name === b.name &&
    a.uid === b.uid &&
    (!groups || a.pgid === b.pgid) &&
    a.children.length === b.children.length &&
    a.children.every((child, index) => {
      const other = b.children[index];
      return other !== undefined && sameTree(child, other, groups);
    })
  );
}
