// The machine as a whole: names, memory figures, daemons outside the kernel.
import { E } from '../abi/index.ts';
import type { CallHandlers } from '../state.ts';

/** The kernel of the recordings. */
export const RELEASE = '6.18.44';
/** 24 GiB, in bytes. */
export const TOTAL_RAM = 25_769_803_776;

type Names = 'uname' | 'sethostname' | 'sysinfo' | 'request';

export const systemCalls: Pick<CallHandlers, Names> = {
  uname: (_k, t) => ({
    sysname: 'Linux',
    nodename: t.uts.hostname,
    release: RELEASE,
    version: '#1 SMP PREEMPT_DYNAMIC',
    machine: 'x86_64',
  }),
  sethostname(k, t, name) {
    if (!t.cred.caps.has('SYS_ADMIN')) return E.EPERM;
    t.uts.hostname = name;
    k.touch(t.process);
    return 0;
  },
  sysinfo: (k) => ({ uptime: k.now, totalRam: TOTAL_RAM, freeRam: Math.floor(TOTAL_RAM * 0.8), procs: k.taskCount() }),
  request(k, t, service, body) {
    const answer = k.services.get(service);
    return answer ? answer(k, t, body, t.call) : E.ECONNREFUSED;
  },
};
