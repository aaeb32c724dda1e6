/** One process as the kernel sees it: who it is, and its signal masks bit by bit. */
import type { MachineView, ProcessView } from '../../lesson/index.ts';
import { signalName } from '../../lesson/index.ts';
import { commandLine, masksOf, pidText, STATE_WORDS, statusWords, who, type MaskRow } from '../../viz/index.ts';
import { Button } from '../components/button.tsx';
import css from './process-details.module.css';

const MARK: Readonly<Record<MaskRow['name'], string>> = {
  SigPnd: 'P',
  ShdPnd: 'P',
  SigBlk: 'B',
  SigIgn: 'I',
  SigCgt: 'C',
};

function Masks({ process }: { readonly process: ProcessView }) {
  const { columns, rows } = masksOf(process);
  return (
    <div className={css['masks']} role="region" aria-label="Signal masks" tabIndex={0}>
      <table>
        <thead>
          <tr>
            <th scope="col">Mask</th>
            <th scope="col">As in /proc/{process.nspid.at(-1)}/status</th>
            {columns.map(({ sig, name }) => (
              <th key={sig} scope="col" title={`SIG${name}, number ${sig}`}>
                <span>{name}</span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.name}>
              <th scope="row" title={row.meaning}>
                {row.name}
              </th>
              <td>
                <code>{row.hex}</code>
              </td>
              {row.bits.map((set, i) => (
                <td key={columns[i]?.sig} className={set ? css['set'] : undefined}>
                  {set ? MARK[row.name] : <span aria-hidden="true">·</span>}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

interface Props {
  readonly process: ProcessView;
  readonly view: MachineView;
  /** Left out: the details stay. */
  readonly onClose?: () => void;
}

export function ProcessDetails({ process, view, onClose }: Props) {
  const facts: readonly (readonly [string, string])[] = [
    ['State', `${process.state}: ${STATE_WORDS[process.state]}, ${process.doing}`],
    ['Parent', process.parent === 0 ? 'none' : who(view, process.parent)],
    ['User', `uid ${process.uid}`],
    ['Group, session', `${process.pgid}, ${process.sid}${process.foreground ? ' (foreground)' : ''}`],
    ...(process.threads > 1 ? [['Threads', String(process.threads)] as const] : []),
    ...(process.exitStatus === undefined ? [] : [['Ended with', statusWords(process.exitStatus, signalName)] as const]),
    ...(process.unkillable ? [['Special', 'SIGNAL_UNKILLABLE: init of its namespace'] as const] : []),
    ...(process.subreaper ? [['Special', 'subreaper: adopts orphans below it'] as const] : []),
  ];
  const { rows } = masksOf(process);
  return (
    <section className={css['details']} aria-label={`Process ${commandLine(process)}`}>
      <header>
        <b>{commandLine(process, 60)}</b>
        <span>{pidText(process)}</span>
        {onClose ? (
          <Button look="quiet" aria-label="Close the details" onClick={onClose}>
            ✕
          </Button>
        ) : null}
      </header>
      <dl>
        {facts.map(([name, text]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{text}</dd>
          </div>
        ))}
      </dl>
      <Masks process={process} />
      <ul className={css['words']}>
        {rows
          .filter((row) => row.names.length > 0)
          .map((row) => (
            <li key={row.name}>
              <b>{row.name}</b>, {row.meaning}: {row.names.join(', ')}
            </li>
          ))}
        {rows.every((row) => row.names.length === 0) ? (
          <li>No signal is pending, blocked, ignored or caught.</li>
        ) : null}
      </ul>
    </section>
  );
}
