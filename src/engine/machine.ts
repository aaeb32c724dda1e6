// What every simulator is to the engine: a deterministic machine that is fed inputs and leaves a trace of immutable views.

export type Micros = number;

/** One dot of the scrubber. */
export interface TraceStep<View, Event> {
  readonly index: number;
  readonly at: Micros;
  readonly event: Event;
  readonly view: View;
  /** Work units done when it happened; places the step in a replay. */
  readonly dispatched: number;
}

export interface Machine<Input, View, Event> {
  readonly now: Micros;
  /** Work units done so far; the same recording gives the same numbers. */
  readonly dispatched: number;
  /** Something can run at `now`. */
  readonly runnable: boolean;
  /** Waits for something outside virtual time (code that is still being fetched): no time may pass. */
  readonly stalled?: boolean;
  /** When the next timer fires; undefined: none. */
  nextDeadline(): Micros | undefined;
  /** Moves the clock without running anything; never beyond the next deadline. */
  advance(to: Micros): void;
  /** One work unit: fires due timers, runs one slice of one task. */
  dispatch(): void;
  send(input: Input): void;
  /** The steps since the last drain, in order, indexes not yet set. */
  drain(): readonly Omit<TraceStep<View, Event>, 'index'>[];
  view(): View;
  /** What a screen shows: bytes [from, to) of its append-only log. */
  screen(tty: number, from: number, to: number): string;
  /** A digest of the state that two equal runs share. */
  hash(): string;
}

export interface Simulator<Init, Input, View, Event> {
  readonly id: string;
  /** Goes up when the same recording would give another trace. */
  readonly version: number;
  boot(init: Init, seed: string): Machine<Input, View, Event>;
}

/** Simulator, start and inputs: the share link, the bug report and the test fixture. */
export interface Recording<Init, Input> {
  readonly simulator: string;
  readonly version: number;
  readonly seed: string;
  readonly init: Init;
  readonly inputs: readonly RecordedInput<Input>[];
  /** Where the recording ends: the clock and the work units at the last moment. */
  readonly end: { readonly at: Micros; readonly dispatched: number };
}

export interface RecordedInput<Input> {
  readonly at: Micros;
  readonly dispatched: number;
  readonly input: Input;
}
