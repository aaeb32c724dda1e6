// The rows of a lane: one per name that was asked, its queries as bars; what happened at one moment stands below each other.
import type { BarKind, QueryBar } from './bars.ts';
import { duration } from './axis.ts';

/** Queries that are drawn as one: the A and the AAAA of a pair that fared alike. */
export interface Bar {
  readonly id: string;
  readonly types: readonly string[];
  readonly start: number;
  readonly end: number;
  readonly kind: BarKind;
  readonly label: string;
  /** Without the server, where there is no room for both. */
  readonly middle: string;
  /** For a bar without room for either. */
  readonly brief: string;
  readonly again: boolean;
  readonly queries: readonly QueryBar[];
  /** Which of the row's tracks, from above; undefined: the bar has the whole height. */
  readonly track: number | undefined;
}

export interface Row {
  /** As it was sent, absolute, without the last dot; `example.com` + `.svc.cluster.local`. */
  readonly asked: string;
  readonly suffix: string;
  readonly types: readonly string[];
  readonly bars: readonly Bar[];
  /** How many bars lie below each other at most. */
  readonly tracks: number;
}

const short = (name: string): string => (name === '.' ? name : name.replace(/\.$/, ''));

/** The part that the program asked for, and what the search list put behind it. */
function parts(name: string, wanted: string): readonly [asked: string, suffix: string] {
  const full = short(name);
  const own = short(wanted);
  return own !== '' && full.startsWith(`${own}.`) ? [own, full.slice(own.length)] : [full, ''];
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

/** Without server and protocol. */
function briefOf(bar: QueryBar): string {
  if (bar.kind === 'found') return '✓';
  return bar.kind === 'silent' ? `✕ ${duration(bar.end - bar.start)}` : bar.word;
}

/** The pair of one moment is one bar when both fared alike. */
function joined(bars: readonly QueryBar[], manyServers: boolean): readonly Bar[] {
  const out: Bar[] = [];
  const used = new Set<QueryBar>();
  bars.forEach((each, i) => {
    if (used.has(each)) return;
    const queries = [each];
    for (let j = i + 1; j < bars.length; j += 1) {
      const other = bars[j];
      if (!other || other.start !== each.start) break;
      const alike = other.server === each.server && other.kind === each.kind && Math.abs(other.end - each.end) < 1000;
      if (used.has(other) || other.type === each.type || !alike) continue;
      used.add(other);
      queries.push(other);
      break;
    }
    out.push({
      id: queries.map((query) => query.query).join('+'),
      types: queries.map((query) => query.type),
      start: each.start,
      end: Math.max(...queries.map((query) => query.end)),
      kind: each.kind,
      label: labelOf(each.kind, queries, manyServers),
      middle: labelOf(each.kind, queries, false),
      brief: briefOf(each),
      again: queries.some((query) => query.again),
      queries,
      track: undefined,
    });
  });
  return out;
}

/** What begins and ends at one moment still takes its place. */
const until = (bar: Bar): number => Math.max(bar.end, bar.start + 1);

/** Bars that lie over each other get tracks: the same question at the same server keeps its own, others take the first free. */
function stacked(bars: readonly Bar[]): { readonly bars: readonly Bar[]; readonly tracks: number } {
  const over = new Set<Bar>();
  let last: Bar | undefined;
  for (const bar of bars) {
    if (last && bar.start < until(last)) {
      over.add(bar);
      over.add(last);
    }
    if (!last || until(bar) > until(last)) last = bar;
  }
  if (over.size === 0) return { bars, tracks: 1 };
  const ends: number[] = [];
  const owner = new Map<string, number>();
  const placed = bars.map((bar): Bar => {
    if (!over.has(bar)) return bar;
    const key = `${bar.types.join()} ${bar.queries[0]?.server ?? ''}`;
    const own = owner.get(key);
    const free = ends.findIndex((end) => end <= bar.start);
    const track = own !== undefined && (ends[own] ?? 0) <= bar.start ? own : free >= 0 ? free : ends.length;
    owner.set(key, track);
    ends[track] = until(bar);
    return { ...bar, track };
  });
  return { bars: placed, tracks: ends.length };
}

export function rowsOf(bars: readonly QueryBar[], wanted: string): readonly Row[] {
  const manyServers = new Set(bars.map((bar) => bar.server)).size > 1;
  const names = new Map<string, QueryBar[]>();
  for (const bar of bars) {
    const name = bar.sent.name ?? '?';
    const list = names.get(name) ?? [];
    list.push(bar);
    names.set(name, list);
  }
  return [...names].map(([name, list]) => {
    const [asked, suffix] = parts(name, wanted);
    return { asked, suffix, types: [...new Set(list.map((bar) => bar.type))], ...stacked(joined(list, manyServers)) };
  });
}
