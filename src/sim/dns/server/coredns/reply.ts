// Building answers as the plugins do: header bits of a reply to a query, and the negative ones with their SOA.
import { record, type Message, type Rcode, type Resource } from '../../message/index.ts';
import { responseTo } from '../respond.ts';
import type { Query, Reply } from './plugin.ts';

export interface Parts {
  readonly rcode?: Rcode;
  readonly answer?: readonly Resource[];
  readonly authority?: readonly Resource[];
  readonly additional?: readonly Resource[];
  readonly aa?: boolean;
  readonly ra?: boolean;
}

export function answerTo(query: Query, parts: Parts): Message {
  return responseTo(query.message, {
    rcode: parts.rcode ?? 'NOERROR',
    answer: parts.answer ?? [],
    authority: parts.authority ?? [],
    additional: parts.additional ?? [],
    aa: parts.aa ?? true,
    ra: parts.ra ?? false,
  });
}

export const reply = (query: Query, parts: Parts): Reply => ({ kind: 'message', message: answerTo(query, parts) });

/** plugin.SOA in backend_lookup.go: serial is the time of the last change. */
export const soaOf = (zone: string, ttl: number): Resource =>
  record(zone, ttl, 'SOA', {
    kind: 'SOA',
    mname: `ns.dns.${zone}`,
    rname: `hostmaster.${zone}`,
    serial: 1_700_000_000,
    refresh: 7200,
    retry: 1800,
    expire: 86_400,
    minimum: ttl,
  });
