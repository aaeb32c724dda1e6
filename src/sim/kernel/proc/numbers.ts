// How numbers of processes, groups and capabilities appear in /proc to a reader in some pid namespace.
import type { Kernel } from '../kernel.ts';
import type { PidNamespace, Task } from '../state.ts';
import { nrIn } from '../ns/pid.ts';

/** Number of a group or session (host number) as `ns` sees it; 0 when it is not visible. */
export function groupNr(k: Kernel, ns: PidNamespace, host: number): number {
  const record = k.pidRecord(host);
  return record ? nrIn(record, ns) : 0;
}

/** The numbers of a task from the reader's namespace down to its own: NSpid of /proc/pid/status. */
export function nestedNrs(ns: PidNamespace, t: Task, of: (level: PidNamespace) => number): number[] {
  const out: number[] = [];
  for (let at: PidNamespace | undefined = t.ns; at && at.level >= ns.level; at = at.parent) out.unshift(of(at));
  return out;
}

export const parentNr = (ns: PidNamespace, t: Task): number =>
  t.process.parent ? nrIn(t.process.parent.leader, ns) : 0;

/** Bits of linux/capability.h. */
const CAPABILITIES: readonly string[] = [
  'CHOWN',
  'DAC_OVERRIDE',
  'DAC_READ_SEARCH',
  'FOWNER',
  'FSETID',
  'KILL',
  'SETGID',
  'SETUID',
  'SETPCAP',
  'LINUX_IMMUTABLE',
  'NET_BIND_SERVICE',
  'NET_BROADCAST',
  'NET_ADMIN',
  'NET_RAW',
  'IPC_LOCK',
  'IPC_OWNER',
  'SYS_MODULE',
  'SYS_RAWIO',
  'SYS_CHROOT',
  'SYS_PTRACE',
  'SYS_PACCT',
  'SYS_ADMIN',
  'SYS_BOOT',
  'SYS_NICE',
  'SYS_RESOURCE',
  'SYS_TIME',
  'SYS_TTY_CONFIG',
  'MKNOD',
  'LEASE',
  'AUDIT_WRITE',
  'AUDIT_CONTROL',
  'SETFCAP',
  'MAC_OVERRIDE',
  'MAC_ADMIN',
  'SYSLOG',
  'WAKE_ALARM',
  'BLOCK_SUSPEND',
  'AUDIT_READ',
  'PERFMON',
  'BPF',
  'CHECKPOINT_RESTORE',
];

export const LAST_CAPABILITY = CAPABILITIES.length - 1;
const ALL = (1n << BigInt(CAPABILITIES.length)) - 1n;

/** Sixteen hex digits. Root of the host (who has SYS_MODULE) has all of them. */
export function capabilityMask(caps: ReadonlySet<string>): string {
  let mask = 0n;
  CAPABILITIES.forEach((name, bit) => {
    if (caps.has(name)) mask |= 1n << BigInt(bit);
  });
  return (caps.has('SYS_MODULE') ? ALL : mask).toString(16).padStart(16, '0');
}
