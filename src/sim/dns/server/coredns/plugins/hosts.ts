// plugin/hosts: addresses from lines of the form of /etc/hosts, in a file or in the Corefile itself.
import { formatAddress, parseAddress, reverseName } from '../../../address/index.ts';
import { foldName, nameFromLabels, record, type Resource } from '../../../message/index.ts';
import type { Net } from '../../../net/index.ts';
import { CorefileError, type Dispenser } from '../dispenser.ts';
import {
  durationOf,
  fallsThrough,
  matchZone,
  normalizeZone,
  type Env,
  type Plugin,
  type Query,
  type Reply,
} from '../plugin.ts';
import { parseInteger } from '../plugin.ts';
import { reply } from '../reply.ts';

interface Config {
  zones: readonly string[];
  ttl: number;
  reverse: boolean;
  fallthrough: readonly string[] | undefined;
  readonly entries: { readonly address: string; readonly names: readonly string[] }[];
}

const DEFAULT_TTL = 3600;

function addLine(config: Config, words: readonly string[]): void {
  const [address = '', ...names] = words;
  const bytes = parseAddress(address);
  if (bytes)
    config.entries.push({
      address: formatAddress(bytes),
      names: names.map((name) => foldName(nameFromLabels(name.replace(/\.$/, '').split('.')))),
    });
}

function parse(c: Dispenser, env: Env): Config {
  const args = c.remainingArgs();
  const [path = '/etc/hosts', ...zones] = args;
  const config: Config = {
    zones: zones.length > 0 ? zones.map(normalizeZone) : env.zones,
    ttl: DEFAULT_TTL,
    reverse: true,
    fallthrough: undefined,
    entries: [],
  };
  for (const line of (env.files.get(path) ?? '').split('\n'))
    addLine(config, line.replace(/#.*/, '').trim().split(/\s+/));
  while (c.nextBlock()) property(c, config);
  return config;
}

function property(c: Dispenser, config: Config): void {
  const name = c.value;
  const args = c.remainingArgs();
  switch (name) {
    case 'fallthrough':
      config.fallthrough = args.map(normalizeZone);
      return;
    case 'no_reverse':
      config.reverse = false;
      return;
    case 'ttl': {
      const [text] = args;
      if (text === undefined) throw c.argError();
      config.ttl = parseInteger(c, text);
      if (config.ttl <= 0 || config.ttl > 65_535) throw c.error(`ttl provided is invalid`);
      return;
    }
    case 'reload':
      if (args.length !== 1) throw c.error('reload needs a duration (zero seconds to disable)');
      if (durationOf(c, args[0] ?? '') < 0) throw c.error(`invalid negative duration for reload '${args[0]}'`);
      return;
    default:
      if (args.length === 0) throw c.error(`unknown property '${name}'`);
      addLine(config, [name, ...args]);
  }
}

export const hosts: Plugin = {
  name: 'hosts',
  setup(c, env) {
    let config: Config | undefined;
    while (c.next()) {
      if (config) throw new CorefileError('this plugin can only be used once per Server Block', c.line);
      config = parse(c, env);
    }
    return config && { serve: (query, next) => serve(config, query, next) };
  },
};

function* serve(config: Config, query: Query, next: (query: Query) => Net<Reply>): Net<Reply> {
  const asked = query.message.question[0]?.name ?? query.name;
  const answer: Resource[] = [];
  const named = config.entries.filter(({ names }) => names.includes(query.name));
  if (query.type === 'PTR' && config.reverse) {
    for (const { address, names } of config.entries)
      if (reverseName(address) === query.name)
        answer.push(...names.map((target) => record(asked, config.ttl, 'PTR', { kind: 'PTR', target })));
  } else if (matchZone(config.zones, query.name) !== undefined) {
    for (const { address } of named) {
      const type = address.includes(':') ? 'AAAA' : 'A';
      if (query.type === type) answer.push(record(asked, config.ttl, type, { kind: type, address }));
    }
  } else return yield* next(query);
  if (answer.length > 0) return reply(query, { answer });
  if (fallsThrough(config.fallthrough, query.name)) return yield* next(query);
  // The name is there with another family: NOERROR without records. Otherwise the next plugin, or SERVFAIL at the end of the chain.
  return named.length > 0 ? reply(query, {}) : yield* next(query);
}
