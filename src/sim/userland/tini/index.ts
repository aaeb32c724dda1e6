// tini 0.19: the small init. Blocks all signals, waits for them one at a time, passes them on, and reaps.
import {
  IGNORE,
  SECOND,
  SIGABRT,
  SIGBUS,
  SIGCHLD,
  SIGFPE,
  SIGILL,
  SIGSEGV,
  SIGSYS,
  SIGTRAP,
  SIGTTIN,
  SIGTTOU,
  WNOHANG,
  isErr,
  setOf,
  signalDescription,
  sys,
  wExitStatus,
  wIfExited,
  wTermSig,
  type ByteString,
  type Program,
  type SigAction,
  type SigSet,
  type Sys,
} from '../../kernel/abi/index.ts';
import type { Command } from '../command.ts';
import { FILLED } from '../crt/libc.ts';
import { execvp } from '../lib/spawn.ts';
import { Out } from '../lib/stdio.ts';
import { parseTini, type TiniOptions } from './options.ts';

/** Faults of tini itself must act at once; TTIN and TTOU are ignored instead. Everything else waits to be passed on. */
const NOT_BLOCKED: SigSet = setOf(SIGFPE, SIGILL, SIGSEGV, SIGBUS, SIGABRT, SIGTRAP, SIGSYS, SIGTTIN, SIGTTOU);
const BLOCKED: SigSet = FILLED & ~NOT_BLOCKED;

const NOT_AN_INIT = `Tini is not running as PID 1 and isn't registered as a child subreaper.
Zombie processes will not be re-parented to Tini, so zombie reaping won't work.
To fix the problem, use the -s option or set the environment variable TINI_SUBREAPER to register Tini as a child subreaper, or run Tini as PID 1.`;

type Level = 'FATAL' | 'WARN ' | 'INFO ' | 'DEBUG' | 'TRACE';
const LOUDNESS: Readonly<Record<Level, number>> = { FATAL: 0, 'WARN ': 1, 'INFO ': 2, DEBUG: 3, TRACE: 4 };

/** Messages: warnings at once to stderr, the rest through the buffered stdout (so a pipe sees them at the end). */
class Log {
  readonly verbosity: number;
  readonly out: Out;
  constructor(verbosity: number, out: Out) {
    this.verbosity = verbosity;
    this.out = out;
  }

  *say(level: Level, text: ByteString): Sys<void> {
    if (LOUDNESS[level] > this.verbosity) return;
    const pid = yield* sys.getpid();
    const line = `[${level} tini (${pid})] ${text}\n`;
    if (LOUDNESS[level] < 2) yield* sys.writeAll(2, line);
    else yield* this.out.put(line);
  }
}

interface Saved {
  readonly mask: SigSet;
  readonly ttin: SigAction | undefined;
  readonly ttou: SigAction | undefined;
}

function* configureSignals(): Sys<Saved> {
  const mask = yield* sys.sigprocmask('setmask', BLOCKED);
  const ttin = yield* sys.sigaction(SIGTTIN, IGNORE);
  const ttou = yield* sys.sigaction(SIGTTOU, IGNORE);
  return { mask, ttin: isErr(ttin) ? undefined : ttin, ttou: isErr(ttou) ? undefined : ttou };
}

/** The child: own process group, the terminal if there is one, signals as tini found them, then exec. */
function* becomeChild(options: TiniOptions, env: ReadonlyMap<ByteString, ByteString>, saved: Saved): Sys<number> {
  const log = new Log(options.verbosity, new Out(1));
  if (isErr(yield* sys.setpgid(0, 0))) return 1;
  // ENOTTY and ENXIO are what a container without terminal gives. Anything else is fatal.
  const taken = yield* sys.tcsetpgrp(0, yield* ownGroup());
  if (isErr(taken)) {
    if (taken.name === 'ENOTTY') yield* log.say('DEBUG', 'tcsetpgrp failed: no tty (ok to proceed)');
    else if (taken.name === 'ENXIO') yield* log.say('DEBUG', 'tcsetpgrp failed: no such device (ok to proceed)');
    else {
      yield* log.say('FATAL', `tcsetpgrp failed: ${taken.text}`);
      return 1;
    }
  }
  yield* sys.sigprocmask('setmask', saved.mask);
  if (saved.ttin) yield* sys.sigaction(SIGTTIN, saved.ttin.disposition, saved.ttin.flags);
  if (saved.ttou) yield* sys.sigaction(SIGTTOU, saved.ttou.disposition, saved.ttou.flags);
  const error = yield* execvp(options.command, env);
  yield* log.say('FATAL', `exec ${options.command[0]} failed: ${error.text}`);
  yield* log.out.flush();
  if (error.name === 'ENOENT') return 127;
  return error.name === 'EACCES' ? 126 : 1;
}

function* ownGroup(): Sys<number> {
  const group = yield* sys.getpgid(0);
  return isErr(group) ? 0 : group;
}

/** One second at a time, so that a SIGCHLD that was lost cannot leave a zombie for long. */
function* waitAndForward(options: TiniOptions, log: Log, child: number): Sys<boolean> {
  const info = yield* sys.sigtimedwait(BLOCKED, SECOND);
  if (isErr(info)) return true;
  if (info.signo === SIGCHLD) {
    yield* log.say('DEBUG', 'Received SIGCHLD');
    return true;
  }
  yield* log.say('DEBUG', `Passing signal: '${signalDescription(info.signo)}'`);
  const sent = yield* sys.kill(options.group ? -child : child, info.signo);
  if (!isErr(sent)) return true;
  if (sent.name === 'ESRCH') {
    yield* log.say('WARN ', 'Child was dead when forwarding signal');
    return true;
  }
  yield* log.say('FATAL', `Unexpected error when forwarding signal: '${sent.text}'`);
  return false;
}

/** Waits for everything that has ended. The main child's end is remembered, the rest goes on being reaped. */
function* reapZombies(options: TiniOptions, log: Log, child: number): Sys<number | undefined> {
  let exitCode: number | undefined;
  for (;;) {
    const done = yield* sys.wait4(-1, WNOHANG);
    if (isErr(done)) {
      yield* log.say('TRACE', 'No child to wait');
      return exitCode;
    }
    if (done === 0) {
      yield* log.say('TRACE', 'No child to reap');
      return exitCode;
    }
    yield* log.say('DEBUG', `Reaped child with pid: '${done.pid}'`);
    if (done.pid !== child) {
      if (options.warnOnReap) yield* log.say('WARN ', `Reaped zombie process with pid=${done.pid}`);
    } else if (wIfExited(done.status)) {
      exitCode = wExitStatus(done.status);
      yield* log.say('INFO ', `Main child exited normally (with status '${exitCode}')`);
    } else {
      const sig = wTermSig(done.status);
      exitCode = 128 + sig;
      yield* log.say('INFO ', `Main child exited with signal (with signal '${signalDescription(sig)}')`);
    }
    if (exitCode !== undefined && options.expected.has(exitCode)) exitCode = 0;
  }
}

const run: Program = function* (argv, env) {
  const out = new Out(1);
  const options = parseTini(argv, env);
  if (options.kind === 'print') {
    yield* sys.writeAll(options.fd, options.text);
    return options.status;
  }
  if (options.kind === 'fatal') {
    yield* new Log(1, out).say('FATAL', options.text);
    return 1;
  }
  const log = new Log(options.verbosity, out);
  const saved = yield* configureSignals();
  if (options.parentDeathSignal !== undefined) yield* sys.prctl('pdeathsig', options.parentDeathSignal);
  if (options.subreaper) {
    yield* sys.prctl('subreaper', 1);
    yield* log.say('TRACE', 'Registered as child subreaper');
  }
  if ((yield* sys.getpid()) !== 1 && !options.subreaper) yield* log.say('WARN ', NOT_AN_INIT);

  const child = yield* sys.fork(() => becomeChild(options, env, saved));
  if (isErr(child)) {
    yield* log.say('FATAL', `fork failed: ${child.text}`);
    yield* out.flush();
    return 1;
  }
  yield* log.say('INFO ', `Spawned child process '${options.command[0]}' with pid '${child}'`);
  for (;;) {
    if (!(yield* waitAndForward(options, log, child))) break;
    const exitCode = yield* reapZombies(options, log, child);
    if (exitCode === undefined) continue;
    yield* log.say('TRACE', 'Exiting: child has exited');
    yield* out.flush();
    return exitCode;
  }
  yield* out.flush();
  return 1;
};

export const tini: Command = {
  name: 'tini',
  paths: ['/usr/bin/tini', '/usr/bin/tini-static', '/sbin/docker-init'],
  pkg: 'tini',
  run,
  support: { level: 'full', note: '', options: ['-h', '-s', '-p', '-v', '-w', '-g', '-e', '-l', '--version'] },
  man: {
    summary: 'a tiny but valid init for containers',
    synopsis: 'tini [OPTIONS] PROGRAM -- [ARGS]',
    text: 'Starts PROGRAM, passes every signal on to it (with -g to its process group) and reaps all zombies. Ends with the status of PROGRAM, or 128 + n when signal n killed it. -s: adopt orphans although not PID 1.',
  },
};
