// Why BIND's tools ask what they ask, when and whom: the rules of bin/dig/dighost.c.
import type { Rule } from '../../net/index.ts';

const rule = (id: string, says: string): Rule => ({ id: `bind.${id}`, source: 'BIND 9.18 bin/dig/dighost.c', says });

export const RULES = {
  asIs: rule(
    'as-is',
    'The name is asked as it is: dig uses no search list without +search, and enough dots end the search before it begins.',
  ),
  search: rule(
    'search',
    'Fewer dots than ndots: the entries of the search list in their order, then the name as it is.',
  ),
  next: rule('next', 'NXDOMAIN in the search list: the next entry. Any other answer ends the search.'),
  tries: rule('tries', 'The first server gets all tries, each from a new socket; then every other server gets one.'),
  nextServer: rule('next-server', 'This server gave no usable answer: the next one is asked.'),
  servfail: rule('servfail', 'host and nslookup ask the next server after SERVFAIL.'),
  recursion: rule('recursion', 'host and nslookup ask the next server when one does not offer recursion (no RA).'),
  tcp: rule('tcp', 'The query goes over TCP.'),
  truncated: rule('truncated', 'TC is set: the same again over TCP, from the first server on.'),
  follow: rule('follow', 'host asks for A, then AAAA and MX of the name that was found; nslookup for A, then AAAA.'),
  trace: rule('trace', '+trace: the servers of the zone that the last answer named.'),
  timeout: rule('timeout', 'No answer in time.'),
  answered: rule('answered', 'The id and the question are those of the query.'),
  mismatch: rule('mismatch', 'Another id or question: not the answer to this query.'),
} as const;
