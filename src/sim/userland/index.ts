// The commands of the simulated machines, from the groups' registries.
import type { Command } from './command.ts';
import type { DemoFile } from './crt/files.ts';
import { demoCommands, demoFiles } from './demo.registry.ts';

export const COMMANDS: readonly Command[] = [...demoCommands];
export const FILES: readonly DemoFile[] = demoFiles;
export type { Command, Support } from './command.ts';
