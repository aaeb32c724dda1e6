// What people paste by mistake or on purpose: every resolver ends with a real error or an answer, soon, and the page's models live on.
import { expect, test } from 'vitest';
import { World, Zones, type RunEnd } from '../index.ts';
import { RESOLVERS } from './clients.ts';
import { runExperiment, type ExperimentSetup } from './experiment.ts';
import { FAULTS } from './faults.ts';
import { forecastOf } from './forecast.ts';
import { CLUSTER_FIRST, INITIAL, linkOf, otherOf, playgroundOf } from './link.ts';
import { readZone, withRecords } from './zone-text.ts';
import { COURSE_ZONES } from './zones.ts';

const CLIENTS = RESOLVERS.map(({ id }) => id);

const setup = (part: Partial<ExperimentSetup>): ExperimentSetup => ({
  clients: CLIENTS,
  name: 'web',
  family: 'unspec',
  files: { resolvConf: CLUSTER_FIRST, hosts: '', nsswitch: 'hosts: files dns\n' },
  servers: [{ address: '10.96.0.10', fault: 'ok', delayMs: 0 }],
  dualStack: false,
  ...part,
});

const zone = (text: string): Zones => new Zones(withRecords(COURSE_ZONES, readZone(text).records));

/** Code of each client; `waiting` when it never ends. */
function codes(part: Partial<ExperimentSetup>): Readonly<Record<string, string>> {
  const run = runExperiment(setup(part));
  expect(Object.values(run.end).filter((end: RunEnd) => end === 'limit')).toEqual([]);
  return Object.fromEntries(
    run.clients.map((client) => {
      const outcome = run.events.findLast((event) => event.lane === client && event.kind === 'outcome');
      return [client, outcome?.kind === 'outcome' ? (outcome.ok ? 'ok' : outcome.code) : 'waiting'];
    }),
  );
}

test('an alias of itself, and a chain without an end', () => {
  const loop = codes({ name: 'a.test.', zones: zone('a.test CNAME b.test\nb.test CNAME a.test') });
  expect(Object.values(loop)).not.toContain('ok');
  const chain = zone('$GENERATE 1-500 c$.test CNAME c${1}.test');
  expect(Object.values(codes({ name: 'c1.test.', zones: chain }))).not.toContain('ok');
});

test('ten thousand addresses of one name', () => {
  const big = zone('$GENERATE 1-10000 big.test AAAA 2001:db8::${0,0,x}');
  const said = codes({ name: 'big.test.', family: 'inet6', zones: big });
  expect(Object.keys(said)).toEqual(CLIENTS);
  expect(Object.values(said)).not.toContain('waiting');
});

test('three hundred search domains', () => {
  const search = Array.from({ length: 300 }, (_, i) => `ns-${i}.svc.cluster.local`).join(' ');
  const resolvConf = `search ${search}\nnameserver 10.96.0.10\noptions ndots:5\n`;
  const run = runExperiment(setup({ name: 'nosuch', files: { resolvConf, hosts: '' } }));
  const asked = (client: string): number =>
    new Set(run.events.flatMap((event) => (event.kind === 'query' && event.lane === client ? [event.name] : []))).size;
  // musl skips the line: it is longer than 255 bytes.
  expect([asked('glibc'), asked('go'), asked('musl')]).toEqual([301, 301, 1]);
});

for (const name of ['', '.', '..', 'a..b', `${'x'.repeat(64)}.test`, 'x'.repeat(300), '\0', 'ü', '-', ' ', '1', '%'])
  test(`the name ${JSON.stringify(name.slice(0, 12))}`, () => {
    const said = codes({ name });
    expect(Object.keys(said)).toEqual(CLIENTS);
    for (const client of CLIENTS) expect(forecastOf(setup({ name }), client).client).toBe(client);
  });

test('eight thousand characters of anything', () => {
  for (const text of [
    'x'.repeat(8000),
    '\n'.repeat(8000),
    'nameserver 1.1.1.1\n'.repeat(400),
    'options ndots:1 '.repeat(500),
    '\u00ff\0'.repeat(4000),
  ])
    expect(Object.keys(codes({ files: { resolvConf: text, hosts: text, nsswitch: text } }))).toEqual(CLIENTS);
  expect(readZone('x A 1.1.1.1\n'.repeat(600)).records).toHaveLength(600);
});

test('a link of anything is a playground', () => {
  for (const value of ['', '%', '~~~', 'x'.repeat(9000), '1e999', '-1', '\0', 'b', 'A~1~~~~~~~'])
    for (const key of ['v', 'c', 'n', 'f', 'r', 'h', 's', 'd', 'z', 'p', 'b', 'bs', 'bp']) {
      const get = (asked: string): string | null => (asked === key ? value : asked === 'b' ? '1' : null);
      const state = playgroundOf(get);
      expect(Object.keys(state).toSorted()).toEqual(Object.keys(INITIAL).toSorted());
      expect(typeof linkOf(state, otherOf(get, state))).toBe('string');
    }
});

test('every fault of a server lets every resolver come to an end', () => {
  for (const { id } of FAULTS)
    expect(
      Object.values(codes({ name: 'example.com.', servers: [{ address: '10.96.0.10', fault: id, delayMs: 700 }] })),
      id,
    ).not.toContain('waiting');
});

test('a world without hosts ends', () => {
  expect(new World({ seed: 'empty' }).run()).toBe('idle');
});
