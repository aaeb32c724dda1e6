// plugin/cache: answers kept for their time to live, negative ones too, stale ones on request.
import type { Micros } from '../../../../../engine/index.ts';
import type { Message, Resource } from '../../../message/index.ts';
import { net, type Net } from '../../../net/index.ts';
import { CorefileError, type Dispenser } from '../dispenser.ts';
import {
  durationOf,
  matchZone,
  normalizeZone,
  parseInteger,
  type Env,
  type Handler,
  type Next,
  type Plugin,
  type Query,
  type Reply,
} from '../plugin.ts';

/** plugin/pkg/dnsutil/ttl.go and cache.go */
const MIN_TTL = 5;
const MAX_TTL = 3600;
const MAX_NEGATIVE_TTL = 1800;
const SECOND = 1_000_000;

interface Config {
  zones: readonly string[];
  success: { capacity: number; max: number; min: number };
  denial: { capacity: number; max: number; min: number };
  servfail: number;
  prefetch: { amount: number; within: Micros; percent: number };
  stale: Micros;
  verify: boolean;
}

type Class = 'success' | 'denial' | 'servfail' | 'none';

interface Item {
  readonly message: Message;
  readonly stored: Micros;
  readonly ttl: number;
  hits: number;
  lastHit: Micros;
}

const DEFAULT_CAPACITY = 9984;

function parse(c: Dispenser, env: Env): Config {
  const config: Config = {
    zones: env.zones,
    success: { capacity: DEFAULT_CAPACITY, max: MAX_TTL, min: MIN_TTL },
    denial: { capacity: DEFAULT_CAPACITY, max: MAX_NEGATIVE_TTL, min: MIN_TTL },
    servfail: MIN_TTL,
    prefetch: { amount: 0, within: 60 * SECOND, percent: 10 },
    stale: 0,
    verify: false,
  };
  const args = c.remainingArgs();
  const [first = ''] = args;
  if (/^[+-]?\d+$/.test(first)) {
    const ttl = Number(first);
    if (ttl <= 0) throw c.plain(`cache TTL can not be zero or negative: ${ttl}`);
    config.success.max = ttl;
    config.denial.max = ttl;
    args.shift();
  }
  if (args.length > 0) config.zones = args.map(normalizeZone);
  while (c.nextBlock()) property(c, config);
  return config;
}

function property(c: Dispenser, config: Config): void {
  const name = c.value;
  const args = c.remainingArgs();
  if (name === 'keepttl' && args.length === 0) return;
  if (name === 'serve_stale') return serveStale(c, config, args);
  if (args.length === 0) throw c.argError();
  const [one = '', two, three] = args;
  switch (name) {
    case 'success':
    case 'denial': {
      const into = config[name];
      into.capacity = parseInteger(c, one);
      if (two !== undefined) into.max = parseInteger(c, two);
      if (into.max <= 0) throw c.plain(`cache TTL can not be zero or negative: ${into.max}`);
      if (three !== undefined) into.min = parseInteger(c, three);
      if (into.min < 0) throw c.plain(`cache min TTL can not be negative: ${into.min}`);
      return;
    }
    case 'prefetch':
      if (args.length > 3) throw c.argError();
      config.prefetch.amount = parseInteger(c, one);
      if (config.prefetch.amount < 0) throw c.plain(`prefetch amount should be positive: ${config.prefetch.amount}`);
      if (two !== undefined) config.prefetch.within = durationOf(c, two);
      if (three !== undefined) config.prefetch.percent = percentage(c, three);
      return;
    case 'servfail': {
      const duration = durationOf(c, one);
      if (duration < 0) throw c.plain(`invalid negative ttl for servfail: ${one}`);
      if (duration > 300 * SECOND) throw c.plain(`caching SERVFAIL responses over 5 minutes is not permitted: ${one}`);
      config.servfail = duration / SECOND;
      return;
    }
    case 'disable': {
      if (one !== 'success' && one !== 'denial') throw c.argError();
      config[one].capacity = 0;
      return;
    }
    default:
      throw c.argError();
  }
}

function serveStale(c: Dispenser, config: Config, args: readonly string[]): void {
  if (args.length > 2) throw c.argError();
  const [duration, refresh = 'immediate'] = args;
  config.stale = duration === undefined ? 3600 * SECOND : durationOf(c, duration);
  if (config.stale < 0) throw c.plain('invalid negative duration for serve_stale');
  if (refresh !== 'immediate' && refresh !== 'verify')
    throw c.plain(`invalid value for serve_stale refresh mode: ${refresh}`);
  config.verify = refresh === 'verify';
}

function percentage(c: Dispenser, text: string): number {
  if (!text.endsWith('%'))
    throw c.plain(`last character of percentage should be \`%\`, but is: ${JSON.stringify(text.at(-1))}`);
  const value = parseInteger(c, text.slice(0, -1));
  if (value < 10 || value > 90) throw c.plain(`percentage should fall in range [10, 90]: ${value}`);
  return value;
}

export const cache: Plugin = {
  name: 'cache',
  setup(c, env) {
    let config: Config | undefined;
    while (c.next()) {
      if (config) throw new CorefileError('this plugin can only be used once per Server Block', c.line);
      config = parse(c, env);
    }
    return config && new CacheHandler(config);
  },
};

/** response.Typify, as far as it decides what is kept. */
function classify({ rcode, tc, answer, authority }: Message): Class {
  if (tc) return 'none';
  const soa = authority.some(({ type }) => type === 'SOA');
  if (rcode === 'NXDOMAIN') return 'denial';
  if (rcode === 'SERVFAIL') return 'servfail';
  if (rcode !== 'NOERROR') return 'none';
  return answer.length === 0 && soa ? 'denial' : 'success';
}

/** dnsutil.MinimalTTL */
function minimalTtl({ answer, authority, additional }: Message, denial: boolean): number {
  const records = [...answer, ...authority, ...additional];
  if (records.length === 0) return MIN_TTL;
  const ttls = records.map(({ ttl, data }) => (denial && data.kind === 'SOA' ? Math.min(ttl, data.minimum) : ttl));
  return Math.min(MAX_TTL, ...ttls);
}

class CacheHandler implements Handler {
  private readonly config: Config;
  private readonly items = new Map<string, Item>();

  constructor(config: Config) {
    this.config = config;
  }

  *serve(query: Query, next: Next): Net<Reply> {
    if (matchZone(this.config.zones, query.name) === undefined) return yield* next(query);
    const key = `${query.message.edns?.dnssecOk ? 1 : 0} ${query.type} ${query.name}`;
    const now = yield* net.now();
    const item = this.items.get(key);
    const left = item ? item.ttl - Math.floor((now - item.stored) / SECOND) : 0;
    if (!item || !(left > 0 || (this.config.stale > 0 && -left * SECOND < this.config.stale)))
      return yield* this.refresh(query, next, key);
    if (left <= 0) {
      if (this.config.verify) {
        const fresh = yield* this.refresh(query, next, key);
        if (fresh.kind === 'message' && /^(?:NOERROR|NXDOMAIN)$/.test(fresh.message.rcode)) return fresh;
      } else yield* net.spawn(this.refresh(query, next, key));
    } else if (this.wantsPrefetch(item, left, now)) yield* net.spawn(this.refresh(query, next, key));
    return { kind: 'message', message: answerFrom(item, query, Math.max(0, left)) };
  }

  private wantsPrefetch(item: Item, left: number, now: Micros): boolean {
    const { amount, within, percent } = this.config.prefetch;
    if (amount <= 0) return false;
    item.hits = now - item.lastHit < within ? item.hits + 1 : 1;
    item.lastHit = now;
    return item.hits >= amount && left <= Math.ceil((percent / 100) * item.ttl);
  }

  private *refresh(query: Query, next: Next, key: string): Net<Reply> {
    const reply = yield* next(query);
    if (reply.kind !== 'message') return reply;
    const { message } = reply;
    const kind = classify(message);
    if (kind === 'none') return reply;
    const { min, max } = this.config[kind === 'success' ? 'success' : 'denial'];
    const ttl =
      kind === 'servfail' ? this.config.servfail : Math.min(max, Math.max(min, minimalTtl(message, kind === 'denial')));
    const { capacity } = this.config[kind === 'success' ? 'success' : 'denial'];
    if (ttl > 0 && capacity > 0) {
      // Fidelity: CoreDNS evicts a random item of the shard; here the oldest goes.
      const [oldest] = this.items.keys();
      if (this.items.size >= capacity && oldest !== undefined) this.items.delete(oldest);
      this.items.delete(key);
      this.items.set(key, { message, stored: yield* net.now(), ttl, hits: 0, lastHit: 0 });
    }
    return { kind: 'message', message: withTtl(message, ttl, 'most') };
  }
}

function withTtl(message: Message, ttl: number, how: 'most' | 'exactly'): Message {
  const set = (records: readonly Resource[]): readonly Resource[] =>
    records.map((each) => ({ ...each, ttl: how === 'most' ? Math.min(each.ttl, ttl) : ttl }));
  return {
    ...message,
    answer: set(message.answer),
    authority: set(message.authority),
    additional: set(message.additional),
  };
}

/** item.toMsg: what comes out of the cache is always marked authoritative. */
function answerFrom(item: Item, query: Query, left: number): Message {
  const { id, rd, cd, question, edns } = query.message;
  return { ...withTtl(item.message, left, 'exactly'), id, rd, cd, question, edns, aa: true };
}
