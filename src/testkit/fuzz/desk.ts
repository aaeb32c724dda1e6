// A terminal at which anything is typed: runs what was entered for a bounded number of steps, then ends it as a person would.
import { expect } from 'vitest';
import { execIn, type Host } from '../../sim/container/runtime/index.ts';
import { SIGKILL, utf8 } from '../../sim/kernel/abi/index.ts';
import { checkInvariants, killProcess, type Process, type Tty } from '../../sim/kernel/index.ts';
import { checkFiles } from '../../sim/kernel/fs/check.ts';
import { bootLab } from '../../sim/lab/full.ts';
import { DEFAULT_SIZE, type LabInit, type LabMachine, type TerminalSpec } from '../../sim/lab/index.ts';

/** Work units that a line may take before somebody loses patience, and virtual time after which a sleep is as good as for ever. */
const PATIENCE_UNITS = 400;
const PATIENCE_MICROS = 3_000_000;
/** Work units in which a key press, or a kill, must have shown its effect. Others run meanwhile: each a unit at a time. */
const ANSWER_UNITS = 1_500;
const ANSWER_MICROS = 500_000;
/** Host milliseconds of one work unit: it ends after a fixed number of calls, and no call computes for ever. Generous: test machines are busy. */
const UNIT_MS = 5_000;
/** Invariants are looked at after every unit up to this many tasks, above it now and then. */
const MANY_TASKS = 60;

/** What a person tries, in this order, to get the prompt back. */
const KEYS = ['\x03', '\x03', 'q', '\x04', '\x1c', ':q!\r', '\x04\x04'];

/** Kernel functions in which a shell sleeps that waits for keys. */
const WAITS_FOR_KEYS: ReadonlySet<string> = new Set(['wait_woken', 'poll_schedule_timeout.constprop.0']);

export type How = 'typed' | 'bash -c' | 'dash -c' | 'node';

export class Desk {
  readonly machine: LabMachine;
  /** How lines ended, for whoever wants to know whether the fuzz reaches anything. */
  readonly ends: Record<string, number> = {};
  private units = 0;

  constructor(init: LabInit) {
    this.machine = bootLab({ ...init, terminals: [] }, 'fuzz');
    this.settle(() => false, 400, 100_000);
  }

  private get host(): Host {
    return this.machine.host;
  }

  /** Runs until `done`, until nothing can happen, or until the limits. True: done. */
  private settle(done: () => boolean, maxUnits: number, micros: number): boolean {
    const m = this.machine;
    const end = m.now + micros;
    for (let units = 0; units < maxUnits; units += 1) {
      if (done()) return true;
      if (!m.runnable) {
        const next = m.nextDeadline();
        if (next === undefined || next > end) {
          m.advance(end);
          return done();
        }
        m.advance(Math.max(next, m.now));
      }
      const began = performance.now();
      m.dispatch();
      const took = performance.now() - began;
      if (took > UNIT_MS) throw new Error(`one work unit took ${Math.round(took)} ms`);
      m.drain();
      this.check();
    }
    return done();
  }

  private check(): void {
    const { k } = this.machine;
    this.units += 1;
    if (k.taskCount() > MANY_TASKS && this.units % 50 !== 0) return;
    checkInvariants(k);
    if (k.crashes.length > 0) throw k.crashes[0];
    if (this.units % 10 === 0) expect(checkFiles(k)).toBeUndefined();
  }

  /** A shell with a terminal of its own: bash that reads keys, or one that was given the line. */
  open(argv: readonly string[], on: 'container' | 'node'): Seat | undefined {
    const { k } = this.machine;
    if (on === 'node') {
      const spec: TerminalSpec = { kind: 'node', argv };
      this.machine.send({ kind: 'open', terminal: spec });
      const tty = k.ttys.at(-1);
      const process = [...k.processes()].find((p) => p.tty === tty && p.pid === p.sid);
      return tty && process ? { tty, process } : undefined;
    }
    const c = this.machine.container(undefined);
    if (c?.status !== 'running') return undefined;
    const { process, tty } = execIn(this.host, c, { argv, tty: { size: DEFAULT_SIZE, title: 'fuzz', term: 'xterm' } });
    return tty ? { tty, process } : undefined;
  }

  key(seat: Seat, data: string): void {
    this.machine.send({ kind: 'tty', tty: seat.tty.id, data });
  }

  /** The shell has ended, or waits for keys with the terminal in its hands. */
  atRest({ tty, process }: Seat): boolean {
    if (process.exitStatus !== undefined || tty.exitCode !== undefined) return true;
    const { state } = process.leader;
    return state.kind === 'blocked' && tty.foreground === process.pgid && WAITS_FOR_KEYS.has(state.block.wchan);
  }

  /** Enters lines, each brought to its end before the next one; throws when that is impossible. */
  play(lines: readonly string[], how: How): void {
    const typed = how === 'typed' || how === 'node';
    const argv = typed ? ['bash'] : [how.slice(0, 4).trim(), '-c', utf8(lines.join('\n'))];
    const seat = this.open(argv, how === 'node' ? 'node' : 'container');
    if (!seat) return this.note('no machine');
    if (!typed) this.end(seat);
    else {
      this.settle(() => this.atRest(seat), PATIENCE_UNITS, PATIENCE_MICROS);
      for (const line of lines) {
        this.key(seat, `${utf8(line)}\r`);
        this.settle(() => false, 3, 1_000);
        this.end(seat);
      }
    }
    this.close(seat);
  }

  /** Waits, and interrupts when waiting does not help. */
  private end(seat: Seat): void {
    const quiet = (): boolean => this.atRest(seat) && !this.machine.k.runnable;
    if (this.settle(quiet, PATIENCE_UNITS, PATIENCE_MICROS)) this.note('by itself');
    else if (!this.interrupt(seat)) this.note('by SIGKILL');
  }

  private interrupt(seat: Seat): boolean {
    for (const key of KEYS) {
      this.key(seat, key);
      if (this.settle(() => this.atRest(seat), ANSWER_UNITS, ANSWER_MICROS)) {
        this.note(JSON.stringify(key));
        return true;
      }
    }
    return false;
  }

  /** Hangs up as who closes a window, and kills what stays: nothing outlives that but what has left the session. */
  private close(seat: Seat): void {
    for (let round = 0; round < 20; round += 1) {
      const left = this.members(seat);
      if (left.length === 0) return;
      for (const p of left)
        if (p.exitStatus === undefined) killProcess(this.machine.k, this.host.init.leader, p, SIGKILL, p.pid);
      this.settle(() => this.members(seat).length === 0, ANSWER_UNITS, ANSWER_MICROS);
    }
    const left = this.members(seat).map((p) => `${p.leader.comm} ${p.leader.state.kind}`);
    throw new Error(`these outlive SIGKILL: ${left.slice(0, 9).join(', ')}`);
  }

  /** Whoever is alive in the terminal's session. */
  private members({ tty, process }: Seat): Process[] {
    return [...this.machine.k.processes()].filter(
      (p) => p.exitStatus === undefined && (p === process || p.tty === tty || p.sid === process.pid),
    );
  }

  private note(how: string): void {
    this.ends[how] = (this.ends[how] ?? 0) + 1;
  }
}

interface Seat {
  readonly tty: Tty;
  readonly process: Process;
}
