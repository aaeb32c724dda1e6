// What c-ares 1.34 does inside Node 20, rule by rule, with the function that does it. The trace refers to these.
import type { Rule } from '../../net/index.ts';

const rule = (id: string, source: string, says: string): Rule => ({ id: `cares.${id}`, source, says });

const PROCESS = 'c-ares src/lib/ares_process.c';
const NODE = 'Node src/cares_wrap.cc';

export const CARES_RULES = {
  name: rule('name', 'c-ares src/lib/ares_query.c', 'A query asks the name as it is: no search list, no /etc/hosts.'),
  server: rule(
    'server',
    `${PROCESS}, ares_send_query`,
    'The server with the fewest failures, in the order of resolv.conf.',
  ),
  again: rule(
    'again',
    `${PROCESS}, ares_requeue_query`,
    'No answer: the next try, from a new socket, to the server with the fewest failures.',
  ),
  wait: rule(
    'wait',
    `${PROCESS}, ares_calc_query_timeout`,
    'The first wait is the timeout; each further round doubles it, less a random part.',
  ),
  timer: rule('timer', `${NODE}, ChannelWrap::AresTimeout`, 'Node looks at the clock of its queries once a second.'),
  noCheck: rule(
    'no-check',
    `${NODE}, ARES_FLAG_NOCHECKRESP`,
    'SERVFAIL, REFUSED and NOTIMP are the result: no other server is asked.',
  ),
  accepted: rule('accepted', `${PROCESS}, read_answer`, 'An answer to what was asked.'),
  notOurs: rule('not-ours', `${PROCESS}, read_answer`, 'Id or question do not match: ignored.'),
  truncated: rule('truncated', `${PROCESS}, read_answer`, 'TC is set: the same question over TCP to the same server.'),
  refused: rule(
    'refused',
    `${PROCESS}, handle_conn_error`,
    'The socket is connected, so a refusal is noticed at once: the next try.',
  ),
  badName: rule(
    'bad-name',
    'c-ares src/lib/record/ares_dns_name.c',
    'The name does not fit a question: nothing is sent.',
  ),
} as const satisfies Readonly<Record<string, Rule>>;
