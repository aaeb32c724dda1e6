/** One process: who it is, for a zombie why it is still there, and its lines of /proc as the kernel prints them. */
import { useEffect, useRef, useState } from 'react';
import { signalName, type MachineView, type ProcessView, type Script } from '../../../lesson/index.ts';
import {
  clock,
  commandLine,
  dutyWords,
  functionsOf,
  habitOf,
  isZombie,
  newReaper,
  pidText,
  procFiles,
  STATE_WORDS,
  statusWords,
  who,
  type Facts,
  type Moves,
  type Reader,
} from '../../../viz/index.ts';
import { Button } from '../../components/button.tsx';
import { Segmented } from '../../components/segmented.tsx';
import css from './process-card.module.css';
import { stateColour } from './token.tsx';
import { ZombieAnswers } from './zombie.tsx';

interface Props {
  readonly view: MachineView;
  readonly process: ProcessView;
  readonly facts: Facts;
  readonly moves: Moves;
  readonly step: number;
  readonly live: boolean;
  readonly onSeek: (step: number) => void;
  readonly onRun: (script: Script) => void;
  readonly onSelect: (pid: number) => void;
  readonly onClose: () => void;
}

const READERS = [
  { value: 'inside', label: 'inside' },
  { value: 'host', label: 'host' },
] as const;

function Proc({ view, process }: Pick<Props, 'view' | 'process'>) {
  const [reader, setReader] = useState<Reader>('inside');
  const nested = process.nspid.length > 1;
  return (
    <section className={css['proc']}>
      <header>
        <h3>What /proc says</h3>
        {nested ? <Segmented label="Read from" value={reader} options={READERS} onChange={setReader} /> : null}
      </header>
      {procFiles(view, process, nested ? reader : 'host').map(({ path, lines, note }) => (
        <figure key={path}>
          <figcaption>
            {path}
            {note === undefined ? null : <span>{note}</span>}
          </figcaption>
          <pre>
            {lines.map((line, i) => (
              <code key={i} data-state={/^State:/.test(line) ? process.state : undefined}>
                {line}
                {'\n'}
              </code>
            ))}
          </pre>
        </figure>
      ))}
    </section>
  );
}

/** Moves told of one process. */
const WAY = 5;

/** How it came to where it stands: its own moves, newest first. */
function WayHere({ process, moves, step, onSeek }: Pick<Props, 'process' | 'moves' | 'step' | 'onSeek'>) {
  const own = moves.of(process.pid, step, WAY);
  if (own.length === 0) return null;
  return (
    <section className={css['way']}>
      <h3>How it came here</h3>
      <ol>
        {own.map((move) => (
          <li key={move.step}>
            <button type="button" onClick={() => onSeek(move.step)} title={`Show the machine at ${clock(move.at)}`}>
              <span>{clock(move.at)}</span>
              <b>{move.tag}</b> {move.words}
            </button>
            <small>{functionsOf(move).join(' · ')}</small>
          </li>
        ))}
      </ol>
    </section>
  );
}

/** What a living process has to do with others. */
function Living({
  view,
  process,
  facts,
  step,
  onSelect,
}: Pick<Props, 'view' | 'process' | 'facts' | 'step' | 'onSelect'>) {
  const children = [...view.processes.values()].filter((each) => each.parent === process.pid);
  const zombies = children.filter(isZombie);
  const adopted = facts.adopted(process.pid, step);
  const collected = facts.collected(process.pid, step).length;
  const refused = facts.refused(process.pid, step);
  const heir = children.length > 0 ? newReaper(view, process) : undefined;
  const init = view.namespaces.some((ns) => ns.init === process.pid);
  return (
    <div className={css['living']}>
      <p>
        {STATE_WORDS[process.state].replace(/^./, (first) => first.toUpperCase())}: {process.doing}.
      </p>
      {adopted && adopted.to === process.parent ? (
        <p>
          Adopted by {who(view, process.parent)} at {clock(adopted.at)}, when {adopted.fromName} ended.
        </p>
      ) : null}
      {zombies.length > 0 ? (
        <p className={css['duty']}>
          {dutyWords(zombies.length)}.{' '}
          <button type="button" onClick={() => zombies[0] && onSelect(zombies[0].pid)}>
            Why has it not?
          </button>
        </p>
      ) : null}
      {collected > 0 ? <p>It has collected {collected === 1 ? 'one child' : `${collected} children`} so far.</p> : null}
      {refused > 0 ? <p>{refused === 1 ? 'One fork' : `${refused} forks`} of it were refused.</p> : null}
      {children.length === 0 ? null : init ? (
        <p>If it ends, the kernel kills everybody else in its namespace.</p>
      ) : heir ? (
        <p>
          If it ends, {children.length === 1 ? 'its child goes' : `its ${children.length} children go`} to{' '}
          {who(view, heir.process.pid)}. {habitOf(view, facts, step, heir.process).words}
        </p>
      ) : null}
    </div>
  );
}

export function ProcessCard(props: Props) {
  const { view, process, facts, moves, step, live, onRun, onSelect, onSeek, onClose } = props;
  const parent = view.processes.get(process.parent);
  const root = useRef<HTMLElement>(null);
  useEffect(() => {
    // What was pressed to come here may be gone.
    if (document.activeElement === document.body) root.current?.focus();
  }, [process.pid]);
  return (
    <section ref={root} tabIndex={-1} className={css['card']} aria-label={`Process ${commandLine(process)}`}>
      <header>
        <i style={{ color: stateColour(process.state) }}>{process.state}</i>
        <h2>{process.state === 'Z' ? `${process.comm} <defunct>` : commandLine(process, 48)}</h2>
        <Button look="quiet" aria-label="Close the details" onClick={onClose}>
          ✕
        </Button>
      </header>
      <p className={css['ids']}>
        {pidText(process)}
        {process.exitStatus === undefined ? '' : ` · ${statusWords(process.exitStatus, signalName)}`}
        {parent ? (
          <>
            {' · child of '}
            <button type="button" onClick={() => onSelect(parent.pid)}>
              {who(view, parent.pid)}
            </button>
          </>
        ) : null}
      </p>
      {process.state === 'Z' ? (
        <ZombieAnswers view={view} facts={facts} step={step} pid={process.pid} live={live} onRun={onRun} />
      ) : (
        <Living view={view} process={process} facts={facts} step={step} onSelect={onSelect} />
      )}
      <WayHere process={process} moves={moves} step={step} onSeek={onSeek} />
      <Proc view={view} process={process} />
    </section>
  );
}
