// The comparison of the set's README: the flat list of queries with their times, then the result.
import { canonical } from './play.ts';
import type { DnsCase, Outcome, RecordedQuery, RecordedResult } from './format.ts';

const STEP_MS = 60;
/** Above 20 s everything may be later by so much. */
const LONG_MS = 200;
const LONG_FROM_MS = 20_000;
/** c-ares with retries: random, and rounded up to a timer of one second. */
const JITTER_MS = 1000;

interface Timed {
  readonly t: number;
  readonly query: RecordedQuery;
}

/** Steps of one time are one burst: the recorder may have split them. */
function flat(outcome: Outcome, order: DnsCase['order']): readonly Timed[] {
  if (order === 'strict') return outcome.schedule.flatMap(({ t, queries }) => queries.map((query) => ({ t, query })));
  const bursts: { t: number; queries: RecordedQuery[] }[] = [];
  for (const { t, queries } of outcome.schedule) {
    const last = bursts.at(-1);
    if (last && t - last.t < STEP_MS) last.queries.push(...queries);
    else bursts.push({ t, queries: [...queries] });
  }
  return relabelled(bursts.flatMap(({ t, queries }) => canonical(queries).map((query) => ({ t, query }))));
}

/** Labels by first use in the new order. */
function relabelled(list: readonly Timed[]): readonly Timed[] {
  const labels = new Map<string, string>();
  const counts: Record<string, number> = {};
  return list.map(({ t, query }) => {
    const kind = query.socket[0] ?? 'u';
    let label = labels.get(query.socket);
    if (label === undefined) {
      counts[kind] = (counts[kind] ?? 0) + 1;
      label = `${kind}${counts[kind]}`;
      labels.set(query.socket, label);
    }
    return { t, query: { ...query, socket: label } };
  });
}

function show({ server, proto, qname, qtype, socket, rd, ad, edns, connect_only: only }: RecordedQuery): string {
  const flags = [rd && 'rd', ad && 'ad', edns && 'edns'].filter(Boolean).join('+');
  return only || qname === null
    ? `${proto} ${server} ${socket} without a question`
    : `${proto} ${server} ${socket} ${qname} ${qtype} ${flags}`;
}

const within = (expected: number, got: number): boolean =>
  Math.abs(expected - got) <= (expected > LONG_FROM_MS ? LONG_MS : STEP_MS);

function compareQueries(item: DnsCase, want: Outcome, got: Outcome): string | undefined {
  const expected = flat(want, item.order);
  const actual = flat(got, item.order);
  for (let i = 0; i < Math.max(expected.length, actual.length); i += 1) {
    const a = expected[i];
    const b = actual[i];
    const place = `query ${i + 1}`;
    if (!a) return `${place}: expected no more, got ${b ? `${show(b.query)} at ${Math.round(b.t)}` : ''}`;
    if (!b) return `${place}: expected ${show(a.query)} at ${a.t}, got no more`;
    if (show(a.query) !== show(b.query)) return `${place} at ${a.t}: expected ${show(a.query)}, got ${show(b.query)}`;
    if (item.timing === 'exact' && !within(a.t, b.t))
      return `${place} ${show(a.query)}: expected at ${a.t} ms, got ${Math.round(b.t)}`;
  }
  if (item.timing === 'exact') return undefined;
  const retry = (list: readonly Timed[]): number => list.find(({ t }) => t > STEP_MS)?.t ?? 0;
  const late = Math.abs(retry(expected) - retry(actual));
  return late > JITTER_MS ? `first retry: expected at ${retry(expected)}, got ${Math.round(retry(actual))}` : undefined;
}

function compareResult(item: DnsCase, want: Outcome, got: Outcome): string | undefined {
  if ((want.result.killed ?? false) !== (got.result.killed ?? false))
    return want.result.killed ? 'expected to hang, but it ended' : 'hangs, but should have ended';
  if (want.result.killed) return undefined;
  for (const field of ['code', 'addresses', 'message', 'dnserror', 'exit', 'stdout', 'stderr'] as const) {
    const difference = compareField(field, want.result, got.result);
    if (difference !== undefined) return difference;
  }
  // The middle one of the runs is what was expected; on a busy machine it may be late where another was not.
  const times = [want.elapsed_ms, ...(want === item.expect ? (item.raw?.elapsed_ms_per_run ?? []) : [])];
  if (item.timing === 'exact' && !times.some((time) => within(time, got.elapsed_ms)))
    return `elapsed: expected ${want.elapsed_ms} ms, got ${Math.round(got.elapsed_ms)}`;
  return undefined;
}

function compareField(field: keyof RecordedResult, want: RecordedResult, got: RecordedResult): string | undefined {
  if (want[field] === undefined) return undefined;
  const a = sorted(want[field]);
  const b = sorted(got[field]);
  if (a === b) return undefined;
  if (typeof want[field] !== 'string' || !a.includes('\\n')) return `${field}: expected ${a}, got ${b}`;
  const lines = [String(want[field]).split('\n'), String(got[field] ?? '').split('\n')] as const;
  const at = lines[0].findIndex((line, i) => line !== lines[1][i]);
  const line = at < 0 ? lines[0].length : at;
  return `${field} line ${line + 1}: expected ${JSON.stringify(lines[0][line])}, got ${JSON.stringify(lines[1][line])}`;
}

/** JSON with the keys of objects in order. */
function sorted(value: unknown): string {
  return (
    JSON.stringify(value, (_key, inner: unknown) =>
      inner !== null && typeof inner === 'object' && !Array.isArray(inner)
        ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
        : inner,
    ) ?? 'nothing'
  );
}

/** The first difference, or undefined when the outcome is the recorded one or a variant of it. */
export function firstDifference(item: DnsCase, got: Outcome): string | undefined {
  const differences = [item.expect, ...(item.variants ?? [])].map(
    (want) => compareQueries(item, want, got) ?? compareResult(item, want, got),
  );
  return differences.includes(undefined) ? undefined : differences[0];
}
