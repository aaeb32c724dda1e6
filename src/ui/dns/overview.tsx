/** Everything, small, with the window in it: where one is when one has zoomed in. The window is dragged. */
import { useRef, type PointerEvent } from 'react';
import { place, type Timeline } from '../../viz/dns/index.ts';
import type { AxisControl } from './use-axis.ts';
import css from './overview.module.css';

interface Props {
  readonly a: Timeline;
  readonly b?: Timeline | undefined;
  readonly control: AxisControl;
}

export function Overview({ a, b, control }: Props) {
  const { axis, whole, pan } = control;
  const box = useRef<HTMLDivElement>(null);
  const grip = useRef<number>(undefined);
  const lanes = [...a.lanes, ...(b?.lanes ?? [])];
  const x0 = place(whole, axis.from);
  const x1 = place(whole, axis.to);
  const at = (event: PointerEvent): number => {
    const rect = box.current?.getBoundingClientRect();
    return rect && rect.width > 0 ? (event.clientX - rect.left) / rect.width : 0;
  };
  /** So that the window's middle comes to `x`. */
  const centre = (x: number): void => pan((x - (x0 + x1) / 2) / Math.max(1e-9, x1 - x0));
  return (
    <div
      ref={box}
      className={css['overview']}
      onPointerDown={(event) => {
        event.stopPropagation();
        event.currentTarget.setPointerCapture(event.pointerId);
        const x = at(event);
        const inside = x >= x0 && x <= x1;
        grip.current = inside ? x - (x0 + x1) / 2 : 0;
        if (!inside) centre(x);
      }}
      onPointerMove={(event) => {
        if (grip.current === undefined) return;
        event.stopPropagation();
        centre(at(event) - grip.current);
      }}
      onPointerUp={() => (grip.current = undefined)}
      onPointerCancel={() => (grip.current = undefined)}
    >
      {lanes.map((lane, i) => (
        <div key={i} className={css['lane']}>
          {lane.bars.slice(0, 300).map((bar) => {
            const left = place(whole, bar.start - lane.start);
            const right = place(whole, bar.end - lane.start);
            return (
              <i
                key={bar.query}
                data-kind={bar.kind}
                style={{ left: `${left * 100}%`, width: `${(right - left) * 100}%` }}
              />
            );
          })}
        </div>
      ))}
      <b style={{ left: `${x0 * 100}%`, width: `${(x1 - x0) * 100}%` }} />
    </div>
  );
}
