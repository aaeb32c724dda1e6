// Every command by its readline name.
import { CHANGE } from './change.ts';
import { COMPLETE } from './complete/index.ts';
import type { EditCommand } from './editor.ts';
import { HISTORY } from './history.ts';
import { KILL } from './kill.ts';
import { MISC } from './misc.ts';
import { MOTION } from './motion.ts';
import { SEARCH } from './search.ts';
import { VI } from './vi/commands.ts';

export const COMMANDS: Readonly<Record<string, EditCommand | undefined>> = {
  ...MOTION,
  ...CHANGE,
  ...KILL,
  ...HISTORY,
  ...SEARCH,
  ...MISC,
  ...COMPLETE,
  ...VI,
};
