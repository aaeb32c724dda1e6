// Code that every lab needs at once: the shells and the process tools.
import { bashCommands } from '../../shell/index.ts';
import { procpsCommands } from '../../userland/procps.registry.ts';
import { sourcesOf } from './sources.ts';

export const core = sourcesOf([...bashCommands, ...procpsCommands]);
