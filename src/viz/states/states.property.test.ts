// Whatever processes do: each living one stands once and in one place, and a moment looks the same whichever way one comes to it.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Step } from '../../sim/kernel/events.ts';
import type { MachineView } from '../../sim/kernel/view.ts';
import { programs, runOps } from '../../testkit/fuzz/programs.ts';
import { TestMachine } from '../../testkit/kernel.ts';
import { changesBetween } from './changes.ts';
import { EDGES, Facts, Moves, neighbour, placeOf, spotsOf, stateScene, type StateScene } from './index.ts';

const SEED = 31;

function traceOf(m: TestMachine) {
  const list = m.steps.map((step, index): Step<MachineView> => ({ ...step, index }));
  return {
    length: list.length,
    base: 0,
    at: (index: number): Step<MachineView> => {
      const step = list[index];
      if (!step) throw new RangeError(String(index));
      return step;
    },
  };
}

const plays = fc.record({
  init: programs,
  other: programs,
  pidsMax: fc.option(fc.integer({ min: 4, max: 12 }), { nil: undefined }),
});

function play({
  init,
  other,
  pidsMax,
}: {
  init: Parameters<typeof runOps>[0];
  other: Parameters<typeof runOps>[0];
  pidsMax: number | undefined;
}) {
  const m = new TestMachine(
    { first: () => runOps([...init, { op: 'pause' }, { op: 'pause' }]), other: () => runOps(other) },
    'first',
    pidsMax === undefined ? {} : { pidsMax },
  );
  if (m.c.status === 'running') m.exec('other');
  return m.run(100);
}

/** Everybody on the drawing, with the place where it stands. */
function onDrawing(scene: StateScene): readonly (readonly [number, string])[] {
  return [
    ...scene.tokens.map(({ process, place }) => [process.pid, place] as const),
    ...scene.clusters.flatMap(({ group, place }) => group.members.map(({ pid }) => [pid, place] as const)),
  ].sort(([a], [b]) => a - b);
}

test('every process has one token or one cluster, in one place, inside it, and the places add up', () => {
  const sizes = fc.record({ width: fc.integer({ min: 260, max: 2000 }), height: fc.integer({ min: 220, max: 1300 }) });
  fc.assert(
    fc.property(plays, sizes, fc.constantFrom('parent' as const, 'command' as const), (plan, size, grouping) => {
      const steps = traceOf(play(plan));
      for (let i = 0; i < steps.length; i += 7) {
        const { view } = steps.at(i);
        const scene = stateScene(view, { ...size, scope: 'all', grouping });
        expect(onDrawing(scene)).toEqual([...view.processes.values()].map((p) => [p.pid, placeOf(p)]));
        expect(scene.total).toBe(view.processes.size);
        expect(scene.places.reduce((sum, place) => sum + place.count, 0)).toBe(view.processes.size);
        for (const mark of [...scene.tokens, ...scene.clusters]) {
          const box = scene.places.find((place) => place.id === mark.place);
          if (!box) throw new Error('no such place');
          expect(mark.x >= box.x && mark.x + mark.w <= box.x + box.w + 0.1).toBe(true);
          expect(mark.y >= box.y && mark.y + mark.h <= box.y + box.h + 0.1).toBe(true);
        }
      }
    }),
    { seed: SEED, numRuns: 60 },
  );
});

test('moves lead from where a process stood to where it stands, along edges that meet', () => {
  fc.assert(
    fc.property(plays, (plan) => {
      const steps = traceOf(play(plan));
      const moves = new Moves().follow(steps);
      for (let i = 1; i < steps.length; i += 1) {
        const before = steps.at(i - 1).view;
        const after = steps.at(i).view;
        const real = moves.at(i).filter((move) => !move.refused);
        const moved = changesBetween(before, after).filter(
          (change) => (change.before && placeOf(change.before)) !== (change.after && placeOf(change.after)),
        );
        expect(real.map((move) => move.pid).sort()).toEqual(moved.map((change) => change.pid).sort());
        for (const move of real) {
          expect(EDGES[move.edges[0] ?? 'fork'].from).toBe(move.from);
          expect(EDGES[move.edges.at(-1) ?? 'fork'].to).toBe(move.to);
          move.edges.forEach((edge, k) => {
            const next = move.edges[k + 1];
            if (next) expect(EDGES[edge].to).toBe(EDGES[next].from);
          });
        }
      }
    }),
    { seed: SEED, numRuns: 120 },
  );
});

test('going forward, backward or straight to a moment gives the same moves, facts and drawing', () => {
  fc.assert(
    fc.property(plays, fc.array(fc.nat(1000), { maxLength: 8 }), (plan, jumps) => {
      const steps = traceOf(play(plan));
      const whole = new Moves().follow(steps);
      const facts = new Facts().follow(steps);
      // As it was when the trace ended there.
      const until = (end: number) => ({ ...steps, length: end + 1 });
      for (const jump of jumps) {
        const at = jump % steps.length;
        const fresh = new Moves().follow(until(at));
        expect(whole.at(at)).toEqual(fresh.at(at));
        expect(whole.last(at, 5)).toEqual(fresh.last(steps.length, 5));
        expect(whole.tally(at)).toEqual(fresh.tally(steps.length));
        const early = new Facts().follow(until(at));
        const { view } = steps.at(at);
        for (const { pid } of view.processes.values()) {
          expect(facts.ended(pid, at)).toEqual(early.ended(pid, steps.length));
          expect(facts.adopted(pid, at)).toEqual(early.adopted(pid, steps.length));
          expect(facts.collected(pid, at)).toEqual(early.collected(pid, steps.length));
          expect(facts.childSignals(pid, at)).toEqual(early.childSignals(pid, steps.length));
        }
        const size = { width: 420, height: 380 };
        expect(stateScene(view, size)).toEqual(stateScene(steps.at(at).view, size));
      }
    }),
    { seed: SEED, numRuns: 60 },
  );
});

test('arrow keys reach every mark', () => {
  fc.assert(
    fc.property(plays, (plan) => {
      const spots = spotsOf(stateScene(play(plan).k.view(), { width: 700, height: 400, scope: 'all' }));
      const [start] = spots;
      if (!start) return;
      const reached = new Set([start.key]);
      const todo = [start.key];
      for (let key = todo.pop(); key !== undefined; key = todo.pop()) {
        for (const direction of ['left', 'right', 'up', 'down'] as const) {
          const next = neighbour(spots, key, direction);
          if (next === undefined || reached.has(next)) continue;
          reached.add(next);
          todo.push(next);
        }
      }
      expect([...reached].sort()).toEqual(spots.map((spot) => spot.key).sort());
    }),
    { seed: SEED, numRuns: 60 },
  );
});
