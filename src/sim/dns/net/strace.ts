// The calls of programs as events, for worlds that record them.
import type { NetCall } from './calls.ts';
import type { Task } from './task.ts';
import type { World } from './world.ts';

export function recordCall(world: World, task: Task, call: NetCall): void {
  if (call.call === 'tell' || call.call === 'now' || call.call === 'random') return;
  const socket = 'socket' in call ? call.socket : undefined;
  world.record({
    kind: 'call',
    at: world.now,
    lane: task.lane,
    call: call.call,
    ...(socket === undefined ? {} : { socket }),
    words: 'to' in call && typeof call.to === 'object' ? `${call.to.address}#${call.to.port}` : '',
  });
}
