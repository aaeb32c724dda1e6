/** Events of the cluster: what happens again is counted, not repeated. */
import type { Kernel } from '../../kernel/index.ts';
import type { ClusterEvent, Pod, PodContainer } from './spec.ts';

const MAX_EVENTS = 500;

export class EventLog {
  readonly all: ClusterEvent[] = [];
  private readonly k: Kernel;

  constructor(k: Kernel) {
    this.k = k;
  }

  add(
    pod: Pod,
    pc: PodContainer | undefined,
    reason: string,
    message: string,
    component: ClusterEvent['component'] = 'kubelet',
    type: ClusterEvent['type'] = 'Normal',
  ): void {
    const container = pc?.spec.name;
    const { now } = this.k;
    this.k.emit({ kind: 'daemon', source: component, text: `${reason} ${pod.spec.name}: ${message}` });
    const same = this.all.find(
      (e) => e.pod === pod && e.reason === reason && e.message === message && e.container === container,
    );
    if (same) {
      same.count += 1;
      same.last = now;
      return;
    }
    this.all.push({ pod, type, reason, message, component, container, first: now, last: now, count: 1 });
    if (this.all.length > MAX_EVENTS) this.all.shift();
  }
}
