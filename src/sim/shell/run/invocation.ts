// What the command line of a shell says, and what it says when it has no arguments.
import type { ByteString } from '../../kernel/abi/index.ts';

export interface Invocation {
  command: ByteString | undefined;
  file: ByteString | undefined;
  args: ByteString[];
  interactive: boolean;
  stdin: boolean;
  login: boolean;
  norc: boolean;
  noprofile: boolean;
  rcfile: ByteString | undefined;
  on: string[];
  off: string[];
  shopt: [string, boolean][];
  error: { text: ByteString; status: number } | undefined;
  print: ByteString | undefined;
}

/** `bash`, or `-bash` for a login shell: commands come from standard input. */
export const plainInvocation = (name: ByteString): Invocation => ({
  command: undefined,
  file: undefined,
  args: [],
  interactive: false,
  stdin: true,
  login: name.startsWith('-'),
  norc: false,
  noprofile: false,
  rcfile: undefined,
  on: [],
  off: [],
  shopt: [],
  error: undefined,
  print: undefined,
});
