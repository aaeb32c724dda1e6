/** Texts of the kubelet and of the runtime behind it. */
import type { Errno } from '../../kernel/abi/index.ts';

/** containerd's words for a container that could not be started, as the kubelet passes them on. */
export function startFailure(program: string, error: Errno): string {
  const runc =
    'failed to create containerd task: failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: error during container init';
  if (error.name === 'EAGAIN') return `${runc}: read init-p: connection reset by peer`;
  const why =
    error.name !== 'ENOENT'
      ? 'permission denied'
      : program.includes('/')
        ? `stat ${program}: no such file or directory`
        : 'executable file not found in $PATH';
  return `${runc}: exec: "${program}": ${why}`;
}

/** A duration of whole seconds as Go prints it. */
export function goSeconds(seconds: number): string {
  const minutes = Math.floor(seconds / 60);
  return minutes === 0 ? `${seconds}s` : `${minutes}m${seconds % 60}s`;
}
