// Zones as data: names and their records, and the answer that an authoritative server gives (RFC 1034 section 4.3.2).
import { foldName, isWithin, type Rcode, type Rdata, record, type Resource, type RrType } from '../message/index.ts';

export interface ZoneData {
  readonly origin: string;
  /** Flags of answers for names of this zone: authoritative, recursion available. */
  readonly aa: boolean;
  readonly ra: boolean;
  /** "mname rname serial refresh retry expire minimum" */
  readonly soa: string;
  /** Name, type, time to live, data as in a zone file. */
  readonly records: readonly (readonly [string, string, number, string])[];
}

export interface ZoneAnswer {
  readonly rcode: Rcode;
  readonly answer: readonly Resource[];
  readonly authority: readonly Resource[];
  readonly aa: boolean;
  readonly ra: boolean;
}

/** Aliases followed in one answer: longer chains end where they are. */
const MAX_ALIASES = 8;
/** How long a negative answer may be kept: the SOA's own time to live here. */
const SOA_TTL = 30;

function numbers(words: readonly string[]): number[] {
  return words.map((word) => Number(word) || 0);
}

/** The data of a record from its zone file text. */
export function parseRdata(type: string, text: string): Rdata {
  const words = text.split(/\s+/);
  switch (type) {
    case 'A':
    case 'AAAA':
      return { kind: type, address: text };
    case 'CNAME':
    case 'NS':
    case 'PTR':
      return { kind: type, target: text };
    case 'MX':
      return { kind: 'MX', preference: Number(words[0]) || 0, exchange: words[1] ?? '.' };
    case 'SRV': {
      const [priority = 0, weight = 0, port = 0] = numbers(words.slice(0, 3));
      return { kind: 'SRV', priority, weight, port, target: words[3] ?? '.' };
    }
    case 'SOA': {
      const [serial = 0, refresh = 0, retry = 0, expire = 0, minimum = 0] = numbers(words.slice(2, 7));
      return { kind: 'SOA', mname: words[0] ?? '.', rname: words[1] ?? '.', serial, refresh, retry, expire, minimum };
    }
    default:
      return { kind: 'TXT', strings: [text] };
  }
}

interface Zone {
  readonly data: ZoneData;
  readonly origin: string;
  /** Every name that exists, empty non-terminals too (RFC 8020). */
  readonly nodes: ReadonlySet<string>;
}

function ancestors(name: string, origin: string): string[] {
  const all: string[] = [];
  for (let at = name; at !== origin && at !== '' && at !== '.';) {
    all.push(at);
    const dot = at.indexOf('.');
    at = at.slice(dot + 1) || '.';
  }
  return all;
}

export class Zones {
  private readonly zones: readonly Zone[];
  private readonly records = new Map<string, Resource[]>();
  /** Packets made before, by the bytes of the query without its id: zones do not change. */
  readonly packets = new Map<string, Uint8Array>();

  constructor(data: readonly ZoneData[]) {
    this.zones = data
      .map((zone): Zone => {
        const origin = foldName(zone.origin);
        const nodes = new Set([origin]);
        for (const [owner, type, ttl, text] of zone.records) {
          const name = foldName(owner);
          const list = this.records.get(name) ?? [];
          list.push(record(owner, ttl, type as RrType, parseRdata(type, text)));
          this.records.set(name, list);
          for (const each of ancestors(name, origin)) nodes.add(each);
        }
        return { data: zone, origin, nodes };
      })
      .sort((a, b) => depth(b.origin) - depth(a.origin));
  }

  private zoneOf(name: string): Zone | undefined {
    return this.zones.find(({ origin }) => isWithin(name, origin));
  }

  /** `name` as asked: records of that very name are given in its spelling. */
  answer(asked: string, type: RrType): ZoneAnswer {
    const first = this.zoneOf(foldName(asked));
    if (!first) return { rcode: 'REFUSED', answer: [], authority: [], aa: false, ra: false };
    const { aa, ra } = first.data;
    const answer: Resource[] = [];
    let name = foldName(asked);
    for (let hops = 0; ; hops += 1) {
      const records = this.records.get(name) ?? [];
      const hits = records.filter((each) => each.type === type || type === 'ANY');
      const spelled = (each: Resource): Resource => (name === foldName(asked) ? { ...each, name: asked } : each);
      if (hits.length > 0)
        return { rcode: 'NOERROR', answer: [...answer, ...hits.map(spelled)], authority: [], aa, ra };
      const alias = records.find((each) => each.type === 'CNAME');
      if (alias?.data.kind !== 'CNAME' || hops >= MAX_ALIASES) break;
      answer.push(spelled(alias));
      name = foldName(alias.data.target);
    }
    const last = this.zoneOf(name);
    const soa = last && record(last.data.origin, SOA_TTL, 'SOA', parseRdata('SOA', last.data.soa));
    const rcode = last?.nodes.has(name) ? 'NOERROR' : 'NXDOMAIN';
    return { rcode, answer, authority: soa ? [soa] : [], aa, ra };
  }
}

const depth = (origin: string): number => (origin === '.' ? 0 : origin.length);
