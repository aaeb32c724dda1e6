// The learner's progress in this browser: reads the log, appends to it, and keeps in step with other tabs.
import {
  isNews,
  mergeEvents,
  progressOf,
  readLog,
  writeLog,
  type Fact,
  type Progress,
  type ProgressEvent,
  type StoredEvent,
} from '../lesson/index.ts';
import { browserStore, memoryStore, type Store } from './storage.ts';

const KEY = 'pod.progress';
/** Copies of what could not be read; the oldest go first. */
const QUARANTINE = ['pod.progress.damaged-1', 'pod.progress.damaged-2'];

export type StorageTrouble =
  | { readonly kind: 'memory' }
  | { readonly kind: 'full' }
  | { readonly kind: 'blocked' }
  | { readonly kind: 'newer'; readonly version: number }
  | { readonly kind: 'damaged'; readonly lost: number | undefined; readonly copy: string };

export interface ProgressSnapshot {
  readonly progress: Progress;
  readonly trouble: StorageTrouble | undefined;
  /** False on the server and before the browser's log was read. */
  readonly known: boolean;
}

export interface ProgressStore {
  readonly subscribe: (changed: () => void) => () => void;
  readonly snapshot: () => ProgressSnapshot;
  readonly append: (fact: Fact) => ProgressEvent | undefined;
  /** The whole log as text, for a file. */
  readonly exported: () => string;
  /** Takes the events of an exported log; how many were new, or why not. */
  readonly merge: (text: string) => { readonly added: number; readonly damaged: number } | { readonly error: string };
}

export const EMPTY_SNAPSHOT: ProgressSnapshot = { progress: progressOf([]), trouble: undefined, known: false };

export interface Outside {
  readonly now: () => number;
  readonly id: () => string;
}

const outside: Outside = {
  now: () => Date.now(),
  id: () => {
    const words = crypto.getRandomValues(new Uint32Array(3));
    return [...words].map((word) => word.toString(36)).join('');
  },
};

/** Keeps a copy of what could not be read; returns its name. */
function quarantine(store: Store, text: string): string {
  const [first = '', second = ''] = QUARANTINE;
  if (store.get(first) === text) return first;
  const older = store.get(first);
  if (older !== undefined) store.set(second, older);
  store.set(first, text);
  return first;
}

export function progressStore(store: Store = browserStore(), { now, id }: Outside = outside): ProgressStore {
  let kept = store;
  let events: readonly StoredEvent[] = [];
  let trouble: StorageTrouble | undefined = store.lasting ? undefined : { kind: 'memory' };
  let current: ProgressSnapshot = EMPTY_SNAPSHOT;
  const listeners = new Set<() => void>();

  const publish = (): void => {
    current = { progress: progressOf(events), trouble, known: true };
    for (const listener of listeners) listener();
  };

  /** Takes what is stored; true when the store lacks events that this tab has. */
  const load = (): boolean => {
    const text = kept.get(KEY) ?? '';
    const read = readLog(text);
    if (read.kind === 'newer') {
      // Another version of the course wrote it: this tab goes on in memory and leaves it alone.
      trouble = { kind: 'newer', version: read.version };
      kept = memoryStore();
      return false;
    }
    if (read.kind === 'broken') {
      trouble = { kind: 'damaged', lost: undefined, copy: quarantine(kept, text) };
      return true;
    }
    if (read.damaged > 0) trouble = { kind: 'damaged', lost: read.damaged, copy: quarantine(kept, text) };
    events = mergeEvents(events, read.events);
    return events.length > read.events.length || read.damaged > 0;
  };

  const save = (): void => {
    const written = kept.set(KEY, writeLog(events));
    if (written !== 'ok') trouble = { kind: written };
    else if (trouble?.kind === 'full' || trouble?.kind === 'blocked') trouble = undefined;
  };

  load();
  publish();
  store.watch(KEY, () => {
    // Two tabs may have written at once: whoever sees an event missing writes the union again.
    if (load()) save();
    publish();
  });

  return {
    subscribe: (changed) => {
      listeners.add(changed);
      return () => listeners.delete(changed);
    },
    snapshot: () => current,
    append: (fact) => {
      if (!isNews(current.progress, fact)) return undefined;
      load();
      const event: ProgressEvent = { ...fact, id: id(), at: Math.max(now(), (events.at(-1)?.at ?? 0) + 1) };
      events = mergeEvents(events, [event]);
      save();
      publish();
      return event;
    },
    exported: () => writeLog(events),
    merge: (text) => {
      const read = readLog(text);
      if (read.kind === 'newer') return { error: 'This file comes from a newer version of the course.' };
      if (read.kind === 'broken') return { error: `This file cannot be read: ${read.why}.` };
      const before = events.length;
      events = mergeEvents(events, read.events);
      save();
      publish();
      return { added: events.length - before, damaged: read.damaged };
    },
  };
}
