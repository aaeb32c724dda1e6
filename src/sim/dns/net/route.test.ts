// Services, filters, hosts that go and interrupts, as a program on a pod sees them.
import { expect, test } from 'vitest';
import { because, musl, net, ScriptedServer, World, Zones, type Net } from '../index.ts';

const FILES = { resolvConf: 'nameserver 10.96.0.10\n' };
const ZONES = new Zones([
  { origin: '.', aa: true, ra: true, soa: 'a. b. 1 2 3 4 5', records: [['web.', 'A', 30, '10.96.24.80']] },
]);

function cluster(): World {
  const world = new World({ seed: 'route' });
  const at = (address: string) => ({ name: address, addresses: [{ address, prefix: 24, device: 'eth0' }] });
  world.addHost({ ...at('10.244.1.7'), name: 'pod' });
  for (const address of ['10.244.0.2', '10.244.0.3'])
    world.addHost(at(address)).listen(address, 'udp', 53, new ScriptedServer(ZONES));
  return world;
}

function lookup(world: World): string {
  const pod = world.host('pod');
  if (!pod) return 'no pod';
  const found = world.start(pod, 'app', musl.getaddrinfo(musl.MUSL_1_2_5, FILES, 'web', 'inet'));
  world.run();
  const servers = new Set(
    world.takeEvents().flatMap((event) => (event.kind === 'fate' ? [`${event.fate}: ${event.words}`] : [])),
  );
  return `${found.value?.code} after ${((found.endedAt ?? 0) - found.startedAt) / 1000} ms; ${[...servers].join('; ')}`;
}

test('kube-proxy is asked for each flow: endpoints, none, no such service', () => {
  const world = cluster();
  let endpoints: readonly string[] | undefined = ['10.244.0.2'];
  world.setProxy((address, port) => (address === '10.96.0.10' && port === 53 ? endpoints : undefined));
  expect(lookup(world)).toBe('OK after 0 ms; answered: answered');
  endpoints = [];
  expect(lookup(world)).toBe('EAI_AGAIN after 5000 ms; refused: the service has no endpoints');
  endpoints = undefined;
  expect(lookup(world)).toBe('EAI_AGAIN after 5000 ms; unreachable: no host has the address 10.96.0.10');
  endpoints = ['10.244.0.3'];
  expect(lookup(world)).toBe('OK after 0 ms; answered: answered');
  world.removeHost('10.244.0.3');
  expect(lookup(world)).toBe('EAI_AGAIN after 5000 ms; unreachable: no host has the address 10.96.0.10');
});

test('the filter sees the packet after the translation', () => {
  const world = cluster();
  const seen: string[] = [];
  world.setProxy(() => [{ address: '10.244.0.2', port: 5353 }]);
  world.setFilter(({ from, to, proto, port }) => {
    seen.push(`${from} > ${to} ${proto} ${port}`);
    return 'drop';
  });
  expect(lookup(world)).toBe('EAI_AGAIN after 5000 ms; lost: dropped by the packet filter');
  expect([...new Set(seen)]).toEqual(['10.244.1.7 > 10.244.0.2 udp 5353']);
});

const ASK = because({ id: 'test', source: 'test', says: 'asks' });

function* sendTwice(addresses: string[]): Net<number> {
  const socket = yield* net.udp('inet');
  yield* net.connect(socket, { address: '10.96.0.10', port: 53 });
  for (let i = 0; i < addresses.length; i += 1) {
    yield* net.send(socket, new Uint8Array(12), [ASK]);
    yield* net.sleep((yield* net.now()) + 1_000_000);
  }
  return 0;
}

test('a UDP flow keeps its endpoint as long as the service has it', () => {
  const world = cluster();
  const all = ['10.244.0.2', '10.244.0.3'];
  const reached: string[] = [];
  for (const address of all)
    world.host(address)?.listen(address, 'udp', 53, {
      answer: () => {
        reached.push(address);
        return { kind: 'silence', words: '' };
      },
    });
  let endpoints: readonly string[] = all;
  world.setProxy(() => endpoints);
  const pod = world.host('pod');
  if (pod) world.start(pod, 'app', sendTwice(['', '', '', '', '']));
  world.run(2_500_000);
  const [first] = reached;
  expect(reached).toEqual([first, first, first]);
  endpoints = all.filter((address) => address !== first);
  world.run();
  expect(reached).toEqual([first, first, first, ...endpoints, ...endpoints]);
});

function* napper(): Net<string> {
  yield* net.sleep((yield* net.now()) + 1_000_000);
  yield* net.catchInterrupt();
  yield* net.sleep((yield* net.now()) + 9_000_000);
  return `${yield* net.interrupted()} at ${yield* net.now()}`;
}

test('SIGINT ends the wait of a program that catches it, and only then', () => {
  const world = cluster();
  const pod = world.host('pod');
  const nap = pod && world.start(pod, 'nap', napper());
  world.run(500_000);
  expect(nap?.interrupt()).toBe(false);
  world.run(3_000_000);
  expect(nap?.interrupt()).toBe(true);
  world.run();
  expect(nap?.value).toBe('true at 3000000');
});
