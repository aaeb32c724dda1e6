// poll(2): waiting for several descriptors at once.
import { POLLERR, POLLHUP, type PollFd } from '../abi/index.ts';
import { fileOf } from '../fs/fdtable.ts';
import type { Kernel } from '../kernel.ts';
import type { Block, CallHandlers, Task, WaitQueue } from '../state.ts';

/** The descriptor is not open (poll.h). */
const POLLNVAL = 32;

function ready(k: Kernel, t: Task, fds: readonly PollFd[]): PollFd[] {
  const out: PollFd[] = [];
  for (const { fd, events } of fds) {
    if (fd < 0) continue;
    const file = fileOf(t, fd);
    const bits = file ? file.poll(k) & (events | POLLERR | POLLHUP) : POLLNVAL;
    if (bits !== 0) out.push({ fd, events: bits });
  }
  return out;
}

function poll(k: Kernel, t: Task, fds: readonly PollFd[], timeout: number | undefined): readonly PollFd[] | Block {
  const now = ready(k, t, fds);
  if (now.length > 0 || timeout === 0) return now;
  const { current } = k;
  const until =
    typeof current.scratch === 'number'
      ? current.scratch
      : timeout === undefined || timeout < 0
        ? undefined
        : k.now + timeout;
  if (until !== undefined && k.now >= until) return [];
  current.scratch = until;
  const on: WaitQueue[] = [];
  for (const { fd } of fds)
    for (const queue of fileOf(t, fd)?.pollQueues() ?? []) if (!on.includes(queue)) on.push(queue);
  return {
    kind: 'block',
    on,
    until,
    wchan: 'poll_schedule_timeout.constprop.0',
    doing: 'waiting for one of several files',
    sleep: 'interruptible',
    restarts: false,
  };
}

export const pollCalls: Pick<CallHandlers, 'poll'> = { poll };
