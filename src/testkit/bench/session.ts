// A lab session as a page has it: time to the first prompt, replay, a scrub step, endless loops.
import { replay, Session } from '../../engine/index.ts';
import { plainScreen } from '../../lesson/index.ts';
import { bootLab, labSimulator } from '../../sim/lab/full.ts';
import { type LabInit, type LabInput, type LabMachine, oneContainer } from '../../sim/lab/index.ts';
import type { MachineEvent, MachineView } from '../../sim/kernel/index.ts';
import { cpuMs, fastest, percentile, type Figure } from './figure.ts';

type Lab = Session<LabInit, LabInput, MachineView, MachineEvent>;

const INIT = oneContainer(['sleep', '1000']);
const SECOND = 1_000_000;
/** A long lesson. */
const STEPS = 500;

function booted(): Lab {
  const session: Lab = new Session(labSimulator, INIT, 'bench');
  session.run({ until: 400_000 });
  return session;
}

function type(session: Lab, text: string, micros = SECOND): void {
  const tty = session.view().ttys[0]?.id ?? 0;
  for (const data of text) session.send({ kind: 'tty', tty, data });
  session.run({ until: session.now + micros });
}

function longSession(): Lab {
  const session = booted();
  for (let i = 0; session.steps.length < STEPS; i += 1)
    type(session, `sleep 0.${i % 10} & ls /proc | head -3; kill -TERM $!; echo $?\r`);
  return session;
}

/** What a page needs for one step: the view, its processes, and the text of its terminals. */
function show(session: Lab, index: number): number {
  const { view } = session.steps.at(index);
  let seen = 0;
  for (const p of view.processes.values()) seen += p.pid;
  for (const tty of view.ttys)
    seen += plainScreen(session.screen(tty.id, Math.max(0, tty.bytes - 400_000), tty.bytes)).length;
  return seen;
}

/** Milliseconds of work units: what a frame cannot be interrupted in. */
function slices(line: string, units: number): number[] {
  const session = booted();
  type(session, `${line}\r`, 0);
  const out: number[] = [];
  for (let unit = 0; unit < units; unit += 1) {
    let left = 1;
    const start = cpuMs();
    session.run({ until: Infinity, budget: () => (left -= 1) >= 0 });
    out.push(cpuMs() - start);
  }
  return out;
}

/** Calls a second in the replay of a session that does little else. */
function callsReplayed(): number {
  const session = booted();
  type(session, 'dd if=/dev/zero of=/dev/null bs=1 count=200000\r', 5 * SECOND);
  const recording = session.recording();
  let machine: LabMachine | undefined;
  const watched: typeof labSimulator = { ...labSimulator, boot: (init, seed) => (machine = bootLab(init, seed)) };
  const ms = fastest(3, () => void replay(watched, recording));
  return ((machine?.k.calls ?? 0) / ms) * 1000;
}

export function sessionFigures(): Figure[] {
  const boot = fastest(10, () => void booted());
  const session = longSession();
  const recording = session.recording();
  const machines: LabMachine[] = [];
  const watched: typeof labSimulator = {
    ...labSimulator,
    boot: (init, seed) => {
      const machine = bootLab(init, seed);
      machines.push(machine);
      return machine;
    },
  };
  const replayMs = fastest(5, () => void replay(watched, recording));
  const calls = machines.at(-1)?.k.calls ?? 0;
  const scrub: number[] = [];
  for (let i = 0; i < session.steps.length; i += 1) scrub.push(fastest(1, () => void show(session, i)));
  const bomb = slices(':(){ :|:& };:', 20_000);
  const loop = slices('while :; do :; done', 5_000);
  return [
    { name: 'boot to the first prompts', value: boot, unit: 'ms', goal: { at: 'most', value: 300 } },
    { name: `replay of a session of ${session.steps.length} steps`, value: replayMs, unit: 'ms' },
    { name: `kernel calls of that session, of ${calls}`, value: (calls / replayMs) * 1000, unit: 'calls/s' },
    {
      name: 'kernel calls replayed, where they are the work',
      value: callsReplayed(),
      unit: 'calls/s',
      goal: { at: 'least', value: 500_000 },
    },
    {
      name: 'one scrub step, 95 % are below',
      value: percentile(scrub, 0.95),
      unit: 'ms',
      goal: { at: 'most', value: 16 },
    },
    { name: 'branch from the middle', value: fastest(3, () => void session.branchAt(STEPS / 2)), unit: 'ms' },
    { name: 'a work unit of a fork bomb, 95 % are below', value: percentile(bomb, 0.95), unit: 'ms' },
    { name: 'a work unit of a fork bomb, the longest', value: Math.max(...bomb), unit: 'ms' },
    { name: 'a work unit of an endless loop, the longest', value: Math.max(...loop), unit: 'ms' },
  ];
}
