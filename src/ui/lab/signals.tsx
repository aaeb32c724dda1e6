/** The signal picture: processes in their namespaces, a signal's way, and what each gate of the kernel decided about it. */
import { useEffect, useRef, useState, type CSSProperties } from 'react';
import type { LabState } from '../../adapters/lab/index.ts';
import {
  currentJourney,
  fate,
  gateCards,
  isNoise,
  sigText,
  who,
  type GateCard,
  type Journey,
  type Journeys,
} from '../../viz/index.ts';
import { Stage } from './stage.tsx';
import { ProcessDetails } from './process-details.tsx';
import css from './signals.module.css';

/** Journeys that can be chosen from: more would be a list to scroll, and the scrubber leads there too. */
const LISTED = 30;

const VERDICTS: Readonly<Record<GateCard['verdict'], string>> = {
  pass: 'passed',
  stop: 'stopped here',
  skip: 'not asked',
  waiting: 'waiting',
  never: 'never reached',
};

export function Gates({ journey, compact = false }: { readonly journey: Journey; readonly compact?: boolean }) {
  const list = useRef<HTMLOListElement>(null);
  const cards = gateCards(journey);
  const stop = cards.findIndex((card) => card.verdict === 'stop' || card.verdict === 'waiting');
  useEffect(() => {
    const row = list.current;
    const card = row?.children[stop];
    if (row && card instanceof HTMLElement && row.scrollWidth > row.clientWidth) {
      row.scrollLeft = card.offsetLeft - row.offsetLeft - (row.clientWidth - card.offsetWidth) / 2;
    }
  }, [journey.number, stop]);
  // Up to five stand in one row, as the eye takes them in; more make two rows of equal length.
  const columns = cards.length <= 5 ? cards.length : Math.ceil(cards.length / 2);
  const style: CSSProperties & { '--columns': number } = { '--columns': columns };
  return (
    <ol
      ref={list}
      className={css['gates']}
      style={style}
      aria-label={`What the kernel decided about ${sigText(journey.sig)}`}
    >
      {cards.map((gate) => (
        <li key={gate.number} className={css[gate.verdict]}>
          <b>
            {gate.number} · {gate.title}
          </b>
          <span className="hidden-text">{VERDICTS[gate.verdict]}: </span>
          {gate.reason}
          {gate.fn === '' || compact ? null : <code title={gate.file}>{gate.fn}</code>}
        </li>
      ))}
    </ol>
  );
}

function label(journey: Journey, state: LabState): string {
  const from = journey.sender === undefined ? 'kernel' : who(state.view, journey.sender);
  const to = journey.target === undefined ? String(journey.named) : who(state.view, journey.target);
  return `${sigText(journey.sig)}: ${from} → ${to}, ${fate(journey)}`;
}

interface Props {
  readonly state: LabState;
  readonly journeys: Journeys;
}

export function Signals({ state, journeys }: Props) {
  const [picked, setPicked] = useState<{ readonly journey: number; readonly generation: number }>();
  const [selected, setSelected] = useState<number>();
  const all = journeys.upTo(state.cursor);
  const told = all.filter((journey) => !isNoise(journey));
  const chosen =
    (picked?.generation === state.generation ? all.find((each) => each.number === picked.journey) : undefined) ??
    currentJourney(all);
  const process = selected === undefined ? undefined : state.view.processes.get(selected);
  return (
    <div className={css['signals']}>
      <div className={css['picture']}>
        <Stage
          view={state.view}
          journey={chosen}
          selected={selected}
          onSelect={(pid) => setSelected(pid === selected ? undefined : pid)}
        />
      </div>
      {process ? <ProcessDetails process={process} view={state.view} onClose={() => setSelected(undefined)} /> : null}
      <div className={css['foot']}>
        {chosen ? (
          <>
            <div className={css['which']}>
              {told.length > 1 ? (
                <label>
                  <span className="hidden-text">Signal</span>
                  <select
                    value={chosen.number}
                    onChange={(event) =>
                      setPicked({ journey: Number(event.target.value), generation: state.generation })
                    }
                  >
                    {told
                      .slice(-LISTED)
                      .reverse()
                      .map((journey) => (
                        <option key={journey.number} value={journey.number}>
                          {label(journey, state)}
                        </option>
                      ))}
                    {told.includes(chosen) ? null : <option value={chosen.number}>{label(chosen, state)}</option>}
                  </select>
                </label>
              ) : (
                <span>{label(chosen, state)}</span>
              )}
              {picked && picked.generation === state.generation ? (
                <button type="button" onClick={() => setPicked(undefined)}>
                  Follow the latest
                </button>
              ) : null}
            </div>
            <Gates journey={chosen} />
          </>
        ) : (
          <p className={css['none']}>
            No signal was sent yet. Try <code>kill 1</code> in the terminal and watch it travel.
          </p>
        )}
      </div>
    </div>
  );
}
