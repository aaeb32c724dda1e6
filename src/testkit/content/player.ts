// Plays scripts of the lessons on a lab machine, as a person at its terminals would, and gives tasks what they look at.
import { Session } from '../../engine/index.ts';
import {
  plainScreen,
  type MachineEvent,
  type MachineView,
  type Script,
  type ScriptStep,
  type TaskRun,
  type TrialReport,
} from '../../lesson/index.ts';
import { fromUtf8, utf8 } from '../../sim/kernel/abi/index.ts';
import { labSimulator } from '../../sim/lab/full.ts';
import type { LabInit, LabInput } from '../../sim/lab/index.ts';
import { judge } from '../../sim/lab/trials/index.ts';

const MS = 1000;
/** Virtual time that a line may take before the next one is typed: some stay in the foreground on purpose. */
const LINE_MS = 15_000;
/** Work one line may cost: an endless loop must end as a failure. */
const LINE_UNITS = 400_000;
const PROMPT = /[#$] $/;

const KEYS: Readonly<Record<string, string>> = {
  Enter: '\r',
  Tab: '\t',
  Esc: '\x1b',
  Up: '\x1b[A',
  Down: '\x1b[B',
  Backspace: '\x7f',
};

/** `^C`, `Tab`, or the text itself. */
function keyBytes(key: string): string {
  const control = /^\^([@-_a-z])$/.exec(key)?.[1];
  return control === undefined
    ? (KEYS[key] ?? utf8(key))
    : String.fromCharCode(control.toUpperCase().charCodeAt(0) & 0x1f);
}

export class Player {
  private readonly session: Session<LabInit, LabInput, MachineView, MachineEvent>;
  private readonly inputs: { in: string; line: string }[] = [];
  private readonly examined = new Map<string, TrialReport>();

  constructor(init: LabInit) {
    this.session = new Session(labSimulator, init, 'inside-the-pod');
    this.settle((init.uptime ?? 0) * 1000 + 2000, () => {
      const { ttys } = this.session.view();
      return ttys.length >= init.terminals.length && ttys.every((tty) => PROMPT.test(this.screenOf(tty.id)));
    });
    this.settle(2000, () => false);
  }

  get view(): MachineView {
    return this.session.view();
  }

  run(): TaskRun {
    return {
      view: this.session.view(),
      steps: this.session.steps.since(0),
      screen: (tab) => this.screen(tab),
      inputs: this.inputs,
      report: (source) => this.examined.get(source),
    };
  }

  screen(tab: string | undefined): string {
    const tty = this.ttyOf(tab);
    return tty === undefined ? '' : this.screenOf(tty);
  }

  play(script: Script): this {
    for (const step of script) this.one(step);
    return this;
  }

  /** Types a line and returns what appeared below it. `undefined`: there is no such terminal. */
  type(line: string, tab?: string): string | undefined {
    const tty = this.ttyOf(tab);
    if (tty === undefined) return undefined;
    this.inputs.push({ in: tab ?? 'container', line });
    const before = this.bytesOf(tty);
    this.session.send({ kind: 'tty', tty, data: `${utf8(line)}\r` });
    this.settle(LINE_MS, () => /\n[^\n]*[#$] $/.test(this.screenOf(tty, before)));
    this.settle(50, () => false);
    const lines = this.screenOf(tty, before).split('\n');
    return lines.slice(1, -1).join('\n');
  }

  private one(step: ScriptStep): void {
    if ('waitMs' in step) this.settle(step.waitMs, () => false);
    else if ('save' in step) {
      const container = this.view.containers[0]?.name ?? '';
      this.session.send({ kind: 'file', container, path: utf8(step.save), text: utf8(step.text) });
    } else if ('examine' in step) this.examined.set(utf8(step.examine), judge(labSimulator, step.examine));
    else if ('open' in step) {
      this.session.send({ kind: 'open', terminal: { kind: step.open === 'host' ? 'node' : 'exec' } });
      this.settle(1000, () => false);
    } else if ('type' in step) this.type(step.type, step.in);
    else {
      const tty = this.ttyOf(step.in);
      if (tty !== undefined) this.session.send({ kind: 'tty', tty, data: keyBytes(step.key) });
      this.settle(500, () => false);
    }
  }

  /** `container`, `host`, `container-2`, or the pod that it is in; without a name the first terminal. */
  private ttyOf(tab: string | undefined): number | undefined {
    const { ttys } = this.session.view();
    if (tab === undefined) return ttys[0]?.id;
    const named = ttys.find(({ title }) => title === tab);
    if (named) return named.id;
    const [, where, number = '1'] = /^(container|host)(?:-(\d+))?$/.exec(tab) ?? [];
    return ttys.filter((tty) => (tty.title === 'node') === (where === 'host'))[Number(number) - 1]?.id;
  }

  private bytesOf(tty: number): number {
    return this.session.view().ttys.find((each) => each.id === tty)?.bytes ?? 0;
  }

  private screenOf(tty: number, from = 0): string {
    return plainScreen(fromUtf8(this.session.screen(tty, from, this.bytesOf(tty))));
  }

  private settle(ms: number, done: () => boolean): void {
    let units = 0;
    const ready = (): boolean => (units += 1) < LINE_UNITS && (units % 32 !== 0 || !done());
    for (const until = this.session.now + ms * MS; this.session.now < until && units < LINE_UNITS && !done();) {
      const outcome = this.session.run({ until: Math.min(until, this.session.now + 20 * MS), budget: ready });
      if (outcome === 'idle') this.session.run({ until, budget: ready });
    }
  }
}
