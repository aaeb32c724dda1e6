// GNU's file and text tools.
import { toolCommands } from '../../userland/tools.registry.ts';
import { sourcesOf } from './sources.ts';

export const group = sourcesOf(toolCommands);
