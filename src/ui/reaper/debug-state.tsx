/** Beside the text: who called whom with which variables, what the last statement changed, signals that wait, children. */
import type { MachineView, ProcessView } from '../../lesson/index.ts';
import { childRows, signalRows, type Inspection, type VariableRow } from '../../viz/index.ts';
import css from './debug-state.module.css';

/** A crowd of children is counted, not listed. */
const MAX_CHILDREN = 40;

/** Structures are long: the beginning, and the whole on demand. */
const LONG = 48;

function Value({ text }: { readonly text: string }) {
  if (text.length <= LONG) return text;
  return (
    <details>
      <summary>{text.slice(0, LONG - 8)}…</summary>
      {text}
    </details>
  );
}

function Variables({ rows, label }: { readonly rows: readonly VariableRow[]; readonly label: string }) {
  if (rows.length === 0) return null;
  return (
    <table aria-label={label}>
      <tbody>
        {rows.map(({ name, type, value, before }) => (
          <tr key={name} className={before === undefined ? undefined : css['changed']}>
            <th scope="row">
              {name} <span className={css['type']}>{type}</span>
            </th>
            <td>
              {before === undefined ? null : (
                <>
                  <del title="before the last statement">{before}</del>
                  <span aria-hidden="true"> → </span>
                </>
              )}
              <Value text={value} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

interface Props {
  readonly view: MachineView;
  readonly process: ProcessView;
  readonly seen: Inspection;
}

export function DebugState({ view, process, seen }: Props) {
  const children = childRows(view, process.pid);
  const signals = signalRows(process);
  const zombies = children.filter(({ state }) => state === 'Z').length;
  return (
    <div className={css['state']} role="region" aria-label="State of the process" tabIndex={0}>
      <h2>Calls</h2>
      {seen.frames.length === 0 ? (
        <p>{process.state === 'Z' ? 'It has ended.' : 'main has not begun.'}</p>
      ) : (
        <ol className={css['frames']}>
          {seen.frames.map((frame, i) => (
            <li key={seen.frames.length - i} className={i === 0 ? css['top'] : undefined}>
              <p>
                <b>{frame.fn}</b> <span className={css['at']}>line {frame.line}</span>
                {frame.entered ? <span className={css['entered']}>just entered</span> : null}
              </p>
              <Variables rows={frame.variables} label={`Variables of ${frame.fn}`} />
            </li>
          ))}
        </ol>
      )}
      {seen.globals.length === 0 ? null : (
        <>
          <h2>Global</h2>
          <Variables rows={seen.globals} label="Global variables" />
        </>
      )}
      <h2>Signals</h2>
      {signals.length === 0 ? (
        <p>None is pending, none is blocked.</p>
      ) : (
        <ul className={css['signals']}>
          {signals.map(({ name, pending, blocked }) => (
            <li key={name} data-pending={pending || undefined}>
              <b>{name}</b> {pending && blocked ? 'pending, blocked' : pending ? 'pending' : 'blocked'}
            </li>
          ))}
        </ul>
      )}
      <h2>
        Children{' '}
        <span className={css['count']}>
          {children.length === 0 ? '' : `${children.length}${zombies > 0 ? `, ${zombies} to collect` : ''}`}
        </span>
      </h2>
      {children.length === 0 ? (
        <p>None.</p>
      ) : (
        <ul className={css['children']}>
          {children.slice(0, MAX_CHILDREN).map(({ pid, inner, comm, state, words }) => (
            <li key={pid}>
              <b
                className={css['letter']}
                style={{ color: `var(--st-${state === 't' ? 'T' : state === 'X' ? 'Z' : state})` }}
              >
                {state}
              </b>
              <span>{inner}</span> <span>{comm}</span> <span className={css['words']}>{words}</span>
            </li>
          ))}
          {children.length > MAX_CHILDREN ? <li>and {children.length - MAX_CHILDREN} more</li> : null}
        </ul>
      )}
    </div>
  );
}
