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

/** The moment that stands at `x`: the inverse of `place`. */
export function moment(axis: Axis, x: number): number {
  const a = spread(axis.from, axis.scale);
  const b = spread(axis.to, axis.scale);
  const value = a + Math.min(1, Math.max(0, x)) * (b - a);
  return axis.scale === 'linear' ? value : Math.sinh(value) * KNEE;
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

export function ticks(axis: Axis, most: number): readonly Tick[] {
  const tick = (at: number): Tick => ({ at, x: place(axis, at), text: duration(at) });
  if (axis.to <= axis.from) return [tick(axis.from)];
  if (axis.scale === 'linear') {
    const size = step(axis.to - axis.from, Math.max(1, most));
    const first = Math.ceil(axis.from / size - 1e-9);
    const last = Math.floor(axis.to / size + 1e-9);
    return Array.from({ length: last - first + 1 }, (_, i) => tick((first + i) * size));
  }
  const decades: number[] = [0];
  for (let at = KNEE; at <= axis.to; at *= 10) decades.push(at);
  return decades.filter((at) => at >= axis.from).map(tick);
}
