// How many kernel calls a second the machine answers and replays, and what one view costs.
import { isErr, sys, type Program } from '../../sim/kernel/abi/index.ts';
import { bootHost, createContainer, startContainer } from '../../sim/container/runtime/index.ts';
import { taken, type Figure } from './figure.ts';
import { createImage, DEFAULT_EPOCH, Kernel } from '../../sim/kernel/index.ts';

/** Pipes, getpid and short writes between two processes: a mix of calls without forks. */
const pingpong: Program = function* () {
  const a = yield* sys.pipe();
  const b = yield* sys.pipe();
  if (isErr(a) || isErr(b)) return 1;
  yield* sys.fork(function* () {
    for (;;) {
      const data = yield* sys.read(a.r, 10);
      if (isErr(data) || data === '') return 0;
      yield* sys.getpid();
      yield* sys.write(b.w, data);
    }
  });
  for (let i = 0; i < 50_000; i += 1) {
    yield* sys.write(a.w, 'x');
    yield* sys.getpid();
    yield* sys.read(b.r, 10);
  }
  return 0;
};

const forks: Program = function* () {
  for (let i = 0; i < 5_000; i += 1) {
    yield* sys.fork(function* () {
      return 0;
    });
    yield* sys.wait4(-1);
  }
  return 0;
};

function boot(program: Program): Kernel {
  const k = new Kernel({ seed: 'bench', programs: new Map([['main', program]]), epoch: DEFAULT_EPOCH });
  const image = () => createImage({ entries: [{ path: '/bin/main', kind: 'program', program: 'main' }] });
  const host = bootHost(k, image());
  const c = createContainer(host, { name: 'c', argv: ['main'] }, image);
  startContainer(host, c, { rows: 24, cols: 80 }, () => undefined);
  return k;
}

function rate(program: Program): { calls: number; steps: number; seconds: number } {
  const k = boot(program);
  let steps = 0;
  const ms = taken(() => {
    for (;;) {
      if (!k.runnable) {
        const next = k.nextDeadline();
        if (next === undefined) break;
        k.advance(next);
      }
      k.dispatch();
      steps += k.drain().length;
    }
  });
  return { calls: k.calls, steps, seconds: ms / 1000 };
}

export function kernelFigures(): Figure[] {
  rate(pingpong);
  const calls = rate(pingpong);
  const forking = rate(forks);
  return [
    {
      name: 'kernel calls',
      value: calls.calls / calls.seconds,
      unit: 'calls/s',
      goal: { at: 'least', value: 500_000 },
    },
    { name: 'fork, exit, wait with views', value: 5_000 / forking.seconds, unit: 'processes/s' },
    { name: 'steps with a view', value: forking.steps / forking.seconds, unit: 'steps/s' },
  ];
}
