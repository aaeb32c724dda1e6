/** The interview cards of a lesson. */
import { Suspense, use } from 'react';
import { Link, useParams } from 'react-router';
import course from '../../../content/course.ts';
import type { Lesson } from '../../lesson/index.ts';
import { CardList } from '../../ui/cards/card-list.tsx';
import { Frame } from '../frame.tsx';
import { cardsOf } from '../lesson-parts.ts';
import NotFound from './not-found.tsx';

function Cards({ lesson }: { readonly lesson: Lesson }) {
  const cards = use(cardsOf(lesson.id));
  return cards.length === 0 ? <p>This lesson has no cards yet.</p> : <CardList cards={cards} />;
}

export default function CardsPage() {
  const { lesson: id } = useParams();
  const lesson = course.find((each) => each.id === id && each.built);
  if (!lesson) return <NotFound />;
  return (
    <Frame>
      <p style={{ margin: '0.6rem 0 0' }}>
        <Link to={`/learn/${lesson.id}`}>{lesson.title}</Link>
      </p>
      <h1>Interview cards</h1>
      <p>
        Say your answer aloud before you look. Cards that come back on the day you would forget them are{' '}
        <Link to="/review">planned</Link>.
      </p>
      <Suspense fallback={<p>Loading…</p>}>
        <Cards lesson={lesson} />
      </Suspense>
    </Frame>
  );
}
