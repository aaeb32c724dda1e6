// Sleeping, alarms, clocks (kernel/time).
import { SECOND } from '../abi/index.ts';
import type { CallHandlers } from '../state.ts';
import { showLine } from '../task/lines.ts';
import { setAlarm } from '../sched/alarm.ts';

type Names =
  'nanosleep' | 'alarm' | 'setitimer' | 'clock_gettime' | 'times' | 'sched_yield' | 'compute' | 'code' | 'at';

export const timeCalls: Pick<CallHandlers, Names> = {
  nanosleep(k, t, duration) {
    const until = (t.call.scratch as number | undefined) ?? k.now + Math.max(0, duration);
    t.call.scratch = until;
    if (k.now >= until) return 0;
    return {
      kind: 'block',
      on: [],
      until: Number.isFinite(until) ? until : undefined,
      wchan: 'hrtimer_nanosleep',
      doing: 'sleeping',
      sleep: 'interruptible',
      restarts: false,
      interrupted: () => Math.max(1, until - k.now),
    };
  },
  alarm(k, t, seconds) {
    const p = t.process;
    const left = p.alarmAt === undefined ? 0 : Math.max(1, Math.ceil((p.alarmAt - k.now) / SECOND));
    setAlarm(k, p, seconds > 0 ? k.now + seconds * SECOND : undefined, 0);
    return left;
  },
  setitimer(k, t, value, interval) {
    const p = t.process;
    const left = p.alarmAt === undefined ? 0 : Math.max(1, p.alarmAt - k.now);
    setAlarm(k, p, value > 0 ? k.now + value : undefined, interval);
    return left;
  },
  clock_gettime: (k, _t, clock) => (clock === 'realtime' ? k.wallclock() : k.now),
  times: (_k, t) => ({ self: { user: t.user, system: t.system }, children: t.process.childUsage }),
  sched_yield: () => 0,
  compute(k, t, cost) {
    const spent = Number.isFinite(cost) ? Math.max(1, cost) : 1;
    k.now += spent;
    t.user += spent;
    return 0;
  },
  code: () => 0,
  at(k, t, line, program) {
    if (!program) {
      if (t.line !== line) k.touch(t.process);
      t.line = line;
      return false;
    }
    t.line = line;
    t.inspectable = program;
    return showLine(k, t, line);
  },
};
