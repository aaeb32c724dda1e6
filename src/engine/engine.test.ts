// The engine's promises, as properties: same recording → same trace; a prefix is a prefix; a branch equals the original up to its point.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { EventQueue, type Machine, PMap, Rng, Session, type Simulator, replay } from './index.ts';

const SEED = { seed: 42 };

test('the queue orders by deadline, then by arrival, and forgets cancelled entries', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.nat(20), fc.boolean()), { maxLength: 60 }), (items) => {
      const queue = new EventQueue<number>();
      const entries = items.map(([at], i) => queue.push(at, i));
      items.forEach(([, cancelled], i) => {
        const entry = entries[i];
        if (cancelled && entry) entry.cancelled = true;
      });
      const expected = items
        .map(([at, cancelled], i) => ({ at, i, cancelled }))
        .filter((x) => !x.cancelled)
        .sort((a, b) => a.at - b.at || a.i - b.i)
        .map((x) => x.i);
      const got: number[] = [];
      for (let next = queue.popDue(Infinity); next !== undefined; next = queue.popDue(Infinity)) got.push(next);
      expect(got).toEqual(expected);
    }),
    SEED,
  );
});

test('two versions of a persistent map name the keys in which they differ, both ways', () => {
  const edits = fc.array(fc.tuple(fc.nat(5000), fc.option(fc.nat(3), { nil: undefined })), { maxLength: 40 });
  const apply = (map: PMap<number>, list: readonly (readonly [number, number | undefined])[]): PMap<number> =>
    list.reduce((all, [key, value]) => (value === undefined ? all.delete(key) : all.set(key, value)), map);
  fc.assert(
    fc.property(edits, edits, (first, second) => {
      const before = apply(PMap.of<number>(), first);
      const after = apply(before, second);
      const touched = [...new Set([...first, ...second].map(([key]) => key))].sort((a, b) => a - b);
      const expected = touched.filter((key) => before.get(key) !== after.get(key));
      expect(before.differing(after)).toEqual(expected);
      expect(after.differing(before)).toEqual(expected);
      expect(after.differing(after)).toEqual([]);
    }),
    SEED,
  );
});

test('a persistent map behaves as a map, and old versions stay as they were', () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.nat(1 << 20), fc.option(fc.string(), { nil: undefined })), { maxLength: 80 }),
      (changes) => {
        const model = new Map<number, string>();
        let map = PMap.of<string>();
        const versions: [PMap<string>, [number, string][]][] = [];
        for (const [key, value] of changes) {
          if (value === undefined) {
            model.delete(key);
            map = map.delete(key);
          } else {
            model.set(key, value);
            map = map.set(key, value);
          }
          versions.push([map, [...model].sort((a, b) => a[0] - b[0])]);
        }
        for (const [version, entries] of versions) {
          expect([...version.values()]).toEqual(entries.map(([, value]) => value));
          expect(version.size).toBe(entries.length);
          for (const [key, value] of entries) expect(version.get(key)).toBe(value);
        }
      },
    ),
    SEED,
  );
});

test('forks of a random source do not depend on what others drew', () => {
  const one = new Rng('s');
  const two = new Rng('s');
  one.uint32();
  expect(one.fork('x').uint32()).toBe(two.fork('x').uint32());
  expect(new Rng('s').uint32()).not.toBe(new Rng('t').uint32());
});

/** A machine with timers and randomness: `add n` starts a countdown that fires n times, each at a random delay. */
class Countdown implements Machine<number, readonly number[], string> {
  now = 0;
  dispatched = 0;
  private readonly queue = new EventQueue<{ left: number }>();
  private readonly rng: Rng;
  private fired: readonly number[] = [];
  private out: { at: number; event: string; view: readonly number[]; dispatched: number }[] = [];
  constructor(seed: string) {
    this.rng = new Rng(seed);
  }
  get runnable(): boolean {
    return (this.queue.nextAt() ?? Infinity) <= this.now;
  }
  nextDeadline(): number | undefined {
    return this.queue.nextAt();
  }
  advance(to: number): void {
    this.now = Math.max(this.now, to);
  }
  dispatch(): void {
    this.dispatched += 1;
    const due = this.queue.popDue(this.now);
    if (!due) return;
    this.fired = [...this.fired, due.left];
    this.out.push({ at: this.now, event: `fire ${due.left}`, view: this.fired, dispatched: this.dispatched });
    if (due.left > 1) this.queue.push(this.now + 1 + this.rng.below(50), { left: due.left - 1 });
  }
  send(input: number): void {
    this.queue.push(this.now + this.rng.below(10), { left: input });
    this.out.push({ at: this.now, event: `add ${input}`, view: this.fired, dispatched: this.dispatched });
  }
  drain(): typeof this.out {
    const steps = this.out;
    this.out = [];
    return steps;
  }
  view(): readonly number[] {
    return this.fired;
  }
  screen(): string {
    return '';
  }
  hash(): string {
    return JSON.stringify([this.now, this.dispatched, this.fired]);
  }
}

const countdown: Simulator<null, number, readonly number[], string> = {
  id: 'countdown',
  version: 1,
  boot: (_init, seed) => new Countdown(seed),
};

const plays = fc.array(fc.tuple(fc.integer({ min: 1, max: 6 }), fc.nat(80)), { minLength: 1, maxLength: 12 });

function played(plan: readonly (readonly [number, number])[]): Session<null, number, readonly number[], string> {
  const session = new Session(countdown, null, 'seed');
  for (const [count, wait] of plan) {
    session.send(count);
    session.run({ until: session.now + wait });
  }
  return session;
}

const events = (s: Session<null, number, readonly number[], string>): unknown[] =>
  s.steps.since(0).map((step) => [step.at, step.event, step.view]);

test('replaying a recording gives the same trace and the same hash, twice', () => {
  fc.assert(
    fc.property(plays, (plan) => {
      const original = played(plan);
      const recording = original.recording();
      for (const again of [replay(countdown, recording), replay(countdown, recording)]) {
        expect(events(again)).toEqual(events(original));
        expect(again.hash()).toBe(original.hash());
      }
    }),
    SEED,
  );
});

test('a branch equals the original up to its point, and goes on by itself', () => {
  fc.assert(
    fc.property(plays, fc.nat(), (plan, pick) => {
      const original = played(plan);
      const index = pick % original.steps.length;
      const branch = original.branchAt(index);
      expect(events(branch).slice(0, index + 1)).toEqual(events(original).slice(0, index + 1));
      const before = original.hash();
      branch.send(3);
      branch.run({ until: branch.now + 500 });
      expect(original.hash()).toBe(before);
    }),
    SEED,
  );
});

test('a run stops when its budget says so and goes on later as if it had not', () => {
  const whole = played([[6, 400]]);
  const session = new Session(countdown, null, 'seed');
  session.send(6);
  for (let slices = 0; slices < 50; slices += 1) {
    let left = 2;
    session.run({ until: 400, budget: () => (left -= 1) >= 0 });
  }
  expect(events(session)).toEqual(events(whole));
});

test('a recording that lets time pass over a timer fits no machine', () => {
  const recording = played([[3, 0]]).recording();
  const late = { ...recording, end: { ...recording.end, at: recording.end.at + 1_000 } };
  expect(() => replay(countdown, late)).toThrow('does not fit');
});
