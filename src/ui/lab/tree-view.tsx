/** The process tree of the machine, with state, numbers in each namespace and what each process does. */
import type { MachineView, ProcessView } from '../../lesson/index.ts';
import { commandLine, STATE_WORDS, treeRows, type TreeRow } from '../../viz/index.ts';
import css from './tree-view.module.css';

/** A fork bomb has hundreds of rows; nobody reads more. */
const MAX_ROWS = 200;

function branch({ lines, depth, last }: TreeRow): string {
  if (depth === 0) return '';
  return `${lines
    .slice(1)
    .map((goesOn) => (goesOn ? '│ ' : '  '))
    .join('')}${last ? '└─' : '├─'}`;
}

const colour = (process: ProcessView): string =>
  `var(--st-${process.state === 't' ? 'T' : process.state === 'X' ? 'Z' : process.state})`;

export function TreeView({ view }: { readonly view: MachineView }) {
  const rows = treeRows(view);
  return (
    <div className={css['tree']} role="region" aria-label="Process tree" tabIndex={0}>
      <table>
        <thead>
          <tr>
            <th scope="col">Process</th>
            <th scope="col">State</th>
            <th scope="col">Pid on the host</th>
            <th scope="col">Inside</th>
            <th scope="col">Doing</th>
          </tr>
        </thead>
        <tbody>
          {rows.slice(0, MAX_ROWS).map((row) => {
            const { process } = row;
            return (
              <tr key={process.pid}>
                <th scope="row">
                  <span className={css['branch']} aria-hidden="true">
                    {branch(row)}
                  </span>
                  {commandLine(process, 44)}
                  {process.unkillable ? <span className={css['init']}>init</span> : null}
                </th>
                <td>
                  <b style={{ color: colour(process) }}>{process.state}</b> {STATE_WORDS[process.state]}
                </td>
                <td className={css['number']}>{process.pid}</td>
                <td className={css['number']}>{process.nspid.slice(1).join(' · ')}</td>
                <td>{process.doing}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
      {rows.length > MAX_ROWS ? <p>and {rows.length - MAX_ROWS} more</p> : null}
    </div>
  );
}
