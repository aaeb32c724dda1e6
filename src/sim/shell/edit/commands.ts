// The commands that are there from the start, by their readline names: moving, typing, deleting, killing, the lines before.
import { BASIC } from './basic.ts';
import { CHANGE } from './change.ts';
import type { EditCommand } from './editor.ts';
import { HISTORY } from './history.ts';
import { KILL } from './kill.ts';
import { MOTION } from './motion.ts';

export const COMMANDS: Readonly<Record<string, EditCommand | undefined>> = {
  ...MOTION,
  ...CHANGE,
  ...KILL,
  ...HISTORY,
  ...BASIC,
};
