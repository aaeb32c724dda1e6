/** Events of the cluster: what happens again is counted, not repeated. */
import type { Kernel } from '../../kernel/index.ts';
import type { About, ClusterEvent, Pod, PodContainer } from './spec.ts';

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
    component = 'kubelet',
    type: ClusterEvent['type'] = 'Normal',
  ): void {
    const { namespace, uid } = pod;
    const about: About = { apiVersion: 'v1', kind: 'Pod', name: pod.spec.name, namespace, uid };
    this.note({ pod, about, container: pc?.spec.name, reason, message, component, type });
  }

  ofNode(reason: string, message: string, type: ClusterEvent['type']): void {
    const name = this.k.hostUts.hostname;
    // Events about nodes are kept in the default namespace; their uid is the node's name.
    const about: About = { apiVersion: 'v1', kind: 'Node', name, namespace: 'default', uid: name };
    this.of(about, reason, message, 'kubelet', type);
  }

  of(about: About, reason: string, message: string, component: string, type: ClusterEvent['type'] = 'Normal'): void {
    this.note({ pod: undefined, about, container: undefined, reason, message, component, type });
  }

  private note(event: Omit<ClusterEvent, 'first' | 'last' | 'count'>): void {
    const { about, container, reason, message, component } = event;
    const { now } = this.k;
    this.k.emit({ kind: 'daemon', source: component, text: `${reason} ${about.name}: ${message}` });
    const same = this.all.find(
      (e) => e.about.uid === about.uid && e.reason === reason && e.message === message && e.container === container,
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
