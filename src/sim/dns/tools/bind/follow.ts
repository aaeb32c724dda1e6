// +trace and +nssearch: the servers that an answer names are asked next (followup_lookup of dighost.c).
import { foldName, isWithin, typeNumber, type Message, type Resource } from '../../message/index.ts';
import { net, type Net } from '../../net/index.ts';
import { addServers } from './addresses.ts';
import type { Lookup, Server } from './lookup.ts';
import { formatted } from './name.ts';
import type { Session } from './session.ts';
import { TYPE_NS, TYPE_SOA } from './types.ts';

/** dighost.h: MXSERV */
const MAX_ROOT_SERVERS = 20;

/** Name servers of a section; none when it holds a SOA record: nothing below is delegated. */
function delegations(records: readonly Resource[], authority: boolean): readonly Resource[] {
  if (authority && records.some(({ type }) => typeNumber(type) === TYPE_SOA)) return [];
  return records.filter(({ type }) => typeNumber(type) === TYPE_NS);
}

function* shuffled(servers: readonly Server[]): Net<Server[]> {
  const left = [...servers];
  const order: Server[] = [];
  while (left.length > 0) order.push(...left.splice(yield* net.random(left.length), 1));
  return order;
}

function* followSection(s: Session, l: Lookup, message: Message, authority: boolean): Net<number> {
  let next: Lookup | undefined;
  let found = 0;
  let used = 0;
  let horizontal = false;
  let bad = false;
  let firstFault: string | undefined;
  for (const { name, data } of delegations(authority ? message.authority : message.answer, authority)) {
    if (data.kind !== 'NS') continue;
    if (l.trace && !l.traceRoot && foldName(name) === foldName(l.zone)) {
      if (!horizontal) s.warn('BAD (HORIZONTAL) REFERRAL');
      horizontal = true;
    } else if (l.trace && !l.traceRoot && !isWithin(name, l.zone)) {
      if (!bad) s.warn('BAD REFERRAL');
      bad = true;
      continue;
    }
    if (l.traceRoot && used >= MAX_ROOT_SERVERS) break;
    used += 1;
    if (!next) {
      next = s.requeue(l, false);
      next.trace = l.traceRoot || authority ? l.trace : false;
      next.traceRoot = false;
      next.zone = name;
    }
    const target = formatted(data.target);
    const got = yield* addServers(s, next, target);
    if (typeof got === 'number') found += got;
    else {
      s.print(`couldn't get address for '${target}': ${got}\n`);
      firstFault ??= target;
    }
  }
  // The reason is that of the loop over the names, which has come to its end.
  if (found === 0 && firstFault !== undefined) s.fatal(`couldn't get address for '${firstFault}': no more`);
  if (!next && !authority && (l.trace || l.nsSearch)) return yield* followSection(s, l, message, true);
  if (next && found > 1) next.servers = yield* shuffled(next.servers);
  return found;
}

/** The answer to the first query of +nssearch: its servers are asked for the SOA record. */
export function* followServers(s: Session, l: Lookup, message: Message): Net<undefined> {
  l.type = TYPE_SOA;
  yield* followSection(s, l, message, false);
  l.traceRoot = false;
  s.useSearch = false;
  return undefined;
}

export function* followUp(s: Session, l: Lookup, message: Message): Net<undefined> {
  l.type = l.wantedType;
  if (l.traceRoot) yield* followSection(s, l, message, false);
  else if (message.answer.length === 0) yield* followSection(s, l, message, true);
  l.traceRoot = false;
  return undefined;
}
