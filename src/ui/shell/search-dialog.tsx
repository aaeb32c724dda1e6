/** Search over sections, commands and words: type, choose with the arrows, Enter. */
import { use, useEffect, useId, useState, type KeyboardEvent } from 'react';
import { useNavigate } from 'react-router';
import { Dialog } from '../components/dialog.tsx';
import { Inline } from '../components/inline.tsx';
import { searchEntries, SearchSource, type SearchEntry } from '../search.ts';
import css from './search-dialog.module.css';

const KINDS = { section: 'Section', page: 'Page', command: 'Command', word: 'Word' };

export default function SearchDialog({ onClose }: { readonly onClose: () => void }) {
  const load = use(SearchSource);
  const navigate = useNavigate();
  const [entries, setEntries] = useState<readonly SearchEntry[] | 'failed'>();
  const [typed, setTyped] = useState('');
  const [chosen, setChosen] = useState(0);
  const list = useId();
  useEffect(() => {
    let current = true;
    load().then(
      (loaded) => current && setEntries(loaded),
      () => current && setEntries('failed'),
    );
    return () => {
      current = false;
    };
  }, [load]);
  const found = entries === undefined || entries === 'failed' ? [] : searchEntries(entries, typed);
  const at = Math.min(chosen, Math.max(0, found.length - 1));
  const go = (entry: SearchEntry | undefined): void => {
    if (!entry) return;
    onClose();
    void navigate(entry.to);
  };
  const keys = (event: KeyboardEvent): void => {
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      const step = event.key === 'ArrowDown' ? 1 : -1;
      setChosen(found.length === 0 ? 0 : (at + step + found.length) % found.length);
    } else if (event.key === 'Enter') {
      event.preventDefault();
      go(found[at]);
    }
  };
  return (
    <Dialog title="Search" onClose={onClose} bare>
      <input
        className={css['field']}
        type="search"
        role="combobox"
        aria-expanded="true"
        aria-controls={list}
        aria-activedescendant={found.length > 0 ? `${list}-${at}` : undefined}
        aria-label="Search the course"
        placeholder="kill -9, SigCgt, grace period…"
        autoFocus
        value={typed}
        onChange={(event) => {
          setTyped(event.target.value);
          setChosen(0);
        }}
        onKeyDown={keys}
      />
      <ul id={list} role="listbox" aria-label="Results" className={css['list']}>
        {found.map((entry, i) => (
          <li
            key={`${entry.kind} ${entry.to} ${entry.title}`}
            id={`${list}-${i}`}
            role="option"
            aria-selected={i === at}
            className={i === at ? css['on'] : undefined}
            onMouseEnter={() => setChosen(i)}
            onClick={() => go(entry)}
          >
            <span>
              <b>
                <Inline text={entry.title} />
              </b>
              <small>
                <Inline text={entry.text} />
              </small>
            </span>
            <span className={css['kind']}>{KINDS[entry.kind]}</span>
          </li>
        ))}
      </ul>
      <p role="status" className={css['note']}>
        {entries === 'failed' ? 'The index could not be loaded. Try again when you are online.' : null}
        {Array.isArray(entries) && found.length === 0 ? `Nothing fits “${typed}”.` : null}
      </p>
    </Dialog>
  );
}
