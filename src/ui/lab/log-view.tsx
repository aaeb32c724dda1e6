/** The event log in words: the text twin of all pictures. Newest last; each line leads to its step. */
import { useEffect, useRef, useState } from 'react';
import type { LabController, LabState } from '../../adapters/lab/index.ts';
import { clock, sentence, type Marks } from '../../viz/index.ts';
import css from './log-view.module.css';

/** Lines shown: the time line leads to older ones. */
const MAX_LINES = 300;

export function LogView({ lab, state, marks }: { lab: LabController; state: LabState; marks: Marks }) {
  const [all, setAll] = useState(false);
  const list = useRef<HTMLOListElement>(null);
  const { trace, cursor, base } = state;
  const steps: number[] = [];
  if (all) for (let i = Math.max(base, cursor + 1 - MAX_LINES); i <= cursor; i += 1) steps.push(i);
  else {
    const to = marks.before(cursor) + 1;
    for (const mark of marks.list.slice(Math.max(0, to - MAX_LINES), to)) steps.push(mark.step);
  }
  const last = steps.at(-1);
  useEffect(() => {
    list.current?.lastElementChild?.scrollIntoView({ block: 'nearest' });
  }, [last]);
  return (
    <div className={css['log']}>
      <label className={css['all']}>
        <input type="checkbox" checked={all} onChange={(event) => setAll(event.target.checked)} /> every step
      </label>
      <div role="log" aria-live="polite" aria-label="What happened">
        <ol ref={list}>
          {steps.map((index) => {
            const step = trace.at(index);
            const said = sentence(step);
            return (
              <li key={index} className={index === cursor ? css['here'] : undefined}>
                <button
                  type="button"
                  onClick={() => lab.seek(index)}
                  aria-current={index === cursor ? 'step' : undefined}
                >
                  <span className={css['time']}>{clock(step.at)}</span>
                  <span className={`${css['mark']} ${css[said.tone]}`} aria-hidden="true" />
                  <span>{said.text}</span>
                </button>
              </li>
            );
          })}
        </ol>
      </div>
    </div>
  );
}
