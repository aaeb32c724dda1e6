// Texts that the learner is writing, by the file's name in the container: kept in the browser's storage, so that a reload loses nothing.
import { browserStore } from '../storage.ts';

const PREFIX = 'pod.draft.';
const BEFORE = '.before';
/** More than any program of a lesson; storage is for progress. */
const MAX_CHARS = 100_000;

const store = browserStore();
const watchers = new Set<(file: string) => void>();

export const drafts = {
  get: (file: string): string | undefined => store.get(PREFIX + file),

  /** False: it is too long, or the browser keeps nothing. The text is still in the editor. */
  set(file: string, text: string): boolean {
    const kept = text.length <= MAX_CHARS && store.set(PREFIX + file, text) === 'ok';
    for (const watcher of watchers) watcher(file);
    return kept;
  },

  /** Puts another text in the place of one that somebody wrote: that one can be had back. */
  replace(file: string, text: string): void {
    const old = store.get(PREFIX + file);
    if (old !== undefined && old !== text) store.set(PREFIX + file + BEFORE, old);
    drafts.set(file, text);
  },

  /** What was replaced last. */
  before: (file: string): string | undefined => store.get(PREFIX + file + BEFORE),

  /** Called when a text was put there, by this page. */
  watch(watcher: (file: string) => void): () => void {
    watchers.add(watcher);
    return () => watchers.delete(watcher);
  },
};
