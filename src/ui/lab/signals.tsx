/** The signal picture: processes in their namespaces, a signal's way, and what each gate of the kernel decided about it. */
import { Fragment, useEffect, useRef, useState, type CSSProperties } from 'react';
import type { LabState } from '../../adapters/lab/index.ts';
import type { MachineView, ProcessView } from '../../lesson/index.ts';
import {
  currentJourney,
  fate,
  gateCards,
  isNoise,
  sigText,
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

/** Names of the kernel are long: they may break after an underscore. */
function Breakable({ text }: { readonly text: string }) {
  return text.split(/(?<=_)/).map((part, i) => (
    <Fragment key={i}>
      {i > 0 ? <wbr /> : null}
      {part}
    </Fragment>
  ));
}

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
      data-compact={compact || undefined}
      aria-label={`What the kernel decided about ${sigText(journey.sig)}`}
    >
      {cards.map((gate) => (
        <li key={gate.number} className={css[gate.verdict]}>
          <b>
            {gate.number} · {gate.title}
          </b>
          <span className="hidden-text">{VERDICTS[gate.verdict]}: </span>
          <span className={css['reason']} title={compact ? gate.reason : undefined}>
            <Breakable text={gate.reason} />
          </span>
          {gate.fn === '' || compact ? null : (
            <code title={gate.file}>
              <Breakable text={gate.fn} />
            </code>
          )}
        </li>
      ))}
    </ol>
  );
}

const label = (journey: Journey): string =>
  `${sigText(journey.sig)}: ${journey.from} → ${journey.to}, ${fate(journey)}`;

/** Whom the picture is about while nobody is selected: the signal's target, or the first container's PID 1. */
function subjectOf(view: MachineView, journey: Journey | undefined): ProcessView | undefined {
  const target = journey?.target === undefined ? undefined : view.processes.get(journey.target);
  const init = view.containers.find((container) => container.init !== undefined)?.init;
  return target ?? (init === undefined ? undefined : view.processes.get(init));
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
  const byTheWay = all.filter(isNoise).slice(-LISTED).reverse();
  const chosen =
    (picked?.generation === state.generation ? all.find((each) => each.number === picked.journey) : undefined) ??
    currentJourney(all);
  const process = selected === undefined ? undefined : state.view.processes.get(selected);
  // A tall stage has room for whom it is all about, too, without being asked.
  const subject = process ?? subjectOf(state.view, chosen);
  return (
    <div className={css['signals']}>
      <div className={css['upper']}>
        <div className={css['picture']}>
          <Stage
            view={state.view}
            journey={chosen}
            selected={selected}
            onSelect={(pid) => setSelected(pid === selected ? undefined : pid)}
          />
        </div>
        {subject ? (
          <div className={process ? css['asked'] : css['unasked']}>
            <ProcessDetails
              process={subject}
              view={state.view}
              {...(process ? { onClose: () => setSelected(undefined) } : {})}
            />
          </div>
        ) : null}
      </div>
      <div className={css['foot']}>
        {chosen ? (
          <>
            <div className={css['which']}>
              {all.length > 1 ? (
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
                          {label(journey)}
                        </option>
                      ))}
                    {told.includes(chosen) && byTheWay.length === 0 ? null : (
                      <optgroup label="By the kernel, in passing">
                        {byTheWay.map((journey) => (
                          <option key={journey.number} value={journey.number}>
                            {label(journey)}
                          </option>
                        ))}
                      </optgroup>
                    )}
                  </select>
                </label>
              ) : (
                <span>{label(chosen)}</span>
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
