// Code that every lab needs at once: the shells, and sleep, which is what most containers here run as PID 1.
import { bashCommands } from '../../shell/index.ts';
import { sleep } from '../../userland/sleep/index.ts';
import { sourcesOf } from './sources.ts';

export const core = sourcesOf([...bashCommands, sleep]);
