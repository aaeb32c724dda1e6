// The lab machine with all programs at hand: tests, the command line, builds. Pages use a library that loads code when needed.
import type { Simulator } from '../../engine/index.ts';
import type { MachineEvent, MachineView } from '../kernel/index.ts';
import { COMMANDS, NODE_COMMANDS, SCRIPTS } from './commands.ts';
import { cluster, group as node } from './groups/node.ts';
import { group as net } from './groups/net.ts';
import { sourcesOf } from './groups/sources.ts';
import type { LabInit, LabInput } from './init.ts';
import type { Library, ProgramSource } from './library.ts';
import { LabMachine, labSimulatorFor } from './machine.ts';

export { COMMANDS, GROUPS, IMAGE_COMMANDS, NODE_COMMANDS, SCRIPTS } from './commands.ts';

const SOURCES = new Map<string, ProgramSource>([
  ...Object.entries(sourcesOf(COMMANDS)),
  ...Object.entries(net),
  ...Object.entries(node),
]);

export const fullLibrary: Library = {
  installed: COMMANDS,
  nodeOnly: NODE_COMMANDS,
  scripts: SCRIPTS,
  source: (name) => SOURCES.get(name),
  missing: () => false,
  cluster: () => cluster,
};

export const bootLab = (init: LabInit, seed: string): LabMachine => new LabMachine(init, seed, fullLibrary);

export const labSimulator: Simulator<LabInit, LabInput, MachineView, MachineEvent> = labSimulatorFor(fullLibrary);
