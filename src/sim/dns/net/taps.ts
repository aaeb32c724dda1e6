// Packet sockets: a host's packets are copied to the programs that capture there.
import type { Frame } from './frames.ts';
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
