/** The bar on top: the name, where you are or where you can go, search, theme. */
import { lazy, Suspense, useEffect, useState, type ReactNode } from 'react';
import { Link, NavLink } from 'react-router';
import { Button } from '../components/button.tsx';
import { Boundary } from '../components/boundary.tsx';
import { useSettings, useStores } from '../stores.tsx';
import css from './top-bar.module.css';

const SearchDialog = lazy(() => import('./search-dialog.tsx'));
const SettingsDialog = lazy(() => import('./settings-dialog.tsx'));
const KeysDialog = lazy(() => import('./keys-dialog.tsx'));

export type Open = 'search' | 'settings' | 'keys' | undefined;

export function Logo() {
  return (
    <svg width="22" height="22" viewBox="0 0 22 22" aria-hidden="true">
      <rect
        x="1"
        y="1"
        width="20"
        height="20"
        rx="6"
        fill="none"
        stroke="currentColor"
        strokeWidth="1.6"
        strokeDasharray="3.4 2.6"
      />
      <circle cx="11" cy="11" r="4" fill="var(--accent)" />
    </svg>
  );
}

const THEMES = { system: 'light', light: 'dark', dark: 'system' } as const;
const THEME_NAMES = { system: 'as the system', light: 'light', dark: 'dark' };

function ThemeButton() {
  const settings = useStores()?.settings;
  const { theme } = useSettings();
  const next = THEMES[theme];
  return (
    <Button
      look="icon"
      aria-label={`Theme: ${THEME_NAMES[theme]}. Change to ${THEME_NAMES[next]}`}
      title={`Theme: ${THEME_NAMES[theme]}`}
      onClick={() => settings?.change({ theme: next })}
    >
      <svg width="17" height="17" viewBox="0 0 18 18" aria-hidden="true">
        <circle cx="9" cy="9" r="7" fill="none" stroke="currentColor" strokeWidth="1.6" />
        {theme === 'light' ? null : <path d="M9 2a7 7 0 0 1 0 14z" fill="currentColor" />}
        {theme === 'dark' ? <path d="M9 2a7 7 0 0 0 0 14z" fill="currentColor" /> : null}
      </svg>
    </Button>
  );
}

const typing = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));

/** Ctrl-K searches from anywhere but a terminal, where it belongs to the shell; `?` lists the keys. */
function useKeys(open: (what: Open) => void): void {
  useEffect(() => {
    const listen = (event: KeyboardEvent): void => {
      const inTerminal = event.target instanceof Element && event.target.closest('.xterm') !== null;
      const held = event.ctrlKey || event.metaKey;
      if (held && !event.altKey && event.key.toLowerCase() === 'k' && (!inTerminal || event.metaKey)) {
        event.preventDefault();
        open('search');
      } else if (event.key === '?' && !held && !typing(event.target)) {
        event.preventDefault();
        open('keys');
      }
    };
    addEventListener('keydown', listen);
    return () => removeEventListener('keydown', listen);
  }, [open]);
}

const PAGES: readonly (readonly [string, string])[] = [
  ['/', 'Lessons'],
  ['/lab/pid1', 'Lab'],
  ['/review', 'Review'],
  ['/interview', 'Interview'],
  ['/train', 'Train a team'],
  ['/progress', 'Progress'],
];
/** Only in the menu of narrow screens, where the foot of the page is far. */
const MORE: readonly (readonly [string, string])[] = [
  ['/glossary', 'Glossary'],
  ['/about', 'About'],
];

export function TopBar({ crumb }: { readonly crumb?: ReactNode }) {
  const [open, setOpen] = useState<Open>();
  useKeys(setOpen);
  const close = (): void => setOpen(undefined);
  return (
    <header className={`${css['top']} ${crumb === undefined ? '' : css['lined']}`}>
      <Link to="/" className={css['brand']}>
        <Logo />
        <span>Inside the Pod</span>
      </Link>
      {crumb === undefined ? (
        <nav aria-label="Pages" className={css['nav']}>
          {PAGES.map(([to, name]) => (
            <NavLink key={to} to={to} end={to === '/'}>
              {name}
            </NavLink>
          ))}
        </nav>
      ) : (
        <nav aria-label="You are here" className={css['crumb']}>
          {crumb}
        </nav>
      )}
      <span className={css['gap']} />
      <Button onClick={() => setOpen('search')} className={css['search']} aria-keyshortcuts="Control+K">
        <svg width="14" height="14" viewBox="0 0 14 14" aria-hidden="true">
          <circle cx="6" cy="6" r="4.4" fill="none" stroke="currentColor" strokeWidth="1.6" />
          <path d="m9.4 9.4 3.6 3.6" stroke="currentColor" strokeWidth="1.6" />
        </svg>
        <span>Search</span> <kbd>Ctrl K</kbd>
      </Button>
      <ThemeButton />
      <details className={css['menu']} onClick={(event) => closeAfter(event.currentTarget, event.target)}>
        <summary aria-label="Menu" title="Menu">
          <svg width="16" height="16" viewBox="0 0 16 16" aria-hidden="true">
            <path d="M2 4h12M2 8h12M2 12h12" stroke="currentColor" strokeWidth="1.6" />
          </svg>
        </summary>
        <div className={css['list']}>
          {[...PAGES, ...MORE].map(([to, name]) => (
            <Link key={to} to={to}>
              {name}
            </Link>
          ))}
          <hr />
          <button type="button" onClick={() => setOpen('settings')}>
            Settings
          </button>
          <button type="button" onClick={() => setOpen('keys')}>
            Keys <kbd>?</kbd>
          </button>
        </div>
      </details>
      {open === undefined ? null : (
        <Boundary what="This dialog">
          <Suspense fallback={null}>
            {open === 'search' ? <SearchDialog onClose={close} /> : null}
            {open === 'settings' ? <SettingsDialog onClose={close} /> : null}
            {open === 'keys' ? <KeysDialog onClose={close} /> : null}
          </Suspense>
        </Boundary>
      )}
    </header>
  );
}

/** A menu closes when something in it was chosen. */
function closeAfter(menu: HTMLDetailsElement, target: EventTarget): void {
  if (target instanceof Element && target.closest('a, button')) menu.open = false;
}
