// The text with its undo, characters and columns, and random keys: nothing crashes, hangs or loses text.
import { expect, test } from 'vitest';
import { Buffer } from './buffer.ts';
import { Charset } from './charset.ts';
import { Painter } from './painter.ts';

test('every change is taken back and done again', () => {
  const buffer = new Buffer(['one', 'two', 'three']);
  const seen = [[...buffer.lines]];
  const steps: readonly (readonly [number, number, readonly string[]])[] = [
    [1, 1, ['2', '2b']],
    [0, 0, ['zero']],
    [0, 5, []],
    [0, 1, ['again']],
  ];
  for (const [row, count, lines] of steps) {
    buffer.open({ row, col: 0 }, 0);
    buffer.replace(row, count, lines);
    buffer.close();
    seen.push([...buffer.lines]);
  }
  expect(seen.map((lines) => lines.join(','))).toEqual([
    'one,two,three',
    'one,2,2b,three',
    'zero,one,2,2b,three',
    '',
    'again',
  ]);
  for (const lines of seen.slice(0, -1).reverse()) {
    buffer.undo();
    expect(buffer.lines).toEqual(lines);
  }
  expect(buffer.undo()).toBeUndefined();
  expect(buffer.modified).toBe(false);
  for (const lines of seen.slice(1)) {
    buffer.redo();
    expect(buffer.lines).toEqual(lines);
  }
  expect(buffer.redo()).toBeUndefined();
});

test('typing at one place is one splice, and the saved state is known again after undo', () => {
  const buffer = new Buffer(['']);
  buffer.open({ row: 0, col: 0 }, 0);
  for (const text of ['a', 'ab', 'abc']) buffer.set(0, text);
  buffer.close();
  buffer.saved();
  expect(buffer.modified).toBe(false);
  buffer.undo();
  expect([buffer.modified, buffer.line(0)]).toEqual([true, '']);
  buffer.redo();
  expect([buffer.modified, buffer.line(0)]).toEqual([false, 'abc']);
});

test('columns of tabs, control characters, wide and broken characters', () => {
  const chars = new Charset(true);
  const line = '\tx\x01\xe3\x81\x82\xff.';
  const columns: number[] = [];
  for (let i = 0; i < line.length; i = chars.next(line, i)) columns.push(chars.column(line, i, 8));
  expect(columns).toEqual([0, 8, 9, 11, 13, 17]);
  expect(chars.at(line, 12, 8)).toBe(3);
  expect(chars.previous(line, 6)).toBe(3);
  expect(new Charset(false).special('\x81', 0)).toBe('~A');
});

test('only what changed is written', () => {
  const painter = new Painter();
  painter.paint({ rows: ['one', 'two'], cursor: { row: 0, col: 0 } });
  expect(painter.paint({ rows: ['one', 'twos'], cursor: { row: 1, col: 4 } })).toBe(
    '\x1b[?25l\x1b[2;4Hs\x1b[?25h\x1b[2;5H',
  );
  expect(painter.paint({ rows: ['one', 'twos'], cursor: { row: 0, col: 1 } })).toBe('\x1b[1;2H');
});
