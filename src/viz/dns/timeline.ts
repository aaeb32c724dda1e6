// The drawing of lookups on one axis: a lane per client, a row per name that was asked, a bar per query. A function of the trace
// alone; all times are microseconds of virtual time.
import type { DnsEvent, OutcomeEvent } from '../../sim/dns/index.ts';
import { readRun, type QueryBar } from './bars.ts';
import { rowsOf, type Row } from './rows.ts';

export interface Lane {
  readonly id: string;
  readonly call: string;
  readonly rows: readonly Row[];
  readonly queries: number;
  /** Packets on the wire, both ways, TCP's handshakes included. */
  readonly packets: number;
  readonly start: number;
  /** When the application had its answer; undefined while it waits, and for programs that do not say. */
  readonly end: number | undefined;
  /** A query is still waited for. */
  readonly waiting: boolean;
  /** When the last thing on it happened: its end, or that of its last query. */
  readonly last: number;
  readonly outcome: OutcomeEvent | undefined;
  readonly bars: readonly QueryBar[];
}

export interface Timeline {
  readonly lanes: readonly Lane[];
  /** Length of the axis. */
  readonly until: number;
}

/** Lanes of these clients, in this order. `now` bounds what is still open. */
export function timelineOf(events: readonly DnsEvent[], clients: readonly string[], now?: number): Timeline {
  const last = now ?? events.reduce((max, event) => Math.max(max, event.at), 0);
  const of = new Map<string, DnsEvent[]>(clients.map((id) => [id, []]));
  for (const event of events) of.get(event.lane)?.push(event);
  const lanes = clients.map((id): Lane => {
    const { call, wanted, start, outcome, packets, bars } = readRun(of.get(id) ?? [], last);
    const rows = rowsOf(bars, wanted);
    const waiting = outcome === undefined && bars.some((bar) => bar.kind === 'waiting');
    const until = outcome?.at ?? bars.reduce((max, bar) => Math.max(max, bar.end), start);
    return {
      id,
      call,
      rows,
      queries: bars.length,
      packets,
      start,
      end: outcome?.at,
      waiting,
      last: until,
      outcome,
      bars,
    };
  });
  return { lanes, until: Math.max(0, ...lanes.map((lane) => lane.last)) };
}
