/** What is done, lesson by lesson; taking it along, and starting over. */
import { useRef, useState } from 'react';
import { Link } from 'react-router';
import course from '../../../content/course.ts';
import { readFile, saveFile } from '../../adapters/index.ts';
import { lessonProgress, type Lesson, type Progress } from '../../lesson/index.ts';
import { Button, LinkButton } from '../../ui/components/button.tsx';
import { Inline } from '../../ui/components/inline.tsx';
import { Notice } from '../../ui/components/notice.tsx';
import { Tick } from '../../ui/components/tick.tsx';
import { useProgress, useStores } from '../../ui/stores.tsx';
import { Frame } from '../frame.tsx';
import css from './progress.module.css';

function LessonRow({ lesson, progress }: { readonly lesson: Lesson; readonly progress: Progress }) {
  const { read, tasks, predictions, answers } = lessonProgress(progress, lesson.id);
  const right = [...answers.values()].filter((answer) => answer.right).length;
  return (
    <section className={css['lesson']}>
      <h2>{lesson.title}</h2>
      <p className={css['numbers']}>
        <span>
          <b>{lesson.sections.filter((section) => read.has(section.id)).length}</b> of {lesson.sections.length} sections
          read
        </span>
        <span>
          <b>{tasks.size}</b> tasks done
        </span>
        <span>
          <b>{predictions.size}</b> predictions made
        </span>
        {lesson.quizQuestions > 0 ? (
          <span>
            <b>{right}</b> of {lesson.quizQuestions} quiz answers right
          </span>
        ) : null}
      </p>
      <ul>
        {lesson.sections.map((section) => (
          <li key={section.id}>
            <Tick
              state={read.has(section.id) ? 'done' : 'empty'}
              label={read.has(section.id) ? 'Read:' : 'Not read:'}
            />
            <Link to={`/learn/${lesson.id}/${section.id}`}>
              <Inline text={section.title} />
            </Link>
          </li>
        ))}
      </ul>
      {right < answers.size ? (
        <p>
          {answers.size - right} quiz {answers.size - right === 1 ? 'answer was' : 'answers were'} not right yet.{' '}
          <Link to={`/quiz/${lesson.id}`}>Try again</Link>
        </p>
      ) : null}
    </section>
  );
}

export default function ProgressPage() {
  const store = useStores()?.progress;
  const { progress } = useProgress();
  const [message, setMessage] = useState<{ readonly tone: 'info' | 'bad'; readonly text: string }>();
  const file = useRef<HTMLInputElement>(null);
  const take = async (picked: File | undefined): Promise<void> => {
    if (!picked || !store) return;
    try {
      const result = store.merge(await readFile(picked));
      if ('error' in result) setMessage({ tone: 'bad', text: result.error });
      else {
        const damaged = result.damaged === 0 ? '' : ` ${result.damaged} lines could not be read.`;
        setMessage({ tone: 'info', text: `${result.added} new entries taken over.${damaged}` });
      }
    } catch (error) {
      setMessage({ tone: 'bad', text: error instanceof Error ? error.message : String(error) });
    }
  };
  const built = course.filter((lesson) => lesson.built);
  const nothing = progress.lessons.size === 0;
  return (
    <Frame>
      <h1>Progress</h1>
      {nothing ? (
        <p>
          Nothing done yet{progress.reset ? ' since you started over' : ''}. <Link to="/">Pick a lesson</Link>, and it
          shows here.
        </p>
      ) : null}
      {message ? (
        <Notice tone={message.tone} title={message.tone === 'info' ? 'Imported' : 'Not imported'}>
          {message.text}
        </Notice>
      ) : null}
      {built.map((lesson) => (
        <LessonRow key={lesson.id} lesson={lesson} progress={progress} />
      ))}
      <h2>Take it along</h2>
      <p>
        Export writes a file with everything. Import adds what a file holds to what is here: nothing is lost, whichever
        device you did it on.
      </p>
      <div className={css['buttons']}>
        <Button onClick={() => store && saveFile('inside-the-pod-progress.txt', store.exported())}>
          Export to a file
        </Button>
        <Button onClick={() => file.current?.click()}>Import a file</Button>
        <input
          ref={file}
          type="file"
          accept=".txt,.json,text/plain"
          className="hidden-text"
          tabIndex={-1}
          aria-label="Progress file"
          onChange={(event) => {
            void take(event.target.files?.[0]);
            event.target.value = '';
          }}
        />
      </div>
      <h2>Start over</h2>
      {progress.reset ? (
        <Notice
          tone="info"
          title="You started over."
          actions={
            <Button onClick={() => progress.reset && store?.append({ kind: 'undo', of: progress.reset.id })}>
              Undo
            </Button>
          }
        >
          What was there before is kept and can be brought back.
        </Notice>
      ) : null}
      <p className={css['buttons']}>
        <Button disabled={nothing && progress.last === undefined} onClick={() => store?.append({ kind: 'reset' })}>
          Reset all progress
        </Button>
        <LinkButton look="quiet" to="/">
          Back to the course map
        </LinkButton>
      </p>
    </Frame>
  );
}
