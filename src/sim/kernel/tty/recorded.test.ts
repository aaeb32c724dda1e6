// The line discipline against a recording of the real one: a pseudo terminal of Linux with fresh settings (openpty(3)), keys written to
// its master, the echo read there, and the lines read from the slave with O_NONBLOCK, 100 bytes at a time.
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { TestMachine } from '../../../testkit/kernel.ts';
import { execIn } from '../../container/runtime/index.ts';
import { screenText, ttyInput } from './index.ts';
import { hasInput, takeInput } from './line.ts';

interface Case {
  readonly typed: string;
  readonly shown: string;
  readonly reads: readonly string[];
}

const RECORDING = new URL('./recordings/lines.json', import.meta.url);

test('two hundred random sequences of keys are shown and read as on Linux', () => {
  const { cases } = JSON.parse(readFileSync(RECORDING, 'utf8')) as { readonly cases: readonly Case[] };
  const m = new TestMachine({});
  for (const { typed, shown, reads } of cases) {
    const { tty, process } = execIn(m.host, m.c, {
      argv: ['sleeper'],
      tty: { size: { rows: 24, cols: 80 }, title: 'typed', term: 'dumb' },
    });
    if (!tty) throw new Error('no terminal');
    ttyInput(m.k, tty, typed);
    const got: string[] = [];
    while (hasInput(tty)) got.push(takeInput(tty, 100));
    expect({ typed, shown: screenText(tty.screen, 0), reads: got }).toEqual({ typed, shown, reads });
    expect(process.pid).toBeGreaterThan(0);
  }
});
