/** The words of the course, each in two sentences, with the section that explains it. */
import { use, useEffect } from 'react';
import { Link } from 'react-router';
import { Inline } from '../../ui/components/inline.tsx';
import { Frame } from '../frame.tsx';
import { glossaryOf } from '../lesson-parts.ts';
import css from './glossary.module.css';

export default function Glossary() {
  const entries = use(glossaryOf(''));
  const sorted = [...entries].sort((a, b) => (a.term.toLowerCase() < b.term.toLowerCase() ? -1 : 1));
  useEffect(() => {
    // A link to a word arrives before the list is drawn.
    if (location.hash !== '') document.getElementById(decodeURIComponent(location.hash.slice(1)))?.scrollIntoView();
  }, []);
  return (
    <Frame>
      <h1>Glossary</h1>
      {sorted.length === 0 ? <p>No words yet: they come with the lessons.</p> : null}
      <dl className={css['list']}>
        {sorted.map((entry) => (
          <div key={entry.id} id={entry.id}>
            <dt>
              <Inline text={entry.term} />
              {entry.also === undefined ? null : <small>also {entry.also.join(', ')}</small>}
            </dt>
            <dd>
              <Inline text={entry.text} />
              {entry.see === undefined ? null : (
                <>
                  {' '}
                  <Link to={`/learn/${entry.see}`}>See it happen</Link>
                </>
              )}
            </dd>
          </div>
        ))}
      </dl>
    </Frame>
  );
}
