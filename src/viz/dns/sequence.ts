// The same trace as a sequence: who says what to whom, downwards in time. Program, library, name servers, and the servers that they
// ask in turn are columns; a packet is an arrow, a lost one breaks off; a wait is a bracket beside the library.
import { decode, type DnsEvent, type FateEvent, type QueryEvent, type QueryId, type Why } from '../../sim/dns/index.ts';
import { duration } from './axis.ts';
import type { BarKind } from './bars.ts';
import type { Lane } from './timeline.ts';
import type { Bar } from './rows.ts';

export interface Participant {
  readonly id: string;
  readonly kind: 'program' | 'library' | 'server' | 'upstream';
  readonly label: string;
}

/** How far a packet came. */
export type Passage = 'arrives' | 'lost' | 'turned away';

export type SequenceStep =
  | {
      readonly kind: 'arrow';
      readonly at: number;
      readonly from: number;
      readonly to: number;
      readonly text: string;
      readonly tone: BarKind | 'call' | 'control';
      readonly passage: Passage;
      /** The same question was sent before. */
      readonly again: boolean;
      readonly query: QueryId | undefined;
      /** In words, for those who do not see the arrow. */
      readonly words: string;
    }
  /** A decision of the library that sent nothing. */
  | { readonly kind: 'note'; readonly at: number; readonly text: string; readonly query: QueryId | undefined }
  /** Nothing happens for so long. */
  | { readonly kind: 'gap'; readonly at: number; readonly length: number };

/** The library waits from one step to another. */
export interface Wait {
  readonly from: number;
  readonly to: number;
  readonly text: string;
  /** Waits that go on at the same time stand beside each other. */
  readonly level: number;
}

export interface Sequence {
  readonly participants: readonly Participant[];
  readonly steps: readonly SequenceStep[];
  readonly waits: readonly Wait[];
}

/** A pause worth a line of its own. */
const GAP = 20_000;
const PROGRAM = 0;
const LIBRARY = 1;

const says = (why: Why): string => why.words ?? why.rule.says;

class Columns {
  readonly list: Participant[];

  constructor(library: string) {
    this.list = [
      { id: 'program', kind: 'program', label: 'program' },
      { id: 'library', kind: 'library', label: library },
    ];
  }

  of(address: string, kind: 'server' | 'upstream' = 'server'): number {
    const at = this.list.findIndex((each) => each.id === address);
    if (at >= 0) return at;
    this.list.push({ id: address, kind, label: address });
    return this.list.length - 1;
  }
}

function answerText(bytes: Uint8Array, type: string): string {
  const decoded = decode(bytes);
  if (decoded.kind === 'error') return 'unreadable';
  const { message } = decoded;
  if (message.tc) return `${type} truncated`;
  if (message.rcode !== 'NOERROR') return `${type} ${message.rcode}`;
  const hits = message.answer.filter((record) => record.type === type);
  const [first] = hits;
  if (!first) return `${type} no data`;
  const value = 'address' in first.data ? first.data.address : 'target' in first.data ? first.data.target : '';
  return `${type} ${value}${hits.length > 1 ? ` and ${hits.length - 1} more` : ''}`;
}

/** Of a server's own query: what came back, roughly. */
function toneOf(bytes: Uint8Array): BarKind {
  const decoded = decode(bytes);
  if (decoded.kind === 'error') return 'ignored';
  const { rcode, answer } = decoded.message;
  if (rcode !== 'NOERROR') return rcode === 'NXDOMAIN' ? 'nxdomain' : 'error';
  return answer.length > 0 ? 'found' : 'nodata';
}

/** The steps of `lane`; `all` are the events of its network, `library` is what its resolver is called. */
export function sequenceOf(lane: Lane, all: readonly DnsEvent[], library: string): Sequence {
  const columns = new Columns(library);
  const fates = new Map<QueryId, FateEvent>();
  const asked = new Map<QueryId, QueryEvent>();
  for (const event of all) if (event.kind === 'fate') fates.set(event.query, event);
  const barOf = new Map<QueryId, Bar>();
  for (const row of lane.rows) for (const bar of row.bars) for (const each of bar.queries) barOf.set(each.query, bar);
  const kindOf = new Map<QueryId, BarKind>();
  for (const event of all) if (event.kind === 'reply') kindOf.set(event.query, toneOf(event.bytes));
  for (const bar of lane.bars) kindOf.set(bar.query, bar.kind);
  const steps: SequenceStep[] = [];
  const firstStep = new Map<QueryId, number>();
  const waits: { from: number; to: number; text: string }[] = [];
  let last = lane.start;

  const push = (step: SequenceStep): void => {
    if (step.at - last >= GAP) steps.push({ kind: 'gap', at: last, length: step.at - last });
    last = step.at;
    steps.push(step);
  };
  const arrow = (
    step: Omit<Extract<SequenceStep, { kind: 'arrow' }>, 'kind' | 'words' | 'passage' | 'again' | 'query'> & {
      readonly passage?: Passage;
      readonly again?: boolean;
      readonly query?: QueryId | undefined;
    },
  ): void => {
    const { passage = 'arrives', again = false, query } = step;
    const [from, to] = [columns.list[step.from]?.label, columns.list[step.to]?.label];
    const end = { arrives: '', lost: ', lost on the way', 'turned away': ', but nobody takes it' }[passage];
    const words = `${duration(step.at - lane.start)}: ${from} to ${to}: ${step.text}${again ? ', again' : ''}${end}`;
    push({ kind: 'arrow', ...step, passage, again, query, words });
  };

  const sent = (event: QueryEvent): void => {
    asked.set(event.query, event);
    const bar = barOf.get(event.query);
    // The second of a pair that is drawn as one.
    if (bar && bar.queries[0]?.query !== event.query) {
      firstStep.set(event.query, firstStep.get(bar.queries[0]?.query ?? 0) ?? steps.length);
      return;
    }
    const fate = fates.get(event.query)?.fate;
    const cause = event.cause === undefined ? undefined : asked.get(event.cause);
    const from = cause ? columns.of(cause.to.address) : LIBRARY;
    const types = (bar?.types ?? [event.type ?? '?']).join('+');
    arrow({
      at: event.at,
      from,
      to: columns.of(event.to.address, cause ? 'upstream' : 'server'),
      text: `${types} ${event.name ?? '?'}${event.proto === 'tcp' ? ' over TCP' : ''}`,
      tone: kindOf.get(event.query) ?? 'waiting',
      passage: fate === 'lost' || fate === 'unreachable' ? 'lost' : 'arrives',
      again: bar?.again ?? false,
      query: bar ? event.query : undefined,
    });
    firstStep.set(event.query, steps.length - 1);
  };

  for (const event of all) {
    const mine = event.lane === lane.id;
    const ours = mine || ('query' in event && event.query !== undefined && asked.has(event.query));
    const caused = event.kind === 'query' && event.cause !== undefined && asked.has(event.cause);
    if (!ours && !caused) continue;
    switch (event.kind) {
      case 'lookup':
        if (steps.length === 0) arrow({ at: event.at, from: PROGRAM, to: LIBRARY, text: event.call, tone: 'call' });
        break;
      case 'query':
        sent(event);
        break;
      case 'reply': {
        const query = asked.get(event.query);
        if (!query) break;
        const bar = barOf.get(event.query);
        const twin = bar?.queries.find((each) => each.query !== event.query);
        const together = twin?.reply !== undefined && Math.abs(twin.reply.at - event.at) < 1000;
        if (together && twin.query < event.query) break;
        const both = together && twin.reply ? ` · ${answerText(twin.reply.bytes, twin.type)}` : '';
        const cause = query.cause === undefined ? undefined : asked.get(query.cause);
        arrow({
          at: event.at,
          from: columns.of(event.from.address),
          to: cause ? columns.of(cause.to.address) : LIBRARY,
          text: answerText(event.bytes, query.type ?? '?') + both,
          tone: kindOf.get(event.query) ?? 'found',
          passage: event.fate === 'delivered' ? 'arrives' : 'turned away',
          query: bar ? event.query : undefined,
        });
        break;
      }
      case 'icmp': {
        const query = event.query === undefined ? undefined : asked.get(event.query);
        if (!query) break;
        const text = `ICMP ${event.words}`;
        const from = columns.of(query.to.address);
        arrow({
          at: event.at,
          from,
          to: LIBRARY,
          text,
          tone: 'refused',
          query: barOf.has(query.query) ? query.query : undefined,
        });
        break;
      }
      case 'connection': {
        const server = columns.of(event.to.address);
        const back = event.what === 'established' || event.what === 'refused' || event.what === 'reset';
        const text = {
          syn: 'TCP: SYN',
          established: 'SYN, ACK',
          refused: 'RST',
          reset: 'RST',
          closed: 'FIN',
          'timed-out': '',
        }[event.what];
        if (text === '')
          push({ kind: 'note', at: event.at, text: 'The connection was never answered.', query: undefined });
        else
          arrow({
            at: event.at,
            from: back ? server : LIBRARY,
            to: back ? LIBRARY : server,
            text,
            tone: back && text === 'RST' ? 'refused' : 'control',
          });
        break;
      }
      case 'timeout': {
        const starts = event.queries.flatMap((query) => firstStep.get(query) ?? []);
        const since = Math.min(...event.queries.map((query) => asked.get(query)?.at ?? event.at));
        push({ kind: 'note', at: event.at, text: event.why.rule.says, query: event.queries[0] });
        if (starts.length > 0)
          waits.push({ from: Math.min(...starts), to: steps.length - 1, text: duration(event.at - since) });
        break;
      }
      case 'note':
        if (event.topic === 'skip' || event.topic === 'stop' || event.topic === 'file')
          push({ kind: 'note', at: event.at, text: says(event.why), query: undefined });
        break;
      case 'outcome': {
        const text = event.ok ? event.addresses.slice(0, 3).join('  ') : event.code;
        arrow({ at: event.at, from: LIBRARY, to: PROGRAM, text, tone: event.ok ? 'found' : 'error' });
        break;
      }
      default:
    }
  }
  return withoutProgram({ participants: columns.list, steps, waits: levelled(waits) });
}

/** A tool that asks by itself calls no library: it has one column. */
function withoutProgram(sequence: Sequence): Sequence {
  const { participants, steps, waits } = sequence;
  if (steps.length === 0 || steps.some((step) => step.kind === 'arrow' && Math.min(step.from, step.to) === PROGRAM))
    return sequence;
  return {
    participants: participants.slice(1),
    steps: steps.map((step) => (step.kind === 'arrow' ? { ...step, from: step.from - 1, to: step.to - 1 } : step)),
    waits,
  };
}

/** Waits for the same packets are one; those that overlap get places beside each other. */
function levelled(waits: readonly { readonly from: number; readonly to: number; readonly text: string }[]): Wait[] {
  const ends: number[] = [];
  return waits
    .toSorted((a, b) => a.from - b.from || a.to - b.to)
    .map((wait) => {
      const free = ends.findIndex((end) => end <= wait.from);
      const level = free < 0 ? ends.length : free;
      ends[level] = wait.to;
      return { ...wait, level };
    });
}
