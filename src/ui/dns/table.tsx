/** The same lookups as a table: for screen readers, for copying, for those who like tables. */
import { saveFile } from '../../adapters/index.ts';
import { csvOf, markdownOf, type Timeline } from '../../viz/dns/index.ts';
import { Button } from '../components/button.tsx';
import { rowsOf } from './export.tsx';
import css from './table.module.css';

/** More rows are in the files. */
const MOST_ROWS = 1000;

export function QueryTable({ a, b }: { readonly a: Timeline; readonly b: Timeline | undefined }) {
  const rows = rowsOf(a, b);
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
            {rows.slice(0, MOST_ROWS).map((row) => (
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
      {rows.length > MOST_ROWS ? <p>And {rows.length - MOST_ROWS} more rows: they are in the files.</p> : null}
      <div className={css['save']}>
        <Button onClick={() => saveFile('lookups.csv', csvOf(rows), 'text/csv')}>Save as CSV</Button>
        <Button onClick={() => saveFile('lookups.md', markdownOf(rows), 'text/markdown')}>Save as Markdown</Button>
      </div>
    </div>
  );
}
