// What a page asks of machines before there is one: a door of its own, so that asking does not bring all that index.ts names.
export { needsCluster } from './init.ts';
export { BASE_SCENARIOS } from './scenario.ts';
