// Who may look into a process (ptrace(2), "Ptrace access mode checking"; kernel/ptrace.c `__ptrace_may_access`).
import { E, type ByteString, type Errno } from '../abi/index.ts';
import type { Task } from '../state.ts';

export function mayInspect(reader: Task, target: Task): boolean {
  if (reader.process === target.process || reader.cred.caps.has('SYS_PTRACE')) return true;
  const a = reader.cred;
  const b = target.cred;
  const sameUser =
    a.euid === b.euid && a.euid === b.suid && a.euid === b.ruid && a.egid === b.egid && a.egid === b.rgid;
  if (!sameUser) return false;
  for (const cap of b.caps) if (!a.caps.has(cap)) return false;
  return true;
}

/** What `show` gives when the reader may look, else EACCES. */
export const guarded = (reader: Task, target: Task, show: () => ByteString | Errno): ByteString | Errno =>
  mayInspect(reader, target) ? show() : E.EACCES;
