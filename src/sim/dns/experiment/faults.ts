// What can be wrong with a name server: each a name, words, and the rules that make it so. `after` is a knob in milliseconds.
import type { ServerRule } from '../server/index.ts';

export interface Fault {
  /** Stored in links: never renamed. */
  readonly id: string;
  readonly label: string;
  readonly about: string;
  /** Undefined: nobody listens at the port. */
  readonly rules: ((delayMs: number) => readonly ServerRule[]) | undefined;
  /** The delay of the answers can be chosen. */
  readonly knob?: true;
  /** The server is a CoreDNS that asks another one; `rules` are then those of the other one. */
  readonly forwards?: true;
}

/** Whoever answers at all needs as long: a network without time would have everything happen at once. */
const ANSWER_MS = 1;
const ANSWERS: ServerRule = { delay_ms: ANSWER_MS };

const fixed = (id: string, label: string, about: string, ...rules: readonly ServerRule[]): Fault => ({
  id,
  label,
  about,
  rules: () => [...rules.map((rule) => ({ ...ANSWERS, ...rule })), ANSWERS],
});

/** The first is the one that a link with an unknown fault falls back to. */
export const FAULTS: readonly [Fault, ...Fault[]] = [
  fixed('ok', 'answers', 'Every query is answered after a millisecond.'),
  {
    id: 'slow',
    label: 'answers late',
    about: 'Every answer leaves that long after its query.',
    rules: (delay) => [{ delay_ms: delay }],
    knob: true,
  },
  fixed('drop', 'never answers', 'Silence: a Service without endpoints behind a dropping policy, a dead server.', {
    action: 'drop',
  }),
  { id: 'closed', label: 'port closed', about: 'Nobody listens: ICMP port unreachable, TCP reset.', rules: undefined },
  fixed('drop-once', 'loses the first packet', 'One query is lost; everything after it is answered.', {
    action: 'drop',
    max: 1,
  }),
  fixed(
    'race',
    'loses the second of a pair, once',
    'The conntrack race: A and AAAA leave one socket at the same moment, and one of them is dropped. Answers take 100 ms.',
    { action: 'drop', first_unanswered: true, max: 1 },
    { delay_ms: 100 },
  ),
  fixed(
    'race-always',
    'loses the second of each pair',
    'The same race for every pair that is in flight together.',
    { action: 'drop', first_unanswered: true },
    { delay_ms: 100 },
  ),
  fixed('servfail', 'SERVFAIL', 'Every query fails at the server.', { action: 'servfail' }),
  fixed('servfail-search', 'SERVFAIL for one search domain', 'Names under .svc.cluster.local fail unless they exist.', {
    action: 'servfail',
    qname: '*.com.svc.cluster.local.',
  }),
  fixed('refused', 'REFUSED', 'The server does not serve this client.', { action: 'refused' }),
  fixed('aaaa-drop', 'never answers AAAA', 'A is answered, AAAA is not.', { action: 'drop', qtype: 'AAAA' }),
  fixed('aaaa-nxdomain', 'NXDOMAIN for AAAA', 'A broken server: the name exists for A only (RFC 4074 section 4.2).', {
    action: 'nxdomain',
    qtype: 'AAAA',
  }),
  fixed('aaaa-servfail', 'SERVFAIL for AAAA', 'A broken server: A is answered, AAAA fails.', {
    action: 'servfail',
    qtype: 'AAAA',
  }),
  fixed('nxdomain', 'knows no name', 'NXDOMAIN for everything: the second server of a split horizon.', {
    action: 'nxdomain',
  }),
  fixed('truncate', 'answers cut short over UDP', 'TC is set: the client has to ask again over TCP.', {
    action: 'truncate',
    keep: 0,
  }),
  fixed('wrong-source', 'answers from another address', 'The reply comes from an address that was not asked.', {
    action: 'wrong_source',
  }),
  {
    ...fixed(
      'forward',
      'CoreDNS, asks an upstream',
      'CoreDNS with cache and forward: what it does not know it asks elsewhere.',
    ),
    forwards: true,
  },
  {
    ...fixed(
      'forward-drop',
      'CoreDNS, its upstream is dead',
      'CoreDNS asks an upstream that never answers, and gives up.',
      {
        action: 'drop',
      },
    ),
    forwards: true,
  },
  {
    id: 'forward-slow',
    label: 'CoreDNS, its upstream is slow',
    about: 'CoreDNS asks an upstream whose answers leave that long after its query.',
    rules: (delay) => [{ delay_ms: delay }],
    knob: true,
    forwards: true,
  },
];

export const faultOf = (id: string): Fault => FAULTS.find((each) => each.id === id) ?? FAULTS[0];
