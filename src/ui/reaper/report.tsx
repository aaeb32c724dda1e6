/** The examiner's report: one row per hidden schedule, what went wrong in words, and the very run to look at. */
import { useState } from 'react';
import type { Examination } from '../../adapters/lab/index.ts';
import type { TrialVerdict } from '../../lesson/index.ts';
import { PLANS, type Duty, type Plan } from '../../sim/lab/trials/index.ts';
import { Button } from '../components/button.tsx';
import { Inline } from '../components/inline.tsx';
import css from './report.module.css';

const DUTIES: readonly (readonly [duty: Duty, title: string])[] = [
  ['reap', 'Collect the dead'],
  ['calm', 'Sleep in between, forget nobody'],
  ['main', 'Run the command'],
];

interface Props {
  readonly examination: Examination;
  /** The editor's text is another one by now. */
  readonly stale: boolean;
  readonly onOpen: (verdict: TrialVerdict) => Promise<void>;
  readonly onClose: () => void;
}

function Row({ plan, verdict, onOpen }: { plan: Plan; verdict: TrialVerdict | undefined; onOpen: Props['onOpen'] }) {
  const [opening, setOpening] = useState(false);
  const state = verdict === undefined ? 'waiting' : verdict.reason === undefined ? 'passed' : 'failed';
  return (
    <li className={css[state]}>
      <span className={css['mark']} aria-hidden="true">
        {{ waiting: '·', passed: '✓', failed: '✗' }[state]}
      </span>
      <div className={css['what']}>
        <p className={css['title']}>
          <b>{plan.title}</b> <span className="hidden-text">{state}. </span>
          <span className={css['asks']}>
            <Inline text={verdict?.story ?? plan.asks} />
          </span>
        </p>
        {verdict?.reason === undefined ? null : (
          <p className={css['reason']}>
            <Inline text={verdict.reason} />
          </p>
        )}
      </div>
      {verdict === undefined ? null : (
        <Button
          className={css['open']}
          disabled={opening}
          aria-label={`Open this run: ${plan.title}`}
          onClick={() => {
            setOpening(true);
            void onOpen(verdict).finally(() => setOpening(false));
          }}
        >
          {opening ? 'Opening…' : 'Open this run'}
        </Button>
      )}
    </li>
  );
}

export function Report({ examination, stale, onOpen, onClose }: Props) {
  const { verdicts, running, failed, report } = examination;
  const passed = verdicts.filter(({ reason }) => reason === undefined).length;
  const summary = failed
    ? 'The examiner could not be fetched: the connection may be gone.'
    : running
      ? `Running schedule ${Math.min(verdicts.length + 1, PLANS.length)} of ${PLANS.length}…`
      : report && verdicts.length === 0
        ? 'The program does not compile, so nothing was run.'
        : `${passed} of ${PLANS.length} schedules passed.`;
  return (
    <section className={css['report']} aria-label="Report">
      <header>
        <b role="status">{summary}</b>
        {stale ? <span className={css['stale']}>for the text as it was when you asked</span> : null}
        <Button look="quiet" aria-label="Close the report" onClick={onClose}>
          ✕
        </Button>
      </header>
      {verdicts.length === 0 && !running
        ? null
        : DUTIES.map(([duty, title]) => (
            <div key={duty}>
              <h2>{title}</h2>
              <ul>
                {PLANS.filter((plan) => plan.duty === duty).map((plan) => (
                  <Row
                    key={plan.id}
                    plan={plan}
                    verdict={verdicts.find((each) => each.plan === plan.id)}
                    onOpen={onOpen}
                  />
                ))}
              </ul>
            </div>
          ))}
    </section>
  );
}
