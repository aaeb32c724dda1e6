import { expect, test } from 'vitest';
import { CLUSTER_FIRST, runExperiment, type DnsEvent } from '../../sim/dns/index.ts';
import type { Step } from '../../sim/kernel/events.ts';
import type { MachineView } from '../../sim/kernel/view.ts';
import { NetStory, straceOf } from './index.ts';

const lookup = (client: string, fault: string): readonly DnsEvent[] =>
  runExperiment({
    clients: [client],
    name: 'web',
    family: 'unspec',
    files: { resolvConf: CLUSTER_FIRST, hosts: '' },
    servers: [{ address: '10.96.0.10', fault, delayMs: 0 }],
    dualStack: false,
  }).events;

/** A trace in which every record is a step, other steps between them. */
function traceOf(records: readonly DnsEvent[]) {
  const list = records.flatMap((record, i) => [
    { index: 2 * i, at: record.at, event: { kind: 'output', tty: 0, bytes: 1 } },
    { index: 2 * i + 1, at: record.at, event: { kind: 'net', pid: undefined, record } },
  ]) as unknown as readonly Step<MachineView>[];
  return { length: list.length, base: 0, at: (index: number) => list[index] as Step<MachineView> };
}

test('a lane per run, the newest first, and only what had happened by then', () => {
  const first = lookup('glibc', 'drop').map((event) => ({ ...event, lane: 'web-0 getent[12]' }));
  const second = lookup('musl', 'ok').map((event) => ({ ...event, at: event.at + 30_000_000, lane: 'web-0 ping[13]' }));
  const story = new NetStory().follow(traceOf([...first, ...second]));
  const all = story.moment(1e9, 40_000_000);
  expect(all.timeline.lanes.map(({ id, queries }) => [id, queries])).toEqual([
    ['web-0 ping[13]', 2],
    ['web-0 getent[12]', 8],
  ]);
  const early = story.moment(first.findIndex(({ kind }) => kind === 'timeout') * 2, 4_900_000);
  expect(early.timeline.lanes).toHaveLength(1);
  expect(early.timeline.lanes[0]?.bars.map(({ kind, end }) => [kind, end])).toEqual([
    ['waiting', 4_900_000],
    ['waiting', 4_900_000],
  ]);
});

test('a server that asks others is no run of a program', () => {
  const own = { ...lookup('glibc', 'ok')[2], lane: 'dns-1 coredns[5]' } as DnsEvent;
  const [query] = lookup('glibc', 'ok').filter((event) => event.kind === 'query');
  const forwarded = { ...query, lane: 'dns-1', cause: 7 } as DnsEvent;
  const story = new NetStory().follow(traceOf([own, query as DnsEvent, forwarded]));
  expect(story.moment(1e9, 1e6).timeline.lanes.map(({ id }) => id)).toEqual(['glibc']);
});

test('the calls of a run: a socket, two questions, a wait without an answer', () => {
  const lines = straceOf(lookup('glibc', 'drop'), 'glibc');
  expect(lines.slice(0, 4)).toEqual([
    '    0.000000 /* getaddrinfo("web") */',
    '    0.000000 socket(AF_INET, SOCK_DGRAM|SOCK_CLOEXEC|SOCK_NONBLOCK, IPPROTO_IP) = 3',
    '    0.000000 sendto(3, /* A? web.default.svc.cluster.local. */, 47, MSG_NOSIGNAL, {sa_family=AF_INET, sin_port=htons(53), sin_addr=inet_addr("10.96.0.10")}, 16) = 47',
    '    0.000000 sendto(3, /* AAAA? web.default.svc.cluster.local. */, 47, MSG_NOSIGNAL, {sa_family=AF_INET, sin_port=htons(53), sin_addr=inet_addr("10.96.0.10")}, 16) = 47',
  ]);
  expect(lines.filter((line) => line.endsWith('poll(…) = 0 (Timeout)')).length).toBeGreaterThan(1);
});
