/** Before a container is made its image must be there: the kubelet's image manager (pkg/kubelet/images). */
import { SECOND } from '../../kernel/abi/index.ts';
import { normalImage } from '../cli/daemon/facts.ts';
import type { Kubelet } from './kubelet.ts';
import type { Pod, PodContainer } from './spec.ts';

/** Fidelity: every image takes as long. */
const PULL_TIME = 1_204_000;
const FIRST_BACKOFF = 10 * SECOND;
const MAX_BACKOFF = 300 * SECOND;

/** Calls `ready` once the image is on the node; never when nobody has it. */
export function withImage(
  kubelet: Kubelet,
  pod: Pod,
  pc: PodContainer,
  ready: () => void,
  delay = FIRST_BACKOFF,
): void {
  const { events, manager } = kubelet;
  const { k } = manager.host;
  const { image, pull = 'present' } = pc.spec;
  const quoted = JSON.stringify(image);
  const wrong = (reason: string, message: string): void => events.add(pod, pc, reason, message, 'kubelet', 'Warning');
  const waiting = (reason: string, message: string): void => {
    pc.state = { kind: 'waiting', reason, message };
    kubelet.touch(pod);
  };
  if (pull === 'present') {
    events.add(pod, pc, 'Pulled', `Container image ${quoted} already present on machine`);
    ready();
    return;
  }
  const begun = pc.spec;
  const still = (): boolean => kubelet.pods.includes(pod) && pod.deletion === undefined && pc.spec === begun;
  events.add(pod, pc, 'Pulling', `Pulling image ${quoted}`);
  k.callAt(k.now + PULL_TIME, () => {
    if (!still()) return;
    if (pull === 'pull') {
      pc.spec = { ...pc.spec, pull: 'present' };
      const time = `${PULL_TIME / SECOND}s`;
      events.add(
        pod,
        pc,
        'Pulled',
        `Successfully pulled image ${quoted} in ${time} (${time} including waiting). Image size: 4277910 bytes.`,
      );
      ready();
      return;
    }
    const ref = normalImage(image);
    const full = ref.includes('/') ? (/^[^/]*[.:]/.test(ref) ? ref : `docker.io/${ref}`) : `docker.io/library/${ref}`;
    const why = `failed to pull and unpack image "${full}": failed to resolve reference "${full}": ${full}: not found`;
    const message = `rpc error: code = NotFound desc = ${why}`;
    wrong('Failed', `Failed to pull image ${quoted}: ${message}`);
    wrong('Failed', 'Error: ErrImagePull');
    waiting('ErrImagePull', message);
    k.callAt(k.now + SECOND, () => {
      if (!still()) return;
      events.add(pod, pc, 'BackOff', `Back-off pulling image ${quoted}`);
      wrong('Failed', 'Error: ImagePullBackOff');
      waiting('ImagePullBackOff', `Back-off pulling image ${quoted}: ErrImagePull: ${message}`);
    });
    k.callAt(k.now + delay, () => {
      if (still()) withImage(kubelet, pod, pc, ready, Math.min(MAX_BACKOFF, delay * 2));
    });
  });
}
