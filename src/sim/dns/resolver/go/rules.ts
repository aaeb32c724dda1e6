// What Go 1.19's own resolver does, rule by rule, with the function that does it. The trace refers to these.
import type { Rule } from '../../net/index.ts';

const rule = (id: string, source: string, says: string): Rule => ({ id: `go.${id}`, source, says });

const CLIENT = 'Go src/net/dnsclient_unix.go';
const NAMES = `${CLIENT}, nameList`;
const TRY = `${CLIENT}, tryOneName`;
const EXCHANGE = `${CLIENT}, exchange`;
const LOOKUP = `${CLIENT}, goLookupIPCNAMEOrder`;
const CONF = 'Go src/net/conf.go, hostLookupOrder';

export const GO_RULES = {
  // names
  trailingDot: rule('trailing-dot', NAMES, 'A name that ends in a dot is asked as it is and nothing else.'),
  asIsFirst: rule('as-is-first', NAMES, 'A name with at least ndots dots is asked as it is before the search list.'),
  searchEntry: rule(
    'search-entry',
    NAMES,
    'A name with fewer dots than ndots gets each search entry appended, in order.',
  ),
  searchAfter: rule('search-after', NAMES, 'A name without an address as it is still gets the search list.'),
  asIsLast: rule('as-is-last', NAMES, 'After the search list the name is asked as it is.'),
  tooLong: rule('too-long', NAMES, 'A search entry that makes the name longer than 254 characters is left out.'),
  notAName: rule(
    'not-a-name',
    'Go src/net/dnsclient.go, isDomainName',
    'Not a host name (letters, digits, - and _, labels of 1 to 63, not only digits): nothing is sent.',
  ),
  onion: rule('onion', `${CLIENT}, avoidDNS`, 'Names under .onion are never asked (RFC 7686).'),
  next: rule('next', LOOKUP, 'No address from this name, whatever the reason: the next name.'),
  found: rule('found', LOOKUP, 'An address of either family: done.'),
  // types
  goroutines: rule('goroutines', LOOKUP, 'A and AAAA are asked by two goroutines, each from a socket of its own.'),
  singleRequest: rule(
    'single-request',
    LOOKUP,
    'single-request or -reopen: AAAA is asked when A is done, from another socket.',
  ),
  // servers and time
  servers: rule('servers', TRY, 'Servers are asked in the order of resolv.conf, one after the other.'),
  nextServer: rule('next-server', TRY, 'The server before failed or did not answer: the next one, with the full time.'),
  nextRound: rule('next-round', TRY, 'All servers were tried: once more, as attempts says.'),
  rotate: rule('rotate', TRY, 'rotate: each query starts at the next server, so A and AAAA go to different ones.'),
  newSocket: rule('new-socket', EXCHANGE, 'Each try has a new socket: a late answer finds it closed.'),
  gaveUp: rule('gave-up', EXCHANGE, 'timeout is the time for one try: it is over.'),
  refused: rule('refused', EXCHANGE, 'The socket is connected, so a refusal is noticed at once.'),
  notOurs: rule('not-ours', `${CLIENT}, checkResponse`, 'Id, type or name do not match: ignored, the wait goes on.'),
  accepted: rule('accepted', TRY, 'An answer to what was asked.'),
  notFound: rule('not-found', TRY, 'NXDOMAIN, or no such record: no other server is asked.'),
  servfail: rule('servfail', `${CLIENT}, checkHeader`, 'The server misbehaves: the next one.'),
  lame: rule('lame', `${CLIENT}, checkHeader`, 'NOERROR without records, AA and RA: a lame referral, the next server.'),
  // TCP
  truncated: rule('truncated', EXCHANGE, 'TC is set: the same question over TCP to the same server.'),
  useVc: rule('use-vc', EXCHANGE, 'use-vc: TCP from the start, one connection for each question.'),
  tcp: rule('tcp', EXCHANGE, 'The connection has the same time limit as a packet.'),
  // files and results
  literal: rule('literal', 'Go src/net/lookup.go, lookupIPAddr', 'An address in text is not looked up.'),
  files: rule('files', 'Go src/net/hosts.go, lookupStaticHost', '/etc/hosts has the name: letters without case.'),
  nsswitch: rule('nsswitch', CONF, 'The hosts line of nsswitch.conf gives the order of files and DNS.'),
  order: rule('order', 'Go src/net/addrselect.go, sortByRFC6724', 'Several addresses are sorted by RFC 6724.'),
} as const satisfies Readonly<Record<string, Rule>>;
