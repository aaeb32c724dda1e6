// Whatever programs do to each other, the kernel's books stay in order after every work unit.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { SIGCONT, SIGHUP, SIGKILL, SIGSTOP, SIGTERM } from '../../sim/kernel/abi/index.ts';
import { checkFiles } from '../../sim/kernel/fs/check.ts';
import { checkInvariants, pidsCurrent } from '../../sim/kernel/index.ts';
import { TestMachine } from '../kernel.ts';
import { type Op, programs, runOps } from './programs.ts';

const SEED = Number(process.env['FUZZ_SEED'] ?? 20_260);
/** More of everything, for a longer search: FUZZ_RUNS=20 npx vitest run src/testkit/fuzz */
const TIMES = Number(process.env['FUZZ_RUNS'] ?? 1);
const PATIENCE_MS = 60_000 * TIMES;

interface Play {
  readonly init: readonly Op[];
  readonly others: readonly (readonly Op[])[];
  readonly pidsMax: number | undefined;
  readonly fromHost: readonly (readonly [number, number])[];
}

const plays: fc.Arbitrary<Play> = fc.record({
  init: programs,
  others: fc.array(programs, { maxLength: 3 }),
  pidsMax: fc.option(fc.integer({ min: 4, max: 12 }), { nil: undefined }),
  fromHost: fc.array(
    fc.tuple(fc.integer({ min: 1, max: 9 }), fc.constantFrom(SIGKILL, SIGTERM, SIGSTOP, SIGCONT, SIGHUP)),
    { maxLength: 4 },
  ),
});

function play({ init, others, pidsMax, fromHost }: Play): TestMachine {
  const programsByName = Object.fromEntries(others.map((ops, i) => [`other${i}`, () => runOps(ops)]));
  const m = new TestMachine(
    { first: () => runOps([...init, { op: 'pause' }, { op: 'pause' }]), ...programsByName },
    'first',
    pidsMax === undefined ? {} : { pidsMax },
  );
  for (const name of Object.keys(programsByName)) if (m.c.status === 'running') m.exec(name);
  for (const [pid, sig] of fromHost) if (m.alive(pid)) m.hostKill(pid, sig);
  return m.run(200);
}

test(
  'random programs never break an invariant',
  () => {
    fc.assert(
      fc.property(plays, (plan) => {
        const m = play(plan);
        expect(m.k.crashes).toEqual([]);
        checkInvariants(m.k);
        expect(checkFiles(m.k)).toBeUndefined();
        // Who enters from outside is never refused; whoever is inside cannot fork beyond the limit.
        if (plan.pidsMax !== undefined)
          expect(m.c.cgroup.members.size).toBeLessThanOrEqual(plan.pidsMax + plan.others.length);
        for (const p of m.k.processes())
          if (p.exitStatus !== undefined) expect(p.parent, `zombie ${p.pid}`).toBeDefined();
      }),
      { seed: SEED, numRuns: 400 * TIMES },
    );
  },
  PATIENCE_MS,
);

test(
  'when its first process is killed from outside, nothing of a container stays',
  () => {
    fc.assert(
      fc.property(plays, (plan) => {
        const m = play(plan);
        if (m.c.init?.exitStatus === undefined && m.alive(1)) m.hostKill(1, SIGKILL);
        m.run(1000);
        const left = [...m.k.processes()].filter((p) => p.container !== undefined && p.leader.tracer === undefined);
        expect(left.map((p) => `${p.leader.comm} ${p.leader.state.kind}`)).toEqual([]);
        expect(pidsCurrent(m.c.cgroup)).toBe(0);
      }),
      { seed: SEED, numRuns: 200 * TIMES },
    );
  },
  PATIENCE_MS,
);

test(
  'the same programs give the same machine',
  () => {
    fc.assert(
      fc.property(plays, (plan) => {
        expect(play(plan).k.hash()).toBe(play(plan).k.hash());
      }),
      { seed: SEED, numRuns: 60 * TIMES },
    );
  },
  PATIENCE_MS,
);
