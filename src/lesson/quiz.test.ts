import { expect, test } from 'vitest';
import { grade, pieces, plainScreen, shuffled, type Answer, type Question } from './index.ts';

const base = { id: 'q', question: '?', explain: '', section: 's' };

test('each kind of question is graded by its own rule', () => {
  const cases: readonly (readonly [Question, Answer, Answer])[] = [
    [
      { ...base, kind: 'one', options: [], answer: 'a' },
      { kind: 'one', choice: 'a' },
      { kind: 'one', choice: 'b' },
    ],
    [
      { ...base, kind: 'many', options: [], answer: ['a', 'b'] },
      { kind: 'many', choices: ['b', 'a'] },
      { kind: 'many', choices: ['a'] },
    ],
    [
      {
        ...base,
        kind: 'order',
        items: [
          { id: 'a', text: '' },
          { id: 'b', text: '' },
        ],
      },
      { kind: 'order', order: ['a', 'b'] },
      { kind: 'order', order: ['b', 'a'] },
    ],
    [
      {
        ...base,
        kind: 'match',
        pairs: [
          { id: '1', left: 'x', right: 'same' },
          { id: '2', left: 'y', right: 'same' },
          { id: '3', left: 'z', right: 'other' },
        ],
      },
      { kind: 'match', pairs: { 1: '2', 2: '1', 3: '3' } },
      { kind: 'match', pairs: { 1: '3', 2: '1', 3: '2' } },
    ],
    [
      { ...base, kind: 'type', accept: ['kill -9 1'], pattern: 'kill -(?:s )?(?:SIG)?KILL 1' },
      { kind: 'type', text: ' # kill   -9 1 ' },
      { kind: 'type', text: 'kill 1' },
    ],
    [
      { ...base, kind: 'line', code: { language: 'c', text: 'a\nb' }, answer: [2] },
      { kind: 'line', line: 2 },
      { kind: 'line', line: 1 },
    ],
    [
      { ...base, kind: 'state', answer: { parent: 'S', child: 'Z' }, choices: ['S', 'Z'] },
      { kind: 'state', states: { parent: 'S', child: 'Z' } },
      { kind: 'state', states: { parent: 'S', child: 'S' } },
    ],
  ];
  for (const [question, right, wrong] of cases) {
    expect([question.kind, grade(question, right)]).toEqual([question.kind, true]);
    expect([question.kind, grade(question, wrong)]).toEqual([question.kind, false]);
  }
});

test('a typed pattern counts too', () => {
  const question: Question = { ...base, kind: 'type', accept: [], pattern: 'kill -(?:s )?(?:SIG)?KILL 1' };
  expect(grade(question, { kind: 'type', text: 'kill -s KILL 1' })).toBe(true);
});

test('shuffling depends on the seed alone and never shows the given order', () => {
  const items = ['a', 'b', 'c', 'd'];
  expect(shuffled(items, 'q1')).toEqual(shuffled(items, 'q1'));
  for (let i = 0; i < 50; i += 1) {
    expect(shuffled(items, `q${i}`)).not.toEqual(items);
    expect([...shuffled(items, `q${i}`)].sort()).toEqual(items);
  }
});

test('inline text knows code and emphasis', () => {
  expect(pieces('run `kill *1*` *now*, 2 * 3 * 4')).toEqual([
    { kind: 'text', text: 'run ' },
    { kind: 'code', text: 'kill *1*' },
    { kind: 'text', text: ' ' },
    { kind: 'em', text: 'now' },
    { kind: 'text', text: ', 2 * 3 * 4' },
  ]);
});

test('a screen is read without its control sequences', () => {
  expect(plainScreen('\x1b[32mroot@web-0\x1b[0m:/# lx\b \bs\r\nbin\r\n\x1b]0;title\x07ok')).toBe(
    'root@web-0:/# ls\nbin\nok',
  );
});
