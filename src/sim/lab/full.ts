// The lab machine with all programs at hand: tests, the command line, builds. Pages use a library that loads code when needed.
import type { Simulator } from '../../engine/index.ts';
import { dockerProgram } from '../container/cli/index.ts';
import { liveEngine } from '../container/daemon/index.ts';
import type { MachineEvent, MachineView } from '../kernel/index.ts';
import { COMMANDS, DOCKER, SCRIPTS } from './commands.ts';
import type { LabInit, LabInput } from './init.ts';
import type { Library, ProgramSource } from './library.ts';
import { LabMachine, labSimulatorFor } from './machine.ts';

export { COMMANDS, DOCKER, SCRIPTS } from './commands.ts';

const SOURCES: ReadonlyMap<string, ProgramSource> = new Map<string, ProgramSource>([
  ...COMMANDS.map((command): [string, ProgramSource] => [command.name, () => command.run]),
  [DOCKER.name, ({ manager }) => dockerProgram(liveEngine(manager))],
]);

export const fullLibrary: Library = {
  installed: COMMANDS, nodeOnly: [DOCKER], scripts: SCRIPTS, source: (name) => SOURCES.get(name), missing: () => false,
};

export const bootLab = (init: LabInit, seed: string): LabMachine => new LabMachine(init, seed, fullLibrary);

export const labSimulator: Simulator<LabInit, LabInput, MachineView, MachineEvent> = labSimulatorFor(fullLibrary);
