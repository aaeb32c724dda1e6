// The later half of the line editor: completion, searches, vi mode. Fetched when the page is quiet or with the first Tab.
import { editorParts } from '../../shell/editing.ts';
import { EDITING } from '../../shell/prompt.ts';
import type { Later } from './core.ts';

export const later: Pick<Later, typeof EDITING> = { [EDITING]: editorParts };
