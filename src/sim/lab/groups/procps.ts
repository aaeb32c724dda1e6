// ps, top, kill, strace and the other process tools.
import { procpsCommands } from '../../userland/procps.registry.ts';
import { sourcesOf } from './sources.ts';

export const group = sourcesOf(procpsCommands);
