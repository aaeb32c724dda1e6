// From a list of commands to what a library hands out.
import type { Command } from '../../userland/command.ts';
import type { ProgramSource } from '../library.ts';

export const sourcesOf = (commands: readonly Command[]): Readonly<Record<string, ProgramSource>> =>
  Object.fromEntries(commands.map((command) => [command.name, () => command.run]));
