// The drawing of lookups on one axis: a lane per client, a row per name that was asked, a bar per query from its leaving to the
// moment the client stopped waiting for it. A function of the trace alone; all times are microseconds of virtual time.
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
import { duration } from './axis.ts';

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

/** Queries that are drawn as one: the A and the AAAA of a pair that fared alike. */
export interface Bar {
  readonly id: string;
  readonly types: readonly string[];
  readonly start: number;
  readonly end: number;
  readonly kind: BarKind;
  readonly label: string;
  readonly again: boolean;
  readonly queries: readonly QueryBar[];
  /** 0: the upper half of the row, 1: the lower one, undefined: the whole height. */
  readonly half: 0 | 1 | undefined;
}

export interface Row {
  /** As it was sent, absolute, without the last dot; `example.com` + `.svc.cluster.local`. */
  readonly asked: string;
  readonly suffix: string;
  readonly types: readonly string[];
  readonly bars: readonly Bar[];
}

export interface Lane {
  readonly id: string;
  readonly call: string;
  readonly rows: readonly Row[];
  readonly queries: number;
  /** Packets on the wire, both ways, TCP's handshakes included. */
  readonly packets: number;
  readonly start: number;
  /** When the application had its answer; undefined while it waits. */
  readonly end: number | undefined;
  readonly outcome: OutcomeEvent | undefined;
  readonly bars: readonly QueryBar[];
}

export interface Timeline {
  readonly lanes: readonly Lane[];
  /** Length of the axis. */
  readonly until: number;
}

const short = (name: string): string => (name === '.' ? name : name.replace(/\.$/, ''));

/** The part that the program asked for, and what the search list put behind it. */
function parts(name: string, wanted: string): readonly [asked: string, suffix: string] {
  const full = short(name);
  const own = short(wanted);
  return own !== '' && full.startsWith(`${own}.`) ? [own, full.slice(own.length)] : [full, ''];
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

/** A question that was sent twice needs one answer: from then on nobody waits for the other packet. */
function settled(bars: readonly QueryBar[]): readonly QueryBar[] {
  return bars.map((bar) => {
    if (bar.kind !== 'unneeded') return bar;
    const answer = bars.find(
      (other) =>
        other !== bar &&
        other.socket === bar.socket &&
        other.type === bar.type &&
        other.sent.name === bar.sent.name &&
        other.reply !== undefined &&
        other.end >= bar.start,
    );
    return answer ? { ...bar, end: answer.end, word: 'answered already' } : bar;
  });
}

function labelOf(kind: BarKind, bars: readonly QueryBar[], manyServers: boolean): string {
  const [first] = bars;
  if (!first) return '';
  const server = manyServers ? ` ${first.server}` : '';
  const tcp = first.proto === 'tcp' ? ' · TCP' : '';
  if (kind === 'found') return `✓ ${bars.map((bar) => bar.type).join('+')}${server}${tcp}`;
  if (kind === 'silent')
    return `${server === '' ? '' : `${first.server} · `}no answer · ${duration(first.end - first.start)}${tcp}`;
  return `${first.word}${server}${tcp}`;
}

/** The pair of one moment is one bar when both fared alike, else one half each. */
function joined(bars: readonly QueryBar[], manyServers: boolean): readonly Bar[] {
  const out: Bar[] = [];
  const used = new Set<QueryBar>();
  const bar = (queries: readonly QueryBar[], half: Bar['half']): Bar => {
    const [first] = queries as readonly [QueryBar, ...QueryBar[]];
    return {
      id: queries.map((each) => each.query).join('+'),
      types: queries.map((each) => each.type),
      start: first.start,
      end: Math.max(...queries.map((each) => each.end)),
      kind: first.kind,
      label: labelOf(first.kind, queries, manyServers),
      again: queries.some((each) => each.again),
      queries,
      half,
    };
  };
  for (const each of bars) {
    if (used.has(each)) continue;
    used.add(each);
    const twin = bars.find(
      (other) =>
        !used.has(other) && other.type !== each.type && other.start < each.end + 1 && other.end > each.start - 1,
    );
    const sameFate =
      twin?.start === each.start &&
      twin.server === each.server &&
      twin.kind === each.kind &&
      Math.abs(twin.end - each.end) < 1000;
    if (twin && sameFate) {
      used.add(twin);
      out.push(bar([each, twin], undefined));
    } else out.push(bar([each], undefined));
  }
  // Bars that lie over each other share the row's height: the first type above, the others below.
  const top = out[0]?.types[0];
  return out.map((each) => {
    const over = out.some((other) => other !== each && other.start < each.end && each.start < other.end);
    return over ? { ...each, half: each.types[0] === top ? 0 : 1 } : each;
  });
}

function rowsOf(bars: readonly QueryBar[], wanted: string, manyServers: boolean): readonly Row[] {
  const names = new Map<string, QueryBar[]>();
  for (const bar of bars) {
    const name = bar.sent.name ?? '?';
    const list = names.get(name) ?? [];
    list.push(bar);
    names.set(name, list);
  }
  return [...names].map(([name, list]) => {
    const [asked, suffix] = parts(name, wanted);
    return { asked, suffix, types: [...new Set(list.map((bar) => bar.type))], bars: joined(list, manyServers) };
  });
}

/** Lanes of these clients, in this order. `now` bounds what is still open. */
export function timelineOf(events: readonly DnsEvent[], clients: readonly string[], now?: number): Timeline {
  const last = now ?? events.reduce((max, event) => Math.max(max, event.at), 0);
  const lanes = clients.map((id): Lane => {
    const mine = events.filter((event) => event.lane === id);
    const drafts = new Map<QueryId, Draft>();
    const asked = new Set<string>();
    let call = '';
    let wanted = '';
    let start: number | undefined;
    let outcome: OutcomeEvent | undefined;
    let packets = 0;
    for (const event of mine) {
      start ??= event.at;
      switch (event.kind) {
        case 'lookup':
          if (call === '') [call, wanted] = [event.call, event.name];
          break;
        case 'query': {
          packets += 1;
          const what = `${event.name ?? ''} ${event.type ?? ''}`;
          for (const earlier of drafts.values()) {
            const same = earlier.sent.socket === event.socket && earlier.sent.to.address === event.to.address;
            if (same && !earlier.reply && earlier.sent.type === event.type && earlier.sent.name === event.name) {
              earlier.nextAt ??= event.at;
            }
          }
          drafts.set(event.query, { sent: event, again: asked.has(what) });
          asked.add(what);
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
          const draft = event.query === undefined ? undefined : drafts.get(event.query);
          // A resolver that does not look at the error goes on waiting.
          if (
            draft &&
            mine.some((each) => each.kind === 'verdict' && each.query === event.query && each.verdict === 'failed')
          ) {
            draft.refusedAt ??= event.at;
          }
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
    const bars = settled([...drafts.values()].map((draft) => finish(draft, outcome?.at, last)));
    const servers = new Set(bars.map((bar) => bar.server));
    return {
      id,
      call,
      rows: rowsOf(bars, wanted, servers.size > 1),
      queries: bars.length,
      packets,
      start: start ?? 0,
      end: outcome?.at,
      outcome,
      bars,
    };
  });
  return { lanes, until: Math.max(last, ...lanes.map((lane) => lane.end ?? 0)) };
}
