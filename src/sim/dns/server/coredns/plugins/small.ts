// The plugins that watch or shape what passes: errors, log, loadbalance, and those that have no part in answering.
import { rcodeNumber, type Message, type Resource } from '../../../message/index.ts';
import { net, type Net } from '../../../net/index.ts';
import type { Dispenser } from '../dispenser.ts';
import type { Plugin, Query, Reply } from '../plugin.ts';

/** A plugin whose lines are read for their form only. */
const passive = (name: string, check?: (c: Dispenser) => void): Plugin => ({
  name,
  setup(c) {
    while (c.next()) {
      const args = c.remainingArgs();
      if (check) check(c);
      void args;
      while (c.nextBlock()) c.remainingArgs();
    }
    return undefined;
  },
});

export const PASSIVE: readonly Plugin[] = [
  'root',
  'metadata',
  'cancel',
  'reload',
  'nsid',
  'bufsize',
  'bind',
  'debug',
  'trace',
  'ready',
  'pprof',
  'prometheus',
  'timeouts',
  'multisocket',
].map((name) => passive(name));

export const health: Plugin = {
  name: 'health',
  setup(c) {
    while (c.next()) {
      if (c.remainingArgs().length > 1) throw c.argError();
      while (c.nextBlock()) {
        if (c.value !== 'lameduck') throw c.argError();
        if (c.remainingArgs().length !== 1) throw c.argError();
      }
    }
    return undefined;
  },
};

/** Where the client was, in the form of Go's net.Addr. */
const clientOf = ({ from }: Query): string =>
  `${from.address.includes(':') ? `[${from.address}]` : from.address}:${from.port}`;

/** plugin/errors: what went wrong on the way, with the number of the status. */
export const errors: Plugin = {
  name: 'errors',
  setup(c, env) {
    while (c.next()) {
      const args = c.remainingArgs();
      if (args.length > 1 || (args[0] !== undefined && args[0] !== 'stdout' && args[0] !== 'visible'))
        throw c.plain(args.length > 1 ? 'wrong argument count' : `invalid log file: ${args[0]}`);
      while (c.nextBlock()) {
        if (c.value !== 'consolidate' && c.value !== 'stacktrace') throw c.error(`unknown property '${c.value}'`);
        c.remainingArgs();
      }
    }
    return {
      *serve(query, next) {
        const reply = yield* next(query);
        if (reply.kind === 'status' && reply.error !== undefined)
          env.log(`[ERROR] plugin/errors: ${rcodeNumber(reply.rcode)} ${query.name} ${query.type}: ${reply.error}`);
        return reply;
      },
    };
  },
};

/** The flags of an answer as plugin/log writes them. */
function flagsOf(message: Message): string {
  const { aa, tc, rd, ra, ad, cd } = message;
  return ['qr', aa && 'aa', tc && 'tc', rd && 'rd', ra && 'ra', ad && 'ad', cd && 'cd'].filter(Boolean).join(',');
}

/** plugin/log, common log format. The size is filled in by the server, which knows it. */
export const log: Plugin = {
  name: 'log',
  setup(c, env) {
    while (c.next()) {
      c.remainingArgs();
      while (c.nextBlock()) {
        if (c.value !== 'class') throw c.argError();
        c.remainingArgs();
      }
    }
    return {
      *serve(query, next): Net<Reply> {
        const start = yield* net.now();
        const reply = yield* next(query);
        const took = (((yield* net.now()) - start) / 1e6).toFixed(9);
        const { id, edns } = query.message;
        const asked = `"${query.type} IN ${query.name} ${query.proto} ${query.size} ${edns?.dnssecOk ?? false} ${edns?.udpSize ?? (query.proto === 'tcp' ? 65_535 : 512)}"`;
        const rcode = reply.kind === 'message' ? reply.message.rcode : reply.rcode;
        const flags = reply.kind === 'message' ? flagsOf(reply.message) : '-';
        env.log(`[INFO] ${clientOf(query)} - ${id} ${asked} ${rcode} ${flags} 0 ${took}s`);
        return reply;
      },
    };
  },
};

/** plugin/loadbalance, round_robin: aliases first, then addresses in random order. */
export const loadbalance: Plugin = {
  name: 'loadbalance',
  setup(c) {
    while (c.next()) {
      const args = c.remainingArgs();
      if (args.length > 0 && args[0] !== 'round_robin' && args[0] !== 'weighted')
        throw c.plain(`unknown policy: ${args[0]}`);
      while (c.nextBlock()) c.remainingArgs();
    }
    return {
      *serve(query, next): Net<Reply> {
        const reply = yield* next(query);
        if (reply.kind !== 'message') return reply;
        const answer = yield* shuffled(reply.message.answer);
        return { kind: 'message', message: { ...reply.message, answer } };
      },
    };
  },
};

function* shuffled(records: readonly Resource[]): Net<readonly Resource[]> {
  const aliases = records.filter(({ type }) => type === 'CNAME');
  const addresses = records.filter(({ type }) => type === 'A' || type === 'AAAA');
  const rest = records.filter(({ type }) => type !== 'A' && type !== 'AAAA' && type !== 'CNAME');
  if (addresses.length < 2) return records;
  for (let i = addresses.length - 1; i > 0; i -= 1) {
    const j = yield* net.random(i + 1);
    const [a, b] = [addresses[i], addresses[j]];
    if (a && b) [addresses[i], addresses[j]] = [b, a];
  }
  return [...aliases, ...addresses, ...rest];
}
