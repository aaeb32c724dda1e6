// The debugger's answers over a small trace made by hand: an init with a handler, one child that ends.
import { describe, expect, test } from 'vitest';
import type { FrameView, MachineView, ProcessView } from '../sim/kernel/view.ts';
import type { MachineEvent, Step } from '../sim/kernel/events.ts';
import { process as plain } from '../testkit/views.ts';
import { childRows, debuggable, debugSentence, inspect, moveTo, signalRows, statementAt } from './frames.ts';

const INIT = 100;
const CHILD = 101;
const SOURCE = { file: 'init.c', text: 'one\ntwo\nthree\n    wait(NULL);\nfive\n' };

const frame = (fn: string, line: number, variables: Readonly<Record<string, string>> = {}): FrameView => ({
  fn,
  line,
  variables: Object.entries(variables).map(([name, value]) => ({ name, type: 'int', value })),
});

const process = (pid: number, more: Partial<ProcessView>): ProcessView =>
  plain(pid, 'init', {
    nspid: [pid, pid - 99],
    ns: 1,
    parent: 1,
    argv: ['/app/init'],
    exe: '/app/init',
    state: 'R',
    doing: 'running',
    unkillable: pid === INIT,
    cgroup: '/x',
    container: 'web-0',
    ...more,
  });

interface Moment {
  readonly event: MachineEvent;
  readonly frames: readonly FrameView[];
  readonly child?: Partial<ProcessView>;
  readonly init?: Partial<ProcessView>;
}

function traceOf(moments: readonly Moment[]) {
  const steps = moments.map(({ event, frames, child, init }, index): Step<MachineView> => {
    const processes = new Map([
      [INIT, process(INIT, { frames, source: SOURCE, ...init })],
      ...(child ? ([[CHILD, process(CHILD, { parent: INIT, comm: 'kid', ...child })]] as const) : []),
    ]);
    const view: MachineView = {
      at: index,
      processes,
      namespaces: [],
      containers: [],
      cgroups: [],
      ttys: [],
      idle: false,
    };
    return { index, at: index, event, view, dispatched: index };
  });
  return {
    length: steps.length,
    base: 0,
    at: (index: number) => steps[Math.max(0, Math.min(index, steps.length - 1))] as Step<MachineView>,
  };
}

const line = (at: number, pid = INIT): MachineEvent => ({ kind: 'line', pid, line: at });
const MAIN1 = [frame('main', 1, { n: '0' })];
const MAIN2 = [frame('main', 2, { n: '3' })];
const HANDLER = [frame('on_child', 4, { sig: '17' }), frame('main', 2, { n: '3' })];

const trace = traceOf([
  { event: line(1), frames: MAIN1 }, // 0
  { event: { kind: 'call', pid: INIT, name: 'fork', text: '' }, frames: MAIN1, child: {} }, // 1
  { event: line(2), frames: MAIN2, child: {} }, // 2
  { event: line(9, CHILD), frames: MAIN2, child: {} }, // 3
  {
    event: { kind: 'zombie', pid: CHILD, parent: INIT, why: '' },
    frames: MAIN2,
    child: { state: 'Z', exitStatus: 3 << 8 },
  }, // 4
  { event: line(4), frames: HANDLER, child: { state: 'Z', exitStatus: 3 << 8 } }, // 5
  { event: line(3), frames: [frame('main', 3, { n: '3' })] }, // 6
  { event: { kind: 'exit', pid: INIT, status: 0, why: '' }, frames: [] }, // 7
]);
const viewAt = (index: number): MachineView => trace.at(index).view;
const initAt = (index: number): ProcessView => viewAt(index).processes.get(INIT) as ProcessView;

describe('moves', () => {
  test('the statement of a step is the last one at or before it', () => {
    expect([0, 1, 3, 7].map((at) => statementAt(trace, at, INIT))).toEqual([0, 0, 2, 6]);
    expect(statementAt(trace, 7, CHILD)).toBe(3);
  });
  test('forward goes into the handler, over passes it', () => {
    expect(moveTo(trace, 2, INIT, { kind: 'forward' })).toBe(5);
    expect(moveTo(trace, 2, INIT, { kind: 'over' })).toBe(6);
  });
  test('back goes to the beginning of the statement first, then to the one before', () => {
    expect(moveTo(trace, 4, INIT, { kind: 'back' })).toBe(2);
    expect(moveTo(trace, 2, INIT, { kind: 'back' })).toBe(0);
    expect(moveTo(trace, 0, INIT, { kind: 'back' })).toBeUndefined();
  });
  test('to the first statement, and back to a death', () => {
    expect(moveTo(trace, 6, INIT, { kind: 'first' })).toBe(0);
    expect(moveTo(trace, 6, INIT, { kind: 'event-back' })).toBe(4);
    expect(moveTo(trace, 3, INIT, { kind: 'event-back' })).toBeUndefined();
  });
  test('to a line, to the next death, and never beyond the end of the process', () => {
    expect(moveTo(trace, 0, INIT, { kind: 'line', line: 3 })).toBe(6);
    expect(moveTo(trace, 0, INIT, { kind: 'line', line: 99 })).toBe(7);
    expect(moveTo(trace, 0, INIT, { kind: 'event' })).toBe(4);
    expect(moveTo(trace, 7, INIT, { kind: 'forward' })).toBeUndefined();
  });
});

describe('what is shown', () => {
  test('a changed variable has its value before; a handler is just entered', () => {
    expect(inspect(trace, 2, viewAt(2), INIT)).toEqual({
      frames: [
        { fn: 'main', line: 2, entered: false, variables: [{ name: 'n', type: 'int', value: '3', before: '0' }] },
      ],
      globals: [],
      gap: false,
    });
    const seen = inspect(trace, 5, viewAt(5), INIT);
    expect(seen.frames.map(({ fn, entered }) => [fn, entered])).toEqual([
      ['on_child', true],
      ['main', false],
    ]);
  });
  test('the text twin says where, in what, and what changed', () => {
    expect(debugSentence(initAt(2), inspect(trace, 2, viewAt(2), INIT))).toBe(
      'init (1), line 2 in main: `two` Changed: n was 0 and is 3.',
    );
    expect(debugSentence(initAt(5), inspect(trace, 5, viewAt(5), INIT))).toBe(
      'init (1), line 4 in on_child, called from main at line 2: `wait(NULL);`',
    );
  });
  test('left-out statements are said', () => {
    const limit: MachineEvent = { kind: 'limit', name: 'LINES', text: '' };
    const busy = traceOf([
      { event: line(1), frames: MAIN1 },
      { event: limit, frames: MAIN1 },
      { event: line(2), frames: MAIN2 },
    ]);
    expect(inspect(busy, 2, busy.at(2).view, INIT).gap).toBe(true);
    expect(inspect(busy, 0, busy.at(0).view, INIT).gap).toBe(false);
  });
  test('children: the dead first, with their status', () => {
    expect(childRows(viewAt(4), INIT)).toEqual([
      { pid: CHILD, inner: 2, comm: 'kid', state: 'Z', words: 'zombie: exit code 3' },
    ]);
    expect(childRows(viewAt(2), INIT)[0]?.words).toBe('running');
  });
  test('signals: pending, blocked, or both', () => {
    const p = process(INIT, { pending: 1n << 16n, sharedPending: 1n << 14n, blocked: (1n << 16n) | 1n });
    expect(signalRows(p)).toEqual([
      { name: 'SIGHUP', pending: false, blocked: true },
      { name: 'SIGTERM', pending: true, blocked: false },
      { name: 'SIGCHLD', pending: true, blocked: true },
    ]);
  });
  test('what can be looked into: compiled programs, PID 1 first', () => {
    const view: MachineView = {
      ...viewAt(0),
      processes: new Map([
        [300, process(300, { source: SOURCE, nspid: [300, 7] })],
        [INIT, initAt(0)],
        [400, process(400, {})],
      ]),
    };
    expect(debuggable(view).map(({ pid }) => pid)).toEqual([INIT, 300]);
  });
});
