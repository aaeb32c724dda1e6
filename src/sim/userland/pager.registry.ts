// Pagers and programs that use the whole screen. An explicit list; `all` gives man the pages of every command.
import { clear, reset } from './clear/index.ts';
import type { Command } from './command.ts';
import { less } from './less/index.ts';
import { manCommands } from './man/index.ts';
import { nano } from './nano/index.ts';
import { tput } from './tput/index.ts';
import { vi } from './vi/index.ts';
import { watch } from './watch/index.ts';

export const pagerCommands = (all: () => readonly Command[]): readonly Command[] => [
  less,
  clear,
  reset,
  tput,
  watch,
  ...manCommands(all),
  vi,
  nano,
];
