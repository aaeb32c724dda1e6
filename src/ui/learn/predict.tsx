/** A prediction, made before the machine is asked: choose, commit, then see why, and run it. */
import { lazy, Suspense, useId, useState } from 'react';
import { lessonProgress } from '../../lesson/index.ts';
import { Button } from '../components/button.tsx';
import { Inline } from '../components/inline.tsx';
import { useLabBus } from '../lab-bus.ts';
import { useProgress, useStores } from '../stores.tsx';
import { Boundary } from '../components/boundary.tsx';
import { Block } from './block.tsx';
import { useLesson } from './lesson-context.ts';
import css from './predict.module.css';

/** A guess about lookups is settled by the resolvers themselves, on one axis. */
const Lookups = lazy(() => import('../dns/lookups.tsx'));

export function Predict({ id }: { readonly id: string }) {
  const here = useLesson();
  const bus = useLabBus();
  const store = useStores()?.progress;
  const { progress } = useProgress();
  const [choice, setChoice] = useState<string>();
  const group = useId();
  const prediction = here.predictions.find((each) => each.id === id);
  if (!prediction) return null;
  const committed = lessonProgress(progress, here.lesson.id).predictions.get(id);
  const setup = prediction.lab ?? here.section.lab;
  const { run, lookup } = prediction;
  const look = (option: string): string => {
    if (committed === undefined) return option === choice ? (css['chosen'] ?? '') : '';
    if (option === prediction.answer) return css['right'] ?? '';
    return option === committed ? (css['wrong'] ?? '') : (css['rest'] ?? '');
  };
  return (
    <Block tag="Predict" title={<Inline text={prediction.question} />}>
      <fieldset className={css['options']} disabled={committed !== undefined}>
        <legend className="hidden-text">
          <Inline text={prediction.question} />
        </legend>
        {prediction.options.map((option) => (
          <label key={option.id} className={`${css['option']} ${look(option.id)}`}>
            <input
              type="radio"
              name={group}
              checked={(committed ?? choice) === option.id}
              onChange={() => setChoice(option.id)}
            />
            <span>
              <Inline text={option.text} />
              {committed !== undefined && option.id === prediction.answer ? (
                <b className={css['verdict']}>{committed === option.id ? ' ✓ As you said' : ' ✓ This happens'}</b>
              ) : null}
              {committed === option.id && option.id !== prediction.answer ? (
                <b className={css['verdict']}> ✗ Your guess</b>
              ) : null}
              {committed === option.id && option.why !== undefined ? (
                <small>
                  <Inline text={option.why} />
                </small>
              ) : null}
            </span>
          </label>
        ))}
      </fieldset>
      {committed === undefined ? (
        <div className={css['foot']}>
          <Button
            look="primary"
            disabled={choice === undefined}
            onClick={() => {
              if (choice === undefined) return;
              store?.append({ kind: 'predicted', lesson: here.lesson.id, prediction: id, option: choice });
            }}
          >
            That is my guess
          </Button>
          <small>{lookup === undefined ? 'Then run it and see.' : 'Then see what they do.'}</small>
        </div>
      ) : (
        <div className={css['explain']} role="status">
          <p>
            <Inline text={prediction.explain} />
          </p>
          {lookup === undefined ? null : (
            <Boundary what="The timeline">
              <Suspense fallback={null}>
                <Lookups link={lookup} />
              </Suspense>
            </Boundary>
          )}
          {run === undefined ? null : <Button onClick={() => bus?.ask(setup, run, true)}>Run it</Button>}
        </div>
      )}
    </Block>
  );
}
