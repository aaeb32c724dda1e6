/** A lesson on the course map: its question, its size and how far you are. */
import { Link } from 'react-router';
import { lessonProgress, plain, type Lesson, type Progress } from '../../lesson/index.ts';
import { Inline } from '../components/inline.tsx';
import { LessonPicture } from './pictures.tsx';
import css from './lesson-card.module.css';

export function LessonCard({ lesson, progress }: { readonly lesson: Lesson; readonly progress: Progress }) {
  const { read } = lessonProgress(progress, lesson.id);
  const total = lesson.sections.length;
  const done = lesson.sections.filter((section) => read.has(section.id)).length;
  const body = (
    <>
      <LessonPicture lesson={lesson.id} />
      <h2>{plain(lesson.title)}</h2>
      <p>
        <Inline text={lesson.question} />
      </p>
      <div className={css['meta']}>
        {lesson.built ? (
          <>
            <span>
              {total} {total === 1 ? 'section' : 'sections'}
            </span>
            {done > 0 ? <span>{done === total ? 'all read' : `${done} done`}</span> : null}
          </>
        ) : (
          <span>Coming</span>
        )}
      </div>
      <div className={css['bar']}>{done > 0 ? <i style={{ width: `${(100 * done) / total}%` }} /> : null}</div>
    </>
  );
  return lesson.built ? (
    <Link className={css['card']} to={`/learn/${lesson.id}`}>
      {body}
    </Link>
  ) : (
    <div className={`${css['card']} ${css['coming']}`}>{body}</div>
  );
}
