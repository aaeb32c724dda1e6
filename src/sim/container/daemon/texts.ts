// What dockerd passes on when a program cannot be started: runc's words within containerd's within its own (moby v28.2.2).
import type { Errno } from '../../kernel/abi/index.ts';

/** runc's and the daemon's words when the program of `docker run` or `docker exec` cannot be started. */
export function startError(how: 'run' | 'exec', argv0: string, error: Errno): string {
  // runc's init died before it could say anything: the parent's read of their socket fails (libcontainer, process_linux.go).
  if (error.name === 'EAGAIN')
    return how === 'exec'
      ? 'OCI runtime exec failed: exec failed: unable to start container process: read init-p: connection reset by peer: unknown'
      : 'failed to create task for container: failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: error during container init: read init-p: connection reset by peer: unknown';
  const missing = argv0.includes('/')
    ? `stat ${argv0}: no such file or directory`
    : 'executable file not found in $PATH';
  const why = `exec: "${argv0}": ${error.name === 'ENOENT' ? missing : error.text.toLowerCase()}`;
  return how === 'exec'
    ? `OCI runtime exec failed: exec failed: unable to start container process: ${why}: unknown`
    : `failed to create task for container: failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: error during container init: ${why}: unknown`;
}
