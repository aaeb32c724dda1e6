// What the core programs need to run a command: the shells' language, and sleep's options. Fetched when the prompt is there.
import { language } from '../../shell/language.ts';
import { LANGUAGE } from '../../shell/prompt.ts';
import { sleep } from '../../userland/sleep/index.ts';
import type { Later } from './core.ts';

export const later: Pick<Later, typeof LANGUAGE> = { [LANGUAGE]: { language, sleep: sleep.run } };
