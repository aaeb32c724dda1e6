/**
 * Eviction at the signal pid.available (pkg/kubelet/eviction): capacity is what the kernel allows, used is every task of the
 * machine, the pod with the most processes goes first. Only watched when the node's settings say a threshold.
 */
import { SECOND } from '../../kernel/abi/index.ts';
import { pidsCurrent } from '../../kernel/index.ts';
import { killContainer } from './kill.ts';
import { type Kubelet, up } from './kubelet.ts';
import type { Pod } from './spec.ts';

/** How often the kubelet looks (evictionMonitoringPeriod). */
const LOOK = 10 * SECOND;
/** PIDPressure stays this long after the signal is good again (evictionPressureTransitionPeriod). */
const CALM = 300 * SECOND;
/** Grace period of a hard eviction (immediateEvictionGracePeriodSeconds). */
const GRACE = 1;

export class PidEviction {
  /** The node has the condition PIDPressure since then. */
  pressure = false;
  /** Last change of the condition. */
  since = 0;
  private seen = 0;
  private readonly kubelet: Kubelet;
  private readonly threshold: number | undefined;

  constructor(kubelet: Kubelet) {
    this.kubelet = kubelet;
    const { k } = kubelet.manager.host;
    this.threshold = quantityOf(kubelet.settings.pidAvailable, k.threadsMax);
    if (this.threshold !== undefined) k.callAt(LOOK, () => this.look());
  }

  private look(): void {
    const { manager, events } = this.kubelet;
    const { k } = manager.host;
    k.callAt(k.now + LOOK, () => this.look());
    const available = k.threadsMax - k.taskCount();
    if (this.threshold === undefined || available >= this.threshold) {
      if (this.pressure && k.now - this.seen >= CALM) this.set(false);
      return;
    }
    this.seen = k.now;
    if (!this.pressure) this.set(true);
    events.ofNode('EvictionThresholdMet', 'Attempting to reclaim pids', 'Warning');
    const [worst] = this.kubelet.pods
      .filter((pod) => pod.evicted === undefined && !pod.deletion && pod.containers.some((pc) => up(pc.current)))
      .sort((a, b) => pidsCurrent(b.cgroup) - pidsCurrent(a.cgroup));
    if (worst)
      this.evict(
        worst,
        `The node was low on resource: pids. Threshold quantity: ${this.threshold}, available: ${available}. `,
      );
  }

  private set(pressure: boolean): void {
    const { manager, events, node } = this.kubelet;
    this.pressure = pressure;
    this.since = manager.host.k.now;
    const status = pressure ? 'NodeHasInsufficientPID' : 'NodeHasSufficientPID';
    events.ofNode(status, `Node ${node} status is now: ${status}`, 'Normal');
    this.kubelet.version += 1;
    manager.host.k.wake(this.kubelet.changed);
  }

  private evict(pod: Pod, message: string): void {
    pod.evicted = message;
    this.kubelet.events.add(pod, undefined, 'Evicted', message, 'kubelet', 'Warning');
    for (const pc of pod.containers) if (up(pc.current)) killContainer(this.kubelet, pod, pc, GRACE);
    this.kubelet.touch(pod);
  }
}

/** A number, or a share of the capacity. */
function quantityOf(text: string | undefined, capacity: number): number | undefined {
  const match = /^(\d+(?:\.\d+)?)(%?)$/.exec(text ?? '');
  if (!match) return undefined;
  const value = Number(match[1]);
  return match[2] === '%' ? Math.floor((capacity * value) / 100) : value;
}
