// One live machine with its past: runs it, keeps the trace, records the inputs, and branches by replaying them.
import { invariant } from './invariant.ts';
import type { Machine, Micros, RecordedInput, Recording, Simulator, TraceStep } from './machine.ts';

/** Steps kept: enough for an hour of lessons; an endless `ls` loop must not fill the tab. The oldest go first. */
export const MAX_STEPS = 20_000;
/** Steps dropped at once when the trace is full, so that dropping is rare. */
const DROP = 4_000;
/** Inputs a recording may have (a paste is one input). */
export const MAX_INPUTS = 50_000;

/** stalled: the machine waits for code; call again later. */
export type RunOutcome = 'idle' | 'time' | 'budget' | 'stalled';

export interface RunLimit {
  /** Virtual time to reach at most. */
  readonly until: Micros;
  /** Asked before every work unit; false stops. Decides when, never what. */
  readonly budget?: () => boolean;
}

/** Append-only; `base` counts the steps that were dropped from the start. */
export class Trace<View, Event> {
  private kept: TraceStep<View, Event>[] = [];
  base = 0;

  get length(): number {
    return this.base + this.kept.length;
  }

  at(index: number): TraceStep<View, Event> {
    const clamped = Math.max(this.base, Math.min(index, this.length - 1));
    const step = this.kept[clamped - this.base];
    invariant(step, 'an empty trace has no steps');
    return step;
  }

  /** The kept steps with index >= from. */
  since(from: number): readonly TraceStep<View, Event>[] {
    return this.kept.slice(Math.max(0, from - this.base));
  }

  append(step: Omit<TraceStep<View, Event>, 'index'>): void {
    this.kept.push({ ...step, index: this.length });
    if (this.kept.length > MAX_STEPS) {
      this.kept = this.kept.slice(DROP);
      this.base += DROP;
    }
  }
}

export class Session<Init, Input, View, Event> {
  readonly steps = new Trace<View, Event>();
  readonly simulator: Simulator<Init, Input, View, Event>;
  readonly init: Init;
  readonly seed: string;
  private readonly machine: Machine<Input, View, Event>;
  private readonly inputs: RecordedInput<Input>[] = [];
  /** The last work unit stopped in its middle: the machine waits for code. */
  private unfinished = false;
  /** Inputs that came meanwhile. A replay knows no such middle: they are handed over when the unit is done. */
  private held: Input[] = [];

  constructor(simulator: Simulator<Init, Input, View, Event>, init: Init, seed: string) {
    this.simulator = simulator;
    this.init = init;
    this.seed = seed;
    this.machine = simulator.boot(init, seed);
    this.collect();
  }

  get now(): Micros {
    return this.machine.now;
  }

  get dispatched(): number {
    return this.machine.dispatched;
  }

  /** The machine as it is now, which may be later than the last step. */
  view(): View {
    return this.machine.view();
  }

  hash(): string {
    return this.machine.hash();
  }

  screen(tty: number, from: number, to: number): string {
    return this.machine.screen(tty, from, to);
  }

  /** Hands an input to the machine now (or, when it waits for code, as soon as it goes on) and records it. Inputs beyond MAX_INPUTS are refused. */
  send(input: Input): boolean {
    if (this.inputs.length + this.held.length >= MAX_INPUTS) return false;
    if (this.unfinished) this.held.push(input);
    else this.hand(input);
    return true;
  }

  private hand(input: Input): void {
    this.inputs.push({ at: this.machine.now, dispatched: this.machine.dispatched, input });
    this.machine.send(input);
    this.collect();
  }

  private dispatch(): void {
    this.machine.dispatch();
    this.collect();
    this.unfinished = this.machine.stalled === true;
    if (this.unfinished || this.held.length === 0) return;
    const { held } = this;
    this.held = [];
    for (const input of held) this.hand(input);
  }

  /** Runs until virtual time `until`, until nothing can happen before an input, or until the budget is used up. */
  run(limit: RunLimit): RunOutcome {
    for (;;) {
      if (limit.budget && !limit.budget()) return 'budget';
      if (this.machine.stalled) return 'stalled';
      if (!this.machine.runnable) {
        const next = this.machine.nextDeadline();
        if (next === undefined || next > limit.until) {
          if (limit.until > this.machine.now && Number.isFinite(limit.until)) this.machine.advance(limit.until);
          return next === undefined ? 'idle' : 'time';
        }
        this.machine.advance(Math.max(next, this.machine.now));
      } else if (this.machine.now > limit.until) return 'time';
      this.dispatch();
    }
  }

  recording(): Recording<Init, Input> {
    return {
      simulator: this.simulator.id,
      version: this.simulator.version,
      seed: this.seed,
      init: this.init,
      inputs: this.inputs.slice(),
      end: { at: this.machine.now, dispatched: this.machine.dispatched },
    };
  }

  /** A new live session that is where this one was at step `index`. Throws ReplayError when `budget` ends it. */
  branchAt(index: number, budget?: () => boolean): Session<Init, Input, View, Event> {
    const step = this.steps.at(index);
    const upToThere = { ...this.recording(), end: { at: step.at, dispatched: step.dispatched } };
    return replay(this.simulator, upToThere, { steps: step.index + 1, ...(budget ? { budget } : {}) });
  }

  private collect(): void {
    for (const step of this.machine.drain()) this.steps.append(step);
  }

  /** Runs exactly to a recorded moment. Work units first, then the clock. */
  private runTo(at: Micros, dispatched: number, budget: () => boolean): Arrival {
    while (this.machine.dispatched < dispatched) {
      if (!budget()) return 'stopped';
      if (this.machine.stalled) return 'misfit';
      if (!this.machine.runnable) {
        const next = this.machine.nextDeadline();
        if (next === undefined || next > at) return 'misfit';
        this.machine.advance(Math.max(next, this.machine.now));
      }
      this.dispatch();
    }
    if (at > this.machine.now) {
      // No machine lets time pass while it has something to do, or beyond its next timer.
      const next = this.machine.nextDeadline();
      if (this.machine.runnable || (next !== undefined && next < at)) return 'misfit';
      this.machine.advance(at);
    }
    return 'there';
  }

  /** Applies a recorded input at its moment. */
  replayInput(recorded: RecordedInput<Input>, budget: () => boolean): Arrival {
    const arrival = this.runTo(recorded.at, recorded.dispatched, budget);
    return arrival !== 'there' || this.send(recorded.input) ? arrival : 'misfit';
  }

  replayEnd(end: { readonly at: Micros; readonly dispatched: number }, budget: () => boolean): Arrival {
    return this.runTo(end.at, end.dispatched, budget);
  }
}

/** misfit: the machine does nothing by itself that would lead there, or its code is missing (load all programs before a replay). */
type Arrival = 'there' | 'misfit' | 'stopped';

/** A recording is foreign text: it may not fit the simulator, or ask for more work than anybody waits for. */
export class ReplayError extends Error {
  override readonly name = 'ReplayError';
  readonly why: 'misfit' | 'stopped';

  constructor(why: 'misfit' | 'stopped') {
    super(why === 'misfit' ? 'the recording does not fit this machine' : 'the replay was stopped before its end');
    this.why = why;
  }
}

export interface ReplayLimit {
  /** Stops as soon as that many steps exist, which may be in the middle of a work unit: the later ones of that unit are kept, as they belong to the same moment. */
  readonly steps?: number;
  /** Asked before every work unit; false gives up. */
  readonly budget?: () => boolean;
}

/**
 * The session that a recording describes, live at its end. Throws ReplayError when the recording does not fit the simulator
 * (the caller has compared id and version) or the budget ends.
 */
export function replay<Init, Input, View, Event>(
  simulator: Simulator<Init, Input, View, Event>,
  recording: Recording<Init, Input>,
  { steps = Infinity, budget = () => true }: ReplayLimit = {},
): Session<Init, Input, View, Event> {
  const session = new Session(simulator, recording.init, recording.seed);
  const arrive = (arrival: Arrival): void => {
    if (arrival !== 'there') throw new ReplayError(arrival);
  };
  const { end } = recording;
  for (const recorded of recording.inputs) {
    if (session.steps.length >= steps || recorded.dispatched > end.dispatched) break;
    if (recorded.dispatched === end.dispatched && recorded.at > end.at) break;
    arrive(session.replayInput(recorded, budget));
  }
  if (session.steps.length < steps) arrive(session.replayEnd(end, budget));
  return session;
}
