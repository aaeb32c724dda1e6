// Random programs for the bare kernel: what a process may do to others and to itself, as data that fast-check can shrink.
import fc from 'fast-check';
import {
  bit,
  isErr,
  NO_SIGNALS,
  SA_NOCLDSTOP,
  SA_NOCLDWAIT,
  SA_NODEFER,
  SA_RESETHAND,
  SA_RESTART,
  SIGALRM,
  SIGCHLD,
  SIGCONT,
  SIGHUP,
  SIGINT,
  SIGKILL,
  SIGSEGV,
  SIGSTOP,
  SIGTERM,
  SIGTSTP,
  SIGUSR1,
  sys,
  WCONTINUED,
  WNOHANG,
  WUNTRACED,
  type Sys,
} from '../../sim/kernel/abi/index.ts';

export type Op =
  | { readonly op: 'fork' | 'vfork' | 'thread' | 'namespace'; readonly child: readonly Op[] }
  | { readonly op: 'exit' | 'exitThread'; readonly status: number }
  | { readonly op: 'wait'; readonly pid: number; readonly options: number }
  | { readonly op: 'kill' | 'sigqueue'; readonly pid: number; readonly sig: number }
  | { readonly op: 'tgkill'; readonly pid: number; readonly tid: number; readonly sig: number }
  | {
      readonly op: 'action';
      readonly sig: number;
      readonly how: 'ignore' | 'default' | 'handler';
      readonly flags: number;
      readonly then: 'return' | 'exit' | 'fork' | 'raise';
    }
  | { readonly op: 'mask'; readonly how: 'block' | 'unblock' | 'setmask'; readonly sig: number }
  | { readonly op: 'setpgid'; readonly pid: number; readonly pgid: number }
  | { readonly op: 'prctl'; readonly option: 'subreaper' | 'pdeathsig'; readonly value: number }
  | {
      readonly op: 'ptrace';
      readonly kind: 'attach' | 'seize' | 'interrupt' | 'cont' | 'detach';
      readonly pid: number;
      readonly syscall: boolean;
      readonly sig: number;
    }
  | { readonly op: 'sleep' | 'alarm' | 'suspend' | 'timedwait'; readonly micros: number; readonly sig: number }
  | { readonly op: 'setsid' | 'pause' | 'yield' | 'pipe' | 'exec' | 'fault' };

const SIGNALS = [
  SIGHUP,
  SIGINT,
  SIGUSR1,
  SIGSEGV,
  SIGALRM,
  SIGTERM,
  SIGCHLD,
  SIGCONT,
  SIGSTOP,
  SIGTSTP,
  SIGKILL,
  34,
  64,
];
const signal = fc.constantFrom(...SIGNALS);
/** Containers number from 1, so that small numbers hit somebody. */
const pid = fc.oneof(
  { weight: 6, arbitrary: fc.integer({ min: 0, max: 9 }) },
  { weight: 1, arbitrary: fc.integer({ min: -6, max: -1 }) },
  fc.constantFrom(2110, 99_999),
);

const flags = fc
  .subarray([SA_RESTART, SA_NODEFER, SA_RESETHAND, SA_NOCLDSTOP, SA_NOCLDWAIT])
  .map((all) => all.reduce((sum, flag) => sum | flag, 0));
const options = fc.subarray([WNOHANG, WUNTRACED, WCONTINUED]).map((all) => all.reduce((sum, flag) => sum | flag, 0));

const { ops } = fc.letrec<{ ops: Op[]; op: Op }>((tie) => ({
  ops: fc.array(tie('op'), { maxLength: 7 }),
  op: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    { weight: 4, arbitrary: fc.record({ op: fc.constantFrom('kill', 'sigqueue'), pid, sig: signal }) },
    { weight: 2, arbitrary: fc.record({ op: fc.constant('wait'), pid: fc.oneof(fc.constant(-1), pid), options }) },
    {
      weight: 1,
      arbitrary: fc.record({ op: fc.constantFrom('exit', 'exitThread'), status: fc.integer({ min: 0, max: 300 }) }),
    },
    { weight: 1, arbitrary: fc.record({ op: fc.constant('tgkill'), pid, tid: pid, sig: signal }) },
    {
      weight: 3,
      arbitrary: fc.record({
        op: fc.constant('action'),
        sig: signal,
        how: fc.constantFrom('ignore', 'default', 'handler'),
        flags,
        then: fc.constantFrom('return', 'exit', 'fork', 'raise'),
      }),
    },
    {
      weight: 2,
      arbitrary: fc.record({
        op: fc.constant('mask'),
        how: fc.constantFrom('block', 'unblock', 'setmask'),
        sig: signal,
      }),
    },
    { weight: 2, arbitrary: fc.record({ op: fc.constant('setpgid'), pid, pgid: fc.integer({ min: 0, max: 9 }) }) },
    {
      weight: 2,
      arbitrary: fc.record({
        op: fc.constant('prctl'),
        option: fc.constantFrom('subreaper', 'pdeathsig'),
        value: fc.oneof(fc.constant(0), signal),
      }),
    },
    {
      weight: 2,
      arbitrary: fc.record({
        op: fc.constant('ptrace'),
        kind: fc.constantFrom('attach', 'seize', 'interrupt', 'cont', 'detach'),
        pid,
        syscall: fc.boolean(),
        sig: fc.oneof(fc.constant(0), signal),
      }),
    },
    {
      weight: 2,
      arbitrary: fc.record({
        op: fc.constantFrom('sleep', 'alarm', 'suspend', 'timedwait'),
        micros: fc.integer({ min: 0, max: 20_000 }),
        sig: signal,
      }),
    },
    {
      weight: 3,
      arbitrary: fc.record({ op: fc.constantFrom('setsid', 'pause', 'yield', 'yield', 'pipe', 'exec', 'fault') }),
    },
    {
      weight: 8,
      arbitrary: fc.record({
        op: fc.constantFrom('fork', 'fork', 'fork', 'fork', 'vfork', 'thread', 'namespace'),
        child: tie('ops'),
      }),
    },
  ) as fc.Arbitrary<Op>,
}));

export const programs: fc.Arbitrary<readonly Op[]> = ops;

/** Handlers that signal their own process could go on for ever. */
const MAX_HANDLED = 6;

export function* runOps(program: readonly Op[]): Sys<number> {
  const handled = { count: 0 };
  for (const op of program) yield* one(op, handled);
  return 0;
}

function* one(op: Op, handled: { count: number }): Sys<void> {
  switch (op.op) {
    case 'fork':
    case 'vfork':
    case 'thread':
    case 'namespace':
      yield* sys.fork(
        () => runOps(op.child),
        op.op === 'fork' ? {} : op.op === 'namespace' ? { newPid: true } : { [op.op]: true },
      );
      return;
    case 'exit':
      yield* sys.exit(op.status);
      return;
    case 'exitThread':
      yield* sys.exitThread(op.status);
      return;
    case 'wait':
      yield* sys.wait4(op.pid, op.options);
      return;
    case 'kill':
      yield* sys.kill(op.pid, op.sig);
      return;
    case 'sigqueue':
      yield* sys.sigqueue(op.pid, op.sig, 7);
      return;
    case 'tgkill':
      yield* sys.tgkill(op.pid, op.tid, op.sig);
      return;
    case 'action':
      if (op.how === 'handler') yield* sys.sigaction(op.sig, (sig) => handler(sig, op.then, handled), op.flags);
      else yield* sys.sigaction(op.sig, { kind: op.how }, op.flags);
      return;
    case 'mask':
      yield* sys.sigprocmask(op.how, bit(op.sig));
      return;
    case 'setpgid':
      yield* sys.setpgid(op.pid, op.pgid);
      return;
    case 'prctl':
      yield* sys.prctl(op.option, op.value);
      return;
    case 'ptrace':
      if (op.kind === 'cont') yield* sys.ptrace({ kind: 'cont', pid: op.pid, syscall: op.syscall, signal: op.sig });
      else if (op.kind === 'detach') yield* sys.ptrace({ kind: 'detach', pid: op.pid, signal: op.sig });
      else yield* sys.ptrace({ kind: op.kind, pid: op.pid });
      return;
    case 'sleep':
      yield* sys.nanosleep(op.micros);
      return;
    case 'alarm':
      yield* sys.setitimer(op.micros, op.micros % 2 === 0 ? 0 : op.micros);
      return;
    case 'suspend':
      yield* sys.sigsuspend(bit(op.sig));
      return;
    case 'timedwait':
      yield* sys.sigtimedwait(bit(op.sig) | bit(SIGUSR1), op.micros);
      return;
    default:
      yield* plain(op.op);
  }
}

function* plain(op: 'setsid' | 'pause' | 'yield' | 'pipe' | 'exec' | 'fault'): Sys<void> {
  if (op === 'setsid') yield* sys.setsid();
  else if (op === 'pause') yield* sys.pause();
  else if (op === 'yield') yield* sys.schedYield();
  else if (op === 'exec') yield* sys.execve('/bin/sleeper', ['sleeper'], new Map());
  else if (op === 'fault') yield* sys.fault(SIGSEGV);
  else {
    const ends = yield* sys.pipe();
    if (isErr(ends)) return;
    yield* sys.fork(function* () {
      yield* sys.close(ends.r);
      yield* sys.writeAll(ends.w, 'x'.repeat(70_000));
      return 0;
    });
    yield* sys.close(ends.w);
    yield* sys.read(ends.r);
  }
}

function* handler(sig: number, then: 'return' | 'exit' | 'fork' | 'raise', handled: { count: number }): Sys<void> {
  handled.count += 1;
  if (then === 'exit' || handled.count > MAX_HANDLED) yield* sys.exit(sig);
  else if (then === 'fork') yield* sys.fork(() => runOps([{ op: 'yield' }]));
  else if (then === 'raise') yield* sys.kill(yield* sys.getpid(), sig);
  else yield* sys.sigprocmask('get', NO_SIGNALS);
}
