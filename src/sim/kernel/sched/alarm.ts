// Alarms of processes: alarm(2) and setitimer(2) in real time.
import type { Micros } from '../abi/index.ts';
import type { Kernel } from '../kernel.ts';
import { send } from '../signal/send.ts';
import type { Process } from '../state.ts';

/** `at`: undefined takes it away; `interval`: 0 for once. */
export function setAlarm(k: Kernel, p: Process, at: Micros | undefined, interval: Micros): void {
  p.alarmAt = at;
  p.alarmInterval = interval;
  if (at !== undefined && Number.isFinite(at)) k.alarmAt(p, at);
}

/** Its time may have come: it may also have been moved or taken away meanwhile. */
export function ringAlarm(k: Kernel, p: Process): void {
  if (p.alarmAt === undefined || p.alarmAt > k.now || p.exitStatus !== undefined) return;
  p.alarmAt = undefined;
  if (p.alarmInterval > 0) setAlarm(k, p, k.now + p.alarmInterval, p.alarmInterval);
  send(k, { sig: 14, code: 'SI_KERNEL', sender: undefined, target: p, named: 0, reason: 'its alarm(2) went off' });
}
