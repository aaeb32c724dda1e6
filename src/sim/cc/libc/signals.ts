// Signals: actions, masks, sending and waiting. Sets are the first eight bytes of a sigset_t, actions are struct sigaction in memory.
import {
  add, ALL_SIGNALS, DEFAULT, has, IGNORE, isErr, remove, SA_RESTART, setOf, signalDescription, SIGRTMAX, sys,
  type Disposition, type Errno, type Handler, type SigAction, type SigInfo, type Signal, type SigSet, type Sys,
} from '../../kernel/abi/index.ts'; // prettier-ignore
import { E } from '../../kernel/abi/errno.ts';
import type { Process } from '../process.ts';
import { handlerOf } from '../run.ts';
import { calling, plain, result, type LibraryFunction } from './function.ts';

const H = 'signal.h';

/** Offsets in struct sigaction. */
const MASK = 8;
const FLAGS = 136;

/** What sigfillset leaves out: glibc's own two signals. */
const FILLED: SigSet = ALL_SIGNALS & ~setOf(32, 33);

const readSet = (m: Process, address: number): SigSet => BigInt(m.memory.loadLong(address));
function writeSet(m: Process, address: number, set: SigSet): number {
  m.memory.storeLong(address, set);
  return 0;
}

/** Which of the program's functions a handler runs: kept beside it, so that sigaction can give it back. */
const addresses = new WeakMap<Handler, number>();

function disposition(m: Process, address: number, flags: number): Disposition {
  if (address === 0) return DEFAULT;
  if (address === 1) return IGNORE;
  const handler: Handler = handlerOf(m, address, (flags & SA_RESTART) !== 0);
  addresses.set(handler, address);
  return { kind: 'handler', handler };
}

const addressOf = ({ disposition: d }: SigAction): number =>
  d.kind === 'default' ? 0 : d.kind === 'ignore' ? 1 : (addresses.get(d.handler) ?? 0);

function* sigaction(m: Process, sig: Signal, action: number, old: number): Sys<number> {
  let before: SigAction | Errno;
  if (action === 0) before = yield* sys.getaction(sig);
  else {
    const address = Number(m.memory.loadLong(action));
    const flags = m.memory.loadInt(action + FLAGS) >>> 0;
    before = yield* sys.sigaction(sig, disposition(m, address, flags), flags, readSet(m, action + MASK));
  }
  if (isErr(before)) return result(m, before);
  if (old !== 0) {
    m.memory.fill(old, 0, 152);
    m.memory.storeLong(old, addressOf(before));
    writeSet(m, old + MASK, before.mask);
    m.memory.storeInt(old + FLAGS, before.flags | 0);
  }
  return 0;
}

function* signal(m: Process, sig: Signal, address: number): Sys<number | bigint> {
  const before = yield* sys.sigaction(sig, disposition(m, address, SA_RESTART), SA_RESTART);
  if (!isErr(before)) return addressOf(before);
  m.errno = before.code;
  return 0xffffffffffffffffn;
}

const HOW = ['block', 'unblock', 'setmask'] as const;

function* sigprocmask(m: Process, how: number, set: number, old: number): Sys<number> {
  const way = set === 0 ? 'get' : HOW[how];
  if (way === undefined) return result(m, E.EINVAL);
  const wanted = set === 0 ? 0n : readSet(m, set) & ~setOf(32, 33);
  const before = yield* sys.sigprocmask(way, wanted);
  m.mask =
    way === 'block' ? before | wanted : way === 'unblock' ? before & ~wanted : way === 'setmask' ? wanted : before;
  if (old !== 0) writeSet(m, old, before);
  return 0;
}

const CODES: Readonly<Record<SigInfo['code'], number>> = {
  SI_USER: 0, SI_KERNEL: 128, SI_TKILL: -6, SI_QUEUE: -1, SI_TIMER: -2, SEGV_MAPERR: 1, FPE_INTDIV: 1, CLD_EXITED: 1, CLD_KILLED: 2,
  CLD_DUMPED: 3, CLD_TRAPPED: 4, CLD_STOPPED: 5, CLD_CONTINUED: 6,
}; // prettier-ignore

/** siginfo_t, as far as the language has it. */
export function writeSigInfo(m: Process, address: number, info: SigInfo): void {
  m.memory.fill(address, 0, 128);
  [info.signo, 0, CODES[info.code]].forEach((value, i) => m.memory.storeInt(address + 4 * i, value));
  m.memory.storeInt(address + 16, info.pid);
  m.memory.storeInt(address + 20, info.uid);
  m.memory.storeInt(address + 24, info.status ?? 0);
}

function* timedWait(m: Process, set: number, info: number, timeout: number): Sys<number> {
  const micros =
    timeout === 0
      ? undefined
      : Number(m.memory.loadLong(timeout)) * 1_000_000 + Number(m.memory.loadLong(timeout + 8)) / 1000;
  const got = yield* sys.sigtimedwait(readSet(m, set), micros);
  if (isErr(got)) return result(m, got);
  if (info !== 0) writeSigInfo(m, info, got);
  return got.signo;
}

const changed = (name: 'sigaddset' | 'sigdelset', change: (set: SigSet, sig: Signal) => SigSet): LibraryFunction =>
  plain(H, `int ${name}(sigset_t *set, int sig)`, (m, a) => {
    const sig = a.int(1);
    if (sig < 1 || sig > SIGRTMAX) return result(m, E.EINVAL);
    return writeSet(m, a.long(0), change(readSet(m, a.long(0)), sig));
  });

export const signalFunctions: readonly LibraryFunction[] = [
  calling(H, '__sighandler_t signal(int sig, __sighandler_t handler)', (m, a) => signal(m, a.int(0), a.long(1)), {
    note: 'With SA_RESTART, as glibc does it.',
  }),
  calling(
    H,
    'int sigaction(int sig, const struct sigaction *action, struct sigaction *old)',
    (m, a) => sigaction(m, a.int(0), a.long(1), a.long(2)),
    {
      note: 'With SA_RESTART, SA_SIGINFO, SA_RESETHAND, SA_NODEFER, SA_NOCLDSTOP and SA_NOCLDWAIT.',
    },
  ),
  calling(H, 'int sigprocmask(int how, const sigset_t *set, sigset_t *old)', (m, a) =>
    sigprocmask(m, a.int(0), a.long(1), a.long(2)),
  ),
  plain(H, 'int sigemptyset(sigset_t *set)', (m, a) => {
    m.memory.fill(a.long(0), 0, 128);
    return 0;
  }),
  plain(H, 'int sigfillset(sigset_t *set)', (m, a) => writeSet(m, a.long(0), FILLED)),
  changed('sigaddset', add),
  changed('sigdelset', remove),
  plain(H, 'int sigismember(const sigset_t *set, int sig)', (m, a) => (has(readSet(m, a.long(0)), a.int(1)) ? 1 : 0)),
  calling(H, 'int sigpending(sigset_t *set)', function* (m, a) {
    return writeSet(m, a.long(0), yield* sys.sigpending());
  }),
  calling(H, 'int sigsuspend(const sigset_t *mask)', function* (m, a) {
    return result(m, yield* sys.sigsuspend(readSet(m, a.long(0))));
  }, { blocks: 'ends', note: 'Opens the mask and waits in one step; always returns -1 with EINTR.' }), // prettier-ignore
  calling(H, 'int sigwait(const sigset_t *set, int *sig)', function* (m, a) {
    for (;;) {
      const got = yield* sys.sigtimedwait(readSet(m, a.long(0)));
      if (isErr(got)) continue;
      m.memory.storeInt(a.long(1), got.signo);
      return 0;
    }
  }),
  calling(H, 'int sigwaitinfo(const sigset_t *set, siginfo_t *info)', (m, a) => timedWait(m, a.long(0), a.long(1), 0), {
    blocks: 'ends',
  }),
  calling(
    H,
    'int sigtimedwait(const sigset_t *set, siginfo_t *info, const struct timespec *timeout)',
    (m, a) => timedWait(m, a.long(0), a.long(1), a.long(2)),
    { blocks: 'ends' },
  ),
  calling(H, 'int kill(pid_t pid, int sig)', function* (m, a) {
    return result(m, yield* sys.kill(a.int(0), a.int(1)));
  }),
  calling(H, 'int killpg(pid_t pgrp, int sig)', function* (m, a) {
    return result(m, yield* sys.kill(-a.int(0), a.int(1)));
  }),
  calling('unistd.h', 'int pause(void)', function* (m) {
    return result(m, yield* sys.pause());
  }, { blocks: 'ends', note: 'Waits for a signal with a handler; always returns -1 with EINTR.' }), // prettier-ignore
  calling('unistd.h', 'unsigned int alarm(unsigned int seconds)', (_m, a) => sys.alarm(a.unsigned(0))),
  plain('string.h', 'char *strsignal(int sig)', (m, a) => m.text(signalDescription(a.int(0)))),
];
