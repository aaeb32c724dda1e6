// The time axis of lookups: where a moment stands between 0 and 1, and which moments get a line and a word.

export type Scale = 'linear' | 'log';

export interface Axis {
  readonly from: number;
  readonly to: number;
  readonly scale: Scale;
}

export interface Tick {
  /** Microseconds. */
  readonly at: number;
  /** 0 to 1. */
  readonly x: number;
  readonly text: string;
}

/** Below this a logarithmic axis is linear: a lookup that is answered at once is not infinitely far to the left. */
const KNEE = 1000;

const spread = (at: number, scale: Scale): number => (scale === 'linear' ? at : Math.asinh(at / KNEE));

/** 0 to 1; outside of the axis: clamped. */
export function place(axis: Axis, at: number): number {
  const a = spread(axis.from, axis.scale);
  const b = spread(axis.to, axis.scale);
  if (b <= a) return 0;
  return Math.min(1, Math.max(0, (spread(at, axis.scale) - a) / (b - a)));
}

const unspread = (value: number, scale: Scale): number => (scale === 'linear' ? value : Math.sinh(value) * KNEE);

/** The moment that stands at `x`: the inverse of `place`. */
export function moment(axis: Axis, x: number): number {
  const a = spread(axis.from, axis.scale);
  const b = spread(axis.to, axis.scale);
  return unspread(a + Math.min(1, Math.max(0, x)) * (b - a), axis.scale);
}

/** The closest look, in microseconds: what happens within one is one moment. */
const CLOSEST = 20;

/** The part of `whole` between two places of `axis` (they may lie outside of 0 to 1), as long as it was: pushed back where it reaches beyond. */
function part(axis: Axis, whole: Axis, x0: number, x1: number): Axis {
  const { scale } = axis;
  const a = spread(axis.from, scale);
  const b = spread(axis.to, scale);
  const left = spread(whole.from, scale);
  const right = spread(whole.to, scale);
  const size = (x1 - x0) * (b - a);
  if (size >= right - left) return whole;
  const start = Math.min(Math.max(a + x0 * (b - a), left), right - size);
  const from = Math.max(whole.from, unspread(start, scale));
  const to = Math.min(whole.to, unspread(start + size, scale));
  if (to - from >= CLOSEST) return { from, to, scale };
  const middle = Math.min(Math.max((from + to) / 2, whole.from + CLOSEST / 2), whole.to - CLOSEST / 2);
  return { from: middle - CLOSEST / 2, to: middle + CLOSEST / 2, scale };
}

/** `factor` below 1 looks closer; what stands at `x` stays there. */
export const zoomed = (axis: Axis, whole: Axis, factor: number, x: number): Axis =>
  part(axis, whole, x - x * factor, x + (1 - x) * factor);

/** Moved by a part of its own length: 1 is a whole window to the right. */
export const panned = (axis: Axis, whole: Axis, by: number): Axis => part(axis, whole, by, 1 + by);

/** From one place to another, in whichever order they were marked. */
export const windowed = (axis: Axis, whole: Axis, x0: number, x1: number): Axis =>
  part(axis, whole, Math.max(0, Math.min(x0, x1)), Math.min(1, Math.max(x0, x1)));

/** With a margin around these moments. */
export function around(whole: Axis, from: number, to: number): Axis {
  const margin = Math.max(CLOSEST, (to - from) * 0.08);
  return part({ ...whole, from: from - margin, to: to + margin, scale: 'linear' }, whole, 0, 1);
}

export function duration(micros: number): string {
  const round = (value: number, digits: number): string => String(Number(value.toFixed(digits)));
  if (micros >= 10_000_000) return `${round(micros / 1e6, 1)} s`;
  if (micros >= 1_000_000) return `${round(micros / 1e6, 2)} s`;
  if (micros >= 10_000) return `${round(micros / 1e3, 0)} ms`;
  if (micros >= 1) return `${round(micros / 1e3, 2)} ms`;
  return '0 s';
}

/** A step of 1, 2 or 5 times a power of ten that gives at most `most` intervals. */
function step(span: number, most: number): number {
  const raw = span / most;
  const power = 10 ** Math.floor(Math.log10(raw));
  return [1, 2, 5, 10].map((each) => each * power).find((each) => each >= raw) ?? 10 * power;
}

/** All ticks of an axis in one unit, with as many digits as tell them apart. */
function inUnit(at: number, most: number, size: number): string {
  const [unit, micros] = most >= 1_000_000 ? ['s', 1e6] : most >= 1000 ? ['ms', 1000] : ['µs', 1];
  const digits = Math.max(0, Math.ceil(-Math.log10(size / Number(micros)) - 1e-9));
  return `${Number((at / Number(micros)).toFixed(Math.min(6, digits)))} ${unit}`;
}

function even(axis: Axis, most: number): readonly Tick[] {
  const size = step(axis.to - axis.from, Math.max(1, most));
  const first = Math.ceil(axis.from / size - 1e-9);
  const last = Math.floor(axis.to / size + 1e-9);
  return Array.from({ length: last - first + 1 }, (_, i) => {
    const at = (first + i) * size;
    return { at, x: place(axis, at), text: at === 0 ? '0 s' : inUnit(at, axis.to, size) };
  });
}

/** Closer than this part of the axis, two words would run into each other. */
const TIGHT = 0.07;

export function ticks(axis: Axis, most: number): readonly Tick[] {
  if (axis.to <= axis.from) return [{ at: axis.from, x: 0, text: duration(axis.from) }];
  if (axis.scale === 'linear') return even(axis, most);
  const marks = (steps: readonly number[]): readonly Tick[] => {
    const all: number[] = [0];
    for (let power = KNEE; power <= axis.to; power *= 10) all.push(...steps.map((each) => each * power));
    const inside = all.filter((at) => at >= axis.from && at <= axis.to);
    return inside.map((at) => ({ at, x: place(axis, at), text: duration(at) }));
  };
  const decades = marks([1]);
  if (decades.length >= 3) return decades;
  const fine = marks([1, 2, 5]);
  if (fine.length >= 3) return fine;
  let last = -1;
  return even(axis, most).filter(({ x }) => x - last >= TIGHT && ((last = x), true));
}
