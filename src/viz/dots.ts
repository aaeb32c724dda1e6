// The scrubber's dots: one per telling step, gathered into clusters where they would not fit.
import type { Step } from '../sim/kernel/events.ts';
import type { MachineView } from '../sim/kernel/view.ts';
import { sentence, type Tone } from './words.ts';

export interface Mark {
  readonly step: number;
  readonly at: number;
  readonly tone: Tone;
}

export interface Dot {
  /** Place on the track, 0 to 1. */
  readonly x: number;
  readonly tone: Tone;
  /** The step that a click leads to: the most telling one. */
  readonly step: number;
  readonly first: number;
  readonly last: number;
  readonly count: number;
}

/** Keeps the telling steps of a growing trace. */
export class Marks {
  readonly list: Mark[] = [];
  private seen = 0;
  private base = 0;

  follow(steps: { readonly length: number; readonly base: number; at(index: number): Step<MachineView> }): this {
    for (let i = Math.max(this.seen, steps.base); i < steps.length; i += 1) {
      const step = steps.at(i);
      const said = sentence(step);
      if (said.major) this.list.push({ step: step.index, at: step.at, tone: said.tone });
    }
    this.seen = steps.length;
    if (steps.base !== this.base) {
      this.base = steps.base;
      const kept = this.list.findIndex((mark) => mark.step >= steps.base);
      this.list.splice(0, kept < 0 ? this.list.length : kept);
    }
    return this;
  }

  /** Position in `list` of the last mark at or before a step; -1 when there is none. */
  before(step: number): number {
    let low = 0;
    let high = this.list.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.list[middle]?.step ?? 0) <= step) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  }
}

const WEIGHT: Readonly<Record<Tone, number>> = { bad: 5, signal: 4, life: 3, input: 2, good: 1, plain: 0 };

/** `slots`: how many dots fit side by side. Dots stand in order, evenly: time would hide what happens at once. */
export function dotsOf(marks: readonly Mark[], slots: number): readonly Dot[] {
  const count = marks.length;
  if (count === 0) return [];
  const groups = Math.max(1, Math.min(count, Math.floor(slots)));
  const dots: Dot[] = [];
  for (let g = 0; g < groups; g += 1) {
    const from = Math.floor((g * count) / groups);
    const to = Math.floor(((g + 1) * count) / groups);
    const first = marks[from];
    if (!first) continue;
    let chief = first;
    for (let i = from + 1; i < to; i += 1) {
      const mark = marks[i];
      if (mark && WEIGHT[mark.tone] > WEIGHT[chief.tone]) chief = mark;
    }
    const x = groups === 1 ? 0.5 : g / (groups - 1);
    dots.push({
      x,
      tone: chief.tone,
      step: chief.step,
      first: first.step,
      last: marks[to - 1]?.step ?? first.step,
      count: to - from,
    });
  }
  return dots;
}
