// plugin/loop: a random query is sent to the server itself at its start; if it comes by more than twice, queries go round and the process ends.
import { encode, queryMessage } from '../../../message/index.ts';
import { net, type Net } from '../../../net/index.ts';
import type { Plugin } from '../plugin.ts';
import { exchange } from './exchange.ts';

/** setup.go: tries that fail (the server is not there yet, its upstream is silent) are repeated for so long. */
const DEADLINE = 30_000_000;
const PAUSE = 1_000_000;
/** An answer may still be on its way round after so long. */
const WATCH = 2_000_000;
/** The time limit of miekg/dns's client. */
const TIMEOUT = 2_000_000;
const TIMES = 2;

/** Go's rand.Int: 63 bits. */
function* bigRandom(): Net<string> {
  const high = BigInt(yield* net.random(2 ** 31));
  return String((high << 32n) | BigInt(yield* net.random(2 ** 32)));
}

export const loop: Plugin = {
  name: 'loop',
  setup(c, env) {
    let times = 0;
    while (c.next()) {
      times += 1;
      if (times > 1) throw c.plain('this plugin can only be used once per Server Block');
      if (c.remainingArgs().length > 0) throw c.argError();
    }
    const zone = env.zones[0] ?? '.';
    const port = env.ports[0] ?? 53;
    const address = env.wishes.bind[0] ?? '127.0.0.1';
    const state = { name: '', seen: 0, off: false };

    function* check(): Net<number> {
      state.name = `${yield* bigRandom()}.${yield* bigRandom()}.${zone === '.' ? '' : zone}`;
      const deadline = (yield* net.now()) + DEADLINE;
      while ((yield* net.now()) < deadline) {
        const id = yield* net.random(65_536);
        const got = yield* exchange(
          { address, port },
          encode(queryMessage(id, state.name, 'HINFO')),
          false,
          TIMEOUT,
          [],
        );
        if (typeof got !== 'string') {
          yield* net.sleep((yield* net.now()) + WATCH);
          break;
        }
        state.seen = 0;
        yield* net.sleep((yield* net.now()) + PAUSE);
      }
      state.off = true;
      return 0;
    }
    env.wishes.beside.push(check);
    return {
      *serve(query, next) {
        if (query.type === 'HINFO' && !state.off && query.name === state.name) {
          state.seen += 1;
          if (state.seen > TIMES)
            env.fatal(
              `plugin/loop: Loop (${query.from.address}:${query.from.port} -> ${env.wishes.bind[0] ?? ''}:${port}) detected for zone "${zone}", see https://coredns.io/plugins/loop#troubleshooting. Query: "HINFO ${state.name}"`,
            );
        }
        return yield* next(query);
      },
    };
  },
};
