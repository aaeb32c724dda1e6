/** Below the state machine: what has just happened, the moves before it, or what the reader points at, explained. */
import { clock, type Move } from '../../../viz/index.ts';
import { Fragment } from 'react';
import css from './strip.module.css';
import { topicText, type Topic } from './topics.ts';

interface Props {
  readonly topic: Topic | undefined;
  /** The moves of the step shown, the telling one last. */
  readonly moves: readonly Move[];
  readonly fresh: boolean;
  /** Newest first. */
  readonly history: readonly Move[];
  readonly onSeek: (step: number) => void;
}

export function Strip({ topic, moves, fresh, history, onSeek }: Props) {
  if (topic) {
    const { title, about, functions } = topicText(topic);
    return (
      <div className={css['strip']} data-topic>
        <p className={css['about']}>
          <b>{title}.</b> {about}
        </p>
        <p className={css['cite']}>
          {functions.map(([name, file], i) => (
            <Fragment key={name}>
              {i > 0 ? ' · ' : ''}
              <code>{name}</code> {file}
            </Fragment>
          ))}
        </p>
      </div>
    );
  }
  const chief = moves.at(-1);
  const others = new Set(moves.map((move) => move.pid)).size - 1;
  return (
    <div className={css['strip']}>
      <p className={css['now']} data-fresh={fresh || undefined} data-bad={chief?.refused || undefined}>
        {chief ? chief.words : 'Nothing has moved yet. Start something in the terminal: sleep 5 &'}
        {fresh && others > 0 ? <em> (and {others === 1 ? 'one more moved' : `${others} more moved`})</em> : null}
      </p>
      <ol className={css['history']} aria-label="Moves before">
        {history.map((move) => (
          <li key={`${move.step} ${move.pid}`}>
            <button type="button" onClick={() => onSeek(move.step)} title={`Show the machine at ${clock(move.at)}`}>
              <span>{clock(move.at)}</span> {move.words}
            </button>
          </li>
        ))}
      </ol>
    </div>
  );
}
