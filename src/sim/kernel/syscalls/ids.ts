// Who a process is: pids, groups, sessions, users, limits (kernel/sys.c).
import { E, isErr, type Errno } from '../abi/index.ts';
import type { Kernel } from '../kernel.ts';
import { nrIn, processByNr, taskByNr } from '../ns/pid.ts';
import type { CallHandlers, Process, Task } from '../state.ts';

const byNr = (t: Task, pid: number): Process | undefined => (pid === 0 ? t.process : processByNr(t.ns, pid));

/** A group's or session's number as the caller sees it; 0 when it comes from outside its namespace. */
export function hostToNr(k: Kernel, t: Task, host: number): number {
  const record = k.pidRecord(host);
  return record ? nrIn(record, t.ns) : 0;
}

/** setpgid's rules (setpgid(2), ERRORS). */
function setpgid(t: Task, pid: number, pgid: number): 0 | Errno | Process {
  if (pgid < 0) return E.EINVAL;
  const p = byNr(t, pid);
  if (!p || (p !== t.process && p.parent !== t.process)) return E.ESRCH;
  if (p !== t.process && p.sid !== t.process.sid) return E.EPERM;
  if (p !== t.process && p.execed && p.parent === t.process) return E.EACCES;
  if (p.sid === p.pid) return E.EPERM;
  return p;
}

type Names =
  | 'getpid'
  | 'gettid'
  | 'getppid'
  | 'getpgid'
  | 'setpgid'
  | 'getsid'
  | 'setsid'
  | 'getuid'
  | 'setuid'
  | 'setgid'
  | 'setgroups'
  | 'prctl'
  | 'getpriority'
  | 'setpriority'
  | 'getlimits'
  | 'setlimit';

export const idCalls: Pick<CallHandlers, Names> = {
  getpid: (_k, t) => nrIn(t.process.leader, t.ns),
  gettid: (_k, t) => nrIn(t, t.ns),
  getppid: (_k, t) => (t.process.parent ? nrIn(t.process.parent.leader, t.ns) : 0),
  getpgid(k, t, pid) {
    const p = byNr(t, pid);
    return p ? hostToNr(k, t, p.pgid) : E.ESRCH;
  },
  setpgid(k, t, pid, pgid) {
    const p = setpgid(t, pid, pgid);
    if (p === 0 || isErr(p)) return p;
    const wanted = pgid === 0 ? nrIn(p.leader, t.ns) : pgid;
    const leader = processByNr(t.ns, wanted);
    let host: number | undefined;
    if (leader === p) host = p.pid;
    else
      for (const other of k.processes())
        if (hostToNr(k, t, other.pgid) === wanted && other.sid === p.sid) host = other.pgid;
    if (host === undefined) return E.EPERM;
    p.pgid = host;
    k.touch(p);
    return 0;
  },
  getsid(k, t, pid) {
    const p = byNr(t, pid);
    return p ? hostToNr(k, t, p.sid) : E.ESRCH;
  },
  setsid(k, t) {
    const p = t.process;
    for (const other of k.processes()) if (other.pgid === p.pid) return E.EPERM;
    p.sid = p.pid;
    p.pgid = p.pid;
    p.tty = undefined;
    k.touch(p);
    return nrIn(p.leader, t.ns);
  },
  getuid: (_k, t) => ({
    ruid: t.cred.ruid,
    euid: t.cred.euid,
    rgid: t.cred.rgid,
    egid: t.cred.egid,
    groups: t.cred.groups,
  }),
  setuid(k, t, uid) {
    if (t.cred.caps.has('SETUID')) {
      t.cred.ruid = uid;
      t.cred.suid = uid;
    } else if (uid !== t.cred.ruid && uid !== t.cred.suid) return E.EPERM;
    t.cred.euid = uid;
    // setuid away from root drops the capabilities (capabilities(7), "Effect of user ID changes").
    if (uid !== 0) t.cred.caps = new Set();
    k.touch(t.process);
    return 0;
  },
  setgid(_k, t, gid) {
    if (t.cred.caps.has('SETGID')) {
      t.cred.rgid = gid;
    } else if (gid !== t.cred.rgid) return E.EPERM;
    t.cred.egid = gid;
    return 0;
  },
  setgroups(_k, t, groups) {
    if (!t.cred.caps.has('SETGID')) return E.EPERM;
    t.cred.groups = groups;
    return 0;
  },
  prctl(k, t, option, value) {
    if (option === 'subreaper') t.process.subreaper = value !== 0;
    else if (option === 'pdeathsig') t.pdeathsig = Number(value);
    else if (option === 'name') t.comm = String(value).slice(0, 15);
    else t.noNewPrivs = true;
    k.touch(t.process);
    return 0;
  },
  getpriority(_k, t, pid) {
    const target = pid === 0 ? t : taskByNr(t.ns, pid);
    return target ? target.nice : E.ESRCH;
  },
  setpriority(k, t, pid, nice) {
    const target = pid === 0 ? t : taskByNr(t.ns, pid);
    if (!target) return E.ESRCH;
    const value = Math.max(-20, Math.min(19, nice));
    if (target !== t && target.cred.ruid !== t.cred.euid && !t.cred.caps.has('SYS_NICE')) return E.EPERM;
    if (value < target.nice && !t.cred.caps.has('SYS_NICE')) return E.EACCES;
    target.nice = value;
    k.touch(target.process);
    return 0;
  },
  getlimits: (_k, t) => t.process.limits,
  setlimit(_k, t, which, value) {
    if (value > t.process.limits[which] && !t.cred.caps.has('SYS_RESOURCE')) return E.EPERM;
    t.process.limits = { ...t.process.limits, [which]: value };
    return 0;
  },
};
