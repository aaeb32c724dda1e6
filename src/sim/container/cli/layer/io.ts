/** Streams and the end of command-line programs. */
import { sys, type Sys } from '../../../kernel/abi/index.ts';

/** Ends a command with a message on stderr and an exit code; thrown anywhere below, caught by the program. */
export class Failure extends Error {
  readonly exit: number;
  constructor(message: string, exit = 1) {
    super(message);
    this.exit = exit;
  }
}

export function* out(text: string): Sys<void> {
  if (text !== '') yield* sys.writeAll(1, text);
}

export function* err(text: string): Sys<void> {
  if (text !== '') yield* sys.writeAll(2, text);
}
