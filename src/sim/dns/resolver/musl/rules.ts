// What musl does, rule by rule, with the function that does it. The trace refers to these.
import type { Rule } from '../../net/index.ts';

const rule = (id: string, source: string, says: string): Rule => ({ id: `musl.${id}`, source, says });

const SEARCH = 'musl src/network/lookup_name.c, name_from_dns_search';
const DNS = 'musl src/network/lookup_name.c, name_from_dns';
const SEND = 'musl src/network/res_msend.c, __res_msend_rc';
const CONF = 'musl src/network/resolvconf.c, __get_resolv_conf';

export const MUSL_RULES = {
  // names
  searchEntry: rule(
    'search-entry',
    SEARCH,
    'A name with fewer dots than ndots gets each search entry appended, in order.',
  ),
  asIsLast: rule('as-is-last', SEARCH, 'After the search list the name is asked as it is.'),
  enoughDots: rule(
    'enough-dots',
    SEARCH,
    'A name with at least ndots dots is asked as it is; the search list is not used at all.',
  ),
  trailingDot: rule('trailing-dot', SEARCH, 'A name that ends in a dot is asked as it is and nothing else.'),
  tooLong: rule('too-long', SEARCH, 'A search entry that makes the name longer than 255 characters is left out.'),
  searchNext: rule('search-next', DNS, 'NXDOMAIN: on with the next name.'),
  nodataStops: rule('nodata-stops', DNS, 'The name exists without such a record: the search ends here.'),
  againStops: rule('again-stops', DNS, 'A query without a usable answer ends the search.'),
  found: rule('found', DNS, 'All queries of the name are answered, there is an address: done.'),
  anyNxdomain: rule('any-nxdomain', DNS, 'One NXDOMAIN, for A or AAAA, means that the name does not exist.'),
  badQuery: rule('bad-query', 'musl src/network/res_mkquery.c', 'The name does not fit a query: nothing is sent.'),
  // servers and time
  allServers: rule('all-servers', SEND, 'All servers are asked at once; the first usable answer counts.'),
  again: rule(
    'again',
    SEND,
    'After timeout / attempts seconds everything that is not answered is sent again to all servers, from the same socket.',
  ),
  servfailAgain: rule(
    'servfail-again',
    SEND,
    'SERVFAIL: sent again at once to that server, at most twice the number of queries per round.',
  ),
  servfailEnough: rule('servfail-enough', SEND, 'SERVFAIL once more than it is worth asking: wait for the next round.'),
  otherRcode: rule('other-rcode', SEND, 'An answer that is neither NOERROR nor NXDOMAIN is ignored: the wait goes on.'),
  stranger: rule('stranger', SEND, 'An answer from an address that was not asked is ignored.'),
  notOurs: rule('not-ours', SEND, 'No query has this id: ignored.'),
  late: rule('late', SEND, 'The query is already answered: ignored.'),
  accepted: rule('accepted', SEND, 'The first NOERROR or NXDOMAIN is the answer.'),
  timeIsOver: rule('time-is-over', SEND, 'timeout is the time for the whole name: it is over.'),
  noTime: rule('no-time', SEND, 'timeout:0 leaves no time: nothing is sent.'),
  // truncation
  truncatedUsed: rule('truncated-used', DNS, 'TC is ignored (no TCP before 1.2.4): what fits is used.'),
  truncatedTcp: rule('truncated-tcp', SEND, 'TC is set: the same query over TCP to the server that answered.'),
  tcpFailed: rule('tcp-failed', SEND, 'A TCP connection that fails ends the waiting.'),
  // files and results
  literal: rule('literal', 'musl src/network/lookup_ipliteral.c', 'An address in text is not looked up.'),
  hosts: rule(
    'hosts',
    'musl src/network/lookup_name.c, name_from_hosts',
    '/etc/hosts is always read first, whatever nsswitch.conf says; letters must match in case.',
  ),
  hostsOtherFamily: rule(
    'hosts-other-family',
    'musl src/network/lookup_name.c, name_from_hosts',
    'The file has the name with an address of the other family: that is the end, DNS is not asked.',
  ),
  longLine: rule('long-line', CONF, 'A line of 256 characters or more, the newline counted, is skipped whole.'),
  order: rule('order', 'musl src/network/lookup_name.c, __lookup_name', 'Several addresses are sorted by RFC 6724.'),
  crash: rule('crash', SEND, 'attempts:0 is a division by zero: the process dies.'),
} as const satisfies Readonly<Record<string, Rule>>;
