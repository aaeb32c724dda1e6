// The plugins that watch or shape what passes: errors, loadbalance, and those that have no part in answering.
import { rcodeNumber, type Resource } from '../../../message/index.ts';
import { net, type Net } from '../../../net/index.ts';
import type { Dispenser } from '../dispenser.ts';
import type { Plugin, Reply } from '../plugin.ts';

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
  'nsid',
  'bufsize',
  'debug',
  'trace',
  'pprof',
  'timeouts',
  'multisocket',
].map((name) => passive(name));

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
