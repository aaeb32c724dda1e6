/** How the kubelet ends a container: preStop inside the grace period, SIGTERM with what is left of it, then SIGKILL. */
import { SECOND } from '../../kernel/abi/index.ts';
import type { Kubelet } from './kubelet.ts';
import type { Pod, PodContainer } from './spec.ts';

/** What a container gets between SIGTERM and SIGKILL at least, however long its preStop took. */
const MIN_GRACE = 2;

export function killContainer(
  kubelet: Kubelet,
  pod: Pod,
  pc: PodContainer,
  grace: number,
  why = `Stopping container ${pc.spec.name}`,
): void {
  const { manager, events } = kubelet;
  const { k } = manager.host;
  const c = pc.current;
  if (!c) return;
  const begun = k.now;
  const alive = (): boolean => pc.current === c && c.exitStatus === undefined;
  const already = c.stopRequested;
  let asked = false;
  const terminate = (): void => {
    if (asked || !alive()) return;
    asked = true;
    const left = Math.max(MIN_GRACE, grace - Math.floor((k.now - begun) / SECOND));
    manager.signal(c, c.spec.stopSignal ?? 15);
    k.callAt(k.now + left * SECOND, () => {
      if (alive()) manager.signal(c, 9);
    });
  };
  c.stopRequested = true;
  events.add(pod, pc, 'Killing', why);
  if (pc.spec.preStop === undefined || already) {
    terminate();
    return;
  }
  const failed = (): void => events.add(pod, pc, 'FailedPreStopHook', 'PreStopHook failed', 'kubelet', 'Warning');
  manager.exec(c, {
    argv: pc.spec.preStop,
    onExit: (status) => {
      if (status !== 0) failed();
      terminate();
    },
  });
  k.callAt(begun + grace * SECOND, terminate);
}
