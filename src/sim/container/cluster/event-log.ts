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
    this.note({ pod, container: pc?.spec.name, reason, message, component, type });
  }

  ofNode(reason: string, message: string, type: ClusterEvent['type']): void {
    this.note({ pod: undefined, container: undefined, reason, message, component: 'kubelet', type });
  }

  private note(event: Omit<ClusterEvent, 'first' | 'last' | 'count'>): void {
    const { pod, container, reason, message, component } = event;
    const { now } = this.k;
    const name = pod?.spec.name ?? this.k.hostUts.hostname;
    this.k.emit({ kind: 'daemon', source: component, text: `${reason} ${name}: ${message}` });
    const same = this.all.find(
      (e) => e.pod === pod && e.reason === reason && e.message === message && e.container === container,
    );
    if (same) {
      same.count += 1;
      same.last = now;
      return;
    }
    this.all.push({ ...event, first: now, last: now, count: 1 });
    if (this.all.length > MAX_EVENTS) this.all.shift();
  }
}
