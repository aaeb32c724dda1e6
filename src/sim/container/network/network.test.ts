import { expect, test } from 'vitest';
import { replay, Session } from '../../../engine/index.ts';
import { HeadlessTerminal } from '../../../testkit/lab/terminal.ts';
import type { DnsEvent } from '../../dns/index.ts';
import { fromUtf8 } from '../../kernel/abi/index.ts';
import { dnsCluster } from '../../lab/index.ts';
import { labSimulator } from '../../lab/full.ts';

const NAME = 'web.default.svc.cluster.local';
const CLUSTER = dnsCluster({ clients: ['debian'] });
/** The pod's terminal, and the node's. */
const [POD, NODE] = [0, 1];

function cluster(tty: number): HeadlessTerminal & { readonly say: (command: string) => string } {
  const t = new HeadlessTerminal(CLUSTER, tty);
  return Object.assign(t, { say: (command: string) => t.command(command, 100).output });
}

test('a tool of a pod asks CoreDNS by the service of the cluster', () => {
  const t = cluster(POD);
  expect(t.say(`dig +short ${NAME}`)).toBe('10.96.24.80\n');
  expect(t.say('getent hosts web')).toBe(`10.96.24.80     ${NAME}\n`);
  expect(t.machine.k.crashes).toEqual([]);
});

test('a stopped replica is silent, an ended one refuses, and both are heard of at their times', () => {
  const t = cluster(NODE);
  expect(t.say('pkill -STOP coredns; kubectl exec debian -- dig +short +time=1 +tries=2 @10.96.0.10 x.example.')).toBe(
    ';; communications error to 10.96.0.10#53: timed out\n;; communications error to 10.96.0.10#53: timed out\n;; no servers could be reached\ncommand terminated with exit code 9\n',
  );
  t.say('pkill -CONT coredns');
  t.say('kubectl -n kube-system scale deploy coredns --replicas=0; sleep 45');
  expect(t.say(`kubectl exec debian -- dig +short +tries=1 ${NAME}`)).toBe(
    ';; communications error to 10.96.0.10#53: connection refused\n;; no servers could be reached\ncommand terminated with exit code 9\n',
  );
  t.say('kubectl -n kube-system scale deploy coredns --replicas=1; sleep 30');
  expect(t.say(`kubectl exec debian -- dig +short ${NAME}`)).toBe('10.96.24.80\n');
});

test('Ctrl-C ends a tool that waits; one that catches it prints what it has counted', () => {
  const t = cluster(POD);
  const interrupt = (command: string, seconds: number): string => {
    t.take();
    t.type(`${command}\r`);
    t.run(seconds);
    t.type('\x03');
    t.run(1);
    return fromUtf8(t.take())
      .replace(/\x1b\][^\x07]*\x07/g, '')
      .replaceAll('\r\n', '\n');
  };
  expect(interrupt('dig @10.99.99.99 x', 2)).toBe('dig @10.99.99.99 x\n^C\nroot@debian:/# ');
  expect(interrupt('ping -q 127.0.0.1', 1.5)).toContain(
    '^C\n--- 127.0.0.1 ping statistics ---\n2 packets transmitted, 2 received',
  );
});

test('a recording of lookups leads to the same machine', () => {
  const session = new Session(labSimulator, CLUSTER, 'network');
  const run = (seconds: number): void => void session.run({ until: session.now + seconds * 1e6, budget: () => true });
  run(62);
  const tty = session.view().ttys[POD]?.id ?? 0;
  session.send({ kind: 'tty', tty, data: 'ping -c3 -i0.2 web; getent ahosts api.example.com; dig nosuch\r' });
  run(30);
  const asked = session.steps.since(0).flatMap(({ event }) => {
    const record = event.kind === 'net' ? (event.record as DnsEvent) : undefined;
    return record?.kind === 'query' && record.lane.startsWith('debian')
      ? [`${record.lane.replace(/\d+/, 'N')} ${record.type}`]
      : [];
  });
  // The pod has no IPv6 address, so ahosts (AI_ADDRCONFIG) asks for A only: three candidates and the name itself.
  expect(new Set(asked)).toEqual(
    new Set(['debian ping[N] A', 'debian ping[N] AAAA', 'debian getent[N] A', 'debian dig[N] A']),
  );
  expect(asked.filter((each) => each === 'debian getent[N] A')).toHaveLength(4);
  const again = replay(labSimulator, session.recording(), { budget: () => true });
  expect(again.steps.length).toBe(session.steps.length);
  expect(again.now).toBe(session.now);
});
