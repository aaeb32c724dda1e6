// The project's own copy of the set: one file, inputs that repeat written once, a query a line.
import type { DnsCase, Outcome, RecordedInput, RecordedQuery, RecordedResult, ZoneFile } from './format.ts';

type SharedInput = Omit<RecordedInput, 'client'>;

interface KeptOutcome {
  /** "time server socket type flags name" */
  readonly queries: readonly string[];
  readonly elapsed_ms: number;
  readonly result: RecordedResult;
}

interface KeptCase extends Omit<DnsCase, 'input' | 'expect' | 'variants'> {
  /** Index of `inputs`. */
  readonly input: number;
  readonly client: RecordedInput['client'];
  readonly expect: KeptOutcome;
  readonly variants?: readonly KeptOutcome[];
}

export interface KeptDns {
  readonly zones: ZoneFile;
  readonly inputs: readonly SharedInput[];
  readonly cases: readonly KeptCase[];
}

function queryLine(t: number, { server, socket, qname, qtype, rd, ad, edns }: RecordedQuery): string {
  const flags = `${rd ? 'r' : ''}${ad ? 'a' : ''}${edns ? 'e' : ''}` || '-';
  return qname === null ? `${t} ${server} ${socket}` : `${t} ${server} ${socket} ${qtype} ${flags} ${qname}`;
}

function queryOf(line: string): { readonly t: number; readonly query: RecordedQuery } {
  const [, t = '', server = '', socket = '', qtype, flags = '', qname] =
    /^(\S+) (\S+) (\S+)(?: (\S+) (\S+) ([^]*))?$/.exec(line) ?? [];
  const proto = socket.startsWith('t') ? 'tcp' : 'udp';
  const common = { server, proto, socket };
  if (qname === undefined) return { t: Number(t), query: { ...common, qname: null, qtype: null, connect_only: true } };
  const has = (flag: string): boolean => flags.includes(flag);
  return {
    t: Number(t),
    query: { ...common, qname, qtype: qtype ?? null, rd: has('r'), ad: has('a'), edns: has('e') },
  };
}

const keepOutcome = ({ schedule, elapsed_ms, result }: Outcome): KeptOutcome => ({
  queries: schedule.flatMap(({ t, queries }) => queries.map((query) => queryLine(t, query))),
  elapsed_ms,
  result,
});

function outcomeOf({ queries, elapsed_ms, result }: KeptOutcome): Outcome {
  const steps: { t: number; queries: RecordedQuery[] }[] = [];
  for (const line of queries) {
    const { t, query } = queryOf(line);
    const last = steps.at(-1);
    if (last?.t === t) last.queries.push(query);
    else steps.push({ t, queries: [query] });
  }
  return { schedule: steps, elapsed_ms, result };
}

/** Waits of real clients end at these; a run that did not may have been late, so all its times are kept. */
const ROUND_MS = 500;

export function keepDns(cases: readonly DnsCase[], zones: ZoneFile): string {
  const inputs = new Map<string, number>();
  const kept = cases.map((item): string => {
    const { client, resolv_conf, hosts, nsswitch, pod, zone, servers, name } = item.input;
    const text = JSON.stringify({ resolv_conf, hosts, nsswitch, pod, zone, servers, name } satisfies SharedInput);
    const input = inputs.get(text) ?? inputs.size;
    inputs.set(text, input);
    const { id, tags, order, timing, stable, runs_agreeing, expect, variants } = item;
    const runs = item.raw?.elapsed_ms_per_run ?? [];
    const entry: KeptCase = {
      id,
      tags,
      order,
      timing,
      stable,
      runs_agreeing,
      input,
      client,
      expect: keepOutcome(expect),
      ...(variants ? { variants: variants.map(keepOutcome) } : {}),
      ...(timing !== 'exact' || expect.elapsed_ms % ROUND_MS === 0
        ? {}
        : { raw: { elapsed_ms_per_run: runs.map(Math.round) } }),
    };
    return JSON.stringify(entry);
  });
  return `{"zones":${JSON.stringify(zones)},\n"inputs":[\n${[...inputs.keys()].join(',\n')}\n],\n"cases":[\n${kept.join(',\n')}\n]}\n`;
}

export const casesOf = ({ inputs, cases }: KeptDns): readonly DnsCase[] =>
  cases.map(({ input, client, expect, variants, ...rest }): DnsCase => {
    const shared = inputs[input];
    if (!shared) throw new Error(`case ${rest.id} has no input`);
    return {
      ...rest,
      input: { ...shared, client },
      expect: outcomeOf(expect),
      ...(variants ? { variants: variants.map(outcomeOf) } : {}),
    };
  });
