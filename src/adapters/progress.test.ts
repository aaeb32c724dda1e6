import { expect, test } from 'vitest';
import { memoryStore, progressStore, type Outside, type Store } from './index.ts';

/** Several tabs over one storage: a write is seen by the watchers of all others. */
function sharedStorage() {
  const texts = new Map<string, string>();
  const watchers: { name: string; tab: number; changed: () => void }[] = [];
  let full = false;
  const tab = (number: number): Store => ({
    get: (name) => texts.get(name),
    set: (name, text) => {
      if (full) return 'full';
      texts.set(name, text);
      for (const watcher of watchers) if (watcher.name === name && watcher.tab !== number) watcher.changed();
      return 'ok';
    },
    remove: (name) => void texts.delete(name),
    watch: (name, changed) => {
      watchers.push({ name, tab: number, changed });
      return () => undefined;
    },
    lasting: true,
  });
  return { tab, texts, fill: (now: boolean) => void (full = now) };
}

function counting(prefix: string): Outside {
  let n = 0;
  return { now: () => 1000 + n, id: () => `${prefix}${(n += 1)}` };
}

const done = (task: string) => ({ kind: 'task', lesson: 'pid-1', task }) as const;
const tasks = (store: ReturnType<typeof progressStore>) => [
  ...(store.snapshot().progress.lessons.get('pid-1')?.tasks ?? []),
];

test('what is done is still done after a reload', () => {
  const { tab } = sharedStorage();
  progressStore(tab(1), counting('a')).append(done('x'));
  expect(tasks(progressStore(tab(1), counting('b')))).toEqual(['x']);
});

test('two tabs see each other’s work and lose none', () => {
  const { tab } = sharedStorage();
  const one = progressStore(tab(1), counting('a'));
  const two = progressStore(tab(2), counting('b'));
  one.append(done('x'));
  two.append(done('y'));
  expect(tasks(one).sort()).toEqual(['x', 'y']);
  expect(tasks(two).sort()).toEqual(['x', 'y']);
});

test('the same fact is written once', () => {
  const { tab, texts } = sharedStorage();
  const store = progressStore(tab(1), counting('a'));
  store.append(done('x'));
  const before = texts.get('pod.progress');
  expect(store.append(done('x'))).toBeUndefined();
  expect(texts.get('pod.progress')).toBe(before);
});

test('damaged storage is kept aside and the course goes on', () => {
  const { tab, texts } = sharedStorage();
  texts.set('pod.progress', '{"half a li');
  const store = progressStore(tab(1), counting('a'));
  expect(store.snapshot().trouble).toEqual({ kind: 'damaged', lost: undefined, copy: 'pod.progress.damaged-1' });
  store.append(done('x'));
  expect(texts.get('pod.progress.damaged-1')).toBe('{"half a li');
  expect(tasks(progressStore(tab(1), counting('b')))).toEqual(['x']);
});

test('the log of a newer course is not overwritten', () => {
  const { tab, texts } = sharedStorage();
  const newer = '{"name":"inside-the-pod progress","version":99}\n';
  texts.set('pod.progress', newer);
  const store = progressStore(tab(1), counting('a'));
  store.append(done('x'));
  expect(tasks(store)).toEqual(['x']);
  expect(texts.get('pod.progress')).toBe(newer);
  expect(store.snapshot().trouble).toEqual({ kind: 'newer', version: 99 });
});

test('a full storage says so, keeps working, and recovers', () => {
  const { tab, fill } = sharedStorage();
  const store = progressStore(tab(1), counting('a'));
  fill(true);
  store.append(done('x'));
  expect(tasks(store)).toEqual(['x']);
  expect(store.snapshot().trouble).toEqual({ kind: 'full' });
  fill(false);
  store.append(done('y'));
  expect(store.snapshot().trouble).toBeUndefined();
});

test('without storage progress lives in memory, with a notice', () => {
  const store = progressStore(memoryStore(), counting('a'));
  store.append(done('x'));
  expect(store.snapshot().trouble).toEqual({ kind: 'memory' });
  expect(tasks(store)).toEqual(['x']);
});

test('an exported log merges on another device; resetting can be undone', () => {
  const one = progressStore(sharedStorage().tab(1), counting('a'));
  const two = progressStore(sharedStorage().tab(1), counting('b'));
  one.append(done('x'));
  two.append(done('y'));
  expect(two.merge(one.exported())).toEqual({ added: 1, damaged: 0 });
  expect(two.merge(one.exported())).toEqual({ added: 0, damaged: 0 });
  expect(two.merge('hello')).toMatchObject({ error: expect.stringContaining('cannot be read') as string });
  const reset = two.append({ kind: 'reset' });
  expect(tasks(two)).toEqual([]);
  two.append({ kind: 'undo', of: reset?.id ?? '' });
  expect(tasks(two).sort()).toEqual(['x', 'y']);
});
