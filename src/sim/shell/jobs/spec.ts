// Job specifications: `%1`, `%+`, `%-`, `%name`, `%?text`.
import type { ByteString } from '../../kernel/abi/index.ts';
import type { Shell } from '../run/shell.ts';
import type { Job } from './table.ts';

const commandOf = (job: Job): ByteString => job.processes.map((p) => p.text).join(' | ');

/** The job, or the message that says why there is none. */
export function findJob(sh: Shell, spec: ByteString): Job | ByteString {
  const missing = sh.dash ? `No such job: ${spec}` : `${spec}: no such job`;
  const body = spec.startsWith('%') ? spec.slice(1) : spec;
  if (body === '' || body === '%' || body === '+') {
    const job = sh.jobs.current === undefined ? undefined : sh.jobs.get(sh.jobs.current);
    return job ?? (sh.dash ? 'No current job' : `${spec === '' ? 'current' : spec}: no such job`);
  }
  if (body === '-') {
    const job = sh.jobs.previous === undefined ? undefined : sh.jobs.get(sh.jobs.previous);
    return job ?? (sh.dash ? 'No previous job' : missing);
  }
  if (/^[0-9]+$/.test(body)) return sh.jobs.get(Number(body)) ?? missing;
  const test = body.startsWith('?')
    ? (job: Job) => commandOf(job).includes(body.slice(1))
    : (job: Job) => commandOf(job).startsWith(body);
  const found = sh.jobs.list().filter(test);
  if (found.length > 1) return `${body.startsWith('?') ? body.slice(1) : body}: ambiguous job spec`;
  return found[0] ?? missing;
}
