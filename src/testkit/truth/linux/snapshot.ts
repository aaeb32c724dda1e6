// A machine's container as the recorder photographs it: every process of the namespace, read from outside.
import type { Container } from '../../../sim/container/runtime/index.ts';
import { dockerExitCode } from '../../../sim/container/runtime/index.ts';
import { fromUtf8, maskHex } from '../../../sim/kernel/abi/index.ts';
import { type Kernel, nrIn, pidsCurrent, type Process } from '../../../sim/kernel/index.ts';
import type { RecordedProcess, Snapshot } from './format.ts';

export function snapshotOf(k: Kernel, c: Container, sessions: Snapshot['sessions']): Snapshot {
  const view = k.view();
  const group = (host: number): number => {
    const record = k.pidRecord(host);
    return record ? nrIn(record, c.ns) : 0;
  };
  const procs: RecordedProcess[] = [];
  for (const t of c.ns.tasks.values()) {
    const p: Process = t.process;
    if (p.leader !== t) continue;
    const v = view.processes.get(p.pid);
    if (!v) continue;
    procs.push({
      pid: nrIn(t, c.ns),
      ppid: p.parent ? nrIn(p.parent.leader, c.ns) : 0,
      comm: fromUtf8(v.comm),
      cmdline: v.argv.map(fromUtf8),
      state: v.state,
      threads: v.threads,
      pgid: group(v.pgid),
      sid: group(v.sid),
      tty: v.tty !== undefined,
      uid: v.uid,
      sigpnd: maskHex(v.pending),
      shdpnd: maskHex(v.sharedPending),
      sigblk: maskHex(v.blocked),
      sigign: maskHex(v.ignored),
      sigcgt: maskHex(v.caught),
      ...(v.exitStatus === undefined ? {} : { exit_code: v.exitStatus }),
    });
  }
  procs.sort((a, b) => a.pid - b.pid);
  const status = c.exitStatus;
  const container: Snapshot['container'] =
    status === undefined
      ? { status: 'running' }
      : {
          status: 'exited',
          exit_code: (status & 0x7f) === 0 ? (status >> 8) & 0xff : null,
          signal: (status & 0x7f) === 0 ? null : status & 0x7f,
          docker_exit_code: dockerExitCode(status),
        };
  const pids =
    c.spec.pidsMax === undefined
      ? {}
      : {
          pids_cgroup: {
            current: pidsCurrent(c.cgroup),
            max: String(c.cgroup.pidsMax ?? 'max'),
            events: `max ${c.cgroup.pidsEvents}`,
          },
        };
  return { container, procs, sessions, ...pids };
}
