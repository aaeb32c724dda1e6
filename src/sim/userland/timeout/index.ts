// timeout of coreutils 9.1: a monitor process with its own group, a timer, and signals that it passes on.
import {
  DEFAULT,
  IGNORE,
  SA_RESTART,
  SECOND,
  SIGALRM,
  SIGCHLD,
  SIGCONT,
  SIGHUP,
  SIGINT,
  SIGKILL,
  SIGQUIT,
  SIGTERM,
  SIGTTIN,
  SIGTTOU,
  WNOHANG,
  bit,
  isErr,
  setOf,
  signalName,
  signalNumber,
  sys,
  wExitStatus,
  wIfExited,
  wTermSig,
  type Handler,
  type Micros,
  type Signal,
  type Sys,
} from '../../kernel/abi/index.ts';
import { execvp } from '../lib/spawn.ts';
import { command, type Tool } from '../lib/tool.ts';

const TIMED_OUT = 124;
const CANCELED = 125;
const CANNOT_RUN = 126;
const NOT_FOUND = 127;

const UNITS: Readonly<Record<string, number>> = { '': 1, s: 1, m: 60, h: 3600, d: 86_400 };

/** `1.5`, `2m`, `inf`; undefined when it is no duration. */
export function duration(text: string): Micros | undefined {
  const match = /^[ \t]*\+?([0-9]+\.?[0-9]*(?:e[+-]?[0-9]+)?|\.[0-9]+|inf(?:inity)?)([smhd]?)$/i.exec(text);
  const unit = UNITS[match?.[2] ?? ''];
  if (!match || unit === undefined) return undefined;
  const value = /^inf/i.test(match[1] ?? '') ? Number.MAX_SAFE_INTEGER / SECOND : Number(match[1]);
  return Math.min(Number.MAX_SAFE_INTEGER, Math.ceil(value * unit * SECOND));
}

interface Options {
  readonly timeout: Micros;
  readonly killAfter: Micros;
  readonly signal: Signal;
  readonly foreground: boolean;
  readonly preserveStatus: boolean;
  readonly verbose: boolean;
  readonly command: readonly string[];
}

/** One run: what the signal handlers and the main loop share. */
class Monitor {
  readonly #tool: Tool;
  readonly #options: Options;
  #pid = 0;
  #termSignal: Signal;
  #killAfter: Micros;
  #timedOut = false;

  constructor(tool: Tool, options: Options) {
    this.#tool = tool;
    this.#options = options;
    this.#termSignal = options.signal;
    this.#killAfter = options.killAfter;
  }

  readonly #cleanup: Handler = (sig) => this.#onSignal(sig);

  /** To the own group, the signal must not come back to us. */
  *#send(where: number, sig: Signal): Sys<void> {
    if (where === 0) yield* sys.signal(sig, IGNORE);
    yield* sys.kill(where, sig);
  }

  *#onSignal(arrived: Signal): Sys<void> {
    let sig = arrived;
    if (sig === SIGALRM) {
      this.#timedOut = true;
      sig = this.#termSignal;
    }
    if (this.#pid === 0) {
      yield* sys.exit(128 + sig);
      return;
    }
    if (this.#killAfter > 0) {
      this.#termSignal = SIGKILL;
      yield* sys.setitimer(this.#killAfter, 0);
      this.#killAfter = 0;
    }
    if (this.#options.verbose) {
      const name = sig === 0 ? '0' : signalName(sig);
      yield* this.#tool.warn(`sending signal ${name} to command ${this.#tool.q(this.#options.command[0] ?? '')}`);
    }
    yield* this.#send(this.#pid, sig);
    if (this.#options.foreground) return;
    yield* this.#send(0, sig);
    if (sig !== SIGKILL && sig !== SIGCONT) {
      yield* this.#send(this.#pid, SIGCONT);
      yield* this.#send(0, SIGCONT);
    }
  }

  *#child(): Sys<number> {
    yield* sys.signal(SIGTTIN, DEFAULT);
    yield* sys.signal(SIGTTOU, DEFAULT);
    const error = yield* execvp(this.#options.command, this.#tool.env);
    yield* this.#tool.warn(`failed to run command ${this.#tool.q(this.#options.command[0] ?? '')}: ${error.text}`);
    return error.name === 'ENOENT' ? NOT_FOUND : CANNOT_RUN;
  }

  *run(): Sys<number> {
    const { foreground, timeout, signal } = this.#options;
    if (!foreground) yield* sys.setpgid(0, 0);
    const handled = [SIGALRM, SIGINT, SIGQUIT, SIGHUP, SIGTERM, ...(signal === 0 ? [] : [signal])];
    for (const sig of handled) yield* sys.sigaction(sig, this.#cleanup, SA_RESTART);
    yield* sys.signal(SIGTTIN, IGNORE);
    yield* sys.signal(SIGTTOU, IGNORE);
    // only so that the end of the child wakes sigsuspend
    yield* sys.sigaction(SIGCHLD, function* () {}, SA_RESTART);
    const child = yield* sys.fork(() => this.#child());
    if (isErr(child)) {
      yield* this.#tool.warn(`fork system call failed: ${child.text}`);
      return CANCELED;
    }
    this.#pid = child;
    yield* sys.sigprocmask('unblock', bit(SIGALRM));
    if (timeout > 0) yield* sys.setitimer(timeout, 0);
    const before = yield* sys.sigprocmask('block', setOf(...handled, SIGCHLD));
    for (;;) {
      const done = yield* sys.wait4(child, WNOHANG);
      if (isErr(done)) {
        yield* this.#tool.warn(`error waiting for command: ${done.text}`);
        return CANCELED;
      }
      if (done !== 0) return yield* this.#status(done.status);
      yield* sys.sigsuspend(before);
    }
  }

  *#status(status: number): Sys<number> {
    let preserve = this.#options.preserveStatus;
    let result: number;
    if (wIfExited(status)) result = wExitStatus(status);
    else {
      const sig = wTermSig(status);
      if (!this.#timedOut) {
        // end the way the command did
        yield* sys.signal(sig, DEFAULT);
        yield* sys.sigprocmask('unblock', bit(sig));
        yield* sys.kill(yield* sys.getpid(), sig);
      }
      if (this.#timedOut && sig === SIGKILL) preserve = true;
      result = 128 + sig;
    }
    return this.#timedOut && !preserve ? TIMED_OUT : result;
  }
}

function* main(tool: Tool): Sys<number> {
  const parsed = tool.options({
    short: '+k:s:v',
    long: {
      'kill-after=': 'k',
      'signal=': 's',
      verbose: 'v',
      foreground: 'foreground',
      'preserve-status': 'preserve-status',
    },
  });
  let killAfter: Micros = 0;
  let signal: Signal = SIGTERM;
  const flags = new Set<string>();
  for (const option of parsed.options) {
    const { key, arg = '' } = option;
    if (key === 'k') {
      const after = duration(arg);
      if (after === undefined) return yield* tool.usage(CANCELED, `invalid time interval ${tool.q(arg)}`);
      killAfter = after;
    } else if (key === 's') {
      const sig = signalNumber(arg);
      if (sig === undefined) return yield* tool.usage(CANCELED, `${tool.q(arg)}: invalid signal`);
      signal = sig;
    } else if (['v', 'foreground', 'preserve-status'].includes(key)) flags.add(key);
    else return yield* tool.other(option, CANCELED);
  }
  const [first, ...rest] = parsed.operands;
  if (first === undefined || rest.length === 0) return yield* tool.usage(CANCELED);
  const timeout = duration(first);
  if (timeout === undefined) return yield* tool.usage(CANCELED, `invalid time interval ${tool.q(first)}`);
  return yield* new Monitor(tool, {
    timeout,
    killAfter,
    signal,
    foreground: flags.has('foreground'),
    preserveStatus: flags.has('preserve-status'),
    verbose: flags.has('v'),
    command: rest,
  }).run();
}

export const timeout = command(
  {
    name: 'timeout',
    pkg: 'coreutils',
    summary: 'run a command with a time limit',
    synopsis: '[OPTION] DURATION COMMAND [ARG]...',
    text: 'Starts COMMAND and sends it TERM after DURATION (s, m, h, d); then, with -k, KILL. Status 124 when the time ran out, 137 after KILL, else that of COMMAND.',
    options: ['--preserve-status', '--foreground', '-k', '-s', '-v'],
  },
  main,
);
