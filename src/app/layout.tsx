/** What surrounds every page: the way past the menu, the bar, and the page itself. */
import { Suspense } from 'react';
import { Link, NavLink, Outlet } from 'react-router';

export function Layout() {
  return (
    <>
      <a className="skip" href="#main">
        Skip to the text
      </a>
      <header className="top">
        <Link to="/">Inside the Pod</Link>
        <nav aria-label="Pages">
          <NavLink to="/lab/pid1">Lab</NavLink> <NavLink to="/progress">Progress</NavLink>{' '}
          <NavLink to="/glossary">Glossary</NavLink> <NavLink to="/about">About</NavLink>
        </nav>
      </header>
      <main id="main" tabIndex={-1}>
        <Suspense fallback={<p>Loading…</p>}>
          <Outlet />
        </Suspense>
      </main>
    </>
  );
}
