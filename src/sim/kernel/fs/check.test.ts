// Random programs that open, share and close descriptors and fork: references and pipe ends are counted right at every step.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { TestMachine } from '../../../testkit/kernel.ts';
import { isErr, O_CREAT, O_NONBLOCK, O_RDWR, SIGKILL, sys, type Program, type Sys } from '../abi/index.ts';
import { checkFiles } from './check.ts';

const OPS = [
  'pipe',
  'open',
  'fifo',
  'dup',
  'dup2',
  'close',
  'write',
  'read',
  'fork',
  'thread',
  'kill',
  'exit',
  'wait',
  'sleep',
] as const;
type Step = readonly [(typeof OPS)[number], number, number];

function* perform(steps: readonly Step[], from: number): Sys<number> {
  for (let i = from; i < steps.length; i += 1) {
    const [op, a, b] = steps[i] as Step;
    switch (op) {
      case 'pipe': {
        const p = yield* sys.pipe();
        if (!isErr(p)) {
          yield* sys.setfl(p.r, O_NONBLOCK);
          yield* sys.setfl(p.w, O_NONBLOCK);
        }
        break;
      }
      case 'open':
        yield* sys.open('/tmp/f', O_RDWR | O_CREAT);
        break;
      case 'fifo':
        yield* sys.mkfifo('/tmp/p');
        yield* sys.open('/tmp/p', a % 2 === 0 ? O_RDWR : a % 3);
        break;
      case 'dup':
        yield* sys.dup(a);
        break;
      case 'dup2':
        yield* sys.dup2(a, b);
        break;
      case 'close':
        yield* sys.close(a);
        break;
      case 'write':
        yield* sys.write(a, 'x'.repeat(b * 1000));
        break;
      case 'read':
        yield* sys.read(a, b * 100);
        break;
      case 'fork':
        yield* sys.fork(() => perform(steps, i + 1 + (a % 3)));
        break;
      case 'thread':
        yield* sys.fork(() => perform(steps, i + 1 + (a % 3)), { thread: true });
        break;
      case 'kill':
        yield* sys.kill(a, SIGKILL);
        break;
      case 'exit':
        return a;
      case 'wait':
        yield* sys.wait4(-1, 1);
        break;
      case 'sleep':
        yield* sys.nanosleep(a * 100);
        break;
    }
  }
  return 0;
}

const step: fc.Arbitrary<Step> = fc.tuple(fc.constantFrom(...OPS), fc.nat(9), fc.nat(9));

test('every open file counts its references, every pipe its ends', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 25 }), (steps) => {
      const random: Program = () => perform(steps, 0);
      const m = new TestMachine({ random });
      m.exec('random');
      for (let i = 0; i < 40; i += 1) {
        m.run(1);
        expect(checkFiles(m.k)).toBeUndefined();
      }
    }),
    { seed: 20_260_302, numRuns: 150 },
  );
});
