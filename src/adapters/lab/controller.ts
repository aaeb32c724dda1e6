/**
 * One lab: a live machine, the place in its trace that is shown, the terminals that show it. Everything on the lab's screen
 * is a function of `state()`; this class decides only when the machine runs.
 */
import { ReplayError, type Recording, type Session } from '../../engine/index.ts';
import type { LabSetup, MachineEvent, MachineView } from '../../lesson/index.ts';
import type { LabInit, LabInput } from '../../sim/lab/index.ts';
import { nextOutput } from './output.ts';
import { Pacer, patience, type Frames } from './pacer.ts';

export type LabSession = Session<LabInit, LabInput, MachineView, MachineEvent>;
export type LabRecording = Recording<LabInit, LabInput>;
export type LabTrace = LabSession['steps'];

/** The code of programs, which may come later than the machine. */
export interface CodeWatch {
  /** Says when code has come or could not be fetched. Returns how to stop. */
  readonly watch: (changed: () => void) => () => void;
  readonly failed: () => boolean;
  /** Asks once more for what could not be fetched. */
  readonly retry: () => void;
}

/** Virtual seconds per wall second while the machine runs, or while the past is played. */
export type Speed = 1 | 10;

export interface LabState {
  readonly setup: LabSetup;
  readonly trace: LabTrace;
  /** Number of steps so far, and the first one that is still kept. */
  readonly length: number;
  readonly base: number;
  /** The step shown. */
  readonly cursor: number;
  /** The newest moment is shown and the machine takes input. */
  readonly live: boolean;
  readonly view: MachineView;
  /** Virtual time of what is shown. */
  readonly at: number;
  readonly speed: Speed;
  /** Live: virtual time runs. Past: steps are being played. */
  readonly playing: boolean;
  /** The machine computes more than a frame's time allows. */
  readonly busy: boolean;
  /** Time stands still until the code of a program has come. */
  readonly waiting: boolean;
  readonly canUndo: boolean;
  /** Goes up when another machine took the place of the one before. */
  readonly generation: number;
  readonly trouble: string | undefined;
  /** Code that the machine needs could not be fetched: `fetchAgain` asks once more. */
  readonly lacksCode: boolean;
}

/** Where the bytes of a terminal go. */
export interface ScreenTarget {
  readonly write: (bytes: string) => void;
  /** Shows this and nothing of before. */
  readonly replace: (bytes: string) => void;
}

/** Milliseconds of a frame that the machine may use: the rest is for drawing, so that endless loops keep 60 frames a second. */
const FRAME_BUDGET_MS = 6;
/** After a key: enough for a shell to echo it, so that the echo is painted in the same frame. */
const KEY_BUDGET_MS = 4;
/** Screen bytes written at once after a seek: far more than the scrollback holds. */
const MAX_REWRITE = 400_000;
/** Output that waits for its frame: what is older would have scrolled away. */
const MAX_WAITING = 128_000;
/** How often the page is told while nothing happens but time, and while more happens than can be followed. */
const CLOCK_MS = 200;
const BUSY_PUBLISH_MS = 120;
/** "To the next event" looks this far ahead. */
const NEXT_EVENT_LIMIT = 3600 * 1_000_000;
const NEXT_EVENT_BUDGET_MS = 250;

export class LabController {
  private session: LabSession;
  private setup: LabSetup;
  private cursor = 0;
  private live = true;
  private speed: Speed = 1;
  private playing = true;
  private busy = false;
  private waiting = false;
  private forgetCode: (() => void) | undefined;
  private generation = 0;
  private undoable: { readonly session: LabSession; readonly setup: LabSetup } | undefined;
  private trouble: string | undefined;
  private readonly screens = new Map<number, { readonly target: ScreenTarget; written: number }>();
  private readonly listeners = new Set<() => void>();
  private readonly pacer: Pacer;
  private readonly frames: Frames;
  private readonly code: CodeWatch;
  private current: LabState;
  private publishedAt = 0;
  /** Where playing the past has got to, in virtual time. */
  private playhead = 0;

  constructor(setup: LabSetup, session: LabSession, frames: Frames, code: CodeWatch) {
    this.code = code;
    this.setup = setup;
    this.session = session;
    this.frames = frames;
    this.cursor = session.steps.length - 1;
    this.current = this.snapshot();
    this.pacer = new Pacer(frames, (elapsedMs) => this.frame(elapsedMs));
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  readonly state = (): LabState => this.current;

  start(): void {
    this.pacer.start();
    this.forgetCode = this.code.watch(() => {
      this.trouble = this.code.failed()
        ? 'The code that runs this command could not be fetched: the connection may be gone. The machine waits for it and keeps what you type.'
        : undefined;
      this.pacer.wake();
      this.publish();
    });
  }

  fetchAgain(): void {
    this.code.retry();
    this.trouble = undefined;
    this.publish();
  }

  stop(): void {
    this.pacer.stop();
    this.forgetCode?.();
  }

  recording(): LabRecording {
    return this.session.recording();
  }

  // --- the machine's terminals -------------------------------------------------------------------------------------------

  /** Shows a terminal's screen in `target`, from what it holds now. */
  attach(tty: number, target: ScreenTarget): () => void {
    this.screens.set(tty, { target, written: 0 });
    this.rewrite(tty);
    return () => this.screens.delete(tty);
  }

  /** Keys typed by a person. Ignored while the past is shown. */
  type(tty: number, data: string): void {
    this.send({ kind: 'tty', tty, data });
  }

  send(input: LabInput): void {
    if (!this.live) return;
    if (!this.playing) this.playing = true;
    this.pacer.wake();
    if (!this.session.send(input))
      this.trouble = 'This machine has taken as many inputs as it can record. Reset it to go on.';
    this.advance(this.session.now, KEY_BUDGET_MS);
    this.publish();
  }

  resize(tty: number, cols: number, rows: number): void {
    const known = this.session.view().ttys.find((each) => each.id === tty);
    if (!known || !this.live || (known.size.cols === cols && known.size.rows === rows)) return;
    this.send({ kind: 'resize', tty, cols, rows });
  }

  // --- time ----------------------------------------------------------------------------------------------------------------

  /** Shows the machine as it was at a step; the last step is now. */
  seek(step: number): void {
    const { steps } = this.session;
    const to = Math.max(steps.base, Math.min(step, steps.length - 1));
    const nowLive = to === steps.length - 1;
    if (to === this.cursor && nowLive === this.live) return;
    this.cursor = to;
    this.live = nowLive;
    this.playing = nowLive;
    if (nowLive) this.pacer.wake();
    this.playhead = steps.at(to).at;
    for (const tty of this.screens.keys()) this.rewrite(tty);
    this.publish();
  }

  toNow(): void {
    this.seek(this.session.steps.length - 1);
  }

  setSpeed(speed: Speed): void {
    this.speed = speed;
    this.publish();
  }

  /** Live: lets virtual time run or stand. Past: plays the recorded steps. */
  setPlaying(playing: boolean): void {
    this.playing = playing;
    if (!this.live) this.playhead = this.session.steps.at(this.cursor).at;
    if (playing) this.pacer.wake();
    this.publish();
  }

  /** Live: runs until something happens. Past: one step on. */
  nextEvent(): void {
    if (!this.live) {
      this.seek(this.cursor + 1);
      return;
    }
    const before = this.session.steps.length;
    const deadline = this.frames.now() + NEXT_EVENT_BUDGET_MS;
    this.session.run({
      until: this.session.now + NEXT_EVENT_LIMIT,
      budget: () => this.session.steps.length === before && this.frames.now() < deadline,
    });
    this.publish();
  }

  /** Lets `micros` of virtual time pass as fast as the computer can. */
  skip(micros: number): void {
    if (!this.live) return;
    this.advance(this.session.now + micros, NEXT_EVENT_BUDGET_MS);
    this.publish();
  }

  // --- other machines ------------------------------------------------------------------------------------------------------

  /** From the step shown, on a copy: what was done after it is kept for undo. */
  continueHere(): void {
    if (this.live) return;
    try {
      this.replace(this.session.branchAt(this.cursor, patience(this.frames)), this.setup);
    } catch (failure) {
      if (!(failure instanceof ReplayError)) throw failure;
      this.trouble = 'This machine has computed too much for going back that far. Reset it to start again.';
      this.publish();
    }
  }

  /** A fresh machine, of this or another kind. */
  restart(setup: LabSetup, session: LabSession): void {
    this.replace(session, setup);
  }

  undo(): void {
    const before = this.undoable;
    if (before) this.replace(before.session, before.setup);
  }

  private replace(session: LabSession, setup: LabSetup): void {
    this.undoable = { session: this.session, setup: this.setup };
    this.session = session;
    this.setup = setup;
    this.live = true;
    this.playing = true;
    this.trouble = undefined;
    this.cursor = session.steps.length - 1;
    this.generation += 1;
    for (const tty of this.screens.keys()) this.rewrite(tty);
    this.pacer.wake();
    this.publish();
  }

  // --- running ---------------------------------------------------------------------------------------------------------------

  /** Runs the machine for at most `budgetMs` of wall time. True: it got there. */
  private advance(until: number, budgetMs: number): boolean {
    const deadline = this.frames.now() + budgetMs;
    // Asked before every work unit: most take microseconds, but some take a quarter of the budget.
    const outcome = this.session.run({ until, budget: () => this.frames.now() < deadline });
    this.waiting = outcome === 'stalled';
    this.flush();
    return outcome !== 'budget';
  }

  /** One animation frame. Returns false when nothing can happen before the next input. */
  private frame(elapsedMs: number): boolean {
    if (!this.playing) return false;
    if (!this.live) return this.playPast(elapsedMs);
    const before = this.session.steps.length;
    const done = this.advance(this.session.now + elapsedMs * 1000 * this.speed, FRAME_BUDGET_MS);
    const changed = this.session.steps.length !== before || done === this.busy;
    this.busy = !done;
    if (changed || this.frames.now() - this.publishedAt > CLOCK_MS) this.publishSoon();
    return true;
  }

  private playPast(elapsedMs: number): boolean {
    const { steps } = this.session;
    this.playhead += elapsedMs * 1000 * this.speed;
    let to = this.cursor;
    while (to < steps.length - 1 && steps.at(to + 1).at <= this.playhead) to += 1;
    if (to !== this.cursor) {
      const before = this.playhead;
      this.seek(to);
      this.playhead = before;
      this.playing = true;
      this.publish();
    }
    return true;
  }

  /** Sends new output to the terminals: no more than a frame can draw, and nothing that would scroll out of reach anyway. */
  private flush(): void {
    if (!this.live) return;
    for (const tty of this.session.view().ttys) {
      const screen = this.screens.get(tty.id);
      if (!screen || screen.written >= tty.bytes) continue;
      const from = Math.max(screen.written, tty.bytes - MAX_WAITING);
      const { skipped, text } = nextOutput(this.session.screen(tty.id, from, tty.bytes));
      screen.target.write(text);
      screen.written = from + skipped + text.length;
    }
  }

  private rewrite(tty: number): void {
    const screen = this.screens.get(tty);
    if (!screen) return;
    const view = this.live ? this.session.view() : this.session.steps.at(this.cursor).view;
    const bytes = view.ttys.find((each) => each.id === tty)?.bytes ?? 0;
    screen.target.replace(this.session.screen(tty, Math.max(0, bytes - MAX_REWRITE), bytes));
    screen.written = bytes;
  }

  private publishSoon(): void {
    if (this.frames.now() - this.publishedAt >= (this.busy ? BUSY_PUBLISH_MS : 0)) this.publish();
  }

  private publish(): void {
    if (this.live) this.cursor = this.session.steps.length - 1;
    this.publishedAt = this.frames.now();
    this.current = this.snapshot();
    for (const listener of this.listeners) listener();
  }

  private snapshot(): LabState {
    const { steps } = this.session;
    const view = this.live ? this.session.view() : steps.at(this.cursor).view;
    return {
      setup: this.setup,
      trace: steps,
      length: steps.length,
      base: steps.base,
      cursor: this.cursor,
      live: this.live,
      view,
      at: this.live ? this.session.now : steps.at(this.cursor).at,
      speed: this.speed,
      playing: this.playing,
      busy: this.busy,
      waiting: this.waiting,
      canUndo: this.undoable !== undefined,
      generation: this.generation,
      trouble: this.trouble,
      lacksCode: this.code.failed(),
    };
  }

  /** What a terminal holds at the moment shown, as bytes. */
  screenOf(tty: number): string {
    const bytes = this.current.view.ttys.find((each) => each.id === tty)?.bytes ?? 0;
    return this.session.screen(tty, Math.max(0, bytes - MAX_REWRITE), bytes);
  }
}
