/**
 * Where wall time meets virtual time: calls back once an animation frame with the wall time that passed. It decides when the
 * machine runs, never what it does. Browsers give no frames to hidden pages, so a hidden lab stands still.
 */

export interface Frames {
  /** Milliseconds, from any start. */
  readonly now: () => number;
  readonly request: (frame: () => void) => number;
  readonly cancel: (id: number) => void;
}

export const browserFrames: Frames = {
  now: () => performance.now(),
  request: (frame) => requestAnimationFrame(frame),
  cancel: (id) => cancelAnimationFrame(id),
};

/** A pause (hidden page, breakpoint) must not be caught up with: time stood still. */
const LONGEST_MS = 120;

export class Pacer {
  private readonly frames: Frames;
  private readonly frame: (elapsedMs: number) => boolean;
  private id: number | undefined;
  private last = 0;
  private on = false;

  /** `frame` returns false when it needs no more frames before the next wake(). */
  constructor(frames: Frames, frame: (elapsedMs: number) => boolean) {
    this.frames = frames;
    this.frame = frame;
  }

  start(): void {
    this.on = true;
    this.wake();
  }

  stop(): void {
    this.on = false;
    if (this.id !== undefined) this.frames.cancel(this.id);
    this.id = undefined;
  }

  wake(): void {
    if (!this.on || this.id !== undefined) return;
    this.last = this.frames.now();
    this.id = this.frames.request(this.tick);
  }

  private readonly tick = (): void => {
    this.id = undefined;
    if (!this.on) return;
    const now = this.frames.now();
    const elapsed = Math.min(now - this.last, LONGEST_MS);
    this.last = now;
    if (this.frame(elapsed)) this.id = this.frames.request(this.tick);
  };
}

/** A recording may ask for hours of computing: nobody waits that long for a link. */
const REPLAY_MS = 8_000;

export function patience(frames: Frames): () => boolean {
  const deadline = frames.now() + REPLAY_MS;
  let asked = 0;
  return () => (asked += 1) % 64 !== 0 || frames.now() < deadline;
}
