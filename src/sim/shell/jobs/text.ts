// What is said about jobs: `$?` of a wait status, its words, and the lines of `jobs` and of the notices.
import {
  wCoreDump,
  wExitStatus,
  wIfContinued,
  wIfExited,
  wIfSignaled,
  wIfStopped,
  wStopSig,
  wTermSig,
  signalDescription,
  type ByteString,
} from '../../kernel/abi/index.ts';
import { jobStatus, stateOf, type Job, type JobTable } from './table.ts';

/** `$?` for a wait status. */
export function exitStatus(status: number): number {
  if (wIfExited(status)) return wExitStatus(status);
  if (wIfStopped(status)) return 128 + wStopSig(status);
  return 128 + wTermSig(status);
}

/** `Done`, `Exit 3`, `Terminated`, `Stopped`, `Running`. */
export function statusText(status: number | undefined, stopped: boolean): string {
  if (status === undefined || (!stopped && (wIfStopped(status) || wIfContinued(status)))) return 'Running';
  if (stopped && wIfStopped(status))
    return signalDescription(wStopSig(status)) === 'Stopped (signal)' ? 'Stopped(SIGSTOP)' : 'Stopped';
  if (wIfSignaled(status)) return signalDescription(wTermSig(status));
  const code = wExitStatus(status);
  return code === 0 ? 'Done' : `Exit ${code}`;
}

const FIELD = 24;

/** bash's pretty_print_job. `home`: shortens a directory that differs from the present one. */
export function describe(
  table: JobTable,
  job: Job,
  format: 'standard' | 'long' | 'script',
  cwd: ByteString,
  tilde: (dir: ByteString) => ByteString,
): ByteString {
  let out = format === 'script' ? '' : `[${job.id}]${table.mark(job)} `;
  const long = format !== 'standard';
  const state = stateOf(job);
  let before = '';
  job.processes.forEach((p, i) => {
    if (i > 0) out += long ? '     ' : ' |';
    if (long) out += String(p.pid).padStart(5);
    out += ' ';
    if (i === 0 || long) {
      const shown = state === 'done' && !long ? { status: jobStatus(job), stopped: false } : p;
      const text = state === 'stopped' && !long ? 'Stopped' : statusText(shown.status, shown.stopped);
      // The later processes of a pipeline show only what is different.
      out += i > 0 && text === before ? ' '.repeat(FIELD - 2) : text.padEnd(FIELD);
      before = text;
      if (shown.status !== undefined && !shown.stopped && wIfSignaled(shown.status) && wCoreDump(shown.status))
        out += '(core dumped) ';
    }
    if (i > 0 && long) out += '| ';
    out += p.text;
    const last = i === job.processes.length - 1;
    if (last) {
      if (state === 'running' && !job.foreground) out += ' &';
      if (job.cwd !== cwd) out += `  (wd: ${tilde(job.cwd)})`;
    }
    if (long || last) out += '\n';
  });
  return out;
}
