// Plays a schedule on a machine, as somebody at the node's terminal would: the program is saved, compiled, made PID 1, and put
// to the test. In small pieces, so that a page can draw between them.
import { Session, type Simulator } from '../../../engine/index.ts';
import { fromUtf8, utf8 } from '../../kernel/abi/index.ts';
import type { MachineEvent, MachineView } from '../../kernel/index.ts';
import type { LabInit, LabInput } from '../init.ts';
import { LabMachine } from '../machine.ts';
import { CHILDREN, type Schedule } from './plan.ts';
import { BUILD_LINE, fileInput, RESTART_LINE } from './lines.ts';
import { Witness } from './witness.ts';

export type LabSimulator = Simulator<LabInit, LabInput, MachineView, MachineEvent>;
export type TrialSession = Session<LabInit, LabInput, MachineView, MachineEvent>;

const MS = 1000;
/** Work units between two pauses for breath. */
const PIECE = 24;
/** Virtual time for shells to print their first prompts. */
const BOOT = 500 * MS;
/** A line that takes longer has hung. */
const LINE = 20_000 * MS;
const SETTLE = 50 * MS;
/** A program that has not run its command by then will not. */
const COMMAND_BY = 100 * MS;
/** How often it is looked whether a line is done. */
const GLANCE = 10 * MS;
const PROMPT = /[#$] $/;
/** The marks of semantic prompts, and colours: see BASHRC in scenario.ts. */
const ESCAPES = /\x1b\][^\x07]*\x07|\x1b\[[0-9;?]*[A-Za-z]/g;

/** Work units of a whole run: ten times what the busiest of fair programs needs. A program that prints for ever ends here. */
const MAX_UNITS = 20_000;
/** Of the time that PID 1 has for collecting, the part that it may compute. What it has not done by then it will not do. */
const PATIENCE = 0.5;

/** Runs for `micros` of virtual time or until `done`; pauses after each piece of work. */
function* run(session: TrialSession, micros: number, done?: () => boolean): Generator<void, void> {
  const until = session.now + micros;
  while (session.now < until && session.dispatched < MAX_UNITS && done?.() !== true) {
    let units = 0;
    const next = done ? Math.min(until, session.now + GLANCE) : until;
    const outcome = session.run({ until: next, budget: () => (units += 1) <= PIECE });
    if (outcome === 'stalled') return;
    if (outcome === 'budget') yield;
  }
}

export interface Played {
  readonly session: TrialSession;
  /** undefined: the program never became PID 1; what the terminal said is there instead. */
  readonly witness: Witness | undefined;
  readonly said: string;
  /** Stopped before its end: PID 1 kept the machine busy. */
  readonly stopped: boolean;
}

export function* play(
  simulator: LabSimulator,
  init: LabInit,
  seed: string,
  source: string,
  schedule: Schedule,
): Generator<void, Played> {
  let machine: LabMachine | undefined;
  const watched: LabSimulator = {
    ...simulator,
    boot(from, of) {
      const booted = simulator.boot(from, of);
      if (booted instanceof LabMachine) machine = booted;
      return booted;
    },
  };
  const session: TrialSession = new Session(watched, init, seed);
  yield* run(session, BOOT);
  const tty = session.view().ttys.find(({ title }) => title === 'node')?.id ?? 0;
  const screen = (from = 0): string => {
    const bytes = session.view().ttys.find(({ id }) => id === tty)?.bytes ?? 0;
    return fromUtf8(session.screen(tty, Math.min(from, bytes), bytes)).replace(ESCAPES, '');
  };
  const bytes = (): number => session.view().ttys.find(({ id }) => id === tty)?.bytes ?? 0;

  let seen = 0;
  const witnesses: Witness[] = [];
  const look = (): void => {
    for (const step of session.steps.since(seen)) for (const each of witnesses) each.see(step);
    seen = session.steps.length;
  };
  function* pass(micros: number, done?: () => boolean): Generator<void, void> {
    for (const piece of run(session, micros, done)) {
      look();
      yield piece;
    }
    look();
  }
  function* typed(line: string): Generator<void, string> {
    const from = bytes();
    session.send({ kind: 'tty', tty, data: `${utf8(line)}\r` });
    yield* pass(LINE, () => /\n[^\n]*[#$] $/.test(screen(from)));
    yield* pass(SETTLE);
    return screen(from);
  }

  yield* pass(LINE, () => PROMPT.test(screen()));
  session.send(fileInput(utf8(source)));
  const built = yield* typed(BUILD_LINE);
  const before = session.view().containers[0]?.init;
  const from = bytes();
  const first = session.steps.length;
  session.send({ kind: 'tty', tty, data: `${utf8(RESTART_LINE)}\r` });
  yield* pass(LINE, () => /\n[^\n]*[#$] $/.test(screen(from)));
  // It may be gone already: its start stands in the trace.
  const started = session.steps
    .since(first)
    .find(
      ({ event, view }) => event.kind === 'fork' && event.how === 'container' && view.containers[0]?.init !== before,
    );
  const pid = started?.event.kind === 'fork' ? started.event.child : undefined;
  if (started === undefined || pid === undefined)
    return { session, witness: undefined, said: built + screen(from), stopped: false };
  const witness = new Witness(pid, schedule.command, session.view());
  witnesses.push(witness);
  seen = started.index;
  look();

  const leader = machine?.k.find(pid)?.leader;
  const used = (): number => (leader ? leader.user + leader.system : 0);
  const scripted = CHILDREN in schedule.files;
  if (schedule.needsCommand === true)
    yield* pass(COMMAND_BY, () => witness.main !== undefined || witness.ended !== undefined);
  const pointless = schedule.needsCommand === true && witness.main === undefined;
  for (const act of pointless ? [] : schedule.acts) {
    const [at, began] = [session.now, used()];
    switch (act.kind) {
      case 'type':
        yield* typed(act.line);
        break;
      case 'wait':
        yield* pass(act.ms * MS);
        break;
      case 'watch':
        yield* pass(act.ms * MS);
        witness.watched.push({ micros: session.now - at, used: used() - began });
        break;
      case 'settle':
        yield* pass(
          act.ms * MS,
          () => witness.settled(session.view(), scripted) || used() - began > act.ms * MS * PATIENCE,
        );
        break;
      case 'end':
        yield* pass(act.ms * MS, () => witness.exitCode !== undefined);
        break;
    }
  }
  witness.last = session.view();
  return { session, witness, said: '', stopped: session.dispatched >= MAX_UNITS };
}
