// The state machine told by real machines: what moves, what is answered about a zombie, what the meter and /proc say.
import { expect, test } from 'vitest';
import {
  IGNORE,
  isErr,
  MILLISECOND,
  SIGCHLD,
  SIGKILL,
  SIGSTOP,
  bit,
  sys,
  WNOHANG,
  type Program,
  type Sys,
} from '../../sim/kernel/abi/index.ts';
import type { Step } from '../../sim/kernel/events.ts';
import type { MachineView } from '../../sim/kernel/view.ts';
import { TestMachine } from '../../testkit/kernel.ts';
import {
  dutiesOf,
  dutyWords,
  Facts,
  killLine,
  Moves,
  pidRange,
  pidsMeters,
  procFiles,
  stateScene,
  zombieAnswers,
} from './index.ts';

function traceOf(m: TestMachine) {
  const list = m.steps.map((step, index): Step<MachineView> => ({ ...step, index }));
  const at = (index: number): Step<MachineView> => {
    const step = list[index];
    if (!step) throw new RangeError(String(index));
    return step;
  };
  return { length: list.length, base: 0, at };
}

const exits = function* (): Sys<number> {
  return 3;
};

/** Starts `n` children that end at once, and never waits. */
const careless = (n: number) =>
  function* (): Sys<number> {
    for (let i = 0; i < n; i += 1) yield* sys.fork(exits);
    for (;;) yield* sys.pause();
  };

/** The handler waits once; all children end while SIGCHLD is blocked. */
const once: Program = function* () {
  yield* sys.signal(SIGCHLD, function* () {
    yield* sys.wait4(-1, WNOHANG);
  });
  yield* sys.sigprocmask('block', bit(SIGCHLD));
  for (let i = 0; i < 4; i += 1) yield* sys.fork(exits);
  yield* sys.nanosleep(10 * MILLISECOND);
  yield* sys.sigprocmask('unblock', bit(SIGCHLD));
  for (;;) yield* sys.pause();
};

const answered = (m: TestMachine, pid: number) => {
  const steps = traceOf(m);
  const facts = new Facts().follow(steps);
  const answers = zombieAnswers(m.k.view(), facts, steps.length - 1, m.task(pid).pid);
  if (!answers) throw new Error(`${pid} is no zombie`);
  return answers;
};
const ways = (m: TestMachine, pid: number) =>
  answered(m, pid).ways.map(({ title, effect, attempt }) => [
    title,
    effect,
    attempt ? killLine(attempt, m.k.view(), 'container') : '',
  ]);

test('a life is told in moves: fork, sleep, exit, collected', () => {
  const parent: Program = function* () {
    const pid = yield* sys.fork(function* () {
      yield* sys.nanosleep(MILLISECOND);
      return 3;
    });
    yield* sys.wait4(Number(pid));
    for (;;) yield* sys.pause();
  };
  const m = new TestMachine({ parent }, 'parent');
  const moves = new Moves().follow(traceOf(m));
  const child = moves.last(m.steps.length, 99).filter((move) => move.name.endsWith('(2)'));
  expect(child.reverse().map(({ edges, tag }) => [edges.join(' '), tag])).toEqual([
    ['fork', 'fork by 1'],
    ['exit', 'exit(3)'],
    ['reap', 'wait4 by 1'],
  ]);
  expect(moves.tally(m.steps.length).gone).toBe(1);
});

test('a parent that ignores SIGCHLD leaves no zombie, and the move says so', () => {
  const parent: Program = function* () {
    yield* sys.signal(SIGCHLD, IGNORE);
    yield* sys.fork(exits);
    for (;;) yield* sys.pause();
  };
  const m = new TestMachine({ parent }, 'parent');
  const [last] = new Moves().follow(traceOf(m)).last(m.steps.length, 1, (move) => move.to === 'X');
  expect(last).toMatchObject({ edges: ['autoreap'], tag: 'not kept' });
});

test('PID 1 that never waits: only its end helps, and the kill of a zombie does nothing', () => {
  const m = new TestMachine({ careless: careless(2) }, 'careless');
  const { who, why, evidence } = answered(m, 2);
  expect(who).toContain('careless (1), its parent and the init of its namespace');
  expect(why).toEqual({
    short: 'The parent never waits',
    words:
      'careless (1) is waiting for a signal (pause). It has no handler for SIGCHLD (default: nothing happens) and has collected nobody so far.',
  });
  expect(evidence).toEqual([
    ['parent', 'S in __do_sys_pause'],
    ['SIGCHLD', 'default: nothing happens'],
    ['sent', '2'],
    ['collected', '0'],
    ['left', '2'],
  ]);
  expect(ways(m, 2)).toEqual([
    ['Remind the parent: SIGCHLD', 'stays', 'kill -CHLD 1'],
    ['PID 1 ends, and the container with it', 'goes', 'kill -9 1'],
    ['Kill the zombie', 'stays', 'kill -9 2'],
  ]);
});

test('what is predicted comes true: the reminder and the kill change nothing', () => {
  const m = new TestMachine({ careless: careless(1) }, 'careless');
  m.kill(1, SIGCHLD).kill(2, SIGKILL);
  expect(m.task(2).state).toBe('Z');
});

test('merged SIGCHLDs are named as the cause, with the count, and each reminder takes one', () => {
  const m = new TestMachine({ once }, 'once');
  expect(answered(m, 3).why.short).toBe('SIGCHLDs merged');
  expect(answered(m, 3).why.words).toContain('got 4 SIGCHLDs, but 3 merged');
  expect(ways(m, 3)[0]).toEqual(['Remind the parent: SIGCHLD', 'maybe', 'kill -CHLD 1']);
  m.kill(1, SIGCHLD).kill(1, SIGCHLD);
  expect([2, 3, 4, 5].filter((pid) => m.alive(pid))).toEqual([5]);
  expect(ways(m, 5)[0]).toEqual(['Remind the parent: SIGCHLD', 'goes', 'kill -CHLD 1']);
});

test('an orphan that PID 1 adopted and does not collect', () => {
  const parent: Program = function* () {
    yield* sys.fork(function* () {
      yield* sys.nanosleep(20 * MILLISECOND);
      return 7;
    });
    return 0;
  };
  const m = new TestMachine({ parent }).spawn('parent');
  m.run(100);
  const { who, why } = answered(m, 3);
  expect(who).toContain('It adopted it');
  expect(who).toContain('when parent (2) ended');
  expect(why.short).toBe('PID 1 adopted it and does not wait');
});

test('a stopped parent cannot wait, and SIGCONT is what to try', () => {
  const m = new TestMachine({ careless: careless(1) }).spawn('careless');
  m.hostKill('careless', SIGSTOP);
  expect(answered(m, 3).why.short).toBe('The parent is stopped');
  expect(ways(m, 3)[0]?.[2]).toBe('kill -CONT 2');
});

test('killing the parent: what becomes of its zombies depends on who adopts them', () => {
  const reaper: Program = function* () {
    for (;;) if (typeof (yield* sys.wait4(-1)) === 'number') yield* sys.pause();
  };
  const idle = new TestMachine({ careless: careless(1) }).spawn('careless');
  const kill = (m: TestMachine) => answered(m, 3).ways.find((way) => way.title === 'Kill the parent');
  expect(kill(idle)?.effect).toBe('stays');
  const good = new TestMachine(
    {
      main: function* () {
        yield* sys.fork(careless(1));
        return yield* reaper([], new Map());
      },
    },
    'main',
  );
  expect(kill(good)).toMatchObject({ effect: 'goes' });
  good.kill(2, SIGKILL);
  expect(good.alive(3)).toBe(false);
});

test('a child of an exec session’s outside parent cannot be collected from inside', () => {
  const m = new TestMachine({ exits }).spawn('exits');
  if (!m.alive(2)) return;
  expect(answered(m, 2).who).toContain('on the outside');
});

test('a parent that looks now and then: what ended since its last look will go by itself', () => {
  const poller: Program = function* () {
    for (let round = 0; ; round += 1) {
      yield* sys.fork(exits);
      yield* sys.nanosleep(30 * MILLISECOND);
      for (let more = round % 2 === 0; more;) {
        const found = yield* sys.wait4(-1, WNOHANG);
        more = !isErr(found) && found !== 0;
      }
    }
  };
  const m = new TestMachine({ poller }, 'poller').run(15);
  const pid = [2, 3, 4, 5, 6].find((each) => m.alive(each) && m.task(each).state === 'Z') ?? 0;
  expect(answered(m, pid).why.short).toBe('It has not looked since');
  expect(ways(m, pid)[0]).toEqual(['Wait for its next look', 'goes', '']);
  expect(m.run(70).alive(pid)).toBe(false);
});

test('a parent that waits for one child leaves the others', () => {
  const choosy: Program = function* () {
    const awaited = yield* sys.fork(function* () {
      for (;;) yield* sys.pause();
    });
    yield* sys.fork(exits);
    for (;;) yield* sys.wait4(Number(awaited));
  };
  expect(answered(new TestMachine({ choosy }, 'choosy'), 3).why.words).toContain('waits, but only for child 2');
});

test('duties: who has children to collect; many alike share a row', () => {
  const m = new TestMachine({ careless: careless(40) }, 'careless');
  const steps = traceOf(m);
  const { rows, zombies } = dutiesOf(m.k.view(), new Facts().follow(steps), steps.length, 'containers');
  expect(zombies).toBe(40);
  expect(rows).toHaveLength(2);
  const [parent, fold] = rows;
  expect(parent).toMatchObject({ kind: 'process', toCollect: 40 });
  expect(fold?.kind === 'fold' ? pidRange(fold.members) : '').toBe('2–41');
  expect(dutyWords(40)).toBe('40 children to collect');
});

test('the pids meter counts zombies, refusals, and says what fails next', () => {
  const m = new TestMachine({ careless: careless(9) }, 'careless', { pidsMax: 6 });
  expect(pidsMeters(m.k.view())).toMatchObject([
    {
      max: 6,
      current: 6,
      peak: 6,
      refused: 4,
      zombies: 5,
      full: true,
      next: 'Full: the next fork fails with EAGAIN, Resource temporarily unavailable. Collecting the 5 zombies frees 5 places.',
    },
  ]);
});

test('refused forks are moves that lead nowhere', () => {
  const m = new TestMachine({ careless: careless(9) }, 'careless', { pidsMax: 6 });
  const refused = new Moves().follow(traceOf(m)).last(m.steps.length, 9, (move) => move.refused);
  expect(refused).toHaveLength(4);
  expect(refused[0]).toMatchObject({ tag: 'EAGAIN', from: 'new', to: 'new' });
});

test('/proc lines are those that the kernel prints', () => {
  const reads: Program = function* (argv) {
    const fd = yield* sys.open(argv[1] ?? '', 0);
    const text = yield* sys.read(Number(fd), 8000);
    yield* sys.write(1, String(text));
    return 0;
  };
  const m = new TestMachine({ careless: careless(1), reads }, 'careless');
  for (const pid of [1, 2]) {
    for (const { path, lines } of procFiles(m.k.view(), m.task(pid), 'inside')) {
      if (path.endsWith('stat')) continue;
      const real = m.exec('reads', path).stdout.replaceAll('\0', '␀').split('\n');
      for (const line of lines) expect(real, path).toContain(line);
    }
    const [stat] = procFiles(m.k.view(), m.task(pid), 'inside').filter(({ path }) => path.endsWith('/stat'));
    const [head = '', tail = ''] = stat?.lines[0]?.split('…') ?? [];
    const real = m.exec('reads', `/proc/${pid}/stat`).stdout.trimEnd();
    expect(real.startsWith(head.trimEnd())).toBe(true);
    expect(real.endsWith(tail)).toBe(true);
  }
});

test('500 zombies gather into a cluster with their parent’s name, and the chosen one stands alone', () => {
  const m = new TestMachine({ careless: careless(500) }, 'careless').run(1000);
  const view = m.k.view();
  const size = { width: 400, height: 380 };
  expect(stateScene(view, size).clusters).toMatchObject([{ place: 'Z', group: { key: `parent ${m.task(1).pid}` } }]);
  const chosen = m.task(77).pid;
  const scene = stateScene(view, { ...size, selected: chosen });
  expect(scene.tokens.filter(({ place }) => place === 'Z').map(({ process }) => process.pid)).toEqual([chosen]);
  expect(scene.clusters[0]?.group.members).toHaveLength(499);
});
