/** The same lookups as a table: for screen readers, for copying, for those who like tables. */
import { saveFile } from '../../adapters/index.ts';
import { resolverOf } from '../../sim/dns/index.ts';
import { csvOf, tableOf, type Timeline } from '../../viz/dns/index.ts';
import { Button } from '../components/button.tsx';
import css from './table.module.css';

export function QueryTable({ timeline }: { readonly timeline: Timeline }) {
  const rows = tableOf(timeline, (lane) => resolverOf(lane)?.label ?? lane);
  return (
    <div className={css['table']}>
      <div className={css['scroll']} role="region" aria-label="All queries" tabIndex={0}>
        <table>
          <thead>
            <tr>
              {['Resolver', '#', 'At', 'Name', 'Type', 'Server', '', 'Outcome', 'Took'].map((head, i) => (
                <th key={i} scope="col">
                  {head === '' ? <span className="hidden-text">Protocol</span> : head}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={`${row.lane} ${row.number}`}>
                <td>{row.lane}</td>
                <td>{row.number}</td>
                <td>{row.at}</td>
                <td>{row.name}</td>
                <td>{row.type}</td>
                <td>{row.server}</td>
                <td>{row.proto}</td>
                <td>{row.outcome}</td>
                <td>{row.took}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <Button onClick={() => saveFile('lookups.csv', csvOf(rows), 'text/csv')}>Save as CSV</Button>
    </div>
  );
}
