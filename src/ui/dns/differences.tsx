/** A beside B: what differs in the setup, and in what came of it. */
import { resolverOf } from '../../sim/dns/index.ts';
import { setupDiffers, totalsDiffer } from '../../viz/dns/index.ts';
import type { Side } from './use-playground.ts';
import css from './differences.module.css';

export function Differences({ a, b }: { readonly a: Side; readonly b: Side }) {
  const words = setupDiffers(a.state, b.state, a.setup.servers, b.setup.servers);
  const totals = totalsDiffer(a.timeline, b.timeline);
  return (
    <section className={css['differences']} aria-label="A and B compared">
      {words.length === 0 ? (
        <p>B is as A. Choose B above and change one thing.</p>
      ) : (
        <ul>
          {words.map((each) => (
            <li key={each}>{each}</li>
          ))}
        </ul>
      )}
      <div className={css['scroll']} role="region" aria-label="Totals of A and B" tabIndex={0}>
        <table>
          <thead>
            <tr>
              {['A → B', 'Queries', 'Packets', 'Time'].map((head) => (
                <th key={head} scope="col">
                  {head}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {totals.map(({ lane, queries, packets, time }) => (
              <tr key={lane}>
                <th scope="row">{resolverOf(lane)?.label ?? lane}</th>
                <td>{queries}</td>
                <td>{packets}</td>
                <td>{time}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
