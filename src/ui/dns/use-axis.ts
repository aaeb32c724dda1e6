/** The window of time that the lanes show: everything, or what one has zoomed into. */
import { useCallback, useMemo } from 'react';
import { around, panned, windowed, zoomed, type Axis, type Look, type Timeline } from '../../viz/dns/index.ts';

export interface AxisControl {
  readonly axis: Axis;
  readonly whole: Axis;
  /** `factor` below 1 looks closer. */
  readonly zoom: (factor: number, x?: number) => void;
  readonly pan: (by: number) => void;
  readonly span: (x0: number, x1: number) => void;
  readonly to: (from: number, to: number) => void;
  readonly fit: () => void;
}

/** Shorter lookups get an axis that one can still read. */
const SHORTEST = 400;

export const longestOf = (timelines: readonly Timeline[]): number =>
  Math.max(SHORTEST, ...timelines.flatMap(({ lanes }) => lanes.map((lane) => lane.last - lane.start)));

export function useAxis(longest: number, look: Look, onLook: (part: Partial<Look>) => void): AxisControl {
  const { scale, window } = look;
  const whole = useMemo((): Axis => ({ from: 0, to: longest * 1.02, scale }), [longest, scale]);
  const axis = useMemo((): Axis => {
    const [from, to] = window ?? [0, Infinity];
    // What was zoomed into may be gone: then everything is shown.
    return from < whole.to && (from > 0 || to < whole.to) ? { from, to: Math.min(to, whole.to), scale } : whole;
  }, [window, whole, scale]);
  const show = useCallback(
    (next: Axis) => onLook({ window: next.from <= 0 && next.to >= whole.to ? undefined : [next.from, next.to] }),
    [onLook, whole],
  );
  return {
    axis,
    whole,
    zoom: (factor, x = 0.5) => show(zoomed(axis, whole, factor, x)),
    pan: (by) => show(panned(axis, whole, by)),
    span: (x0, x1) => show(windowed(axis, whole, x0, x1)),
    to: (from, to) => show(around(whole, from, to)),
    fit: () => onLook({ window: undefined }),
  };
}
