/** All questions of a quiz on one page: what was answered before is shown, and can be answered again. */
import { useState } from 'react';
import { Link } from 'react-router';
import { grade, isAnswered, lessonProgress, type Answer, type Lesson, type Question } from '../../lesson/index.ts';
import { Button } from '../components/button.tsx';
import { Inline } from '../components/inline.tsx';
import { useProgress, useStores } from '../stores.tsx';
import { AnswerField } from './answer-field.tsx';
import { Solution } from './solution.tsx';
import css from './quiz-run.module.css';

interface OneProps {
  readonly lesson: Lesson;
  readonly question: Question;
  readonly number: number;
}

function QuestionCard({ lesson, question, number }: OneProps) {
  const store = useStores()?.progress;
  const { progress } = useProgress();
  const before = lessonProgress(progress, lesson.id).answers.get(question.id);
  const [draft, setDraft] = useState<Answer>();
  const [again, setAgain] = useState(false);
  const judged = before !== undefined && !again;
  const answer = judged ? before.answer : draft;
  const section = lesson.sections.find((each) => each.id === question.section);
  const submit = (): void => {
    if (!draft || !isAnswered(question, draft)) return;
    store?.append({
      kind: 'answered',
      lesson: lesson.id,
      question: question.id,
      answer: draft,
      right: grade(question, draft),
    });
    setAgain(false);
  };
  return (
    <li className={`${css['question']} ${judged ? (before.right ? css['right'] : css['wrong']) : ''}`}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        <h2>
          <span className={css['number']}>{number}</span>
          <Inline text={question.question} />
        </h2>
        {question.code && question.kind !== 'line' ? (
          <pre tabIndex={0}>
            <code>{question.code.text}</code>
          </pre>
        ) : null}
        <AnswerField question={question} answer={answer} judged={judged} onChange={setDraft} />
        {judged ? (
          <div className={css['explain']} role="status">
            <b>{before.right ? '✓ Right.' : '✗ Not right.'}</b> {before.right ? null : <Solution question={question} />}{' '}
            <Inline text={question.explain} />
            <div className={css['after']}>
              {section ? (
                <Link to={`/learn/${lesson.id}/${section.id}`}>
                  <Inline text={section.title} />
                </Link>
              ) : null}
              <Button
                look="quiet"
                onClick={() => {
                  setDraft(undefined);
                  setAgain(true);
                }}
              >
                Answer again
              </Button>
            </div>
          </div>
        ) : (
          <Button type="submit" look="primary" disabled={!isAnswered(question, draft)}>
            Answer
          </Button>
        )}
      </form>
    </li>
  );
}

export function QuizRun({ lesson, questions }: { readonly lesson: Lesson; readonly questions: readonly Question[] }) {
  const { progress } = useProgress();
  const { answers } = lessonProgress(progress, lesson.id);
  const answered = questions.filter((question) => answers.has(question.id));
  const right = answered.filter((question) => answers.get(question.id)?.right === true);
  return (
    <>
      <p className={css['score']} role="status">
        {answered.length === 0
          ? `${questions.length} questions. Each is explained as soon as you have answered it.`
          : `${right.length} of ${answered.length} answered rightly, ${questions.length - answered.length} to go.`}
      </p>
      <div className={css['bar']} aria-hidden="true">
        {questions.map((question) => {
          const one = answers.get(question.id);
          return <i key={question.id} className={one ? (one.right ? css['ok'] : css['bad']) : undefined} />;
        })}
      </div>
      <ol className={css['list']}>
        {questions.map((question, i) => (
          <QuestionCard key={question.id} lesson={lesson} question={question} number={i + 1} />
        ))}
      </ol>
    </>
  );
}
