/**
 * ExecSync of the container runtime interface as containerd does it (internal/cri/server/container_execsync.go): at the timeout
 * SIGKILL goes to the command's own process only. Its children live on, and the answer waits for the end of the output
 * (drain_exec_sync_io_timeout is 0), so a child that keeps it open delays the answer until the kubelet gives up.
 */
import { type Errno, SECOND } from '../../kernel/abi/index.ts';
import { openLog, openNull } from '../../kernel/index.ts';
import { startError } from '../daemon/texts.ts';
import { type Container, type ContainerManager, dockerExitCode } from '../runtime/index.ts';

/** What the kubelet adds to the command's timeout before it hangs up (runtimeRequestTimeout). */
const REQUEST_TIMEOUT = 120 * SECOND;

export type ExecOutcome =
  | { readonly kind: 'exit'; readonly code: number; readonly output: string }
  | { readonly kind: 'timeout' }
  /** The runtime's words. */
  | { readonly kind: 'error'; readonly message: string };

export function execSync(
  manager: ContainerManager,
  c: Container,
  command: readonly string[],
  timeoutSeconds: number,
  answer: (outcome: ExecOutcome) => void,
): void {
  const { k } = manager.host;
  let output = '';
  let status: number | undefined;
  let failure: Errno | undefined;
  let timedOut = false;
  let drained = false;
  let answered = false;
  const say = (outcome: ExecOutcome): void => {
    if (answered) return;
    answered = true;
    answer(outcome);
  };
  const settle = (): void => {
    if (status === undefined) return;
    if (failure) {
      const why = startError('exec', command[0] ?? '', failure);
      say({
        kind: 'error',
        message: `rpc error: code = Unknown desc = failed to exec in container: failed to start exec ${JSON.stringify(c.id)}: ${why}`,
      });
    } else if (drained) say(timedOut ? { kind: 'timeout' } : { kind: 'exit', code: dockerExitCode(status), output });
  };
  const sink = openLog(k, (bytes) => {
    output += bytes;
  });
  const release = sink.release.bind(sink);
  sink.release = (kernel) => {
    release(kernel);
    drained = true;
    // The descriptors of a dying process are closed before its parent learns its status.
    k.callAt(k.now, settle);
  };
  const session = manager.exec(c, {
    argv: command,
    stdio: { stdin: openNull(), stdout: sink, stderr: sink },
    onExit: (ended) => {
      status = ended;
      settle();
    },
    startFailed: (error) => {
      failure = error;
    },
  });
  k.callAt(k.now + timeoutSeconds * SECOND, () => {
    if (answered) return;
    timedOut = true;
    if (status === undefined) manager.killProcess(session.process, 9);
  });
  k.callAt(k.now + timeoutSeconds * SECOND + REQUEST_TIMEOUT, () => say({ kind: 'timeout' }));
}
