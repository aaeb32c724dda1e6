// Crowds: a fork bomb against a large pids.max, frame by frame as a page runs it, and the state machine of 500 processes.
import { Session } from '../../engine/index.ts';
import { bootLab, labSimulator } from '../../sim/lab/full.ts';
import { type LabInit, type LabInput, type LabMachine, oneContainer } from '../../sim/lab/index.ts';
import type { MachineEvent, MachineView } from '../../sim/kernel/index.ts';
import { dutiesOf, Facts, Moves, pidsMeters, stateScene } from '../../viz/index.ts';
import { cpuMs, percentile, type Figure } from './figure.ts';

type Lab = Session<LabInit, LabInput, MachineView, MachineEvent>;

const MICROS = 1_000;
/** What a page gives the machine of each frame, and after a key (adapters/lab/controller.ts). */
const FRAME_BUDGET_MS = 6;
const FRAME_MS = 16;
const PIDS_MAX = 10_000;
const BOMB_FRAMES = 1_500;
const CROWD = 500;

function typed(session: Lab, text: string): void {
  const tty = session.view().ttys[0]?.id ?? 0;
  for (const data of text) session.send({ kind: 'tty', tty, data });
}

/** One frame of a page: as much virtual time as has passed, for no longer than the budget. What it took. */
function frame(session: Lab): number {
  const start = cpuMs();
  const deadline = start + FRAME_BUDGET_MS;
  session.run({ until: session.now + FRAME_MS * MICROS, budget: () => cpuMs() < deadline });
  return cpuMs() - start;
}

const heapMb = (): number => process.memoryUsage().heapUsed / 1e6;

/** Frames until what was typed is on the screen. */
function echo(session: Lab): { frames: number; ms: number } {
  const shown = (): number => session.view().ttys[0]?.bytes ?? 0;
  const tty = session.view().ttys[0]?.id ?? 0;
  const seen = shown();
  typed(session, 'x');
  let frames = 0;
  let ms = 0;
  while (frames < 100 && !session.screen(tty, seen, shown()).includes('x')) {
    ms += frame(session);
    frames += 1;
  }
  return { frames, ms };
}

function bomb(): Figure[] {
  const session: Lab = new Session(
    labSimulator,
    oneContainer(['sleep', 'infinity'], { pidsMax: PIDS_MAX }, [{ kind: 'exec' }]),
    'bench',
  );
  session.run({ until: 400 * MICROS });
  const before = heapMb();
  typed(session, ':(){ :|:& };:\r');
  const frames: number[] = [];
  const echoes: { frames: number; ms: number }[] = [];
  let most = 0;
  for (let i = 0; i < BOMB_FRAMES; i += 1) {
    frames.push(frame(session));
    if (i % 50 === 49) echoes.push(echo(session));
    most = Math.max(most, session.view().processes.size);
  }
  return [
    { name: `fork bomb, pids.max ${PIDS_MAX}: processes at once`, value: most, unit: 'processes' },
    {
      name: 'its frames, 95 % are below',
      value: percentile(frames, 0.95),
      unit: 'ms',
      goal: { at: 'most', value: 16 },
    },
    { name: 'its longest frame', value: Math.max(...frames), unit: 'ms' },
    {
      name: 'a key is echoed under it, 95 % within',
      value: percentile(
        echoes.map((each) => each.frames),
        0.95,
      ),
      unit: 'frames',
      goal: { at: 'most', value: 2 },
    },
    { name: 'memory that it took', value: heapMb() - before, unit: 'MB' },
    { name: 'steps that it left', value: session.steps.length, unit: 'steps' },
  ];
}

/** The pane with the state machine, at every step of a session in which 500 processes come, and half of them die. */
function crowd(): Figure[] {
  let machine: LabMachine | undefined;
  const session: Lab = new Session(
    { ...labSimulator, boot: (init, seed) => (machine = bootLab(init, seed)) },
    oneContainer(['sleep', 'infinity'], {}, [{ kind: 'exec' }]),
    'bench',
  );
  session.run({ until: 400 * MICROS });
  typed(session, `for i in {1..${CROWD}}; do sleep 1000 & done; kill -STOP %1 %3; kill %10 %20 %30\r`);
  session.run({ until: session.now + 2_000 * MICROS });
  const began = performance.now();
  const moves = new Moves().follow(session.steps);
  const facts = new Facts().follow(session.steps);
  const following = performance.now() - began;
  const scrub: number[] = [];
  for (let i = 0; i < session.steps.length; i += 1) {
    const start = cpuMs();
    const { view } = session.steps.at(i);
    const scene = stateScene(view, {
      width: 900,
      height: 500,
      grouping: 'parent',
      scope: 'containers',
      selected: undefined,
    });
    moves.at(i);
    moves.last(i, 8);
    dutiesOf(view, facts, i, 'containers');
    pidsMeters(view);
    scrub.push(scene.tokens.length >= 0 ? cpuMs() - start : 0);
  }
  return [
    { name: `processes of the crowd`, value: machine?.k.taskCount() ?? 0, unit: 'processes' },
    { name: 'its moves and facts, followed from the start', value: following, unit: 'ms' },
    {
      name: 'its state machine at a step, 95 % are below',
      value: percentile(scrub, 0.95),
      unit: 'ms',
      goal: { at: 'most', value: 16 },
    },
    { name: 'its state machine at a step, the longest', value: Math.max(...scrub), unit: 'ms' },
  ];
}

export const crowdFigures = (): Figure[] => [...bomb(), ...crowd()];
