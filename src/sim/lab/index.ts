// The lab machine: kernel, shell, commands and containers put together.
export { LAB_ID, LAB_VERSION, LabMachine, labSimulator } from './machine.ts';
export type { LabInit, LabInput, TerminalSpec } from './init.ts';
export { COMMANDS, SCRIPTS } from './commands.ts';
export { BASE_SCENARIOS, DEFAULT_SIZE, labContainer, oneContainer, type Scenario } from './scenario.ts';
export { buildImage } from './image.ts';
