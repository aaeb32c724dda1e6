/** Wheel, pinch and drag on the lanes: Ctrl and the wheel zoom, sideways moves, a drag marks what to look at. */
import { useEffect, useRef, useState, type PointerEvent, type RefObject } from 'react';
import type { AxisControl } from './use-axis.ts';

/** Less is a click. */
const DRAG_PX = 6;

interface Gestures {
  /** What is being marked, 0 to 1. */
  readonly band: readonly [number, number] | undefined;
  readonly handlers: {
    readonly onPointerDown: (event: PointerEvent<HTMLElement>) => void;
    readonly onPointerMove: (event: PointerEvent<HTMLElement>) => void;
    readonly onPointerUp: (event: PointerEvent<HTMLElement>) => void;
    readonly onPointerCancel: (event: PointerEvent<HTMLElement>) => void;
  };
}

export function useGestures(
  stage: RefObject<HTMLElement | null>,
  plot: RefObject<HTMLElement | null>,
  control: AxisControl,
): Gestures {
  const [band, setBand] = useState<readonly [number, number]>();
  const pointers = useRef(new Map<number, number>());
  const start = useRef<number>(undefined);
  const apart = useRef<number>(undefined);
  const latest = useRef(control);
  useEffect(() => {
    latest.current = control;
  });

  const xOf = (clientX: number): number => {
    const box = plot.current?.getBoundingClientRect();
    return box && box.width > 0 ? (clientX - box.left) / box.width : 0;
  };

  useEffect(() => {
    const element = stage.current;
    const wheel = (event: WheelEvent): void => {
      const { axis, whole, zoom, pan } = latest.current;
      const box = plot.current?.getBoundingClientRect();
      if (!box || box.width === 0) return;
      const x = Math.min(1, Math.max(0, (event.clientX - box.left) / box.width));
      const sideways = event.shiftKey ? event.deltaY || event.deltaX : event.deltaX;
      if (event.ctrlKey || event.metaKey) {
        event.preventDefault();
        zoom(Math.exp(Math.max(-100, Math.min(100, event.deltaY)) * 0.004), x);
      } else if ((event.shiftKey || Math.abs(event.deltaX) > Math.abs(event.deltaY)) && axis !== whole) {
        event.preventDefault();
        pan(sideways / box.width);
      }
    };
    // React's own wheel handlers cannot keep the page from scrolling.
    element?.addEventListener('wheel', wheel, { passive: false });
    return () => element?.removeEventListener('wheel', wheel);
  }, [stage, plot]);

  const down = (event: PointerEvent<HTMLElement>): void => {
    if (event.button !== 0) return;
    const x = xOf(event.clientX);
    pointers.current.set(event.pointerId, event.clientX);
    if (pointers.current.size === 2) {
      const [a = 0, b = 0] = [...pointers.current.values()];
      apart.current = Math.abs(a - b);
      start.current = undefined;
      setBand(undefined);
    } else if (x >= 0 && x <= 1) start.current = event.clientX;
  };
  const moved = (event: PointerEvent<HTMLElement>): void => {
    const before = pointers.current.get(event.pointerId);
    if (before === undefined) return;
    pointers.current.set(event.pointerId, event.clientX);
    if (apart.current !== undefined && pointers.current.size === 2) {
      const [a = 0, b = 0] = [...pointers.current.values()];
      const now = Math.max(10, Math.abs(a - b));
      control.zoom(Math.max(10, apart.current) / now, xOf((a + b) / 2));
      apart.current = now;
    } else if (start.current !== undefined && Math.abs(event.clientX - start.current) > DRAG_PX) {
      if (event.pointerType === 'touch') {
        // One finger moves the window, as it moves a page.
        const width = plot.current?.getBoundingClientRect().width ?? 1;
        control.pan((before - event.clientX) / width);
      } else {
        if (!event.currentTarget.hasPointerCapture(event.pointerId))
          event.currentTarget.setPointerCapture(event.pointerId);
        setBand([xOf(start.current), xOf(event.clientX)]);
      }
    }
  };
  const up = (event: PointerEvent<HTMLElement>): void => {
    pointers.current.delete(event.pointerId);
    apart.current = undefined;
    start.current = undefined;
    if (band && event.type === 'pointerup') control.span(...band);
    setBand(undefined);
  };
  return {
    band,
    handlers: { onPointerDown: down, onPointerMove: moved, onPointerUp: up, onPointerCancel: up },
  };
}
