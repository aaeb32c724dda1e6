import { expect, test } from 'vitest';
import { CLUSTER_FIRST, forecastOf, runExperiment, type ExperimentSetup } from '../../sim/dns/index.ts';
import {
  around,
  csvOf,
  explain,
  forecastWords,
  marksOf,
  moment,
  panned,
  place,
  sweepOf,
  tableOf,
  ticks,
  timelineOf,
  windowed,
  zoomed,
  type Lane,
} from './index.ts';

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
        `${bar.types.join('+')} ${bar.start / 1e6}-${bar.end / 1e6} ${bar.label}${bar.track === undefined ? '' : ` (${bar.track})`}`,
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
  const bars = timeline(setup({ name: 'web' }, 'drop')).lanes[0]?.bars ?? [];
  const { title, why, outcome, packets } = explain(bars.slice(0, 1));
  expect(title).toBe('web.default.svc.cluster.local. A to 10.96.0.10 at 0 s');
  expect(why.length).toBeGreaterThan(0);
  expect(outcome[0]?.text).toBe('Nothing came for 5 s.');
  expect(packets.map((facts) => facts.map(([name]) => name))).toEqual([['From', 'To', 'Query', 'EDNS0']]);
  const pair = explain(bars.slice(0, 2));
  expect(pair.title).toBe('web.default.svc.cluster.local. A and AAAA to 10.96.0.10 at 0 s');
  expect(new Set(pair.why.map(({ text }) => text)).size).toBe(pair.why.length);
  expect(pair.packets).toHaveLength(2);
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

test('each cliff stands at its millisecond and names the rule that makes it', () => {
  const [glibc, musl] = sweepOf(setup({ name: 'web' }), '10.96.0.10', 12_000, 500);
  expect(musl?.cliffs.map(({ delayMs, rule }) => `${delayMs} ${rule?.says}`)).toEqual([
    '5000 timeout is the time for the whole name: it is over.',
  ]);
  expect(glibc?.cliffs.map(({ delayMs, before, after }) => `${delayMs} ${before.ok} ${after.ok}`).at(-1)).toBe(
    '10000 true false',
  );
  expect(glibc?.cliffs.every(({ rule }) => rule !== undefined)).toBe(true);
});

test('a slope is no cliff, however steep', () => {
  const [go] = sweepOf(setup({ clients: ['go'] }), '10.96.0.10', 4000, 500);
  expect(go?.cliffs).toEqual([]);
  expect(go?.points.at(-1)?.total).toBe(16_000_000);
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

const WHOLE = { from: 0, to: 20_000_000, scale: 'linear' } as const;

test('a closer look keeps what it points at where it was, and never leaves the whole', () => {
  for (const scale of ['linear', 'log'] as const) {
    const whole = { ...WHOLE, scale };
    const close = zoomed(whole, whole, 0.1, 0.25);
    expect(moment(close, 0.25)).toBeCloseTo(moment(whole, 0.25), 2);
    expect(zoomed(close, whole, 100, 0.5)).toEqual(whole);
    expect(panned(close, whole, -50).from).toBe(0);
    expect(panned(close, whole, 500).to).toBeCloseTo(whole.to, 3);
    expect(windowed(whole, whole, 0.9, 0.4).to).toBeCloseTo(moment(whole, 0.9), 2);
  }
  let axis: ReturnType<typeof zoomed> = WHOLE;
  for (let i = 0; i < 50; i += 1) axis = zoomed(axis, WHOLE, 0.3, 1);
  expect(axis.to - axis.from).toBeCloseTo(20, 3);
  expect(around(WHOLE, 5_000_000, 5_001_000)).toEqual({ from: 4_999_920, to: 5_001_080, scale: 'linear' });
});

test('the words on the axis differ at every distance', () => {
  const words = (from: number, to: number, scale: 'linear' | 'log'): readonly string[] =>
    ticks({ from, to, scale }, 4).map((tick) => tick.text);
  expect(words(5_000_000, 5_004_000, 'linear')).toEqual(['5 s', '5.001 s', '5.002 s', '5.003 s', '5.004 s']);
  expect(words(0, 80, 'linear')).toEqual(['0 s', '20 µs', '40 µs', '60 µs', '80 µs']);
  expect(words(2_000_000, 30_000_000, 'log')).toEqual(['2 s', '5 s', '10 s', '20 s']);
  for (const scale of ['linear', 'log'] as const)
    for (const from of [0, 900, 70_000, 5_000_000, 39_000_000])
      for (const span of [25, 700, 3000, 450_000, 7_000_000]) {
        const shown = words(from, from + span, scale);
        expect(new Set(shown).size, `${from} + ${span}, ${scale}`).toBe(shown.length);
        expect(shown.length).toBeGreaterThan(0);
      }
});

test('queries of one moment to three servers stand below each other', () => {
  const resolvConf = ['10', '11', '12'].map((last) => `nameserver 10.96.0.${last}\n`).join('');
  const servers = ['10', '11', '12'].map((last) => ({ address: `10.96.0.${last}`, fault: 'drop', delayMs: 0 }));
  const [musl] = timeline(setup({ clients: ['musl'], name: 'web.', files: { resolvConf, hosts: '' }, servers })).lanes;
  expect(musl?.rows[0]?.tracks).toBe(3);
  expect(musl?.rows[0]?.bars.map((bar) => `${bar.track} ${bar.queries[0]?.server} ${bar.start / 1e6}`)).toEqual([
    '0 10.96.0.10 0',
    '1 10.96.0.11 0',
    '2 10.96.0.12 0',
    '0 10.96.0.10 2.5',
    '1 10.96.0.11 2.5',
    '2 10.96.0.12 2.5',
  ]);
});

test('a burst is one mark until one looks closer', () => {
  const [lane] = timeline(setup({ clients: ['glibc'], name: 'web.' }, 'servfail')).lanes;
  const bars = lane?.rows[0]?.bars ?? [];
  const shown = (from: number, to: number): readonly string[] =>
    marksOf(bars, { from, to, scale: 'linear' }, 0, 0.01).map((mark) =>
      mark.kind === 'bar' ? mark.bar.label : `${mark.bars.length} bars`,
    );
  expect(bars.length).toBeGreaterThan(1);
  expect(shown(0, 5_000_000)).toEqual([`${bars.length} bars`]);
  expect(shown(-1, 1000)).toEqual(bars.map((bar) => bar.label));
  expect(shown(1_000_000, 5_000_000)).toEqual([]);
});

test('a forecast says in words what is asked, what stops it and what silence costs', () => {
  const words = (client: string, name: string) => {
    const { lead, names, rest } = forecastWords(forecastOf(setup({ name }), client));
    return [lead, ...names.map((each) => `${each.name} ${each.until}`), ...rest];
  };
  expect(words('musl', 'web')).toEqual([
    'Up to 4 names are asked for, one after the other, until one has an address.',
    'web.default.svc.cluster.local. found: 2 queries in all',
    'web.svc.cluster.local. found: 4 queries in all',
    'web.cluster.local. found: 6 queries in all',
    'web. found: 8 queries in all',
    'If none of them exists: 8 queries, then EAI_NONAME.',
    'If 10.96.0.10 never answers: 5 s and 4 packets after 1 of the 4 names, then EAI_AGAIN.',
  ]);
  expect(words('glibc', '10.0.0.1')).toEqual(['Nothing is sent: the answer is 10.0.0.1, without a name server.']);
  expect(words('glibc', '..')[0]).toMatch(/^Nothing is sent: EAI_/);
});
