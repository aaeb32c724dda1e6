// dockerd on the simulated node.
export { liveEngine } from './live.ts';
