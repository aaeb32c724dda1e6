// Messages of dockerd 28.2.2, in its own words (daemon/*.go at v28.2.2), and its way of telling ages.
import type { Errno } from '../../kernel/abi/index.ts';
import { EngineError } from '../engine-api.ts';

export const noSuchContainer = (ref: string): EngineError => new EngineError(404, `No such container: ${ref}`);
export const noSuchImage = (ref: string): EngineError => new EngineError(404, `No such image: ${ref}`);
export const ambiguous = (ref: string): EngineError => new EngineError(400, `multiple IDs found with provided prefix: ${ref}`);
export const notRunning = (id: string): EngineError => new EngineError(409, `container ${id} is not running`);
export const nameTaken = (name: string, by: string): string =>
  `Conflict. The container name "/${name}" is already in use by container "${by}". You have to remove (or rename) that container to be able to reuse that name.`;
export const cannotKill = (ref: string, why: string): string => `cannot kill container: ${ref}: ${why}`;

/** Seconds → `2 minutes`, `About an hour`: go-units HumanDuration, which daemon and client share. */
export function humanDuration(seconds: number): string {
  if (seconds < 1) return 'Less than a second';
  if (seconds < 2) return '1 second';
  if (seconds < 60) return `${Math.floor(seconds)} seconds`;
  const minutes = Math.floor(seconds / 60);
  if (minutes === 1) return 'About a minute';
  if (minutes < 60) return `${minutes} minutes`;
  const hours = Math.floor(seconds / 3600 + 0.5);
  if (hours === 1) return 'About an hour';
  if (hours < 48) return `${hours} hours`;
  const days = Math.floor(hours / 24);
  if (hours < 24 * 14) return `${days} days`;
  if (hours < 24 * 60) return `${Math.floor(days / 7)} weeks`;
  if (hours < 24 * 365 * 2) return `${Math.floor(days / 30)} months`;
  return `${Math.floor(days / 365)} years`;
}

/** runc's and the daemon's words when the program of `docker run` or `docker exec` cannot be started. */
export function startError(how: 'run' | 'exec', argv0: string, error: Errno): string {
  const missing = argv0.includes('/') ? `stat ${argv0}: no such file or directory` : 'executable file not found in $PATH';
  const why = `exec: "${argv0}": ${error.name === 'ENOENT' ? missing : error.text.toLowerCase()}`;
  return how === 'exec'
    ? `OCI runtime exec failed: exec failed: unable to start container process: ${why}: unknown`
    : `failed to create task for container: failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: error during container init: ${why}: unknown`;
}
