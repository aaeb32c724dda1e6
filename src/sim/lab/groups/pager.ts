// Pagers and the manual, which has a page of every command and so brings all of them.
import { pagerCommands } from '../../userland/pager.registry.ts';
import { COMMANDS } from '../commands.ts';
import { sourcesOf } from './sources.ts';

export const group = sourcesOf(pagerCommands(() => COMMANDS));
