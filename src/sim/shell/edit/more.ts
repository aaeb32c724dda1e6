// The way from the editor to its later half.
import type { Sys } from '../../kernel/abi/index.ts';
import type { Editor, EditorParts } from './editor.ts';

/** The commands and files that an editor only sometimes needs; their code comes with the shell's language. */
export function* more(ed: Editor): Sys<EditorParts> {
  if (ed.parts === undefined) equip(ed, yield* ed.ctx.more());
  return ed.parts as EditorParts;
}

export function equip(ed: Editor, parts: EditorParts): void {
  if (ed.parts !== undefined) return;
  ed.parts = parts;
  for (const [name, map] of parts.keymaps()) ed.keymaps.set(name, map);
}
