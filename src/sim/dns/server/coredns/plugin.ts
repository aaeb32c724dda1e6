// What a plugin is: it reads its lines of the Corefile, and then handles queries or hands them on.
import type { Micros } from '../../../../engine/index.ts';
import {
  foldName,
  isWithin,
  nameFromLabels,
  labelsOf,
  type Message,
  type Rcode,
  type RrType,
} from '../../message/index.ts';
import type { Endpoint, Net, Proto } from '../../net/index.ts';
import type { ClusterData } from './cluster.ts';
import type { Dispenser } from './dispenser.ts';

export interface Query {
  readonly message: Message;
  /** Of the question; the name in lower case. */
  readonly name: string;
  readonly type: RrType;
  readonly proto: Proto;
  readonly from: Endpoint;
  readonly size: number;
}

/** An answer, or a status that the server turns into one; `error` is what the errors plugin logs. */
export type Reply =
  | { readonly kind: 'message'; readonly message: Message }
  | { readonly kind: 'status'; readonly rcode: Rcode; readonly error?: string };

export type Next = (query: Query) => Net<Reply>;

export interface Handler {
  serve(query: Query, next: Next): Net<Reply>;
}

/** What a Corefile asks of the process that serves it. */
export interface Wishes {
  /** The plugin reload: how often it looks, and how far that varies. */
  reload?: { readonly interval: Micros; readonly jitter: Micros };
  /** The plugin health: how long it goes on serving when it is to end. */
  lameduck: Micros;
  /** Ports at which it answers http: health, ready. */
  readonly http: number[];
  /** Ports of the plugin prometheus. */
  readonly metrics: number[];
  /** Addresses of the plugin bind. */
  bind: readonly string[];
  /** What runs beside the servers from the start. */
  readonly beside: (() => Net<number>)[];
}

/** What the plugins of one server block may use. */
export interface Env {
  /** Zones of the block's keys. */
  readonly zones: readonly string[];
  readonly ports: readonly number[];
  readonly cluster: () => ClusterData;
  /** Files in CoreDNS's own container: /etc/resolv.conf, /etc/hosts. */
  readonly files: ReadonlyMap<string, string>;
  readonly log: (line: string) => void;
  /** The process says this and ends with status 1. */
  readonly fatal: (line: string) => void;
  /** A name looked up through the whole server, as a client would. */
  readonly resolve: (name: string, type: RrType) => Net<Message | undefined>;
  /** What the block's directives ask of the process. */
  readonly wishes: Wishes;
  /** Things that plugins of a block share: autopath asks kubernetes. */
  readonly shared: Map<string, unknown>;
}

export interface Plugin {
  readonly name: string;
  /** Throws a CorefileError. No handler: it does nothing to queries here. */
  setup(c: Dispenser, env: Env): Handler | undefined;
}

export const status = (rcode: Rcode, error?: string): Reply => ({ kind: 'status', rcode, ...(error ? { error } : {}) });

/** plugin.Zones.Matches: the longest zone that the name is in. */
export function matchZone(zones: readonly string[], name: string): string | undefined {
  return zones.filter((zone) => isWithin(name, zone)).sort((a, b) => b.length - a.length)[0];
}

/** plugin.Host.Normalize: "example.org", "dns://.:53", "10.0.0.0/8" as zone names. */
export function normalizeZone(text: string): string {
  const bare = text.replace(/^[a-z]+:\/\//, '').replace(/:\d+$/, '');
  const cidr = /^(\d+)\.(\d+)\.(\d+)\.(\d+)\/(8|16|24|32)$/.exec(bare);
  if (cidr) {
    const parts = cidr.slice(1, 1 + Number(cidr[5]) / 8).reverse();
    return `${parts.join('.')}.in-addr.arpa.`;
  }
  return foldName(nameFromLabels(labelsOf(bare === '' ? '.' : bare)));
}

/** "fallthrough [zones]": undefined when it is not there. */
export const fallsThrough = (zones: readonly string[] | undefined, name: string): boolean =>
  zones !== undefined && (zones.length === 0 || matchZone(zones, name) !== undefined);

/** time.ParseDuration, as far as Corefiles use it. */
export function parseDuration(text: string): Micros | undefined {
  if (text === '0') return 0;
  const UNITS: Readonly<Record<string, number>> = { us: 1, ms: 1000, s: 1e6, m: 6e7, h: 3.6e9 };
  let total = 0;
  let rest = text.replace(/^-/, '');
  for (let match = PART.exec(rest); match; match = PART.exec(rest)) {
    total += Number(match[1]) * (UNITS[match[2] ?? ''] ?? 0);
    rest = rest.slice(match[0].length);
  }
  return rest === '' && text !== '' ? total * (text.startsWith('-') ? -1 : 1) : undefined;
}
const PART = /^(\d+(?:\.\d+)?)(us|ms|s|m|h)/;

/** The words of strconv.Atoi. */
export function parseInteger(c: Dispenser, text: string): number {
  if (!/^[+-]?\d+$/.test(text)) throw c.plain(`strconv.Atoi: parsing ${JSON.stringify(text)}: invalid syntax`);
  return Number(text);
}

export function durationOf(c: Dispenser, text: string): Micros {
  const value = parseDuration(text);
  if (value === undefined) {
    const unit = /^-?\d+(?:\.\d+)?$/.test(text) ? 'missing unit in' : 'invalid';
    throw c.plain(`time: ${unit} duration ${JSON.stringify(text)}`);
  }
  return value;
}
