// TCP connections whose other end refuses, goes away or ends.
import { expect, test } from 'vitest';
import { bench } from '../../../testkit/network.ts';
import { net, type Net } from '../index.ts';

const bytes = (text: string): Uint8Array => Uint8Array.from(text, (char) => char.charCodeAt(0));
const SERVER = { address: '10.244.2.8', port: 8080 };

/** Connects, waits so long, asks for a page and says what came of it. */
function* visit(pause: number): Net<string> {
  const socket = yield* net.tcp('inet');
  const errno = yield* net.connect(socket, SERVER);
  if (errno !== undefined) return `connect: ${errno} at ${yield* net.now()}`;
  yield* net.sleep((yield* net.now()) + pause);
  const sent = yield* net.send(socket, bytes('GET / HTTP/1.1\r\n\r\n'), []);
  if (!sent.ok) return `send: ${sent.errno}`;
  yield* net.poll([{ socket, want: 'in' }], Infinity);
  const got = yield* net.receive(socket);
  return `${got.kind === 'error' ? got.errno : got.kind} at ${yield* net.now()}`;
}

test('bytes go there and back', () => {
  const { world, pod } = bench();
  const visitor = world.start(pod, 'visitor', visit(0));
  world.run();
  expect(visitor.value).toBe('bytes at 240');
});

test('the process that listened ends: the connection ends, a new one is refused', () => {
  const { world, pod } = bench();
  const visitor = world.start(pod, 'visitor', visit(1_000_000));
  world.run(500_000);
  world.host('web-1')?.listen(SERVER.address, 'tcp', SERVER.port, undefined);
  world.run();
  expect(visitor.value).toBe('end at 1000120');
  const late = world.start(pod, 'visitor', visit(0));
  world.run();
  expect(late.value).toBe('connect: ECONNREFUSED at 1000360');
});

test('the host is gone: SYNs for 127 s, bytes for 924.6 s', () => {
  const { world, pod } = bench();
  const visitor = world.start(pod, 'visitor', visit(1_000_000));
  world.run(500_000);
  world.removeHost('web-1');
  const late = world.start(pod, 'visitor', visit(0));
  world.run();
  expect(visitor.value).toBe('ETIMEDOUT at 925600120');
  expect(late.value).toBe('connect: ETIMEDOUT at 127500000');
});

test('a filter that is lifted lets the next SYN through', () => {
  const { world, pod } = bench();
  world.setFilter(({ proto }) => (proto === 'tcp' ? 'drop' : 'pass'));
  const visitor = world.start(pod, 'visitor', visit(0));
  world.run(2_000_000);
  world.setFilter(undefined);
  world.run();
  expect(visitor.value).toBe('bytes at 3000240');
});
