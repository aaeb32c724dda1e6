// The queries of one client: a bar from a query's leaving to the moment the client stopped waiting for it, and what came of it.
import {
  decode,
  type DnsEvent,
  type Message,
  type OutcomeEvent,
  type QueryEvent,
  type QueryId,
  type ReplyEvent,
  type Why,
} from '../../sim/dns/index.ts';

/** What a query came to, for its client. */
export type BarKind =
  /** An answer with what was asked for. */
  | 'found'
  /** NOERROR without such a record. */
  | 'nodata'
  | 'nxdomain'
  /** SERVFAIL, REFUSED, NOTIMP, FORMERR … */
  | 'error'
  /** Too long for a datagram: asked again over TCP. */
  | 'truncated'
  /** Nobody listens there. */
  | 'refused'
  /** Nothing came while the client waited. */
  | 'silent'
  /** Something came that the client does not take. */
  | 'ignored'
  /** The client ended, or had what it wanted, before an answer came. */
  | 'unneeded'
  | 'waiting';

/** One query. */
export interface QueryBar {
  readonly query: QueryId;
  readonly type: string;
  readonly server: string;
  readonly proto: 'udp' | 'tcp';
  readonly socket: number;
  readonly start: number;
  readonly end: number;
  readonly kind: BarKind;
  /** In a word or two, without the server: `NXDOMAIN`, `no answer`, `A`. */
  readonly word: string;
  /** The same question was sent before, to whomever. */
  readonly again: boolean;
  readonly sent: QueryEvent;
  readonly reply: ReplyEvent | undefined;
  /** When an answer arrived that nobody waited for any more. */
  readonly lateAt: number | undefined;
  /** What the client made of the answer, or why it stopped waiting. */
  readonly verdict: Why | undefined;
}

function answerKind(message: Message, type: string): readonly [BarKind, string] {
  if (message.tc) return ['truncated', 'truncated'];
  if (message.rcode === 'NXDOMAIN') return ['nxdomain', 'NXDOMAIN'];
  if (message.rcode !== 'NOERROR') return ['error', message.rcode];
  const found = message.answer.filter((record) => record.type === type);
  return found.length > 0 ? ['found', type] : ['nodata', 'no data'];
}

/** What is known of a query while the trace is read. */
interface Draft {
  readonly sent: QueryEvent;
  readonly again: boolean;
  reply?: ReplyEvent;
  late?: number;
  refusedAt?: number;
  gaveUpAt?: number;
  verdict?: Why;
  taken?: boolean;
  /** The same question left once more from the same socket to the same server. */
  nextAt?: number;
}

function finish(draft: Draft, laneEnd: number | undefined, now: number): QueryBar {
  const { sent, reply } = draft;
  const type = sent.type ?? '?';
  let kind: BarKind = 'waiting';
  let word = 'waiting';
  let end = now;
  if (reply && draft.taken !== false) {
    const decoded = decode(reply.bytes);
    [kind, word] = decoded.kind === 'message' ? answerKind(decoded.message, type) : ['ignored', 'unreadable'];
    end = reply.at;
  } else if (draft.refusedAt !== undefined) {
    [kind, word, end] = ['refused', 'port closed', draft.refusedAt];
  } else if (reply) {
    [kind, word] = ['ignored', 'not taken'];
    end = Math.min(draft.gaveUpAt ?? draft.nextAt ?? laneEnd ?? now, now);
  } else {
    const stop = Math.min(draft.gaveUpAt ?? Infinity, draft.nextAt ?? Infinity);
    if (stop < Infinity) [kind, word, end] = ['silent', 'no answer', stop];
    else if (laneEnd !== undefined) [kind, word, end] = ['unneeded', 'not waited for', laneEnd];
  }
  return {
    query: sent.query,
    type,
    server: sent.to.address,
    proto: sent.proto,
    socket: sent.socket,
    start: sent.at,
    end: Math.max(end, sent.at),
    kind,
    word,
    again: draft.again,
    sent,
    reply,
    lateAt: draft.late,
    verdict: draft.verdict,
  };
}

const questionOf = ({ sent }: { readonly sent: QueryEvent }): string => `${sent.socket} ${sent.type} ${sent.name}`;

/** A question that was sent twice needs one answer: from then on nobody waits for the other packet. */
function settled(bars: readonly QueryBar[]): readonly QueryBar[] {
  const answered = new Map<string, QueryBar[]>();
  for (const bar of bars) {
    if (bar.reply === undefined) continue;
    const list = answered.get(questionOf(bar)) ?? [];
    list.push(bar);
    answered.set(questionOf(bar), list);
  }
  return bars.map((bar) => {
    if (bar.kind !== 'unneeded') return bar;
    const answer = answered.get(questionOf(bar))?.find((other) => other !== bar && other.end >= bar.start);
    return answer ? { ...bar, end: answer.end, word: 'answered already' } : bar;
  });
}

export interface ClientRun {
  readonly call: string;
  /** The name that the program asked for. */
  readonly wanted: string;
  readonly start: number;
  readonly outcome: OutcomeEvent | undefined;
  /** Packets on the wire, both ways, TCP's handshakes included. */
  readonly packets: number;
  readonly bars: readonly QueryBar[];
}

/** Reads the events of one client. `now` bounds what is still open. */
export function readRun(events: readonly DnsEvent[], now: number): ClientRun {
  const failed = new Set(
    events.flatMap((event) => (event.kind === 'verdict' && event.verdict === 'failed' ? [event.query] : [])),
  );
  const drafts = new Map<QueryId, Draft>();
  const asked = new Set<string>();
  /** The last packet with this question from this socket to this server. */
  const latest = new Map<string, Draft>();
  let call = '';
  let wanted = '';
  let outcome: OutcomeEvent | undefined;
  let packets = 0;
  for (const event of events) {
    switch (event.kind) {
      case 'lookup':
        if (call === '') [call, wanted] = [event.call, event.name];
        break;
      case 'query': {
        packets += 1;
        const draft: Draft = { sent: event, again: asked.has(`${event.name} ${event.type}`) };
        const key = `${questionOf(draft)} ${event.to.address}`;
        const earlier = latest.get(key);
        if (earlier && !earlier.reply) earlier.nextAt ??= event.at;
        latest.set(key, draft);
        drafts.set(event.query, draft);
        asked.add(`${event.name} ${event.type}`);
        break;
      }
      case 'reply': {
        packets += 1;
        const draft = drafts.get(event.query);
        if (!draft) break;
        if (event.fate === 'delivered' && draft.gaveUpAt === undefined) draft.reply ??= event;
        else draft.late ??= event.at;
        break;
      }
      case 'icmp': {
        packets += 1;
        // A resolver that does not look at the error goes on waiting.
        const draft = event.query !== undefined && failed.has(event.query) ? drafts.get(event.query) : undefined;
        if (draft) draft.refusedAt ??= event.at;
        break;
      }
      case 'connection':
        packets += event.what === 'established' ? 2 : 1;
        break;
      case 'verdict': {
        const draft = drafts.get(event.query);
        if (!draft) break;
        draft.verdict = event.why;
        draft.taken = event.verdict !== 'ignored';
        break;
      }
      case 'timeout':
        for (const query of event.queries) {
          const draft = drafts.get(query);
          if (!draft || draft.reply) continue;
          draft.gaveUpAt ??= event.at;
          draft.verdict ??= event.why;
        }
        break;
      case 'outcome':
        outcome = event;
        break;
      default:
    }
  }
  const bars = settled([...drafts.values()].map((draft) => finish(draft, outcome?.at, now)));
  return { call, wanted, start: events[0]?.at ?? 0, outcome, packets, bars };
}
