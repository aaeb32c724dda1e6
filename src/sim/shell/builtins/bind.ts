// bind: handed to the line editor.
import type { BuiltinRun } from './index.ts';
import { editorParts } from '../edit/parts.ts';
import { builtinError } from '../run/report.ts';

export const bindBuiltin: BuiltinRun = (sh, words) => {
  if (!sh.interactive) builtinError(sh, 'warning: line editing not enabled');
  const result = (sh.reader ?? sh.readerFactory?.())?.bind?.(words.slice(1), editorParts);
  if (!result) return 0;
  sh.out += result.stdout;
  if (result.stderr !== '') sh.err += result.stderr;
  return result.status;
};
