// Names of servers to addresses: what the C library says (lib/bind9/getaddresses.c).
import { formatAddress, parseIPv4, parseIPv6, type Family } from '../../address/index.ts';
import type { Net } from '../../net/index.ts';
import { getaddrinfo as glibcInfo, resInit } from '../../resolver/glibc/index.ts';
import { getaddrinfo as muslInfo, MUSL_1_2_3, MUSL_1_2_5 } from '../../resolver/musl/index.ts';
import type { Lookup } from './lookup.ts';
import type { Session } from './session.ts';

type Found =
  | { readonly addresses: readonly string[] }
  | { readonly fault: 'not found' | 'failure' | 'address family not supported' };

/** So many addresses of one name are used. */
const MAX_ADDRESSES = 20;

function* ask(s: Session, name: string): Net<{ readonly code: string; readonly addresses: readonly string[] }> {
  const family: Family | 'unspec' = s.v6 ? (s.v4 ? 'unspec' : 'inet6') : 'inet';
  if (s.host.libc === 'glibc') {
    const hints = family === 'unspec' ? { addrConfig: true } : { family };
    return yield* glibcInfo(resInit(s.host.files), name, hints);
  }
  return yield* muslInfo(s.host.libc === 'musl-1.2.3' ? MUSL_1_2_3 : MUSL_1_2_5, s.host.files, name, family);
}

export function* addressesOf(s: Session, name: string): Net<Found> {
  const four = parseIPv4(name);
  // Without IPv4 an IPv4 address is put into IPv6; nothing can be sent to it (start_udp).
  if (four) return { addresses: [s.v4 ? name : `::ffff:${name}`] };
  const six = parseIPv6(name.replace(/%.*$/, ''));
  if (six) return s.v6 ? { addresses: [formatAddress(six)] } : { fault: 'address family not supported' };
  yield* s.flush();
  const info = yield* ask(s, name);
  if (info.code === 'OK' && info.addresses.length > 0) return { addresses: info.addresses.slice(0, MAX_ADDRESSES) };
  const missing = info.code === 'OK' || info.code === 'EAI_NONAME' || info.code === 'EAI_NODATA';
  return { fault: missing ? 'not found' : 'failure' };
}

/** getaddresses: adds servers to a lookup; how many, or what went wrong. */
export function* addServers(s: Session, lookup: Lookup, name: string): Net<number | string> {
  const found = yield* addressesOf(s, name);
  if ('fault' in found) return found.fault;
  lookup.servers.push(...found.addresses.map((address) => ({ name: address, arg: name })));
  return found.addresses.length;
}

/** set_nameserver: from now on these and no others. */
export function* setServer(s: Session, name: string): Net<undefined> {
  const found = yield* addressesOf(s, name);
  if ('fault' in found) return s.fatal(`couldn't get address for '${name}': ${found.fault}`);
  s.servers = found.addresses.map((address) => ({ name: address, arg: name }));
  return undefined;
}
