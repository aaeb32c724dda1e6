// A lab machine driven without a browser: types a line, waits until the shell prompts again, tells what appeared.
import { fromUtf8, utf8 } from '../../sim/kernel/abi/index.ts';
import { bootLab } from '../../sim/lab/full.ts';
import type { LabInit, LabMachine } from '../../sim/lab/index.ts';

const SECOND = 1_000_000;
/** End of a prompt, after the status mark of the command before (OSC 133, see sim/lab/scenario.ts). */

const PROMPT = /\x1b\]133;D;(\d+)\x07\x1b\]133;A\x07[^\x07]*\x1b\]133;B\x07(?:\x1b\[K)?$/;

const MARKS = /\x1b\]133;[^\x07]*\x07/g;

export interface CommandResult {
  readonly command: string;
  readonly output: string;
  /** undefined: the prompt did not come back. */
  readonly status: number | undefined;
}

export class HeadlessTerminal {
  readonly machine: LabMachine;
  private read = 0;
  private readonly tty: number;

  constructor(init: LabInit, tty = 0) {
    this.machine = bootLab(init, 'lab');
    this.run((init.uptime ?? 0) + 1, () => this.machine.k.ttys.length > tty);
    this.tty = this.machine.k.ttys[tty]?.id ?? 0;
    this.untilPrompt(10);
    this.take();
  }

  /** Runs for this much virtual time at most; stops early when `done` says so. */
  run(seconds: number, done: () => boolean = () => false): boolean {
    const m = this.machine;
    const end = m.now + seconds * SECOND;
    for (;;) {
      if (done()) return true;
      if (!m.runnable) {
        const next = m.nextDeadline();
        if (next === undefined || next > end) {
          m.advance(end);
          return done();
        }
        m.advance(Math.max(next, m.now));
      } else if (m.now > end) return done();
      m.dispatch();
      m.drain();
    }
  }

  private pending(): string {
    const tty = this.machine.k.ttys.find((each) => each.id === this.tty);
    return tty ? this.machine.screen(this.tty, this.read, tty.screen.bytes) : '';
  }

  /** What appeared since the last call. */
  take(): string {
    const text = this.pending();
    this.read += text.length;
    return text;
  }

  get exitCode(): number | undefined {
    return this.machine.k.ttys.find((each) => each.id === this.tty)?.exitCode;
  }

  get ended(): boolean {
    return this.exitCode !== undefined;
  }

  private untilPrompt(seconds: number): boolean {
    return this.run(seconds, () => this.ended || (this.machine.k.runnable ? false : PROMPT.test(this.pending())));
  }

  type(data: string): void {
    this.machine.send({ kind: 'tty', tty: this.tty, data: utf8(data) });
  }

  /** Types a command and Enter; waits up to `seconds` of virtual time for the next prompt. */
  command(command: string, seconds = 60): CommandResult {
    this.take();
    this.type(`${command}\r`);
    this.untilPrompt(seconds);
    const raw = this.take();
    const m = PROMPT.exec(raw);
    const shown = fromUtf8((m ? raw.slice(0, m.index) : raw).replace(MARKS, '')).replaceAll('\r\n', '\n');
    const afterEcho = shown.indexOf('\n');
    return { command, output: afterEcho < 0 ? '' : shown.slice(afterEcho + 1), status: m ? Number(m[1]) : undefined };
  }
}
