// plugin/forward: queries to upstream servers by policy, with the health checks that begin when one fails.
import { parseAddress } from '../../../address/index.ts';
import { decode, encode, isWithin, queryMessage, type Message } from '../../../message/index.ts';
import { because, net, type Endpoint, type Net, type Rule } from '../../../net/index.ts';
import type { Dispenser } from '../dispenser.ts';
import {
  durationOf,
  matchZone,
  normalizeZone,
  parseInteger,
  status,
  type Env,
  type Handler,
  type Next,
  type Plugin,
  type Query,
  type Reply,
} from '../plugin.ts';
import { exchange } from './exchange.ts';

const rule = (id: string, says: string): Rule => ({
  id: `coredns.forward.${id}`,
  source: 'CoreDNS plugin/forward/forward.go, ServeDNS',
  says,
});

const RULES = {
  upstream: rule('upstream', 'What no plugin before has answered goes to an upstream server, chosen by the policy.'),
  again: rule('again', 'The upstream did not answer within 2 s: the next one, as long as 5 s are not over.'),
  health: rule(
    'health',
    'A failure starts health checks: a query for the root, every half second until one is answered.',
  ),
};

interface Upstream {
  readonly to: Endpoint;
  fails: number;
  probing: boolean;
}

interface Config {
  readonly from: string;
  readonly upstreams: readonly Upstream[];
  except: readonly string[];
  maxFails: number;
  forceTcp: boolean;
  preferUdp: boolean;
  policy: 'random' | 'round_robin' | 'sequential';
  maxConcurrent: number;
  interval: number;
}

/** max in setup.go */
const MAX_UPSTREAMS = 15;
/** defaultTimeout in forward.go, maxTimeout and readTimeout in proxy.go */
const DEADLINE = 5_000_000;
const READ_TIMEOUT = 2_000_000;
const HEALTH_TIMEOUT = 1_000_000;
const HEALTH_INTERVAL = 500_000;
/** Fidelity: a refusal is tried again at once, thousands of times; here so much later, so that a trace stays readable. */
const REFUSED = 100_000;
/** Fidelity: real checks go on for ever; these end when a virtual minute has brought nothing, so that a run has an end. */
const MAX_PROBES = 120;

/** parse.HostPortOrFile: addresses, or files whose name servers are taken. */
function upstreamsOf(c: Dispenser, env: Env, words: readonly string[]): Upstream[] {
  return words.flatMap((word) => {
    const bare = word.replace(/^dns:\/\//, '');
    const transport = /^([a-z]+):\/\//.exec(bare)?.[1];
    if (transport !== undefined && transport !== 'tls')
      throw c.plain(`'${transport}' is not supported as a destination protocol in forward: ${word}`);
    const host = bare.replace(/^tls:\/\//, '');
    const match = /^\[([^\]]+)\](?::(\d+))?$/.exec(host) ?? /^([\d.]+)(?::(\d+))?$/.exec(host) ?? [host, host];
    const [, address = '', port = transport === 'tls' ? '853' : '53'] = match;
    if (parseAddress(address)) return [{ to: { address, port: Number(port) }, fails: 0, probing: false }];
    const file = env.files.get(host);
    if (file === undefined) throw c.plain(`not an IP address or file: ${JSON.stringify(host)}`);
    const servers = [...file.matchAll(/^nameserver\s+(\S+)/gm)].map((line) => line[1] ?? '');
    if (servers.length === 0) throw c.plain(`no nameservers found`);
    return servers.map((server) => ({ to: { address: server, port: 53 }, fails: 0, probing: false }));
  });
}

function parseStanza(c: Dispenser, env: Env): Config {
  if (!c.nextArg()) throw c.argError();
  const from = normalizeZone(c.value);
  const to = c.remainingArgs();
  if (to.length === 0) throw c.argError();
  const config: Config = {
    from,
    upstreams: upstreamsOf(c, env, to),
    except: [],
    maxFails: 2,
    forceTcp: false,
    preferUdp: false,
    policy: 'random',
    maxConcurrent: 0,
    interval: HEALTH_INTERVAL,
  };
  while (c.nextBlock()) property(c, config);
  if (config.upstreams.length > MAX_UPSTREAMS)
    throw c.plain(`more than ${MAX_UPSTREAMS} TOs configured: ${config.upstreams.length}`);
  return config;
}

function property(c: Dispenser, config: Config): void {
  const name = c.value;
  const one = (): string => {
    if (!c.nextArg()) throw c.argError();
    return c.value;
  };
  const none = (): void => {
    if (c.nextArg()) throw c.argError();
  };
  switch (name) {
    case 'except': {
      const zones = c.remainingArgs();
      if (zones.length === 0) throw c.argError();
      config.except = [...config.except, ...zones.map(normalizeZone)];
      return;
    }
    case 'max_fails':
      config.maxFails = parseInteger(c, one());
      return;
    case 'health_check': {
      const interval = durationOf(c, one());
      if (interval < 0) throw c.plain(`health_check can't be negative: ${interval}`);
      config.interval = interval;
      for (const word of c.remainingArgs())
        if (word !== 'no_rec' && word !== 'domain' && !word.includes('.'))
          throw c.plain(`health_check: unknown option ${word}`);
      return;
    }
    case 'force_tcp':
      none();
      config.forceTcp = true;
      return;
    case 'prefer_udp':
      none();
      config.preferUdp = true;
      return;
    case 'policy': {
      const policy = one();
      if (policy !== 'random' && policy !== 'round_robin' && policy !== 'sequential')
        throw c.error(`unknown policy '${policy}'`);
      config.policy = policy;
      return;
    }
    case 'max_concurrent': {
      const most = parseInteger(c, one());
      if (most < 0) throw c.plain(`max_concurrent can't be negative: ${most}`);
      config.maxConcurrent = most;
      return;
    }
    case 'expire':
      if (durationOf(c, one()) < 0) throw c.plain(`expire can't be negative: ${c.value}`);
      return;
    case 'tls':
    case 'tls_servername':
    case 'next':
    case 'failover':
    case 'failfast_all_unhealthy_upstreams':
      c.remainingArgs();
      return;
    default:
      throw c.error(`unknown property '${name}'`);
  }
}

export const forward: Plugin = {
  name: 'forward',
  setup(c, env) {
    const stanzas: ForwardHandler[] = [];
    while (c.next()) stanzas.push(new ForwardHandler(parseStanza(c, env)));
    if (stanzas.length === 0) return undefined;
    return {
      serve: (query, next) =>
        stanzas.reduceRight<Next>((after, each) => (asked) => each.serve(asked, after), next)(query),
    };
  },
};

class ForwardHandler implements Handler {
  private readonly config: Config;
  private running = 0;
  private robin = 0;

  constructor(config: Config) {
    this.config = config;
  }

  *serve(query: Query, next: Next): Net<Reply> {
    const { from, except, maxConcurrent } = this.config;
    const excepted = query.name !== from && matchZone(except, query.name) !== undefined;
    if (!isWithin(query.name, from) || excepted) return yield* next(query);
    this.running += 1;
    const full = maxConcurrent > 0 && this.running > maxConcurrent;
    const reply = full
      ? status('REFUSED', `concurrent queries exceeded maximum ${maxConcurrent}`)
      : yield* this.ask(query);
    this.running -= 1;
    return reply;
  }

  private *list(): Net<readonly Upstream[]> {
    const { upstreams, policy } = this.config;
    if (upstreams.length < 2 || policy === 'sequential') return upstreams;
    if (policy === 'round_robin') {
      this.robin = (this.robin + 1) % upstreams.length;
      return [...upstreams.slice(this.robin), ...upstreams.slice(0, this.robin)];
    }
    const list = [...upstreams];
    for (let i = list.length - 1; i > 0; i -= 1) {
      const j = yield* net.random(i + 1);
      const [a, b] = [list[i], list[j]];
      if (a && b) [list[i], list[j]] = [b, a];
    }
    return list;
  }

  private *ask(query: Query): Net<Reply> {
    const list = yield* this.list();
    const deadline = (yield* net.now()) + DEADLINE;
    let error = 'no healthy proxies';
    let fails = 0;
    for (let i = 0; (yield* net.now()) < deadline; i += 1) {
      if (i % list.length === 0) fails = 0;
      const upstream = list[i % list.length];
      if (!upstream) break;
      if (this.config.maxFails !== 0 && upstream.fails > this.config.maxFails) {
        fails += 1;
        // All are down: the checks themselves may be broken, so one is asked all the same.
        if (fails < list.length) continue;
      }
      const began = yield* net.now();
      const got = yield* this.tryOne(query, upstream, i > 0);
      if (typeof got !== 'string') return { kind: 'message', message: got };
      error = got;
      yield* this.failed(upstream);
      if (fails >= list.length) break;
      yield* net.sleep(Math.max(yield* net.now(), began + REFUSED));
    }
    return status('SERVFAIL', error);
  }

  /** An answer, or the words of Go's error. */
  private *tryOne(query: Query, upstream: Upstream, again: boolean): Net<Message | string> {
    const tcp = this.config.forceTcp || (query.proto === 'tcp' && !this.config.preferUdp);
    const why = [because(again ? RULES.again : RULES.upstream, `${upstream.to.address}, policy ${this.config.policy}`)];
    const id = yield* net.random(65_536);
    const bytes = encode({ ...query.message, id });
    const got = yield* exchange(upstream.to, bytes, tcp, READ_TIMEOUT, why);
    if (typeof got === 'string') return got;
    const decoded = decode(got);
    if (decoded.kind !== 'message') return 'dns: bad rdata';
    if (decoded.message.tc && this.config.preferUdp && !tcp)
      return yield* new ForwardHandler({ ...this.config, forceTcp: true }).tryOne(query, upstream, again);
    return { ...decoded.message, id: query.message.id };
  }

  /** proxy.Healthcheck: one series of checks at a time. */
  private *failed(upstream: Upstream): Net<undefined> {
    if (this.config.maxFails === 0 || upstream.probing) return undefined;
    upstream.probing = true;
    return yield* net.spawn(probe(upstream, this.config.interval));
  }
}

function* probe(upstream: Upstream, interval: number): Net<undefined> {
  for (let i = 0; i < MAX_PROBES; i += 1) {
    const id = yield* net.random(65_536);
    const got = yield* exchange(upstream.to, encode(queryMessage(id, '.', 'NS')), false, HEALTH_TIMEOUT, [
      because(RULES.health),
    ]);
    if (typeof got !== 'string') {
      upstream.fails = 0;
      break;
    }
    upstream.fails += 1;
    yield* net.sleep((yield* net.now()) + interval);
  }
  upstream.probing = false;
  return undefined;
}
