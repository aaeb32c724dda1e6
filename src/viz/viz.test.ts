import { expect, test } from 'vitest';
import {
  commandLine,
  currentJourney,
  dotsOf,
  fate,
  gateCards,
  Journeys,
  Marks,
  masksOf,
  progressOf,
  sceneOf,
  sentence,
  statusWords,
  treeRows,
} from './index.ts';
import { dropped, gate, inside, machine, plainMachine, process, queued, steps } from '../testkit/views.ts';

test('a dropped signal shows the gates it met, the one that stopped it, and one card for the rest', () => {
  const journeys = new Journeys().follow(steps(plainMachine(), [dropped(1)])).upTo(0);
  const [journey] = journeys;
  if (!journey) throw new Error('no journey');
  expect(gateCards(journey).map(({ number, title, verdict }) => [number, title, verdict])).toEqual([
    ['1', 'Find the task', 'pass'],
    ['2', 'May I?', 'pass'],
    ['3', 'From above?', 'pass'],
    ['4', 'Unkillable init', 'stop'],
    ['5–8', 'Queue, wake, deliver', 'never'],
  ]);
  expect(progressOf(journey)).toBeLessThan(1);
  expect(fate(journey)).toBe('dropped');
});

test('a queued signal waits at the last gate until it is delivered, and looking back it waits again', () => {
  const deliver = {
    kind: 'deliver',
    journey: 1,
    sig: 15,
    target: 2131,
    effect: 'handler',
    gate: gate('deliver', 'pass', 'a handler is installed'),
  } as const;
  const journeys = new Journeys().follow(steps(plainMachine(), [queued(1), deliver]));
  const last = (step: number) => journeys.upTo(step).flatMap((journey) => gateCards(journey).slice(-1));
  expect(last(0)).toMatchObject([{ number: '8', verdict: 'waiting' }]);
  expect(last(1)).toMatchObject([{ number: '8', verdict: 'pass' }]);
  expect(journeys.upTo(1).map(fate)).toEqual(['handler runs']);
});

test('what the kernel sends by the way does not push a kill out of sight', () => {
  const child = { ...dropped(2), sig: 17, sender: undefined, outcome: 'queued' } as ReturnType<typeof dropped>;
  const journeys = new Journeys().follow(steps(plainMachine(), [dropped(1), child])).upTo(1);
  expect(currentJourney(journeys)?.number).toBe(1);
});

test('masks are told bit by bit and by name', () => {
  const masks = masksOf(process(7, 'go', { caught: (1n << 14n) | (1n << 9n), blocked: (1n << 64n) - 1n }));
  const row = (name: string) => masks.rows.find((each) => each.name === name);
  expect(row('SigCgt')).toMatchObject({ hex: '0000000000004200', names: ['USR1', 'TERM'] });
  expect(row('SigCgt')?.bits.flatMap((set, i) => (set ? [masks.columns[i]?.sig] : []))).toEqual([10, 15]);
  expect(row('SigBlk')?.names.at(-1)).toBe('33 real-time signals');
});

test('the tree is depth-first and knows where its lines go on', () => {
  const rows = treeRows(
    machine([
      process(1, 'a'),
      process(2, 'b', { parent: 1 }),
      process(3, 'c', { parent: 2 }),
      process(4, 'd', { parent: 1 }),
    ]),
  );
  expect(rows.map(({ process: each, depth, last }) => [each.comm, depth, last])).toEqual([
    ['a', 0, true],
    ['b', 1, false],
    ['c', 2, true],
    ['d', 1, true],
  ]);
});

test('the scene draws container processes inside their box and hides the host’s bystanders', () => {
  const view = plainMachine();
  const journey = new Journeys().follow(steps(view, [dropped(1)])).upTo(0)[0];
  for (const width of [300, 420, 640, 1200]) {
    const scene = sceneOf(view, width, journey);
    const [host, web] = scene.boxes;
    if (!host || !web) throw new Error('two boxes are wanted');
    const narrow = width < 560;
    expect(scene.cards.map((card) => card.process.comm).sort()).toEqual(
      narrow ? ['bash', 'sleep'] : ['bash', 'containerd-shim', 'sleep'],
    );
    expect(host.hidden).toBe(narrow ? 2 : 1);
    for (const card of scene.cards.filter((each) => each.process.nspid.length > 1)) {
      expect(card.x).toBeGreaterThan(web.x);
      expect(card.x + card.w).toBeLessThanOrEqual(web.x + web.w);
      expect(card.y + card.h).toBeLessThanOrEqual(web.y + web.h);
    }
    expect(web.x + web.w).toBeLessThanOrEqual(width);
    expect(scene.flight?.stopped).toBe(true);
  }
});

test('a fork bomb is drawn as a few cards and a count', () => {
  const many = Array.from({ length: 300 }, (_, i) => inside(3000 + i, 10 + i, 'bomb', { tty: 1, sid: 2188 }));
  const scene = sceneOf(machine([process(1, 'systemd'), inside(2131, 1, 'sleep'), ...many]), 700, undefined);
  expect(scene.cards.length).toBeLessThan(20);
  expect(scene.boxes.find((box) => box.hidden > 200)).toBeDefined();
});

test('dots are clustered where they would not fit, and the telling one gives its colour', () => {
  const events = [...Array.from({ length: 99 }, (_, i) => queued(i)), dropped(200)];
  const marks = new Marks().follow(steps(plainMachine(), events));
  const dots = dotsOf(marks.list, 10);
  expect(dots).toHaveLength(10);
  expect(dots.reduce((sum, dot) => sum + dot.count, 0)).toBe(100);
  expect(dots.at(-1)).toMatchObject({ tone: 'bad', step: 99, last: 99 });
  expect(dotsOf(marks.list, 1000)).toHaveLength(100);
  expect(marks.before(-1)).toBe(-1);
  expect(marks.before(50)).toBe(50);
});

test('events are said in sentences', () => {
  const view = plainMachine();
  expect(sentence(steps(view, [dropped(1)]).at(0)).text).toBe(
    'bash (9) sends SIGKILL (Killed) to sleep (1). Dropped: default action and SIGNAL_UNKILLABLE: dropped (fn_ignored).',
  );
  const exit = { kind: 'exit', pid: 2131, status: 9, why: '' } as const;
  expect(sentence(steps(view, [exit]).at(0)).text).toBe('sleep (1) ends: killed by SIGKILL.');
  expect(statusWords(256 * 2, () => '')).toBe('exit code 2');
  expect(commandLine(process(1, 'x', { argv: ['x', '\x1b[31m', 'a'.repeat(50)] }), 12)).toHaveLength(12);
});
