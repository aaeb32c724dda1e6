/** From what a person typed to the lookups and their drawing. */
import {
  COURSE_ZONES,
  PATIENCE,
  readZone,
  runExperiment,
  withRecords,
  Zones,
  type ExperimentRun,
  type ExperimentSetup,
  type Playground,
  type ServerSetup,
  type ZoneProblem,
} from '../../sim/dns/index.ts';
import { utf8 } from '../../lesson/index.ts';
import { timelineOf, type Timeline } from '../../viz/dns/index.ts';

export interface Experiment {
  readonly setup: ExperimentSetup;
  readonly run: ExperimentRun;
  readonly timeline: Timeline;
}

/** What resolv.conf names, in its order, each with what is wrong with it. */
export function serversOf(state: Playground): readonly ServerSetup[] {
  const named = [...state.resolvConf.matchAll(/^[ \t]*nameserver[ \t]+(\S+)/gm)].map((m) => m[1] ?? '');
  return [...new Set(named)].map(
    (address) => state.servers.find((each) => each.address === address) ?? { address, fault: 'ok', delayMs: 1000 },
  );
}

export interface OwnZone {
  readonly zones: Zones | undefined;
  readonly problems: readonly ZoneProblem[];
  readonly count: number;
}

export function ownZone(text: string): OwnZone {
  if (text.trim() === '') return { zones: undefined, problems: [], count: 0 };
  const { records, problems } = readZone(utf8(text));
  return { zones: new Zones(withRecords(COURSE_ZONES, records)), problems, count: records.length };
}

export function setupOf(state: Playground, { zones }: OwnZone): ExperimentSetup {
  return {
    clients: state.clients,
    name: utf8(state.name),
    family: state.family,
    files: { resolvConf: utf8(state.resolvConf), hosts: utf8(state.hosts), nsswitch: 'hosts: files dns\n' },
    servers: serversOf(state),
    dualStack: state.dualStack,
    ...(zones ? { zones } : {}),
  };
}

export function experimentOf(state: Playground, zone: OwnZone): Experiment {
  const setup = setupOf(state, zone);
  const run = runExperiment(setup);
  return { setup, run, timeline: timelineOf(run.events, run.clients, run.waiting.size > 0 ? PATIENCE : undefined) };
}
