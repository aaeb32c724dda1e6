/** How long each resolver takes while the answers of one server come later and later. */
import { useMemo } from 'react';
import { resolverOf, type ExperimentSetup } from '../../sim/dns/index.ts';
import { duration, sweepOf } from '../../viz/dns/index.ts';
import css from './sweep.module.css';

const MOST_MS = 12_000;
const STEP_MS = 100;
const WIDTH = 640;
const HEIGHT = 220;
const LEFT = 44;
const RIGHT = 18;
const BOTTOM = 26;
const DASHES = ['', '7 4', '2 3', '10 3 2 3', '4 4'];

export function Sweep({ setup, address }: { readonly setup: ExperimentSetup; readonly address: string }) {
  const curves = useMemo(() => sweepOf(setup, address, MOST_MS, STEP_MS), [setup, address]);
  const most = Math.max(5_000_000, ...curves.flatMap(({ points }) => points.map((point) => point.total)));
  const x = (delayMs: number): number => LEFT + ((WIDTH - LEFT - RIGHT) * delayMs) / MOST_MS;
  const y = (total: number): number => 8 + (HEIGHT - BOTTOM - 8) * (1 - total / most);
  const line = (points: (typeof curves)[number]['points']): string =>
    points
      .map((point, i) => `${i === 0 ? 'M' : 'L'}${x(point.delayMs).toFixed(1)} ${y(point.total).toFixed(1)}`)
      .join('');
  const seconds = [0, 0.25, 0.5, 0.75, 1].map((part) => part * most);
  return (
    <figure className={css['sweep']}>
      <figcaption>
        If <code>{address}</code> answers later and later: how long until the application has an answer or an error?
      </figcaption>
      <svg
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        role="img"
        aria-label="Time of the lookup against the delay of the answers"
      >
        {seconds.map((total) => (
          <g key={total}>
            <path d={`M${LEFT} ${y(total)}H${WIDTH - RIGHT}`} className={css['grid']} />
            <text x={LEFT - 6} y={y(total) + 4} textAnchor="end">
              {duration(total)}
            </text>
          </g>
        ))}
        {[0, 2, 4, 6, 8, 10, 12].map((s) => (
          <text key={s} x={x(s * 1000)} y={HEIGHT - 8} textAnchor="middle">
            {s} s
          </text>
        ))}
        {curves.map(({ client, points }, i) => (
          <g key={client} className={css['curve']} data-curve={i}>
            <path d={line(points)} strokeDasharray={DASHES[i % DASHES.length]} />
            {points
              .filter((point, at) => points[at - 1]?.ok === true && !point.ok)
              .map((point) => (
                <path
                  key={point.delayMs}
                  className={css['fails']}
                  d={`M${x(point.delayMs) - 4} ${y(point.total) - 4}l8 8m0 -8l-8 8`}
                />
              ))}
          </g>
        ))}
      </svg>
      <ul>
        {curves.map(({ client, points }, i) => {
          const fails = points.find((point) => !point.ok);
          return (
            <li key={client}>
              <svg width="34" height="10" aria-hidden="true" className={css['curve']} data-curve={i}>
                <path d="M0 5H34" strokeDasharray={DASHES[i % DASHES.length]} />
              </svg>
              {resolverOf(client)?.label ?? client}
              {fails === undefined
                ? ': answers at every delay'
                : `: fails from ${duration(fails.delayMs * 1000)} on (✕)`}
            </li>
          );
        })}
      </ul>
    </figure>
  );
}
