/** The end of a section: reaching it counts as reading it; from here on to the next. */
import { useEffect, useRef } from 'react';
import { lessonProgress, type Lesson, type Section } from '../../lesson/index.ts';
import { LinkButton } from '../components/button.tsx';
import { Inline } from '../components/inline.tsx';
import { useProgress, useStores } from '../stores.tsx';
import css from './section-end.module.css';

/** How long the end must be in sight: longer than scrolling past it. */
const SEEN_MS = 1200;

export function SectionEnd({ lesson, section }: { readonly lesson: Lesson; readonly section: Section }) {
  const ref = useRef<HTMLElement>(null);
  const store = useStores()?.progress;
  const { progress } = useProgress();
  const read = lessonProgress(progress, lesson.id).read.has(section.id);
  useEffect(() => {
    const end = ref.current;
    if (!end || !store) return undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const observer = new IntersectionObserver(([entry]) => {
      clearTimeout(timer);
      if (entry?.isIntersecting === true) {
        timer = setTimeout(() => store.append({ kind: 'read', lesson: lesson.id, section: section.id }), SEEN_MS);
      }
    });
    observer.observe(end);
    return () => {
      clearTimeout(timer);
      observer.disconnect();
    };
  }, [store, lesson.id, section.id]);
  const next = lesson.sections[lesson.sections.indexOf(section) + 1];
  const mark = (): void => void store?.append({ kind: 'read', lesson: lesson.id, section: section.id });
  return (
    <footer ref={ref} className={css['end']}>
      {next ? (
        <LinkButton look="primary" to={`/learn/${lesson.id}/${next.id}`} onClick={mark}>
          <span>
            Next: <Inline text={next.title} />
          </span>
        </LinkButton>
      ) : lesson.quizQuestions > 0 ? (
        <LinkButton look="primary" to={`/quiz/${lesson.id}`} onClick={mark}>
          Take the quiz · {lesson.quizQuestions} questions
        </LinkButton>
      ) : (
        <LinkButton to="/" onClick={mark}>
          Back to the course map
        </LinkButton>
      )}
      <span className={css['state']}>{read ? '✓ Read' : ''}</span>
    </footer>
  );
}
