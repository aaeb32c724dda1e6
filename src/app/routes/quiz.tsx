/** The quiz of a lesson: one question after the other, each explained after the answer. */
import { Suspense, use } from 'react';
import { Link, useParams } from 'react-router';
import course from '../../../content/course.ts';
import type { Lesson } from '../../lesson/index.ts';
import { QuizRun } from '../../ui/quiz/quiz-run.tsx';
import { Frame } from '../frame.tsx';
import { quizOf } from '../lesson-parts.ts';
import NotFound from './not-found.tsx';

function Questions({ lesson }: { readonly lesson: Lesson }) {
  const questions = use(quizOf(lesson.id));
  if (questions.length === 0) return <p>This lesson has no quiz yet.</p>;
  return <QuizRun lesson={lesson} questions={questions} />;
}

export default function Quiz() {
  const { lesson: id } = useParams();
  const lesson = course.find((each) => each.id === id && each.built);
  if (!lesson) return <NotFound />;
  return (
    <Frame>
      <p style={{ margin: '0.6rem 0 0' }}>
        <Link to={`/learn/${lesson.id}`}>{lesson.title}</Link>
      </p>
      <h1>Quiz</h1>
      <Suspense fallback={<p>Loading…</p>}>
        <Questions lesson={lesson} />
      </Suspense>
    </Frame>
  );
}
