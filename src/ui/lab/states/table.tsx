/** The same as a table, for those who read or hear rather than look: all processes by state. */
import type { MachineView } from '../../../lesson/index.ts';
import { commandLine, innerPid, PLACES, standing, STANDING, who, type Scope } from '../../../viz/index.ts';
import css from './table.module.css';
import { stateColour } from './token.tsx';

/** Rows a state shows: a fork bomb has thousands. */
const MAX_ROWS = 200;

interface Props {
  readonly view: MachineView;
  readonly scope: Scope;
  readonly selected: number | undefined;
  readonly onSelect: (pid: number) => void;
}

export function StatesTable({ view, scope, selected, onSelect }: Props) {
  const at = standing(view, scope);
  return (
    <div className={css['table']} role="region" aria-label="All processes by state" tabIndex={0}>
      <table>
        <thead>
          <tr>
            <th scope="col">Process</th>
            <th scope="col">Pid</th>
            <th scope="col">On the host</th>
            <th scope="col">Parent</th>
            <th scope="col">Doing</th>
          </tr>
        </thead>
        {STANDING.map((place) => (
          <tbody key={place}>
            <tr className={css['state']}>
              <th scope="rowgroup" colSpan={5}>
                <b style={{ color: stateColour(place) }}>{place}</b> {PLACES[place].title}: {at[place].length}
              </th>
            </tr>
            {at[place].slice(0, MAX_ROWS).map((process) => (
              <tr key={process.pid} aria-selected={process.pid === selected || undefined}>
                <th scope="row">
                  <button type="button" onClick={() => onSelect(process.pid)}>
                    {commandLine(process, 36)}
                  </button>
                </th>
                <td>{innerPid(process)}</td>
                <td>{process.pid}</td>
                <td>{process.parent === 0 ? 'none' : who(view, process.parent)}</td>
                <td>{process.doing}</td>
              </tr>
            ))}
            {at[place].length > MAX_ROWS ? (
              <tr>
                <td colSpan={5}>and {at[place].length - MAX_ROWS} more</td>
              </tr>
            ) : null}
          </tbody>
        ))}
      </table>
    </div>
  );
}
