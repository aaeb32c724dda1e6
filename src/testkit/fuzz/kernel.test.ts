// Whatever programs do to each other, the kernel's books stay in order after every work unit.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { SIGCONT, SIGHUP, SIGKILL, SIGSTOP, SIGTERM, WNOHANG } from '../../sim/kernel/abi/index.ts';
import { checkFiles } from '../../sim/kernel/fs/check.ts';
import { moveToCgroup } from '../../sim/kernel/cgroup/pids.ts';
import {
  checkInvariants,
  type Cgroup,
  freeze,
  newCgroup,
  nrIn,
  pidsCurrent,
  setPidsMax,
  thaw,
} from '../../sim/kernel/index.ts';
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
  readonly limits: readonly Limit[];
}

/** What the node does to the container's cgroup, and to one below it, while the programs run. */
interface Limit {
  readonly act: 'max' | 'move' | 'freeze v1' | 'freeze v2' | 'thaw' | 'enter';
  readonly pid: number;
  readonly max: number;
}

const plays: fc.Arbitrary<Play> = fc.record({
  init: programs,
  others: fc.array(programs, { maxLength: 3 }),
  pidsMax: fc.option(fc.integer({ min: 4, max: 12 }), { nil: undefined }),
  fromHost: fc.array(
    fc.tuple(fc.integer({ min: 1, max: 9 }), fc.constantFrom(SIGKILL, SIGTERM, SIGSTOP, SIGCONT, SIGHUP)),
    { maxLength: 4 },
  ),
  limits: fc.array(
    fc.record({
      act: fc.constantFrom('max', 'move', 'move', 'freeze v1', 'freeze v2', 'thaw', 'enter'),
      pid: fc.integer({ min: 1, max: 9 }),
      max: fc.integer({ min: 0, max: 6 }),
    }),
    { maxLength: 6 },
  ),
});

function play({ init, others, pidsMax, fromHost, limits }: Play): TestMachine {
  const programsByName = Object.fromEntries(others.map((ops, i) => [`other${i}`, () => runOps(ops)]));
  const m = new TestMachine(
    { first: () => runOps([...init, { op: 'pause' }, { op: 'pause' }]), ...programsByName },
    'first',
    pidsMax === undefined ? {} : { pidsMax },
  );
  const below = newCgroup(`${m.c.cgroup.path}/below`, m.c.cgroup);
  for (const limit of limits.slice(0, 3)) act(m, below, limit, Object.keys(programsByName));
  for (const name of Object.keys(programsByName)) if (m.c.status === 'running') m.exec(name);
  for (const limit of limits.slice(3)) act(m, below, limit, Object.keys(programsByName));
  for (const [pid, sig] of fromHost) if (m.alive(pid)) m.hostKill(pid, sig);
  thaw(m.k, m.c.cgroup);
  thaw(m.k, below);
  return m.run(200);
}

function act(m: TestMachine, below: Cgroup, { act: what, pid, max }: Limit, names: readonly string[]): void {
  const name = names[pid % Math.max(1, names.length)];
  if (what === 'max') setPidsMax(m.k, below, max);
  else if (what === 'thaw') thaw(m.k, below);
  else if (what === 'enter') {
    if (name !== undefined && m.c.status === 'running') m.exec(name);
  } else if (what === 'move') {
    const task = m.c.ns.tasks.get(pid);
    if (task && task.state.kind !== 'zombie') moveToCgroup(m.k, task, below);
  } else freeze(m.k, below, what === 'freeze v1' ? 'v1' : 'v2');
  m.run(5);
}

/** Whoever may wait for each zombie does. Traced ones are their tracer's first. */
function reapAll(m: TestMachine): void {
  const zombies = [...m.k.processes()].filter((p) => p.exitStatus !== undefined && p.leader.tracer === undefined);
  for (const zombie of zombies) {
    const { parent } = zombie;
    // An ended namespace's init may have taken its children with it.
    if (m.k.find(zombie.pid) !== zombie || !parent) continue;
    const before = pidsCurrent(m.k.cgroupRoot);
    const nr = nrIn(zombie.leader, parent.leader.ns);
    expect(m.k.answer(parent.leader, 'wait4', [nr, WNOHANG]), `${zombie.pid} waited for`).toMatchObject({
      pid: nr,
      status: zombie.exitStatus,
    });
    expect(m.k.find(zombie.pid)).toBeUndefined();
    expect(pidsCurrent(m.k.cgroupRoot)).toBe(before - 1);
    checkInvariants(m.k);
  }
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
        const entered = plan.others.length + plan.limits.filter((each) => each.act === 'enter').length;
        if (plan.pidsMax !== undefined) expect(pidsCurrent(m.c.cgroup)).toBeLessThanOrEqual(plan.pidsMax + entered);
        reapAll(m);
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
