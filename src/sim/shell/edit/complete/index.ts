// Completion commands.
import type { EditCommand } from '../editor.ts';

export const COMPLETE: Readonly<Record<string, EditCommand>> = {};
