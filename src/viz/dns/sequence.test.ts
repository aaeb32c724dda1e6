import { expect, test } from 'vitest';
import { CLUSTER_FIRST, runExperiment, type ExperimentSetup } from '../../sim/dns/index.ts';
import { sequenceOf, timelineOf, type Sequence } from './index.ts';

function sequence(client: string, part: Partial<ExperimentSetup>, fault = 'ok', delayMs = 0): Sequence {
  const run = runExperiment({
    clients: [client],
    name: 'web',
    family: 'unspec',
    files: { resolvConf: CLUSTER_FIRST, hosts: '' },
    servers: [{ address: '10.96.0.10', fault, delayMs }],
    dualStack: false,
    ...part,
  });
  const [lane] = timelineOf(run.events, run.clients).lanes;
  return lane ? sequenceOf(lane, run.networks.get(client) ?? [], client) : { participants: [], steps: [], waits: [] };
}

const drawn = ({ steps }: Sequence): readonly string[] =>
  steps.map((step) => {
    if (step.kind === 'gap') return `... ${step.length / 1e6}`;
    if (step.kind === 'note') return `(${step.text})`;
    const line = step.passage === 'lost' ? '-x' : step.passage === 'turned away' ? '-|' : '->';
    return `${step.at / 1e6} ${step.from}${line}${step.to} ${step.text}${step.again ? ' again' : ''}`;
  });

test('the program asks the library, the library the server, and the answer comes the same way back', () => {
  const all = sequence('glibc', {});
  expect(all.participants.map(({ label }) => label)).toEqual(['program', 'glibc', '10.96.0.10']);
  expect(drawn(all)).toEqual([
    '0 0->1 getaddrinfo("web")',
    '(/etc/hosts has no web)',
    '0 1->2 A web.default.svc.cluster.local.',
    '0 1->2 AAAA web.default.svc.cluster.local.',
    '0.001 2->1 A 10.96.24.80',
    '0.001 2->1 AAAA no data',
    '0.001 1->0 10.96.24.80',
  ]);
});

test('a pair that fares alike is one arrow there and one back', () => {
  expect(drawn(sequence('glibc', { name: 'nosuch.' })).slice(2, 4)).toEqual([
    '0 1->2 A+AAAA nosuch.',
    '0.001 2->1 A NXDOMAIN · AAAA NXDOMAIN',
  ]);
});

test('a silent server: each wait has its bracket, what is sent again says so', () => {
  const { steps, waits } = sequence('musl', {}, 'drop');
  expect(waits.map(({ text }) => text)).toContain('5 s');
  expect(steps.filter((step) => step.kind === 'arrow' && step.again)).toHaveLength(1);
  expect(steps.filter((step) => step.kind === 'gap').map((step) => step.kind === 'gap' && step.length)).toEqual([
    2_500_000, 2_500_000,
  ]);
});

test('a lost packet breaks off, a refusal comes back, TCP shakes hands', () => {
  const nowhere = sequence('glibc', { servers: [] });
  expect(drawn(nowhere)[2]).toBe('0 1-x2 A+AAAA web.default.svc.cluster.local.');
  expect(drawn(sequence('glibc', {}, 'closed')).some((line) => line.includes('2->1 ICMP port unreachable'))).toBe(true);
  expect(drawn(sequence('glibc', {}, 'truncate')).filter((line) => /SYN/.test(line))).toHaveLength(2);
});

test('an answer from a stranger has a column of its own', () => {
  const { participants, steps } = sequence('musl', {}, 'wrong-source');
  expect(participants.map(({ label }) => label)).toContain('10.96.99.99');
  expect(steps.length).toBeGreaterThan(3);
});

test('a server that asks another one has it beside it', () => {
  const { participants, steps } = sequence('glibc', { name: 'example.com.' }, 'forward');
  expect(participants.map(({ label, kind }) => `${kind} ${label}`)).toEqual([
    'program program',
    'library glibc',
    'server 10.96.0.10',
    'upstream 172.18.0.1',
  ]);
  expect(steps.some((step) => step.kind === 'arrow' && step.from === 2 && step.to === 3)).toBe(true);
  expect(steps.some((step) => step.kind === 'arrow' && step.from === 3 && step.to === 2)).toBe(true);
});
