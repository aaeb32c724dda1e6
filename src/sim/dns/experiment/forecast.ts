// What will happen, before it does: which names a resolver asks for and in which order, what stops it, and what dead servers cost.
// Each sentence is a run of the resolver's model in a network made for the question.
import { foldName } from '../message/index.ts';
import type { DnsEvent } from '../net/index.ts';
import { Zones, type ZoneData } from '../server/index.ts';
import { runExperiment, type ExperimentSetup } from './experiment.ts';

export interface ForecastName {
  /** Absolute, with its dot. */
  readonly name: string;
  readonly types: readonly string[];
  /** Sent until this name is answered, retries not counted: there are none. */
  readonly queries: number;
  /** If it exists and has an address. */
  readonly found: 'answer' | 'goes on';
  /** If it exists without an address: NOERROR and no records. */
  readonly empty: 'stops' | 'goes on';
}

interface Sum {
  readonly queries: number;
  readonly packets: number;
  readonly took: number | undefined;
  readonly code: string;
}

export interface Forecast {
  readonly client: string;
  readonly names: readonly ForecastName[];
  /** Asked, too, but not looked at one by one. */
  readonly more: number;
  /** If no such name exists anywhere. */
  readonly none: Sum;
  /** If no server answers. */
  readonly dead: Sum & { readonly names: number };
  /** In the order in which they are asked. */
  readonly servers: readonly string[];
  /** The lookup needs no server: an address, /etc/hosts. */
  readonly local: readonly string[] | undefined;
}

/** Each costs two runs. */
const MOST_NAMES = 8;

const root = (records: ZoneData['records']): Zones =>
  new Zones([{ origin: '.', aa: false, ra: true, soa: 'a. b. 1 1800 900 604800 86400', records }]);

const sum = (events: readonly DnsEvent[]): Sum => {
  const outcome = events.find((event) => event.kind === 'outcome');
  return {
    queries: events.filter((event) => event.kind === 'query').length,
    packets: events.filter((event) => event.kind === 'query' || event.kind === 'reply').length,
    took: outcome?.at,
    code: outcome?.kind === 'outcome' ? outcome.code : '',
  };
};

function namesOf(events: readonly DnsEvent[]): Map<string, Set<string>> {
  const names = new Map<string, Set<string>>();
  for (const event of events) {
    if (event.kind !== 'query') continue;
    const name = event.name ?? '?';
    names.set(name, (names.get(name) ?? new Set()).add(event.type ?? '?'));
  }
  return names;
}

export function forecastOf(setup: ExperimentSetup, client: string): Forecast {
  const run = (fault: string, zones: Zones): readonly DnsEvent[] =>
    runExperiment({
      ...setup,
      clients: [client],
      zones,
      servers: setup.servers.map((each) => ({ ...each, fault })),
    }).events;
  const nothing = run('ok', root([]));
  const names = [...namesOf(nothing)];
  const looked = names.slice(0, MOST_NAMES).map(([name, types]): ForecastName => {
    const v4 = run(
      'ok',
      root([
        [name, 'A', 30, '192.0.2.1'],
        [name, 'AAAA', 30, '2001:db8::1'],
      ]),
    );
    const bare = run('ok', root([[name, 'TXT', 30, 'here']]));
    const after = [...namesOf(bare).keys()];
    const position = after.findIndex((each) => foldName(each) === foldName(name));
    return {
      name,
      types: [...types],
      queries: sum(v4).queries,
      found: v4.some((event) => event.kind === 'outcome' && event.ok) ? 'answer' : 'goes on',
      empty: position === after.length - 1 && names.at(-1)?.[0] !== name ? 'stops' : 'goes on',
    };
  });
  const silent = run('drop', root([]));
  const outcome = nothing.find((event) => event.kind === 'outcome');
  const servers: string[] = [];
  for (const event of silent) {
    if (event.kind === 'query' && !servers.includes(event.to.address)) servers.push(event.to.address);
  }
  return {
    client,
    names: looked,
    more: names.length - looked.length,
    none: sum(nothing),
    dead: { ...sum(silent), names: namesOf(silent).size },
    servers,
    local: outcome?.kind === 'outcome' && outcome.ok && names.length === 0 ? outcome.addresses : undefined,
  };
}
