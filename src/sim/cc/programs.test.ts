// Our own programs, as gcc and Linux ran them (src/testkit/record/cc.ts): output and wait status are the same here.
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { randomProgram } from '../../testkit/record/c-expressions.ts';
import { execIn } from '../container/runtime/index.ts';
import { bootLab } from '../lab/full.ts';
import { oneContainer } from '../lab/index.ts';
import { checkInvariants } from '../kernel/index.ts';
import { compile } from './compile.ts';
import { executable } from './executable.ts';
import { casesOf } from './fixtures.ts';

const FOLDER = new URL('./fixtures/programs/', import.meta.url);

interface Recorded {
  readonly output: string;
  readonly status: number;
}

const machine = bootLab(oneContainer(['sleep', 'infinity'], {}, []), 'cc');

/** Runs until nothing is left to do before `seconds` have passed. */
function run(seconds: number, done: () => boolean): void {
  const end = machine.now + seconds * 1_000_000;
  for (let units = 0; units < 400_000 && !done(); units += 1) {
    if (!machine.runnable) {
      const next = machine.nextDeadline();
      if (next === undefined || next > end) break;
      machine.advance(next);
    } else if (machine.now > end) break;
    machine.dispatch();
    machine.drain();
  }
}

function play(source: string): Recorded {
  const path = '/tmp/prog';
  machine.send({ kind: 'file', container: 'web-0', path, text: executable(source), mode: 0o755 });
  const c = machine.container('web-0');
  if (!c) throw new Error('no container');
  const session = execIn(machine.host, c, {
    argv: [path, 'one', 'two words'],
    env: { PATH: '/usr/bin:/bin', LC_ALL: 'C' },
  });
  run(30, () => session.status !== undefined);
  run(0.1, () => false);
  checkInvariants(machine.k);
  return { output: session.output, status: session.process.exitStatus ?? -1 };
}

for (const file of readdirSync(FOLDER).filter((each) => each.endsWith('.c.txt'))) {
  const recorded = JSON.parse(readFileSync(new URL(file.replace('.c.txt', '.json'), FOLDER), 'utf8')) as Record<
    string,
    Recorded
  >;
  describe(file.replace('.c.txt', ''), () => {
    for (const [name, source] of casesOf(readFileSync(new URL(file, FOLDER), 'latin1'))) {
      test(name, () => {
        const compiled = compile(source, 'main.c');
        expect(compiled.diagnostics.filter((each) => each.severity === 'error')).toEqual([]);
        const { output, status } = recorded[name] ?? { output: '', status: -1 };
        expect(play(source)).toEqual({ output, status });
      });
    }
  });
}

describe('random arithmetic', () => {
  const random = JSON.parse(readFileSync(new URL('../random.json', FOLDER), 'utf8')) as Record<string, Recorded>;
  for (const [seed, recorded] of Object.entries(random)) {
    test(seed, () => {
      expect(play(randomProgram(seed))).toEqual(recorded);
    });
  }
});

test('no program of ours brought our own code down', () => {
  expect(machine.k.crashes).toEqual([]);
});
