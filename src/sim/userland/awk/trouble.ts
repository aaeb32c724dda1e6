// Errors of a running awk program. They end it with status 2.
import type { ByteString } from '../../kernel/abi/index.ts';

export class RunTrouble extends Error {
  /** What a failing printf had produced before. */
  readonly partial: ByteString;
  /** `run`: with file and record number; `plain`: just the text; `limit`: a limit of mawk. */
  readonly kind: 'run' | 'plain' | 'limit';

  constructor(text: string, partial: ByteString = '', kind: 'run' | 'plain' | 'limit' = 'run') {
    super(text);
    this.partial = partial;
    this.kind = kind;
  }
}

/** `exit`, and `next` inside a function: unwinds the expression that called it. */
export class Unwind extends Error {
  readonly flow: number;
  constructor(flow: number) {
    super();
    this.flow = flow;
  }
}
