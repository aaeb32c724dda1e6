/** The curves: delay to the right, time of the lookup upwards. A drag on them moves the delay. */
import { useRef, type PointerEvent } from 'react';
import { ticks, type SweepCurve, type SweepPoint } from '../../viz/dns/index.ts';
import { DASHES, MOST_MS, STEP_MS } from './sweep-measures.ts';
import css from './sweep.module.css';

interface Props {
  readonly curves: readonly SweepCurve[];
  readonly delayMs: number;
  readonly onDelay: (delayMs: number) => void;
}

const WIDTH = 900;
const HEIGHT = 300;
const LEFT = 52;
const RIGHT = 20;
const TOP = 14;
const BOTTOM = 28;
const SECONDS = [0, 2, 4, 6, 8, 10, 12];

export function SweepChart({ curves, delayMs, onDelay }: Props) {
  const chart = useRef<SVGSVGElement>(null);
  const dragging = useRef(false);
  const most = 1.04 * Math.max(5_000_000, ...curves.flatMap(({ points }) => points.map((point) => point.total)));
  const x = (ms: number): number => LEFT + ((WIDTH - LEFT - RIGHT) * ms) / MOST_MS;
  const y = (total: number): number => TOP + (HEIGHT - BOTTOM - TOP) * (1 - total / most);
  /** A cliff is drawn as one: straight up at its millisecond. */
  const line = ({ points, cliffs }: SweepCurve): string => {
    const all: SweepPoint[] = [...points, ...cliffs.flatMap(({ before, after }) => [before, after])];
    return all
      .toSorted((a, b) => a.delayMs - b.delayMs)
      .map((point, i) => `${i === 0 ? 'M' : 'L'}${x(point.delayMs).toFixed(1)} ${y(point.total).toFixed(1)}`)
      .join('');
  };
  const at = (event: PointerEvent): void => {
    const box = chart.current?.getBoundingClientRect();
    if (!box || box.width === 0) return;
    const part = (((event.clientX - box.left) / box.width) * WIDTH - LEFT) / (WIDTH - LEFT - RIGHT);
    onDelay(Math.round((Math.min(1, Math.max(0, part)) * MOST_MS) / STEP_MS) * STEP_MS);
  };
  /** Numbers go on from curve to curve, as in the list below. */
  const before = (i: number): number => curves.slice(0, i).reduce((sum, { cliffs }) => sum + cliffs.length, 0);
  return (
    <svg
      ref={chart}
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      role="img"
      aria-label="Time of the lookup against the delay of the answers; the table below has the figures"
      className={css['chart']}
      onPointerDown={(event) => {
        dragging.current = true;
        event.currentTarget.setPointerCapture(event.pointerId);
        at(event);
      }}
      onPointerMove={(event) => dragging.current && at(event)}
      onPointerUp={() => (dragging.current = false)}
      onPointerCancel={() => (dragging.current = false)}
    >
      {ticks({ from: 0, to: most, scale: 'linear' }, 5).map((tick) => (
        <g key={tick.at}>
          <path d={`M${LEFT} ${y(tick.at)}H${WIDTH - RIGHT}`} className={css['grid']} />
          <text x={LEFT - 6} y={y(tick.at) + 4} textAnchor="end">
            {tick.text}
          </text>
        </g>
      ))}
      {SECONDS.map((s) => (
        <text key={s} x={x(s * 1000)} y={HEIGHT - 8} textAnchor="middle">
          {s} s
        </text>
      ))}
      <path d={`M${x(delayMs)} ${TOP}V${HEIGHT - BOTTOM}`} className={css['cursor']} />
      {curves.map((curve, i) => (
        <g key={curve.client} className={css['curve']} data-curve={i}>
          <path d={line(curve)} strokeDasharray={DASHES[i % DASHES.length]} />
          {curve.points
            .filter((point) => point.delayMs === delayMs)
            .map((point) => (
              <circle key="here" cx={x(point.delayMs)} cy={y(point.total)} r={4.5} />
            ))}
          {curve.cliffs.map((cliff, j) => {
            const failed = cliff.before.ok && !cliff.after.ok;
            const top = Math.min(y(cliff.before.total), y(cliff.after.total));
            return (
              <g key={cliff.delayMs} className={css['mark']} data-fails={failed || undefined}>
                <circle cx={x(cliff.delayMs)} cy={Math.max(TOP - 4, top - 12)} r={8} />
                <text x={x(cliff.delayMs)} y={Math.max(TOP - 4, top - 12) + 3.6} textAnchor="middle">
                  {before(i) + j + 1}
                </text>
                <title>{cliff.rule?.says}</title>
              </g>
            );
          })}
        </g>
      ))}
    </svg>
  );
}
