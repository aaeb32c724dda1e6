// The examiner is fair: each reference program, good or bad, fails exactly the schedules that it should, in all variations, and
// the reason says what happened. An opened run is the very machine.
import { describe, expect, test } from 'vitest';
import { replay } from '../../../engine/index.ts';
import {
  ANY_STATUS,
  COLLECTS,
  DEAF,
  ENDLESS_LOOP,
  LOOKS_FIRST,
  NO_SIGNAL_STATUS,
  ONCE_NOHANG,
  ONLY_ITS_OWN,
  POLLS,
  STOPPED_IS_DEAD,
  WAITS_FOR_ALL,
  WHOLE_INIT,
} from '../../../../content/zombies/programs/reaper.ts';
import { labSimulator } from '../full.ts';
import { judge, PLANS, reaperInit, startOf, STARTS, tryOut, VARIATIONS, type TrialReport } from './index.ts';
import { scheduleOf } from './setup.ts';

const SLOW = 60_000;
const MAIN = ['status', 'killed', 'paused', 'forward'];

const reports = new Map<string, TrialReport>();

/** Judged once: some programs are asked about twice. */
function judged(text: string): TrialReport {
  const report = reports.get(text) ?? judge(labSimulator, text);
  reports.set(text, report);
  return report;
}

const failures = ({ verdicts }: TrialReport): readonly string[] =>
  verdicts.filter(({ reason }) => reason !== undefined).map(({ plan }) => plan);

const reasonOf = ({ verdicts }: TrialReport, plan: string): string | undefined =>
  verdicts.find((each) => each.plan === plan)?.reason;

const SUBJECTS: readonly (readonly [name: string, text: string, fails: readonly string[]])[] = [
  ['a whole init', WHOLE_INIT, []],
  ['one that looks first', LOOKS_FIRST, MAIN],
  ['the loop in the handler', COLLECTS, ['early', ...MAIN]],
  [
    'start: no wait',
    startOf('none').text,
    ['slow', 'burst', 'close', 'orphans', 'stopped', 'crowd', 'again', 'early', ...MAIN],
  ],
  ['start: one wait', startOf('once').text, ['burst', 'close', 'orphans', 'early', ...MAIN]],
  ['start: blocking wait', startOf('blocking').text, ['quiet', 'again', ...MAIN]],
  ['start: SIG_IGN', startOf('ignore').text, ['early', ...MAIN]],
  ['one wait that does not block', ONCE_NOHANG, ['burst', 'close', 'orphans', 'early', ...MAIN]],
  [
    'waits for its command only',
    ONLY_ITS_OWN,
    ['slow', 'burst', 'close', 'orphans', 'stopped', 'crowd', 'again', 'early'],
  ],
  ['a loop that never ends', ENDLESS_LOOP, ['again', 'early', ...MAIN]],
  ['polls', POLLS, ['quiet', 'again', ...MAIN]],
  ['any status', ANY_STATUS, ['slow', 'burst', 'close', 'orphans', 'stopped', 'crowd', 'again', 'early', 'status']],
  ['no signal in the status', NO_SIGNAL_STATUS, ['killed']],
  ['deaf', DEAF, ['forward']],
  ['waits for all', WAITS_FOR_ALL, ['status', 'forward']],
  ['stopped is dead', STOPPED_IS_DEAD, ['stopped', 'paused']],
];

describe('each program fails exactly what it should', () => {
  for (const [name, text, fails] of SUBJECTS) {
    test(name, { timeout: SLOW }, () => {
      const report = judged(text);
      expect(report.diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
      expect(Object.fromEntries(failures(report).map((plan) => [plan, reasonOf(report, plan)])), name).toEqual(
        Object.fromEntries(fails.map((plan) => [plan, expect.any(String)])),
      );
    });
  }
});

describe('reasons', () => {
  test('zombies: how many of how many, how often the handler ran, for how many deaths', () => {
    expect(reasonOf(judged(startOf('once').text), 'burst')).toMatch(
      /^\d of \d children are still zombies\. The handler ran once for \d deaths \(\d SIGCHLDs merged with one that was still pending\) and collected 1\b/,
    );
  });
  test('a full container: how many forks failed', () => {
    expect(reasonOf(judged(startOf('none').text), 'crowd')).toMatch(/at pids\.max 48, \d+ forks failed/);
  });
  test('a busy loop: how much, and where it is', () => {
    expect(reasonOf(judged(startOf('blocking').text), 'quiet')).toMatch(
      /^PID 1 used \d+ % .* busy loop\. PID 1 is at line \d+/,
    );
  });
  test('a text that does not compile is not run', () => {
    const report = judge(labSimulator, 'int main(void) { return x; }\n');
    expect(report.verdicts).toEqual([]);
    expect(report.diagnostics[0]?.message).toContain('undeclared');
  });
});

describe('schedules', () => {
  test('there are enough, each with a story of its own in every variation', () => {
    expect(PLANS.length).toBeGreaterThanOrEqual(8);
    for (const plan of PLANS) {
      const stories = new Set(VARIATIONS.map((variation) => JSON.stringify(scheduleOf(plan, variation))));
      if (plan.id !== 'quiet') expect(stories.size, plan.id).toBeGreaterThan(2);
    }
  });
  test('a machine of each can be started from its choices, an unknown choice is the first', () => {
    for (const { id } of PLANS)
      expect(reaperInit({ start: 'loop', children: id, variation: '3' }).containers).toHaveLength(1);
    expect(reaperInit({ start: 'nonsense' })).toEqual(reaperInit({ start: STARTS[0].id }));
  });
});

test('an opened run is the machine of the verdict, and a recording of it', { timeout: SLOW }, () => {
  const plan = PLANS.find(({ id }) => id === 'burst');
  if (!plan) throw new Error('no burst');
  const steps = tryOut(labSimulator, COLLECTS, plan);
  let step = steps.next();
  while (step.done !== true) step = steps.next();
  const { session, options, verdict } = step.value;
  expect(verdict.reason).toBeUndefined();
  const again = replay(labSimulator, { ...session.recording(), init: reaperInit(options) });
  expect(again.hash()).toBe(session.hash());
  const init = again.view().containers[0]?.init;
  expect(init === undefined ? undefined : again.view().processes.get(init)?.source?.text).toBe(COLLECTS);
});
