/** The curves as a table: each half second, and the milliseconds around the cliffs. */
import { resolverOf } from '../../sim/dns/index.ts';
import { duration, type SweepCurve } from '../../viz/dns/index.ts';
import css from './sweep.module.css';

const EVERY_MS = 500;

export function SweepTable({ curves }: { readonly curves: readonly SweepCurve[] }) {
  const points = curves.map(
    ({ points: even, cliffs }) =>
      new Map([...even, ...cliffs.flatMap(({ before, after }) => [before, after])].map((each) => [each.delayMs, each])),
  );
  const delays = [...new Set(points.flatMap((each) => [...each.keys()]))]
    .filter(
      (ms) => ms % EVERY_MS === 0 || curves.some(({ cliffs }) => cliffs.some((c) => Math.abs(c.delayMs - ms) <= 1)),
    )
    .toSorted((a, b) => a - b);
  return (
    <details className={css['table']}>
      <summary>As a table</summary>
      <div role="region" aria-label="Delay and time of the lookup" tabIndex={0}>
        <table>
          <thead>
            <tr>
              <th scope="col">Delay</th>
              {curves.map(({ client }) => (
                <th key={client} scope="col">
                  {resolverOf(client)?.label ?? client}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {delays.map((ms) => (
              <tr key={ms}>
                <th scope="row">{(ms / 1000).toFixed(ms % 100 === 0 ? 1 : 3)} s</th>
                {points.map((each, i) => {
                  const point = each.get(ms);
                  return <td key={i}>{point ? `${duration(point.total)}${point.ok ? '' : ', error'}` : ''}</td>;
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
}
