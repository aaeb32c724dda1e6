// What glibc 2.36 does, rule by rule, with the function that does it. The trace refers to these.
import type { Rule } from '../../net/index.ts';

const rule = (id: string, source: string, says: string): Rule => ({ id: `glibc.${id}`, source, says });

const QUERY = 'glibc resolv/res_query.c, __res_context_search';
const SEND = 'glibc resolv/res_send.c, __res_context_send';
const DG = 'glibc resolv/res_send.c, send_dg';
const VC = 'glibc resolv/res_send.c, send_vc';
const GAI = 'glibc sysdeps/posix/getaddrinfo.c, get_nss_addresses';

export const GLIBC_RULES = {
  // names
  asIsFirst: rule('as-is-first', QUERY, 'A name with at least ndots dots is asked as it is before the search list.'),
  trailingDot: rule('trailing-dot', QUERY, 'A name that ends in a dot is asked as it is and nothing else.'),
  searchEntry: rule(
    'search-entry',
    QUERY,
    'A name with fewer dots than ndots gets each search entry appended, in order.',
  ),
  searchAfter: rule('search-after', QUERY, 'A name that does not exist as it is still gets the search list.'),
  asIsLast: rule('as-is-last', QUERY, 'After the search list the name is asked as it is, unless that was done before.'),
  searchStops: rule(
    'search-stops',
    QUERY,
    'No answer at all ends the search list: only the name as it is is still tried.',
  ),
  searchRefused: rule('search-refused', QUERY, 'When no server could be reached at all, the search ends at once.'),
  searchServfail: rule('search-servfail', QUERY, 'SERVFAIL for one search entry: the next entry is tried.'),
  nameTooLong: rule(
    'name-too-long',
    'glibc resolv/res_query.c, __res_context_querydomain',
    'A name that does not fit a query is not asked.',
  ),
  notAHostName: rule(
    'not-a-host-name',
    'glibc resolv/nss_dns/dns-host.c, check_name',
    'A name that cannot be a host name is not asked: letters, digits, - and _, no - in front, labels up to 63.',
  ),
  found: rule('found', QUERY, 'The first name with an answer ends the search.'),
  nxdomain: rule('nxdomain', QUERY, 'NXDOMAIN is an answer: no other server is asked, the next name is.'),
  nodata: rule('nodata', QUERY, 'The name exists without such a record: the next name is asked.'),
  // types
  pair: rule('pair', DG, 'A and AAAA are asked back to back from one socket.'),
  onlyA: rule('only-a', GAI, 'One family is wanted: one query.'),
  addrconfig: rule(
    'addrconfig',
    'glibc sysdeps/posix/getaddrinfo.c, getaddrinfo',
    'AI_ADDRCONFIG: only families of which the host has an address, loopback not counted.',
  ),
  noAaaa: rule(
    'no-aaaa',
    'glibc resolv/res-noaaaa.c, __res_handle_no_aaaa',
    'no-aaaa: AAAA is never asked; A is asked in its place where only the status counts.',
  ),
  // servers and time
  firstServer: rule('first-server', SEND, 'Servers are asked in the order of resolv.conf, one after the other.'),
  nextServer: rule('next-server', SEND, 'The server before failed or did not answer: the next one.'),
  nextRound: rule('next-round', SEND, 'All servers were tried: once more, as attempts says.'),
  rotate: rule(
    'rotate',
    'glibc resolv/res_send.c, nameserver_offset',
    'rotate: each query starts at the next server; the first start is random.',
  ),
  wait: rule('wait', DG, 'Wait for server i (from 0): timeout seconds; for i > 0 timeout * 2^i / servers, at least 1.'),
  sameSocket: rule('same-socket', DG, 'A retry uses the same socket: a late answer still counts.'),
  gaveUp: rule('gave-up', DG, 'The time for this server is over.'),
  icmp: rule('icmp', DG, 'The socket is connected, so a refusal by ICMP is noticed at once: next server.'),
  servfail: rule('servfail', DG, 'SERVFAIL, NOTIMP or REFUSED: the server has failed, the next one is asked.'),
  lame: rule('lame', DG, 'NOERROR without records, AA and RA: a lame server, taken as failed.'),
  halfFailed: rule('half-failed', DG, 'One of the two has its answer, the other failed: what is there is used.'),
  notOurs: rule('not-ours', DG, 'Id or question do not match: ignored, the wait goes on.'),
  accepted: rule('accepted', DG, 'An answer to what was asked.'),
  // two queries
  second: rule('second', DG, 'The first answer is here: now the second query.'),
  singleRequest: rule('single-request', DG, 'single-request: AAAA leaves when A is answered.'),
  singleReopen: rule(
    'single-request-reopen',
    DG,
    'single-request-reopen: AAAA leaves from a new socket when A is answered.',
  ),
  fallbackSingle: rule(
    'fallback-single',
    DG,
    'Only one of the two was answered in time: from now on this process asks one after the other.',
  ),
  fallbackReopen: rule('fallback-reopen', DG, 'Still only one answer: from now on each query gets its own socket.'),
  onlyOne: rule('only-one', DG, 'Even so only one answer came: it is used without the other.'),
  // TCP
  truncated: rule('truncated', DG, 'TC is set: both queries again over TCP to the same server.'),
  tcp: rule('tcp', VC, 'Both queries over one connection.'),
  useVc: rule('use-vc', SEND, 'use-vc: TCP from the start, each server once.'),
  tcpFailed: rule('tcp-failed', VC, 'The connection failed: the next server, also over TCP.'),
  tcpNoTimeout: rule('tcp-no-timeout', VC, 'Reading from the connection has no time limit.'),
  // results
  buffer: rule(
    'buffer',
    GAI,
    'The answer does not fit the buffer: the whole lookup is done again with twice the space.',
  ),
  literal: rule(
    'literal',
    'glibc sysdeps/posix/getaddrinfo.c, text_to_binary_address',
    'An address in text is not looked up.',
  ),
  files: rule(
    'files',
    'glibc nss/nss_files/files-hosts.c',
    'nsswitch.conf names files: /etc/hosts is searched, letters without case.',
  ),
  noFiles: rule(
    'files-none',
    'glibc nss/nss_files/files-hosts.c',
    '/etc/hosts has no such name for this family: the next service.',
  ),
  nsswitch: rule('nsswitch', GAI, 'The hosts line of nsswitch.conf gives the order of services.'),
  order: rule(
    'order',
    'glibc sysdeps/posix/getaddrinfo.c, rfc3484_sort',
    'Several addresses are sorted by RFC 3484 with the tables of gai.conf.',
  ),
} as const satisfies Readonly<Record<string, Rule>>;
