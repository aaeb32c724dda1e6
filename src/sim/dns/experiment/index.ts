// Experiments of the playground: a name, files, name servers with faults, and resolvers side by side.
export { RESOLVERS, resolverOf, type ResolverClient } from './clients.ts';
export { FAULTS, faultOf, type Fault } from './faults.ts';
export { PATIENCE, runExperiment, type ExperimentRun, type ExperimentSetup, type ServerSetup } from './experiment.ts';
export { COURSE_ZONES } from './zones.ts';
export { readZone, withRecords, type ZoneProblem } from './zone-text.ts';
export { DNS_POLICIES, INITIAL_POD, podFile, podTrouble, type PodSetup } from './pod-setup.ts';
export { CLUSTER_FIRST, INITIAL, linkOf, MAX_DELAY_MS, otherOf, playgroundOf, type Playground } from './link.ts';
export { forecastOf, type Forecast } from './forecast.ts';
export { readPaste } from './paste.ts';
export { EXPERIMENTS, type ExperimentPreset } from './presets.ts';
