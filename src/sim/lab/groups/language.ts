// The later half of the core programs: fetched when the page is quiet, or with the first command.
import { language } from '../../shell/language.ts';
import { sleep } from '../../userland/sleep/index.ts';
import type { Later } from './core.ts';

export const later: Later = { language, sleep: sleep.run };
