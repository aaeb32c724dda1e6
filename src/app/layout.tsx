/** What every page stands in: the way past the menu, the loading state, and what a page needs from the app. */
import { Suspense, useEffect, useRef } from 'react';
import { Outlet, useLocation, useNavigationType } from 'react-router';
import { Boundary } from '../ui/components/boundary.tsx';
import { ProgramSource } from '../ui/programs.ts';
import { SearchSource } from '../ui/search.ts';
import { ScenarioSource } from '../ui/scenarios.ts';
import { loadProgram } from './programs.ts';
import { machines } from './scenarios.ts';

/** The titles of all pages: nobody needs them before the first way from one page to another. */
const loadTitles = () => import('./pages.ts');

const loadSearch = async () => (await import('./search-index.ts')).searchIndex();

/** A new page: its title on the tab, and the focus at its beginning, as when a page is loaded. */
function useArrival(): void {
  const { pathname, hash } = useLocation();
  const how = useNavigationType();
  const first = useRef(true);
  useEffect(() => {
    if (first.current) {
      first.current = false;
      return undefined;
    }
    let here = true;
    // Without it the tab keeps the name of the page before; nothing else is lost.
    loadTitles().then(
      ({ pageTitle }) => {
        if (here) document.title = pageTitle(pathname);
      },
      () => undefined,
    );
    document.getElementById('main')?.focus({ preventScroll: true });
    // Going back, the browser knows the place better than we do.
    if (how !== 'POP' && hash === '') scrollTo(0, 0);
    return () => {
      here = false;
    };
    // Only a new page is an arrival; its hash belongs to it.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [pathname]);
}

export function Layout() {
  useArrival();
  const { pathname } = useLocation();
  return (
    <SearchSource value={loadSearch}>
      <ProgramSource value={loadProgram}>
        <ScenarioSource value={machines}>
          <a className="skip" href="#main">
            Skip to the text
          </a>
          <Boundary what="This page" key={pathname}>
            <Suspense fallback={<p style={{ padding: '2rem' }}>Loading…</p>}>
              <Outlet />
            </Suspense>
          </Boundary>
        </ScenarioSource>
      </ProgramSource>
    </SearchSource>
  );
}
