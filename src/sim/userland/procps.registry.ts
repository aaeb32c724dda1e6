// Process tools: procps, psmisc, strace and friends. An explicit list.
import type { Command } from './command.ts';
import { ps } from './ps/index.ts';

export const procpsCommands: readonly Command[] = [ps];
