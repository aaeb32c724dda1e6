// Ways a command can end other than by returning a status: the exceptions of the interpreter.

/** Ends the shell process with this status (after its EXIT trap). */
export class ExitShell extends Error {
  readonly status: number;
  constructor(status: number) {
    super(`exit ${status}`);
    this.status = status;
  }
}

/** Throws away the rest of the top-level line (bash's jump_to_top_level(DISCARD)); the message was printed before. */
export class DiscardLine extends Error {
  readonly status: number;
  constructor(status: number) {
    super('line discarded');
    this.status = status;
  }
}

/** An error while expanding: the message still has to be printed, then the line (or the shell) ends. */
export class ExpansionFault extends Error {
  /** The shell itself ends when it is not interactive. */
  readonly fatal: boolean;
  readonly status: number;
  constructor(message: string, fatal: boolean, status = 1) {
    super(message);
    this.fatal = fatal;
    this.status = status;
  }
}

/** SIGINT at the prompt: back to the prompt with `$?` 130. */
export class InterruptLine extends Error {}
