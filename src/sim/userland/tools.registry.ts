// GNU's file and text tools. An explicit list.
import type { Command } from './command.ts';

export const toolCommands: readonly Command[] = [];
