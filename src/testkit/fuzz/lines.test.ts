// Whatever is typed, the machine stays sound, and whoever typed it gets the prompt back or can take it back.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { oneContainer } from '../../sim/lab/index.ts';
import { Desk, type How } from './desk.ts';
import { lines } from './lines.ts';

const SEED = Number(process.env['FUZZ_SEED'] ?? 20_260);
/** More of everything: FUZZ_SEED=7 FUZZ_RUNS=20 npx vitest run src/testkit/fuzz. FUZZ_SHRINK=1 looks for the smallest case, which takes long. */
const TIMES = Number(process.env['FUZZ_RUNS'] ?? 1);
const MACHINES = 100 * TIMES;
const SHELLS = 5;
const LINES = 2;

const hows = fc.constantFrom<How>('typed', 'typed', 'bash -c', 'dash -c', 'node');
const shells = fc.array(fc.tuple(fc.array(lines, { minLength: LINES, maxLength: LINES }), hows), {
  minLength: SHELLS,
  maxLength: SHELLS,
});

test(
  `${MACHINES * SHELLS * LINES} random command lines leave a sound machine and can all be ended`,
  () => {
    let entered = 0;
    fc.assert(
      fc.property(shells, fc.constantFrom(40, 100), (plays, pidsMax) => {
        const desk = new Desk(oneContainer(['sleep', 'infinity'], { pidsMax }));
        for (const [text, how] of plays) {
          desk.play(text, how);
          entered += text.length;
        }
      }),
      { seed: SEED, numRuns: MACHINES, endOnFailure: process.env['FUZZ_SHRINK'] === undefined },
    );
    expect(entered).toBeGreaterThanOrEqual(MACHINES * SHELLS * LINES);
  },
  600_000 * TIMES,
);
