// One line of the bench: a measured value, and the goal it is held against.

export interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  readonly goal?: { readonly at: 'most' | 'least'; readonly value: number };
}

const number = (value: number): string => (value >= 100 ? Math.round(value).toLocaleString('en') : value.toFixed(2));

export function line({ name, value, unit, goal }: Figure): string {
  const met =
    goal === undefined ? '' : (goal.at === 'most' ? value <= goal.value : value >= goal.value) ? 'ok' : 'MISSED';
  const told = goal === undefined ? '' : `   goal ${goal.at === 'most' ? '≤' : '≥'} ${number(goal.value)}  ${met}`;
  return `${name.padEnd(52)} ${number(value).padStart(12)} ${unit.padEnd(12)}${told}\n`;
}

/** Milliseconds of processor that this program has used: on a busy machine the wall's clock measures the others. */
export function cpuMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000;
}

/** Milliseconds that the fastest of several runs took: the others were disturbed. */
export function fastest(runs: number, work: () => void): number {
  let best = Infinity;
  for (let i = 0; i < runs; i += 1) best = Math.min(best, taken(work));
  return best;
}

/** Milliseconds that this took: of the wall's clock, or of the processor where others had it meanwhile. */
export function taken(work: () => void): number {
  const start = performance.now();
  const cpu = cpuMs();
  work();
  return Math.min(performance.now() - start, cpuMs() - cpu);
}

/** The value below which this share of all lies. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}
