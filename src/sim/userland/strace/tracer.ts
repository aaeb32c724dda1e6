// The tracing loop: stops are read one by one, printed, and the traced process goes on.
import {
  DEFAULT,
  IGNORE,
  SIGALRM,
  SIGHUP,
  SIGINT,
  SIGPIPE,
  SIGQUIT,
  SIGTERM,
  SIGTTIN,
  SIGTTOU,
  __WALL,
  bit,
  isErr,
  sys,
  wCoreDump,
  wExitStatus,
  wIfExited,
  wIfStopped,
  wTermSig,
  type Handler,
  type Micros,
  type PtraceStop,
  type SigSet,
  type Signal,
  type Sys,
} from '../../kernel/abi/index.ts';
import { interruption, isVisible, showCall } from './calls.ts';
import type { Options } from './options.ts';
import type { Printer } from './printer.ts';
import type { Summary } from './summary.ts';
import { sigName, sigSet, signalLine } from './values.ts';

/** Signals that end strace, not its tracees. */
const ENDING: readonly Signal[] = [SIGHUP, SIGINT, SIGQUIT, SIGPIPE, SIGTERM];

interface Tracee {
  readonly pid: number;
  /** False until the command's own execve: what strace's child did before is not shown. */
  started: boolean;
  /** The call it is in, when that is shown. */
  call: { readonly name: string; readonly since: Micros } | undefined;
  exiting: boolean;
}

export class Tracer {
  readonly #options: Options;
  readonly #printer: Printer;
  readonly #summary: Summary;
  readonly #tracees = new Map<number, Tracee>();
  /** The command, when strace started one: its end is strace's end. */
  #child: number | undefined;
  #childStatus: number | undefined;
  #interrupted: Signal | undefined;

  constructor(options: Options, printer: Printer, summary: Summary) {
    this.#options = options;
    this.#printer = printer;
    this.#summary = summary;
  }

  get count(): number {
    return this.#tracees.size;
  }

  /** PTRACE_SEIZE and PTRACE_INTERRUPT. The error's text when it cannot be traced. */
  *attach(pid: number, started: boolean): Sys<string | undefined> {
    const seized = yield* sys.ptrace({ kind: 'seize', pid, follow: this.#options.follow });
    if (isErr(seized)) return seized.text;
    this.#add(pid, started);
    if (!started) this.#child = pid;
    yield* sys.ptrace({ kind: 'interrupt', pid });
    return undefined;
  }

  #add(pid: number, started: boolean): Tracee {
    const tracee: Tracee = { pid, started, call: undefined, exiting: false };
    this.#tracees.set(pid, tracee);
    this.#printer.traced = this.#tracees.size;
    return tracee;
  }

  readonly #onSignal: Handler = (sig) => this.#note(sig);

  *#note(sig: Signal): Sys<void> {
    this.#interrupted = sig;
  }

  *run(): Sys<number> {
    // the terminal must not stop it; its own timer is blocked but for the moments when it is wanted
    yield* sys.signal(SIGTTOU, IGNORE);
    yield* sys.signal(SIGTTIN, IGNORE);
    yield* sys.sigprocmask('block', bit(SIGALRM));
    yield* sys.sigaction(SIGALRM, function* () {});
    for (const sig of ENDING) {
      const old = yield* sys.getaction(sig);
      // what a background job of a plain shell ignores stays ignored
      if (!isErr(old) && old.disposition.kind !== 'ignore') yield* sys.sigaction(sig, this.#onSignal);
    }
    while (this.#tracees.size > 0 && this.#interrupted === undefined) {
      const event = yield* sys.wait4(-1, __WALL);
      if (isErr(event)) {
        if (event.name === 'EINTR') continue;
        break;
      }
      if (event !== 0) yield* this.#event(event.pid, event.status);
    }
    if (this.#tracees.size > 0) yield* this.#detachAll();
    const ending = this.#interrupted;
    if (ending !== undefined) yield* this.#dieBy(ending);
    return yield* this.#result();
  }

  /** The command's own end: its code, or the same signal. */
  *#result(): Sys<number> {
    const status = this.#childStatus;
    if (status === undefined) return 0;
    if (wIfExited(status)) return wExitStatus(status);
    yield* this.#dieBy(wTermSig(status));
    return 128 + wTermSig(status);
  }

  *#dieBy(sig: Signal): Sys<void> {
    yield* sys.signal(sig, DEFAULT);
    yield* sys.kill(yield* sys.getpid(), sig);
  }

  *#event(pid: number, status: number): Sys<void> {
    const now = yield* sys.clock('realtime');
    const known = this.#tracees.get(pid);
    if (!wIfStopped(status)) {
      if (known) yield* this.#ended(known, status, now);
      return;
    }
    const stop = yield* sys.ptrace({ kind: 'getstop', pid });
    if (typeof stop !== 'object' || isErr(stop)) return;
    let tracee = known;
    if (!tracee) {
      tracee = this.#add(pid, true);
      if (this.#options.quiet === 0) yield* sys.writeAll(2, `strace: Process ${pid} attached\n`);
    }
    const signal = yield* this.#show(tracee, stop, now);
    yield* sys.ptrace({ kind: 'cont', pid, signal, syscall: true });
  }

  *#ended(tracee: Tracee, status: number, now: Micros): Sys<void> {
    const { pid } = tracee;
    const show = this.#options.summary !== 'only';
    if (show && wIfExited(status) && !tracee.exiting && this.#options.filter.call('exit_group') && tracee.started) {
      // the program returned from main: its runtime makes this call
      yield* this.#printer.begin(pid, now, `exit_group(${wExitStatus(status)}`);
      yield* this.#printer.end(pid, now, 'exit_group', '', '?', 0);
    }
    if (show && this.#options.quiet < 2) {
      const core = wCoreDump(status) ? ' (core dumped)' : '';
      const text = wIfExited(status)
        ? `exited with ${wExitStatus(status)}`
        : `killed by ${sigName(wTermSig(status))}${core}`;
      yield* this.#printer.line(pid, now, `+++ ${text} +++`);
    }
    this.#tracees.delete(pid);
    this.#printer.traced = this.#tracees.size;
    if (pid === this.#child) this.#childStatus = status;
  }

  /** Prints one stop. The signal to deliver when the process goes on. */
  *#show(tracee: Tracee, stop: PtraceStop, now: Micros): Sys<Signal> {
    const { filter, limit, summary } = this.#options;
    const { pid } = tracee;
    switch (stop.kind) {
      case 'syscall-enter': {
        if (stop.name === 'execve') tracee.started = true;
        if (stop.name === 'exit') tracee.exiting = true;
        const shown = showCall(stop.name, stop.args, undefined, limit);
        if (!tracee.started || !isVisible(stop.name) || !filter.call(shown.name)) return 0;
        tracee.call = { name: shown.name, since: now };
        if (summary === 'only') return 0;
        yield* this.#printer.begin(pid, now, `${shown.name}(${shown.begin}`);
        if (stop.name === 'exit') yield* this.#printer.end(pid, now, shown.name, '', '?', 0);
        return 0;
      }
      case 'syscall-exit': {
        // the end of a handler is one stop, not two: there is no program behind that call
        if (stop.name === 'rt_sigreturn' && filter.call(stop.name)) {
          tracee.call = { name: stop.name, since: now };
          if (summary !== 'only')
            yield* this.#printer.begin(pid, now, `rt_sigreturn({mask=${sigSet(stop.args[0] as SigSet)}}`);
        }
        const { call } = tracee;
        tracee.call = undefined;
        if (!call) return 0;
        const spent = now - call.since;
        const shown = showCall(stop.name, stop.args, stop.result, limit);
        this.#summary.add(call.name, spent, isErr(stop.result));
        if (summary !== 'only')
          yield* this.#printer.end(pid, now, call.name, shown.end, value(stop, shown.value), spent);
        return 0;
      }
      case 'signal':
        if (summary !== 'only' && filter.signal(stop.info.signo))
          yield* this.#printer.line(pid, now, signalLine(stop.info));
        return stop.info.signo;
      case 'group':
      case 'exit':
        return 0;
    }
  }

  *#detachAll(): Sys<void> {
    for (const tracee of this.#tracees.values()) {
      const { pid } = tracee;
      yield* sys.ptrace({ kind: 'interrupt', pid });
      for (;;) {
        const event = yield* sys.wait4(pid, __WALL);
        if (isErr(event) && event.name === 'EINTR') continue;
        break;
      }
      const stop = yield* sys.ptrace({ kind: 'getstop', pid });
      const signal = typeof stop === 'object' && !isErr(stop) && stop.kind === 'signal' ? stop.info.signo : 0;
      yield* sys.ptrace({ kind: 'detach', pid, signal });
      if (this.#options.quiet === 0) yield* sys.writeAll(2, `strace: Process ${pid} detached\n`);
      yield* this.#printer.detached(pid);
    }
    this.#tracees.clear();
  }
}

/** What follows the `=`. */
function value(stop: PtraceStop & { kind: 'syscall-exit' }, shown: string | undefined): string {
  const { result } = stop;
  if (isErr(result)) return `-1 ${result.name} (${result.text})`;
  const cut = result as { kind?: unknown; restarts?: boolean } | undefined;
  if (typeof cut === 'object' && cut !== null && cut.kind === 'interrupted')
    return interruption(stop.name, cut.restarts === true);
  if (shown !== undefined) return shown;
  if (typeof result === 'number') return String(result);
  return '0';
}
