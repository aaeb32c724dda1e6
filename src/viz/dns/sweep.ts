// How long a lookup takes while one knob is turned: a curve per resolver, with its cliffs.
import { runExperiment, type ExperimentSetup } from '../../sim/dns/index.ts';

export interface Curve {
  readonly client: string;
  readonly points: readonly { readonly delayMs: number; readonly total: number; readonly ok: boolean }[];
}

/** Turns the delay of the server at `address` from 0 to `most` in steps: its answers leave that long after the query. */
export function sweepOf(setup: ExperimentSetup, address: string, most: number, step: number): readonly Curve[] {
  const curves = new Map(setup.clients.map((client) => [client, [] as Curve['points'][number][]]));
  for (let delayMs = 0; delayMs <= most; delayMs += step) {
    const servers = setup.servers.map((each) =>
      each.address === address ? { ...each, fault: 'slow', delayMs } : each,
    );
    const run = runExperiment({ ...setup, servers });
    for (const event of run.events) {
      if (event.kind === 'outcome') curves.get(event.lane)?.push({ delayMs, total: event.at, ok: event.ok });
    }
  }
  return [...curves].map(([client, points]) => ({ client, points }));
}
