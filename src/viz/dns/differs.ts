// What differs between two configurations, in words, and what that does to the totals.
import { faultOf, type Playground, type ServerSetup } from '../../sim/dns/index.ts';
import { duration } from './axis.ts';
import type { Lane, Timeline } from './timeline.ts';

const lines = (text: string): readonly string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');

/** Lines that only one of two texts has: `options ndots:5 → options ndots:1`. */
function textDiffers(what: string, a: string, b: string): readonly string[] {
  if (a === b) return [];
  const [la, lb] = [lines(a), lines(b)];
  const gone = la.filter((line) => !lb.includes(line));
  const come = lb.filter((line) => !la.includes(line));
  if (gone.length === 0 && come.length === 0) return [`${what}: the same lines in another order or with other blanks`];
  const cut = (line: string | undefined): string =>
    line === undefined ? '' : line.length > 60 ? `${line.slice(0, 58)}…` : line;
  const key = (line: string): string => line.split(/\s+/)[0] ?? '';
  const pairs = gone.map((line) => [line, come.find((other) => key(other) === key(line))] as const);
  const used = new Set(pairs.flatMap(([, other]) => other ?? []));
  const out = [
    ...pairs.map(([line, other]) =>
      other === undefined ? `A alone has “${cut(line)}”` : `“${cut(line)}” in A, “${cut(other)}” in B`,
    ),
    ...come.filter((line) => !used.has(line)).map((line) => `B alone has “${cut(line)}”`),
  ];
  return [
    ...out.slice(0, 3).map((words) => `${what}: ${words}`),
    ...(out.length > 3 ? [`${what}: ${out.length - 3} more differences`] : []),
  ];
}

const FAMILIES = { unspec: 'A and AAAA', inet: 'A only', inet6: 'AAAA only' };

/** `serversA` and `serversB`: what each of them asks, with what is wrong with it. */
export function setupDiffers(
  a: Playground,
  b: Playground,
  serversA: readonly ServerSetup[],
  serversB: readonly ServerSetup[],
): readonly string[] {
  const out: string[] = [];
  if (a.name !== b.name) out.push(`name: “${a.name}” in A, “${b.name}” in B`);
  if (a.family !== b.family) out.push(`asked for: ${FAMILIES[a.family]} in A, ${FAMILIES[b.family]} in B`);
  out.push(...textDiffers('resolv.conf', a.resolvConf, b.resolvConf));
  out.push(...textDiffers('hosts', a.hosts, b.hosts));
  out.push(...textDiffers('zone', a.zone, b.zone));
  const state = (each: ServerSetup): string => {
    const fault = faultOf(each.fault);
    return fault.knob ? `${fault.label}, ${duration(each.delayMs * 1000)}` : fault.label;
  };
  for (const one of serversA) {
    const other = serversB.find(({ address }) => address === one.address);
    if (other && state(one) !== state(other)) out.push(`${one.address}: ${state(one)} in A, ${state(other)} in B`);
  }
  if (a.dualStack !== b.dualStack)
    out.push(`IPv6 of the Pod: ${a.dualStack ? 'yes' : 'no'} in A, ${b.dualStack ? 'yes' : 'no'} in B`);
  return out;
}

export interface TotalsRow {
  readonly lane: string;
  readonly queries: string;
  readonly packets: string;
  readonly time: string;
}

const signed = (n: number): string => (n === 0 ? 'as many' : n > 0 ? `+${n}` : `−${-n}`);
const took = (lane: Lane): number | undefined => (lane.end === undefined ? undefined : lane.end - lane.start);

/** For each resolver: A, B and the difference. */
export function totalsDiffer(a: Timeline, b: Timeline): readonly TotalsRow[] {
  return a.lanes.flatMap((one): readonly TotalsRow[] => {
    const other = b.lanes.find((lane) => lane.id === one.id);
    if (!other) return [];
    const [ta, tb] = [took(one), took(other)];
    const word = (time: number | undefined, lane: Lane): string =>
      time === undefined ? 'waits for ever' : `${duration(time)}${lane.outcome?.ok === false ? ' to an error' : ''}`;
    const gap = ta === undefined || tb === undefined ? 0 : tb - ta;
    const change = gap === 0 ? '' : ` (${gap > 0 ? '+' : '−'}${duration(Math.abs(gap))})`;
    return [
      {
        lane: one.id,
        queries: `${one.queries} → ${other.queries} (${signed(other.queries - one.queries)})`,
        packets: `${one.packets} → ${other.packets} (${signed(other.packets - one.packets)})`,
        time: `${word(ta, one)} → ${word(tb, other)}${change}`,
      },
    ];
  });
}
