/** One section of a lesson: the rail, its prose, and the lab beside it. */
import { createElement, Suspense, use, useEffect, useMemo } from 'react';
import { Link, Navigate, useParams } from 'react-router';
import course from '../../../content/course.ts';
import { continueAt, type Lesson, type Section } from '../../lesson/index.ts';
import { Boundary } from '../../ui/components/boundary.tsx';
import { Inline } from '../../ui/components/inline.tsx';
import { LabBus, LabBusProvider } from '../../ui/lab-bus.ts';
import { LabPane } from '../../ui/learn/lab-pane.tsx';
import css from '../../ui/learn/learn.module.css';
import { LessonContext } from '../../ui/learn/lesson-context.ts';
import { Rail } from '../../ui/learn/rail.tsx';
import { SectionEnd } from '../../ui/learn/section-end.tsx';
import { Sources } from '../../ui/learn/sources.tsx';
import { mdxComponents } from '../../ui/mdx/index.tsx';
import { TopBar } from '../../ui/shell/top-bar.tsx';
import { useProgress, useStores } from '../../ui/stores.tsx';
import { partsOf } from '../lesson-parts.ts';
import { prose } from '../prose.ts';
import { Coming } from './coming.tsx';
import { Foot, Frame, StorageNotice } from '../frame.tsx';
import NotFound from './not-found.tsx';

function Text({ lesson, section }: { readonly lesson: Lesson; readonly section: Section }) {
  const parts = use(partsOf(`${lesson.id}/${section.id}`));
  const found = prose.get(`${lesson.id}/${section.id}`);
  const here = { ...parts, lesson, section };
  return (
    <LessonContext value={here}>
      {found === undefined ? null : createElement(found, { components: mdxComponents })}
      <SectionEnd lesson={lesson} section={section} />
      <Sources sources={parts.sources} />
    </LessonContext>
  );
}

function SectionPage({ lesson, section }: { readonly lesson: Lesson; readonly section: Section }) {
  const bus = useMemo(() => new LabBus(section.lab), [section]);
  const store = useStores()?.progress;
  const { progress } = useProgress();
  useEffect(() => {
    store?.append({ kind: 'opened', lesson: lesson.id, section: section.id });
  }, [store, lesson.id, section.id]);
  const rail = <Rail lesson={lesson} progress={progress} here={section.id} />;
  return (
    <LabBusProvider value={bus}>
      <TopBar
        crumb={
          <>
            <Link to={`/learn/${lesson.id}`}>{lesson.title}</Link> &nbsp;/&nbsp;{' '}
            <b>
              <Inline text={section.title} />
            </b>
          </>
        }
      />
      <div className={css['page']}>
        <div className={css['rail']}>{rail}</div>
        <main id="main" tabIndex={-1} className={css['prose']}>
          <details className={css['phone-rail']}>
            <summary>
              Section {lesson.sections.indexOf(section) + 1} of {lesson.sections.length}
            </summary>
            {rail}
          </details>
          <StorageNotice />
          <Boundary what="This section">
            <Suspense fallback={<p>Loading…</p>}>
              <Text lesson={lesson} section={section} />
            </Suspense>
          </Boundary>
          <Foot />
        </main>
        <LabPane bus={bus} />
      </div>
    </LabBusProvider>
  );
}

/** The lesson without a section: where the learner was, else its beginning. */
function ToSection({ lesson }: { readonly lesson: Lesson }) {
  const { progress, known } = useProgress();
  if (!known) {
    return (
      <Frame>
        <h1>{lesson.title}</h1>
        <p>
          <Inline text={lesson.question} />
        </p>
        <Rail lesson={lesson} progress={progress} here="" />
      </Frame>
    );
  }
  const next = continueAt(progress, [lesson]);
  const section = next?.section ?? lesson.sections[0]?.id ?? '';
  return <Navigate to={`/learn/${lesson.id}/${section}`} replace />;
}

export default function Learn() {
  const { lesson: lessonId = '', section: sectionId } = useParams();
  const lesson = course.find((each) => each.id === lessonId);
  if (!lesson) return <NotFound />;
  if (!lesson.built) {
    return (
      <Frame>
        <Coming title={lesson.title} text={lesson.question} />
      </Frame>
    );
  }
  if (sectionId === undefined) return <ToSection lesson={lesson} />;
  const section = lesson.sections.find((each) => each.id === sectionId);
  if (!section || !prose.has(`${lesson.id}/${section.id}`)) return <NotFound />;
  return <SectionPage key={`${lesson.id}/${section.id}`} lesson={lesson} section={section} />;
}
