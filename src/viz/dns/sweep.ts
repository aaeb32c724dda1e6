// How long a lookup takes while one knob is turned: a curve per resolver, with its cliffs, and the rule that makes each of them.
import { runExperiment, type DnsEvent, type ExperimentSetup, type Rule, type Why } from '../../sim/dns/index.ts';

export interface SweepPoint {
  readonly delayMs: number;
  readonly total: number;
  readonly ok: boolean;
}

/** Where the curve breaks: one millisecond more, and something else happens. */
export interface Cliff {
  readonly delayMs: number;
  readonly before: SweepPoint;
  readonly after: SweepPoint;
  readonly rule: Pick<Rule, 'says' | 'source'> | undefined;
}

export interface Curve {
  readonly client: string;
  readonly points: readonly SweepPoint[];
  readonly cliffs: readonly Cliff[];
}

/** A smaller break is no cliff. */
const SMALLEST = 50_000;
/** How much a step may differ from its neighbours without being looked at. */
const UNLIKE = 150_000;
const MOST_CLIFFS = 8;

interface Run extends SweepPoint {
  readonly events: readonly DnsEvent[];
}

const rulesOf = (why: Why | undefined): readonly Rule[] =>
  why === undefined ? [] : [why.rule, ...(why.also ?? []).flatMap(rulesOf)];

/** What the resolver decided, the ends of waits first: they make most cliffs. */
function decisions(events: readonly DnsEvent[]): readonly Rule[] {
  const of = (kinds: readonly DnsEvent['kind'][]): readonly Rule[] =>
    events.flatMap((event) => (kinds.includes(event.kind) && 'why' in event ? rulesOf(event.why) : []));
  return [...of(['timeout']), ...of(['verdict', 'note']), ...of(['query'])];
}

/** The first rule that speaks more often after the cliff than before it. */
function ruleBetween(before: Run, after: Run): Rule | undefined {
  const times = new Map<string, number>();
  for (const rule of decisions(before.events)) times.set(rule.id, (times.get(rule.id) ?? 0) + 1);
  for (const rule of decisions(after.events)) {
    const left = times.get(rule.id) ?? 0;
    if (left === 0) return rule;
    times.set(rule.id, left - 1);
  }
  return undefined;
}

const bare = ({ delayMs, total, ok }: Run): SweepPoint => ({ delayMs, total, ok });

/** Turns the delay of the server at `address` from 0 to `most` in steps: its answers leave that long after the query. */
export function sweepOf(setup: ExperimentSetup, address: string, most: number, step: number): readonly Curve[] {
  const run = (client: string, delayMs: number): Run => {
    const servers = setup.servers.map((each) =>
      each.address === address ? { ...each, fault: 'slow', delayMs } : each,
    );
    const { events } = runExperiment({ ...setup, clients: [client], servers });
    const outcome = events.findLast((event) => event.kind === 'outcome');
    const last = events.at(-1)?.at ?? 0;
    return { delayMs, total: outcome?.at ?? last, ok: outcome?.kind === 'outcome' && outcome.ok, events };
  };
  const narrow = (client: string, a: Run, b: Run): Cliff | undefined => {
    let [low, high] = [a, b];
    while (high.delayMs - low.delayMs > 1) {
      const middle = run(client, Math.floor((low.delayMs + high.delayMs) / 2));
      const left = Math.abs(middle.total - low.total) + (middle.ok === low.ok ? 0 : 1e9);
      const right = Math.abs(high.total - middle.total) + (middle.ok === high.ok ? 0 : 1e9);
      if (left >= right) high = middle;
      else low = middle;
    }
    if (Math.abs(high.total - low.total) < SMALLEST && high.ok === low.ok) return undefined;
    return { delayMs: high.delayMs, before: bare(low), after: bare(high), rule: ruleBetween(low, high) };
  };
  return setup.clients.map((client): Curve => {
    const points: Run[] = [];
    for (let delayMs = 0; delayMs <= most; delayMs += step) points.push(run(client, delayMs));
    const cliffs: Cliff[] = [];
    const rise = (i: number): number => (points[i]?.total ?? 0) - (points[i - 1]?.total ?? 0);
    for (let i = 1; i < points.length && cliffs.length < MOST_CLIFFS; i += 1) {
      const [low, high] = [points[i - 1], points[i]];
      if (!low || !high) break;
      const unlike = Math.max(
        i > 1 ? Math.abs(rise(i) - rise(i - 1)) : 0,
        i + 1 < points.length ? Math.abs(rise(i) - rise(i + 1)) : 0,
      );
      if (low.ok === high.ok && unlike < UNLIKE) continue;
      const cliff = narrow(client, low, high);
      if (cliff) cliffs.push(cliff);
    }
    return { client, points: points.map(bare), cliffs };
  });
}
