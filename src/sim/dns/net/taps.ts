// Packet sockets: a host's packets are copied to the programs that capture there.
import type { Micros } from '../../../engine/index.ts';
import type { Endpoint } from './events.ts';
import type { Frame, Payload } from './frames.ts';
import type { Host } from './host.ts';
import type { Task } from './task.ts';

/** Packets that wait for a slow reader (tcpdump -B); the kernel drops later ones. */
const MAX_FRAMES = 10_000;

export function listen(task: Task, captured: () => void): void {
  const frames: Frame[] = [];
  task.frames = frames;
  const { host } = task;
  host.listeners.set(task, (frame) => {
    if (frames.length < MAX_FRAMES) frames.push(frame);
    captured();
  });
  host.tap = (frame) => {
    for (const take of host.listeners.values()) take(frame);
  };
}

export function unlisten(task: Task): void {
  const { host } = task;
  if (task.frames && host.listeners.delete(task) && host.listeners.size === 0) host.tap = undefined;
}

/** Shows a packet to whoever captures at the host. */
export function tap(
  host: Host,
  at: Micros,
  direction: 'In' | 'Out',
  from: Endpoint,
  to: Endpoint,
  payload: Payload,
): void {
  if (!host.tap) return;
  const [own, other] = direction === 'Out' ? [from, to] : [to, from];
  host.tap({ at, direction, device: host.deviceOf(own.address, other.address), from, to, payload });
}
