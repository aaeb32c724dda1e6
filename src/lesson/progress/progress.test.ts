import { expect, test } from 'vitest';
import {
  continueAt,
  eventFrom,
  mergeEvents,
  progressOf,
  readLog,
  writeLog,
  type Lesson,
  type StoredEvent,
} from '../index.ts';

const read = (id: string, at: number, section: string): StoredEvent => ({
  id,
  at,
  kind: 'read',
  lesson: 'pid-1',
  section,
});

const lesson = (built: boolean): Lesson => ({
  id: 'pid-1',
  title: 'PID 1',
  question: '?',
  built,
  checkedAgainst: 'Linux',
  quizQuestions: 0,
  sections: ['a', 'b', 'c'].map((id) => ({ id, title: id, minutes: 3, summary: '', lab: { scenario: 'pid1' } })),
});

test('a log survives being written and read', () => {
  const events = [read('1', 10, 'a'), read('2', 20, 'b')];
  expect(readLog(writeLog(events))).toEqual({ kind: 'ok', events, damaged: 0 });
});

test('a damaged line costs one event and is counted', () => {
  const stored = writeLog([read('1', 10, 'a'), read('2', 20, 'b')]).replace('"at":10', '"at":');
  expect(readLog(stored)).toEqual({ kind: 'ok', events: [read('2', 20, 'b')], damaged: 1 });
});

test('text that is no log is refused, and a newer log is left alone', () => {
  expect(readLog('{"theme":"dark"}').kind).toBe('broken');
  expect(readLog('\u0000\u0000garbage').kind).toBe('broken');
  expect(readLog('{"name":"inside-the-pod progress","version":99}\n{}')).toEqual({ kind: 'newer', version: 99 });
});

test('version 0 named tasks with their lesson in one word', () => {
  const old = '{"name":"inside-the-pod progress","version":0}\n{"id":"x","at":1,"kind":"task","task":"pid-1/kill"}\n';
  expect(readLog(old)).toEqual({
    kind: 'ok',
    events: [{ id: 'x', at: 1, kind: 'task', lesson: 'pid-1', task: 'kill' }],
    damaged: 0,
  });
});

test('events of later versions are kept, hostile ones are not', () => {
  expect(eventFrom({ id: 'a', at: 1, kind: 'flew', wings: 2 })).toBeDefined();
  expect(eventFrom({ id: 'a', at: 1, kind: 'read', lesson: 'pid-1' })).toBeUndefined();
  expect(eventFrom({ id: 'a', at: Number.NaN, kind: 'reset' })).toBeUndefined();
  expect(eventFrom(['a'])).toBeUndefined();
  expect(eventFrom(null)).toBeUndefined();
});

test('merging two tabs or devices is a union in one order, whoever merges', () => {
  const a = [read('1', 10, 'a'), read('3', 30, 'c')];
  const b = [read('2', 20, 'b'), read('3', 30, 'c')];
  expect(mergeEvents(a, b)).toEqual(mergeEvents(b, a));
  expect(mergeEvents(a, b).map((event) => event.id)).toEqual(['1', '2', '3']);
});

test('a reset forgets what was before it, and undo brings it back', () => {
  const events: StoredEvent[] = [read('1', 10, 'a'), { id: 'r', at: 20, kind: 'reset' }];
  expect(progressOf(events).lessons.size).toBe(0);
  expect(progressOf(events).reset?.id).toBe('r');
  const undone = progressOf([...events, { id: 'u', at: 30, kind: 'undo', of: 'r' }]);
  expect(undone.lessons.get('pid-1')?.read.has('a')).toBe(true);
  expect(undone.reset).toBeUndefined();
});

test('a prediction is the first choice, an answer the latest', () => {
  const progress = progressOf([
    { id: '1', at: 1, kind: 'predicted', lesson: 'l', prediction: 'p', option: 'x' },
    { id: '2', at: 2, kind: 'predicted', lesson: 'l', prediction: 'p', option: 'y' },
    {
      id: '3',
      at: 3,
      kind: 'answered',
      lesson: 'l',
      question: 'q',
      answer: { kind: 'one', choice: 'x' },
      right: false,
    },
    { id: '4', at: 4, kind: 'answered', lesson: 'l', question: 'q', answer: { kind: 'one', choice: 'y' }, right: true },
  ]);
  expect(progress.lessons.get('l')?.predictions.get('p')).toBe('x');
  expect(progress.lessons.get('l')?.answers.get('q')).toMatchObject({ right: true, attempts: 2 });
});

test('continue leads to the section left unread, then to the next one', () => {
  const opened = (id: string, at: number, section: string): StoredEvent => ({
    id,
    at,
    kind: 'opened',
    lesson: 'pid-1',
    section,
  });
  const at = (...events: StoredEvent[]) => continueAt(progressOf(events), [lesson(true)])?.section;
  expect(at()).toBe('a');
  expect(at(opened('1', 1, 'b'))).toBe('b');
  expect(at(opened('1', 1, 'b'), read('2', 2, 'b'))).toBe('c');
  expect(at(opened('1', 1, 'c'), read('2', 2, 'c'))).toBe('a');
  expect(at(read('1', 1, 'a'), read('2', 2, 'b'), read('3', 3, 'c'))).toBeUndefined();
  expect(continueAt(progressOf([]), [lesson(false)])).toBeUndefined();
});
