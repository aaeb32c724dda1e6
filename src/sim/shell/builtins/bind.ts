// bind: handed to the line editor.
import type { Sys } from '../../kernel/abi/index.ts';
import type { BuiltinRun } from './index.ts';
import { editing } from '../run/language.ts';
import { builtinError } from '../run/report.ts';
import type { Shell } from '../run/shell.ts';

export const bindBuiltin: BuiltinRun = (sh, words) => bind(sh, words.slice(1));

function* bind(sh: Shell, args: readonly string[]): Sys<number> {
  if (!sh.interactive) builtinError(sh, 'warning: line editing not enabled');
  const reader = sh.reader ?? sh.readerFactory?.();
  if (!reader?.bind) return 0;
  const result = reader.bind(args, yield* editing(sh));
  sh.out += result.stdout;
  if (result.stderr !== '') sh.err += result.stderr;
  return result.status;
}
