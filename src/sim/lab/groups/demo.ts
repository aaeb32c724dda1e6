// Inits, language runtimes and demo programs.
import { demoCommands } from '../../userland/demo.registry.ts';
import { sourcesOf } from './sources.ts';

export const group = sourcesOf(demoCommands);
