/** The lanes above their axis: zoomed and moved with wheel, fingers, mouse, buttons and keys. */
import { useLayoutEffect, useMemo, useRef, useState, type KeyboardEvent } from 'react';
import { ticks, type Chosen, type Timeline } from '../../viz/dns/index.ts';
import { Lane } from './lane.tsx';
import { Overview } from './overview.tsx';
import type { AxisControl } from './use-axis.ts';
import { useGestures } from './use-gestures.ts';
import css from './lane-stage.module.css';

interface Props {
  readonly a: Timeline;
  readonly b?: Timeline | undefined;
  readonly control: AxisControl;
  readonly chosen: Chosen | undefined;
  readonly onChoose: (lane: string, query: number, side: 'a' | 'b') => void;
  /** One of several on a page: no landmarks. */
  readonly inline?: boolean;
  /** In prose: smaller. */
  readonly compact?: boolean;
  /** What a lane is called, where it is not a resolver. */
  readonly nameOf?: (lane: string) => string;
}

/** A word on the axis needs about this much. */
const TICK_PX = 110;
const FIRST_WIDTH = 760;

export function LaneStage({ a, b, control, chosen, onChoose, inline = false, compact = false, nameOf }: Props) {
  const { axis, whole } = control;
  const stage = useRef<HTMLDivElement>(null);
  const plot = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(FIRST_WIDTH);
  const { band, handlers } = useGestures(stage, plot, control);
  useLayoutEffect(() => {
    const element = plot.current;
    if (!element) return undefined;
    const watcher = new ResizeObserver(([entry]) => setWidth(Math.round(entry?.contentRect.width ?? FIRST_WIDTH)));
    watcher.observe(element);
    return () => watcher.disconnect();
  }, []);
  const marks = useMemo(() => ticks(axis, Math.max(2, Math.floor(width / TICK_PX))), [axis, width]);
  const keys = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const act = {
      '+': () => control.zoom(0.5),
      '=': () => control.zoom(0.5),
      '-': () => control.zoom(2),
      '0': () => control.fit(),
      ArrowLeft: event.shiftKey ? () => control.pan(-0.25) : undefined,
      ArrowRight: event.shiftKey ? () => control.pan(0.25) : undefined,
    }[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  };
  const lanes = a.lanes.flatMap((lane) => {
    const other = b?.lanes.find((each) => each.id === lane.id);
    const sides = other ? ([['a', lane] as const, ['b', other] as const] as const) : [[undefined, lane] as const];
    return sides.map(([side, each]) => (
      <Lane
        key={`${side} ${each.id}`}
        lane={each}
        axis={axis}
        ticks={marks}
        width={width}
        side={side}
        chosen={chosen?.lane === each.id && chosen.side === (side ?? 'a') ? chosen.query : undefined}
        onChoose={onChoose}
        onCloser={control.to}
        inline={inline}
        title={nameOf?.(each.id)}
      />
    ));
  });
  return (
    <div
      ref={stage}
      className={css['stage']}
      data-compact={compact || undefined}
      data-band={band !== undefined || undefined}
      onKeyDown={keys}
      {...handlers}
    >
      {lanes}
      <div className={css['ruler']} aria-hidden="true">
        <div ref={plot} className={css['plot']}>
          {marks.map((tick) => (
            <span key={tick.at} style={{ left: `${tick.x * 100}%` }} data-edge={tick.x > 0.96 ? 'right' : undefined}>
              {tick.text}
            </span>
          ))}
        </div>
        {axis === whole ? null : <Overview a={a} b={b} control={control} />}
      </div>
      {band ? (
        <div className={css['over']} aria-hidden="true">
          <i
            style={{
              left: `${Math.max(0, Math.min(...band)) * 100}%`,
              right: `${Math.max(0, 1 - Math.max(...band)) * 100}%`,
            }}
          />
        </div>
      ) : null}
    </div>
  );
}
