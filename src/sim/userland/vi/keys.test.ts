// vi without a machine: random keys, and what must hold whatever is typed.
import { expect, test } from 'vitest';
import type { Sys } from '../../kernel/abi/index.ts';
import { Buffer } from '../editor/buffer.ts';
import { mainLoop } from './session.ts';
import { Vi, type Terminal } from './state.ts';
import { frame } from './view.ts';
import { follow } from './window.ts';

function* nothing(): Sys<void> {
  yield* [];
}

/** The same numbers every time. */
function random(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    return (state >>> 8) % below;
  };
}

/** Types the keys; each screen is drawn, as on a terminal. */
function typeAll(lines: readonly string[], keys: readonly string[], draw = true): Vi {
  let next = 0;
  const term: Terminal = {
    *key() {
      yield* [];
      const key = keys[next];
      next += 1;
      return key;
    },
    *show(shown) {
      yield* [];
      if (!draw) return;
      shown.clamp();
      follow(shown);
      const { rows, cursor } = frame(shown);
      expect(rows.length).toBe(24);
      expect(cursor.row >= 0 && cursor.row < 24 && cursor.col >= 0 && cursor.col < 80).toBe(true);
    },
    suspend: nothing,
    give: nothing,
    take: nothing,
    *size() {
      yield* [];
      return { rows: 24, cols: 80 };
    },
    *now() {
      yield* [];
      return 0;
    },
  };
  const vi = new Vi(term, new Map(), true);
  vi.buf = new Buffer(lines);
  const run = mainLoop(vi);
  // Commands that need a machine (:w, :!) are not among the keys: nothing is yielded.
  const step = run.next();
  expect(step.done).toBe(true);
  return vi;
}

const TEXT = [
  'first line of it',
  '\tindented (with [brackets])',
  '',
  'caf\xc3\xa9 \xe3\x81\x82',
  'a "quoted" end {',
  '}',
];
const MOVES = [
  ...'hjklwbeWBE0^$GHML;,%{}nN',
  'gg',
  'ge',
  'fe',
  'Ft',
  'ta',
  'Ti',
  '\x06',
  '\x02',
  '\x04',
  '\x15',
  '\x05',
  '\x19',
];
const OTHERS = [
  ...'xXdcyDCYpPJ~rsSiaIAoORuvV.><=qm@"&*#/?:',
  '\x1b',
  '\x1b',
  '\x1b',
  '\r',
  '\x12',
  '\x16',
  '\x0f',
  '\x01',
  ...'0123456789',
];

test('keys that only move never change the text', () => {
  const next = random(7);
  const keys = Array.from({ length: 3000 }, () => MOVES[next(MOVES.length)] ?? '').flatMap((key) => [...key]);
  expect(typeAll(TEXT, keys).buf.lines).toEqual(TEXT);
});

test('whatever is typed, vi goes on, and undo brings every change back', () => {
  for (let seed = 1; seed <= 60; seed += 1) {
    const next = random(seed);
    const all = [...MOVES, ...OTHERS, ...OTHERS];
    const keys: string[] = [];
    for (let i = 0; i < 150; i += 1) {
      const key = all[next(all.length)] ?? '';
      // A command line is only given up here: it could leave or write.
      if (key === ':' || key === '/' || key === '?') keys.push(key, 'a', '\x03');
      else keys.push(...key);
    }
    keys.push('\x1b', '\x1b', '\x1b', ...'999u');
    expect({ seed, lines: typeAll(TEXT, keys).buf.lines }).toEqual({ seed, lines: TEXT });
  }
});

test('a macro that calls itself ends with its first failure', () => {
  expect(typeAll(['a', 'b', 'c', 'd'], [...'qaq', ...'qaA!', '\x1b', ...'j@aq', '@', 'a']).buf.lines).toEqual([
    'a!',
    'b!',
    'c!',
    'd!',
  ]);
});

test('10,000 lines stay quick: changes at both ends, a replacement of all', () => {
  const lines = Array.from({ length: 10_000 }, (_, i) => `line ${i}`);
  const keys = [
    ...'GoX',
    '\x1b',
    ...'ggdd',
    ...':%s/line/row/',
    '\r',
    ...':g/5$/d',
    '\r',
    ...'uuGkk',
    ...'Onew',
    '\x1b',
  ];
  const { buf } = typeAll(lines, keys, false);
  expect([buf.lines.length, buf.line(0), buf.line(9_997), buf.line(9_998)]).toEqual([
    10_001,
    'line 1',
    'new',
    'line 9998',
  ]);
});
