/** The process tree with the duties of parents: who has children to collect, which zombies, who was adopted. */
import type { MachineView, ProcessView } from '../../../lesson/index.ts';
import {
  commandLine,
  dutiesOf,
  dutyWords,
  innerPid,
  pidRange,
  STATE_WORDS,
  type DutyRow,
  type Facts,
  type ProcessRow,
  type Scope,
} from '../../../viz/index.ts';
import css from './duties.module.css';
import { stateColour } from './token.tsx';

interface Props {
  readonly view: MachineView;
  readonly facts: Facts;
  readonly step: number;
  readonly scope: Scope;
  readonly selected: number | undefined;
  readonly open: ReadonlySet<string>;
  readonly onOpen: (key: string) => void;
  readonly onSelect: (pid: number) => void;
}

function branch({ lines, depth, last }: DutyRow): string {
  if (depth === 0) return '';
  return `${lines.map((goesOn) => (goesOn ? '│ ' : '  ')).join('')}${last ? '└ ' : '├ '}`;
}

/** Without the way to the program: `zombies 12`. */
const shortCommand = (process: ProcessView): string => commandLine(process, 48).replace(/^\/\S*\//, '');

function Row({ row, selected, onSelect }: { readonly row: ProcessRow } & Pick<Props, 'selected' | 'onSelect'>) {
  const { process, toCollect, adoptedFrom } = row;
  return (
    <button
      type="button"
      className={css['row']}
      aria-pressed={process.pid === selected}
      data-zombie={process.state === 'Z' || undefined}
      onClick={() => onSelect(process.pid)}
    >
      <span className={css['branch']} aria-hidden="true">
        {branch(row)}
      </span>
      <i style={{ color: stateColour(process.state) }} title={STATE_WORDS[process.state]}>
        {process.state}
      </i>
      <b>{process.state === 'Z' ? process.comm : shortCommand(process)}</b>
      <u>{innerPid(process)}</u>
      {process.subreaper ? <em className={css['init']}>subreaper</em> : null}
      {toCollect > 0 ? (
        <em className={css['duty']} title={dutyWords(toCollect)}>
          {toCollect} to collect
        </em>
      ) : null}
      {adoptedFrom === undefined ? null : (
        <em className={css['adopted']} title={`adopted: was a child of ${adoptedFrom}`}>
          adopted, was of {adoptedFrom}
        </em>
      )}
    </button>
  );
}

export function DutiesTree({ view, facts, step, scope, selected, open, onOpen, onSelect }: Props) {
  const { rows, more, zombies } = dutiesOf(view, facts, step, scope, open);
  return (
    <section className={css['duties']} aria-label="Processes and what parents have to collect">
      <h2>
        Parents and duties
        <span>{zombies === 0 ? 'nothing to collect' : dutyWords(zombies)}</span>
      </h2>
      {rows.length === 0 ? <p>No process runs in a container.</p> : null}
      <ul>
        {rows.map((row) => (
          <li key={row.key}>
            {row.kind === 'process' ? (
              <Row row={row} selected={selected} onSelect={onSelect} />
            ) : (
              <button type="button" className={css['row']} aria-expanded="false" onClick={() => onOpen(row.key)}>
                <span className={css['branch']} aria-hidden="true">
                  {branch(row)}
                </span>
                <i style={{ color: stateColour(row.state) }}>{row.state}</i>
                <b>
                  {row.members.length} × {row.comm}
                </b>
                <u>{pidRange(row.members)}</u>
              </button>
            )}
          </li>
        ))}
      </ul>
      {more > 0 ? <p>and {more} more rows</p> : null}
    </section>
  );
}
