/** What surrounds an ordinary page: the bar, the page, the foot. */
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { Notice } from '../ui/components/notice.tsx';
import { TopBar } from '../ui/shell/top-bar.tsx';
import { useProgress } from '../ui/stores.tsx';
import css from './frame.module.css';

/** What is wrong with this browser's storage, when something is. */
export function StorageNotice() {
  const { trouble } = useProgress();
  if (!trouble) return null;
  const text = {
    memory:
      'This browser keeps nothing for this site (a private window, or storage is blocked). Progress lasts until the tab is closed; export it to keep it.',
    full: 'The browser’s storage for this site is full. What you do now is kept until the tab is closed; export it to keep it.',
    blocked:
      'The browser refused to store progress. What you do now is kept until the tab is closed; export it to keep it.',
    newer:
      'Progress here was saved by a newer version of the course. It is left as it is; what you do now is kept until the tab is closed.',
    damaged:
      'Some of the stored progress could not be read. What could be read is here; a copy of the rest was kept aside.',
  }[trouble.kind];
  return (
    <Notice tone="warn" title="About your progress" actions={<Link to="/progress">Progress</Link>}>
      {text}
    </Notice>
  );
}

export function Foot() {
  return (
    <footer className={css['foot']}>
      <span>Inside the Pod</span>
      <nav aria-label="More pages">
        <Link to="/progress">Progress</Link>
        <Link to="/glossary">Glossary</Link>
        <Link to="/about">About</Link>
      </nav>
    </footer>
  );
}

export function Frame({ children, wide = false }: { readonly children: ReactNode; readonly wide?: boolean }) {
  return (
    <>
      <TopBar />
      <main id="main" tabIndex={-1} className={wide ? css['wide'] : css['page']}>
        <StorageNotice />
        {children}
      </main>
      <Foot />
    </>
  );
}
