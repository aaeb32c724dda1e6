/** Command-line clients of containers and clusters, to be run as programs of the machine; and the daemon's words for engines. */
export { dockerProgram, DOCKER } from './docker/index.ts';
export type { Command, Support } from './layer/command.ts';
export {
  checkFilters,
  describe,
  findContainer,
  isUp,
  normalImage,
  passes,
  type ContainerFacts,
} from './daemon/facts.ts';
export { inspectionOf, summaryOf } from './daemon/describe.ts';
export { commandLine, goodName, killSignal, refusal, signalNumber, statusText } from './daemon/words.ts';
export { humanDuration } from './text/units.ts';
export { kubectlProgram, KUBECTL } from './kubectl/index.ts';
export { tableOf } from './apiserver/tables.ts';
export { podRow } from './apiserver/pod-row.ts';
export { matchesFields, matchesLabels } from './apiserver/select.ts';
export { ObjectStore, patched } from './apiserver/store.ts';
export { humanAge } from './apiserver/age.ts';
export { crictlProgram, CRICTL } from './crictl/index.ts';
