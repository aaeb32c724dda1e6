/** Interview cards: say the answer aloud, then look; follow-ups are asked one by one. */
import { useState } from 'react';
import { Link } from 'react-router';
import type { Card, LabSetup } from '../../lesson/index.ts';
import { Button } from '../components/button.tsx';
import { Inline } from '../components/inline.tsx';
import css from './card-list.module.css';

function labAddress({ scenario, options }: LabSetup): string {
  const query = new URLSearchParams(options).toString();
  return `/lab/${scenario}${query === '' ? '' : `?${query}`}`;
}

function FollowUp({ question, answer }: { readonly question: string; readonly answer: string }) {
  return (
    <details>
      <summary>
        <Inline text={question} />
      </summary>
      <p>
        <Inline text={answer} />
      </p>
    </details>
  );
}

function InterviewCard({ card }: { readonly card: Card }) {
  const [shown, setShown] = useState(false);
  return (
    <li className={css['card']} id={card.id}>
      <p className={css['meta']}>
        {card.level} · {card.topic}
      </p>
      <h2>
        <Inline text={card.question} />
      </h2>
      {shown ? (
        <div role="status">
          <p>
            <Inline text={card.answer} />
          </p>
          {card.wrong === undefined ? null : (
            <p className={css['wrong']}>
              <b>Often heard, and wrong:</b> <Inline text={card.wrong} />
            </p>
          )}
          <fieldset className={css['rubric']}>
            <legend>An interviewer listens for</legend>
            {card.rubric.map((point) => (
              <label key={point}>
                <input type="checkbox" />{' '}
                <span>
                  <Inline text={point} />
                </span>
              </label>
            ))}
          </fieldset>
          {card.followUps.length > 0 ? <h3>And then?</h3> : null}
          {card.followUps.map((each) => (
            <FollowUp key={each.question} {...each} />
          ))}
          {card.proof ? (
            <p>
              <Link to={labAddress(card.proof.lab)}>Prove it in the lab</Link>:{' '}
              {card.proof.run.map((step, i) => ('type' in step ? <code key={i}>{step.type}</code> : null))}
            </p>
          ) : null}
        </div>
      ) : (
        <Button onClick={() => setShown(true)}>Show the answer</Button>
      )}
    </li>
  );
}

export function CardList({ cards }: { readonly cards: readonly Card[] }) {
  return (
    <ol className={css['cards']}>
      {cards.map((card) => (
        <InterviewCard key={card.id} card={card} />
      ))}
    </ol>
  );
}
