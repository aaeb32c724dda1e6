/** The sections of a lesson with their marks, at the left of the prose. */
import { Link } from 'react-router';
import { lessonProgress, type Lesson, type Progress } from '../../lesson/index.ts';
import { Inline } from '../components/inline.tsx';
import { Tick } from '../components/tick.tsx';
import css from './rail.module.css';

interface Props {
  readonly lesson: Lesson;
  readonly progress: Progress;
  /** The section shown, or `quiz`. */
  readonly here: string;
}

export function Rail({ lesson, progress, here }: Props) {
  const { read, answers } = lessonProgress(progress, lesson.id);
  const entry = (id: string, to: string, title: string, state: 'empty' | 'part' | 'done') => (
    <li key={id}>
      <Link to={to} className={id === here ? css['on'] : undefined} aria-current={id === here ? 'page' : undefined}>
        <Tick
          state={id === here && state !== 'done' ? 'part' : state}
          {...(state === 'done' ? { label: 'Done:' } : {})}
        />
        <span>
          <Inline text={title} />
        </span>
      </Link>
    </li>
  );
  const right = [...answers.values()].filter((answer) => answer.right).length;
  return (
    <nav className={css['rail']} aria-label="Sections">
      <h2>{lesson.title}</h2>
      <ol>
        {lesson.sections.map((section) =>
          entry(
            section.id,
            `/learn/${lesson.id}/${section.id}`,
            section.title,
            read.has(section.id) ? 'done' : 'empty',
          ),
        )}
        {lesson.quizQuestions > 0
          ? entry(
              'quiz',
              `/quiz/${lesson.id}`,
              `Quiz · ${lesson.quizQuestions} questions`,
              right >= lesson.quizQuestions ? 'done' : answers.size > 0 ? 'part' : 'empty',
            )
          : null}
      </ol>
      <h2 className={css['second']}>Keep it</h2>
      <ol>{entry('cards', `/cards/${lesson.id}`, 'Interview cards', 'empty')}</ol>
    </nav>
  );
}
