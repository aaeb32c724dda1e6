// ping of iputils 20221126 (ping/ping.c, ping_common.c): options, lines and statistics.
import { familyOf, parseAddress } from '../address/index.ts';
import { net, type Net } from '../net/index.ts';
import { echoes, milliseconds, newTally, type EchoTally, type Reply } from './echo-run.ts';
import { getopt, hasOption, valueOf, type Parsed } from './getopt.ts';
import { libcOf, type Libc } from './libc.ts';
import { pingUsage, pingVersion } from './ping-texts.ts';
import type { NetTool } from './tool.ts';

const LETTERS = 'aABc:CDde:fF:hi:I:l:Lm:M:nN:Op:qQ:rRs:S:t:T:UvVw:W:46b';
const SECOND = 1_000_000;
/** Without any answer the last request waits so long (MAXWAIT). */
const LINGER = 10 * SECOND;
/** A user other than root may not send faster (MIN_USER_INTERVAL_MS); containers here run as root: no such limit. */
const MAX_SIZE = 127_992;

interface Settings {
  readonly size: number;
  readonly numeric: boolean;
  readonly quiet: boolean;
  readonly target: string;
  readonly address: string;
}

class Fault extends Error {}

/** strtol_or_err of iputils. */
function whole(text: string, low: number, high: string): number {
  if (!/^\s*[+-]?\d+$/.test(text)) throw new Fault(`invalid argument: '${text}'`);
  const value = Number(text);
  if (value < low || value > Number(high))
    throw new Fault(`invalid argument: '${text}': out of range: ${low} <= value <= ${high}`);
  return value;
}

function real(text: string): number {
  const value = Number(text);
  if (text.trim() === '' || Number.isNaN(value)) throw new Fault(`option argument contains garbage: ${text}`);
  return value;
}

interface Limits {
  readonly count: number;
  readonly interval: number;
  readonly deadline: number;
  readonly linger: number;
  readonly size: number;
}

function limitsOf(parsed: Parsed): Limits {
  const number = (key: string, otherwise: number, low: number, high: string): number => {
    const text = valueOf(parsed, key);
    return text === undefined ? otherwise : whole(text, low, high);
  };
  const interval = valueOf(parsed, 'i');
  const linger = valueOf(parsed, 'W');
  return {
    count: number('c', Infinity, 1, '9223372036854775807'),
    interval: interval === undefined ? SECOND : Math.max(2000, real(interval) * SECOND),
    deadline: number('w', Infinity, 0, '2147483647') * SECOND || Infinity,
    linger: linger === undefined ? LINGER : Math.max(1000, real(linger) * SECOND),
    size: number('s', 56, 0, String(MAX_SIZE)),
  };
}

/** pr_addr: the name that the address has, asked anew for each line. */
function* shownAddress(libc: Libc, address: string, { numeric }: Settings): Net<string> {
  if (numeric) return address;
  return `${(yield* libc.nameOf(address)) ?? address} (${address})`;
}

/** triptime in gather_statistics: three digits that count. */
function timeText(micros: number): string {
  if (micros >= 99_950) return `${Math.floor((micros + 500) / 1000)} ms`;
  if (micros >= 9995) return `${(Math.floor((micros + 50) / 100) / 10).toFixed(1)} ms`;
  if (micros >= 1000) return `${(Math.floor((micros + 5) / 10) / 100).toFixed(2)} ms`;
  return `${milliseconds(micros)} ms`;
}

/** %g of a percentage. */
const percent = (value: number): string => String(Number(value.toPrecision(6)));

function statistics(target: string, tally: EchoTally, count: number): string {
  const { sent, received, errors, times } = tally;
  const loss = percent(((sent - received) * 100) / Math.max(1, sent));
  const took = Math.floor((tally.lastSentAt - tally.startedAt) / 1000);
  const wrong = errors > 0 ? `, +${errors} errors` : '';
  const first = `${sent} packets transmitted, ${received} received${wrong}, ${loss}% packet loss, time ${took}ms\n`;
  const mean = times.reduce((sum, time) => sum + time, 0) / Math.max(1, times.length);
  const square = times.reduce((sum, time) => sum + time * time, 0) / Math.max(1, times.length);
  const mdev = Math.sqrt(Math.max(0, square - mean * mean));
  const values = [Math.min(...times), Math.floor(mean), Math.max(...times), Math.floor(mdev)].map(milliseconds);
  const rtt = times.length > 0 && count > 0 ? `rtt min/avg/max/mdev = ${values.join('/')} ms` : '';
  return `\n--- ${target} ping statistics ---\n${first}${rtt}\n`;
}

function* header(libc: Libc, settings: Settings): Net<undefined> {
  const { target, address, size } = settings;
  if (familyOf(address) === 'inet') {
    yield* net.print(1, `PING ${target} (${address}) ${size}(${size + 28}) bytes of data.\n`);
    return undefined;
  }
  yield* net.print(1, `PING ${target}(${yield* shownAddress(libc, address, settings)}) ${size} data bytes\n`);
  return undefined;
}

/** The address, or the words of the error. */
function* resolved(libc: Libc, name: string, parsed: Parsed): Net<{ address: string; canon: string } | string> {
  const info = yield* libc.lookup(name, { canonName: true });
  if (!info.ok) return `${name}: ${info.message}`;
  const family = hasOption(parsed, '6') ? 'inet6' : hasOption(parsed, '4') ? 'inet' : undefined;
  const address = info.addresses.find((each) => family === undefined || familyOf(each) === family);
  if (address === undefined) return `${name}: Address family for hostname not supported`;
  return { address, canon: familyOf(address) === 'inet' ? (info.canonName ?? name) : name };
}

function* fail(text: string, status: number): Net<number> {
  yield* net.print(2, `ping: ${text}\n`);
  return status;
}

export const ping: NetTool = function* (host, argv) {
  const parsed = getopt(argv.slice(1), { short: LETTERS, libc: host.libc === 'glibc' ? 'glibc' : 'musl' });
  if (parsed.fault !== undefined) return yield* fail(`${parsed.fault}\n${pingUsage}`.trimEnd(), 2);
  if (hasOption(parsed, 'h')) {
    yield* net.print(2, pingUsage);
    return 2;
  }
  if (hasOption(parsed, 'V')) {
    yield* net.print(1, pingVersion);
    return 0;
  }
  let limits: Limits;
  try {
    limits = limitsOf(parsed);
  } catch (error) {
    if (error instanceof Fault) return yield* fail(error.message, 1);
    throw error;
  }
  const name = parsed.operands.at(-1);
  if (name === undefined) return yield* fail('usage error: Destination address required', 1);
  const libc = libcOf(host);
  const found = yield* resolved(libc, name, parsed);
  if (typeof found === 'string') return yield* fail(found, 2);
  if ((yield* net.route(found.address)) === undefined) return yield* fail('connect: Network is unreachable', 2);
  return yield* run(libc, limits, parsed, {
    size: limits.size,
    numeric: hasOption(parsed, 'n') || parseAddress(name) !== undefined,
    quiet: hasOption(parsed, 'q'),
    target: found.canon,
    address: found.address,
  });
};

function* run(libc: Libc, limits: Limits, parsed: Parsed, settings: Settings): Net<number> {
  const { size, quiet, target } = settings;
  yield* header(libc, settings);
  yield* net.catchInterrupt();
  const tally = newTally();
  const show = function* (line: Net<string>): Net<undefined> {
    if (!quiet) yield* net.print(1, `${yield* line}\n`);
    return undefined;
  };
  const replyLine = function* ({ from, seq, ttl, time }: Reply): Net<string> {
    // Less than a timestamp cannot be timed (ping_common.c: timing).
    const timed = size >= 16 ? ` time=${timeText(time)}` : '';
    return `${size + 8} bytes from ${yield* shownAddress(libc, from, settings)}: icmp_seq=${seq} ttl=${ttl}${timed}`;
  };
  const lostLine = function* (from: string, seq: number): Net<string> {
    const words =
      familyOf(from) === 'inet' ? 'Destination Host Unreachable' : 'Destination unreachable: Address unreachable';
    return `From ${yield* shownAddress(libc, from, settings)} icmp_seq=${seq} ${words}`;
  };
  yield* echoes(
    {
      to: settings.address,
      size,
      firstSeq: 1,
      interval: limits.interval,
      count: limits.count,
      deadline: limits.deadline,
      untilAnswered: limits.deadline !== Infinity,
      linger: (received, slowest) => (received > 0 ? Math.max(2 * slowest, limits.interval) : limits.linger),
    },
    {
      reply: (reply) => show(replyLine(reply)),
      unreachable: (from, seq) => show(lostLine(from, seq)),
      ...(hasOption(parsed, 'O')
        ? { missing: (seq: number) => net.print(1, `no answer yet for icmp_seq=${seq}\n`) }
        : {}),
    },
    tally,
  );
  yield* net.print(1, statistics(target, tally, size >= 16 ? 1 : 0));
  const wanted = limits.deadline !== Infinity && limits.count !== Infinity ? limits.count : 1;
  return tally.received >= wanted ? 0 : 1;
}
