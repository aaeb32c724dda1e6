import { expect, test } from 'vitest';
import { CLUSTER_FIRST, runExperiment, type ExperimentSetup } from '../../sim/dns/index.ts';
import { csvOf, explain, place, moment, sweepOf, tableOf, ticks, timelineOf, type Lane } from './index.ts';

const setup = (part: Partial<ExperimentSetup>, fault = 'ok', delayMs = 0): ExperimentSetup => ({
  clients: ['glibc', 'musl'],
  name: 'example.com',
  family: 'unspec',
  files: { resolvConf: CLUSTER_FIRST, hosts: '', nsswitch: 'hosts: files dns\n' },
  servers: [{ address: '10.96.0.10', fault, delayMs }],
  dualStack: false,
  ...part,
});

const timeline = (of: ExperimentSetup) => {
  const run = runExperiment(of);
  return timelineOf(run.events, run.clients);
};

/** A lane as text: name, then each bar with its seconds. */
const drawn = (lane: Lane | undefined): readonly string[] =>
  (lane?.rows ?? []).map((row) => {
    const bars = row.bars.map(
      (bar) =>
        `${bar.types.join('+')} ${bar.start / 1e6}-${bar.end / 1e6} ${bar.label}${bar.half === undefined ? '' : ` (${bar.half})`}`,
    );
    return `${row.asked}|${row.suffix}: ${bars.join(', ')}`;
  });

test('a name of one dot walks the search list: four rows of one bar', () => {
  const [glibc] = timeline(setup({})).lanes;
  expect(drawn(glibc)).toEqual([
    'example.com|.default.svc.cluster.local: A+AAAA 0-0.001 NXDOMAIN',
    'example.com|.svc.cluster.local: A+AAAA 0.001-0.002 NXDOMAIN',
    'example.com|.cluster.local: A+AAAA 0.002-0.003 NXDOMAIN',
    'example.com|: A+AAAA 0.003-0.004 ✓ A+AAAA',
  ]);
  expect({ queries: glibc?.queries, packets: glibc?.packets, end: glibc?.end }).toEqual({
    queries: 8,
    packets: 16,
    end: 4000,
  });
});

test('a silent server: glibc gives up the search, musl the lookup', () => {
  const { lanes } = timeline(setup({}, 'drop'));
  expect(lanes.map(drawn)).toEqual([
    [
      'example.com|.default.svc.cluster.local: A+AAAA 0-5 no answer · 5 s, A+AAAA 5-10 no answer · 5 s',
      'example.com|: A+AAAA 10-15 no answer · 5 s, A+AAAA 15-20 no answer · 5 s',
    ],
    ['example.com|.default.svc.cluster.local: A+AAAA 0-2.5 no answer · 2.5 s, A+AAAA 2.5-5 no answer · 2.5 s'],
  ]);
});

test('a pair of which one is lost is drawn in halves', () => {
  const [glibc] = timeline(setup({ name: 'web' }, 'race')).lanes;
  expect(drawn(glibc)).toEqual([
    'web|.default.svc.cluster.local: A 0-0.1 ✓ A (0), AAAA 0-5 no answer · 5 s (1), A 5-5.1 ✓ A, AAAA 5.1-5.2 no data',
  ]);
});

test('a question that was sent again is answered once', () => {
  const musl = timeline(setup({ name: 'web' }, 'slow', 3000)).lanes[1];
  expect(musl?.bars.map((bar) => `${bar.type} ${bar.start / 1e6}-${bar.end / 1e6} ${bar.word}`)).toEqual([
    'A 0-3 A',
    'AAAA 0-3 no data',
    'A 2.5-3 answered already',
    'AAAA 2.5-3 answered already',
  ]);
});

test('every query can say why it was sent, what came of it, and what was on the wire', () => {
  const bar = timeline(setup({ name: 'web' }, 'drop')).lanes[0]?.bars[0];
  const { title, why, outcome, packet } = explain(bar as NonNullable<typeof bar>);
  expect(title).toBe('web.default.svc.cluster.local. A to 10.96.0.10 at 0 s');
  expect(why.length).toBeGreaterThan(0);
  expect(outcome[0]?.text).toBe('Nothing came for 5 s.');
  expect(packet.map(([name]) => name)).toEqual(['From', 'To', 'Query', 'EDNS0']);
});

test('the table has a row per query, and its CSV keeps commas and formulas apart', () => {
  const rows = tableOf(timeline(setup({ clients: ['glibc'], name: 'web.default.svc.cluster.local.' })), (lane) => lane);
  expect(rows.map((row) => `${row.number} ${row.at} ${row.name} ${row.type} ${row.outcome} ${row.took}`)).toEqual([
    '1 0 s web.default.svc.cluster.local. A answered 1 ms',
    '2 0 s web.default.svc.cluster.local. AAAA no data 1 ms',
  ]);
  const [first] = rows;
  expect(csvOf(first ? [{ ...first, lane: '=1+1', name: 'a,"b"' }] : []).split('\r\n')[1]).toBe(
    `'=1+1,1,0 s,"a,""b""",A,10.96.0.10,UDP,answered,1 ms`,
  );
});

test('the sweep finds the cliffs: musl fails from five seconds on, glibc from ten', () => {
  const curves = sweepOf(setup({ name: 'web' }), '10.96.0.10', 12_000, 500);
  expect(curves.map(({ client, points }) => [client, points.find((point) => !point.ok)?.delayMs])).toEqual([
    ['glibc', 10_000],
    ['musl', 5000],
  ]);
});

test('places on the axis and moments are each other’s inverse, on both scales', () => {
  for (const scale of ['linear', 'log'] as const) {
    const axis = { from: 0, to: 20_000_000, scale };
    for (const at of [0, 1, 999, 5_000_000, 20_000_000]) expect(moment(axis, place(axis, at))).toBeCloseTo(at, 3);
    expect(ticks(axis, 5).map((tick) => tick.text)).toEqual(
      scale === 'linear' ? ['0 s', '5 s', '10 s', '15 s', '20 s'] : ['0 s', '1 ms', '10 ms', '100 ms', '1 s', '10 s'],
    );
  }
});
