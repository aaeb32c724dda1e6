/** What can be searched, and how well an entry fits what was typed. The entries themselves come from the app. */
import { createContext } from 'react';

export interface SearchEntry {
  readonly kind: 'section' | 'page' | 'command' | 'word';
  readonly title: string;
  /** One line below the title. */
  readonly text: string;
  readonly to: string;
}

/** Loads all entries; called when the search is first opened. */
export const SearchSource = createContext<() => Promise<readonly SearchEntry[]>>(() => Promise.resolve([]));

const fold = (text: string): string => text.toLowerCase().replace(/[`’']/g, '');

/** How well one word fits a text: whole word, beginning of a word, anywhere, not at all. */
function fit(text: string, word: string): number {
  const at = text.indexOf(word);
  if (at < 0) return 0;
  const begins = at === 0 || /[^a-z0-9]/.test(text[at - 1] ?? '');
  const after = text[at + word.length];
  if (begins && (after === undefined || /[^a-z0-9]/.test(after))) return 4;
  return begins ? 3 : 1;
}

const WEIGHT = { section: 1.2, page: 1.1, command: 1, word: 1 };

export function searchEntries(entries: readonly SearchEntry[], typed: string, most = 12): readonly SearchEntry[] {
  const words = fold(typed).split(/\s+/).filter(Boolean);
  if (words.length === 0) return entries.filter((entry) => entry.kind === 'section').slice(0, most);
  const scored = entries.flatMap((entry) => {
    const title = fold(entry.title);
    const text = fold(entry.text);
    let score = 0;
    for (const word of words) {
      const here = 3 * fit(title, word) + fit(text, word);
      if (here === 0) return [];
      score += here;
    }
    return [{ entry, score: score * WEIGHT[entry.kind] }];
  });
  scored.sort((a, b) => b.score - a.score);
  return scored.slice(0, most).map(({ entry }) => entry);
}
