/** A machine alone, on the whole screen: the playground. */
import { lazy, Suspense, useEffect, useState } from 'react';
import { Link, useParams } from 'react-router';
import { loadShare } from '../../adapters/index.ts';
import type { Opened } from '../../adapters/lab/index.ts';
import { Boundary } from '../../ui/components/boundary.tsx';
import { Notice } from '../../ui/components/notice.tsx';
import { TopBar } from '../../ui/shell/top-bar.tsx';
import css from './lab.module.css';

const LabPage = lazy(() => import('../../ui/lab/lab.tsx'));

type Wanted = { readonly kind: 'waiting' } | { readonly kind: 'ready'; readonly opened: Opened };

/** What the address's hash asks for. Read in the browser only: a server never sees it. */
function useSharedMachine(): Wanted {
  const [wanted, setWanted] = useState<Wanted>({ kind: 'waiting' });
  useEffect(() => {
    let current = true;
    const look = (): void => {
      if (!/^#m\d+=/.test(location.hash)) {
        setWanted({ kind: 'ready', opened: undefined });
        return;
      }
      void loadShare().then(({ decodeShare }) => {
        if (current) setWanted({ kind: 'ready', opened: decodeShare(location.hash) });
      });
    };
    look();
    addEventListener('hashchange', look);
    return () => {
      current = false;
      removeEventListener('hashchange', look);
    };
  }, []);
  return wanted;
}

export function LabScreen({ scenario, embedded }: { readonly scenario: string; readonly embedded: boolean }) {
  const wanted = useSharedMachine();
  if (wanted.kind === 'waiting') return <p className={css['loading']}>Starting the machine…</p>;
  const { opened } = wanted;
  const shared = opened?.kind === 'ok' ? opened.shared : undefined;
  const options = Object.fromEntries(new URLSearchParams(location.search));
  const setup = shared?.setup ?? { scenario, options };
  return (
    <>
      {opened?.kind === 'error' ? (
        <div className={css['trouble']}>
          <Notice tone="warn" title={opened.text} />
        </div>
      ) : null}
      <div className={css['lab']}>
        <Boundary what="The lab">
          <Suspense fallback={<p className={css['loading']}>Starting the machine…</p>}>
            <LabPage
              key={location.hash}
              setup={setup}
              autoFocus
              playground={!embedded}
              embedded={embedded}
              {...(shared === undefined ? {} : { shared })}
            />
          </Suspense>
        </Boundary>
      </div>
    </>
  );
}

export default function Lab() {
  const { scenario = '' } = useParams();
  return (
    <div className={css['page']}>
      <TopBar
        crumb={
          <>
            <Link to="/">Lessons</Link> &nbsp;/&nbsp; <b>Lab</b>
          </>
        }
      />
      <main id="main" tabIndex={-1} className={css['main']}>
        <h1 className="hidden-text">Lab: {scenario}</h1>
        <LabScreen scenario={scenario} embedded={false} />
      </main>
    </div>
  );
}
