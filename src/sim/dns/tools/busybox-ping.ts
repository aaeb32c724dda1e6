// ping of busybox (networking/ping.c): every failure of a name is a "bad address", numbers count from 0, no names of addresses.
import type { Family } from '../address/index.ts';
import { net, type Net } from '../net/index.ts';
import { busyboxUsage } from './busybox-texts.ts';
import { echoes, milliseconds, newTally, type EchoTally } from './echo-run.ts';
import { getopt, hasOption, valueOf } from './getopt.ts';
import { isMusl, libcOf } from './libc.ts';
import type { NetTool } from './tool.ts';

const SECOND = 1_000_000;
/** -W: the default of MAXWAIT. */
const MAX_WAIT = 10;

function statistics(name: string, { sent, received, times }: EchoTally): string {
  const loss = Math.floor(((sent - received) * 100) / Math.max(1, sent));
  const head = `\n--- ${name} ping statistics ---\n${sent} packets transmitted, ${received} packets received, ${loss}% packet loss\n`;
  if (times.length === 0) return head;
  const mean = Math.floor(times.reduce((sum, time) => sum + time, 0) / times.length);
  const values = [Math.min(...times), mean, Math.max(...times)].map(milliseconds);
  return `${head}round-trip min/avg/max = ${values.join('/')} ms\n`;
}

function* fail(text: string): Net<number> {
  yield* net.print(2, `ping: ${text}\n`);
  return 1;
}

export const busyboxPing: NetTool = function* (host, argv) {
  const libc = isMusl(host) ? 'musl' : 'glibc';
  const parsed = getopt(argv.slice(1), { short: 'qvAc:s:t:w:W:I:np:i:46', libc });
  const [name, ...others] = parsed.operands;
  if (parsed.fault !== undefined || name === undefined || others.length > 0) {
    yield* net.print(2, busyboxUsage(host, 'ping', parsed.fault));
    return 1;
  }
  for (const key of ['c', 'w', 'W', 's', 't'] as const) {
    const text = valueOf(parsed, key);
    if (text !== undefined && !/^\d+$/.test(text)) return yield* fail(`invalid number '${text}'`);
  }
  const interval = valueOf(parsed, 'i');
  if (interval !== undefined && !/^\d+(?:\.\d*)?$/.test(interval)) return yield* fail(`invalid number '${interval}'`);
  const number = (key: string, otherwise: number): number => Number(valueOf(parsed, key) ?? otherwise);
  const family: Family | 'unspec' = hasOption(parsed, '6') ? 'inet6' : hasOption(parsed, '4') ? 'inet' : 'unspec';
  const info = yield* libcOf(host).lookup(name, { family });
  const [address] = info.addresses;
  if (address === undefined) return yield* fail(`bad address '${name}'`);
  const size = number('s', 56);
  yield* net.print(1, `PING ${name} (${address}): ${size} data bytes\n`);
  yield* net.catchInterrupt();
  const tally = newTally();
  const quiet = hasOption(parsed, 'q');
  const left = yield* echoes(
    {
      to: address,
      size,
      firstSeq: 0,
      interval: Number(interval ?? 1) * SECOND,
      count: number('c', 0) || Infinity,
      deadline: number('w', 0) * SECOND || Infinity,
      untilAnswered: false,
      // sendping4: after the last one it waits for the slowest so far, doubled, or for -W seconds when nothing has come.
      linger: (received, slowest) => (received > 0 ? Math.max(SECOND, 2 * slowest) : number('W', MAX_WAIT) * SECOND),
    },
    {
      *reply({ from, seq, ttl, time }) {
        if (!quiet)
          yield* net.print(1, `${size + 8} bytes from ${from}: seq=${seq} ttl=${ttl} time=${milliseconds(time)} ms\n`);
      },
      // Only -v shows ICMP errors.
      *unreachable() {},
    },
    tally,
  );
  if (!left) return yield* fail('sendto: Network is unreachable');
  yield* net.print(1, statistics(name, tally));
  return tally.received > 0 ? 0 : 1;
};
