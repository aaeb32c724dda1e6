// Everything that is installed on the machines of the lab: one list, in one place.
import { bashCommands } from '../shell/index.ts';
import { COMMANDS as TOOLS, FILES } from '../userland/index.ts';
import type { FileSpec } from '../container/runtime/index.ts';
import type { Command } from '../userland/command.ts';

export const COMMANDS: readonly Command[] = [...bashCommands, ...TOOLS];

/** Scripts that the image ships as plain files. */
export const SCRIPTS: Readonly<Record<string, FileSpec>> = Object.fromEntries(FILES.map((file) => [file.path, { text: file.text, mode: file.mode }]));
