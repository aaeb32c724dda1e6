/** Terminals of attached commands: -i with -t needs one, and it is raw while the container has it. */
import { isErr, sys, type Sys } from '../../../kernel/abi/index.ts';
import { Failure } from './context.ts';

export function* checkTty(attachStdin: boolean, tty: boolean): Sys<void> {
  if (tty && attachStdin && !(yield* sys.isatty(0))) throw new Failure('the input device is not a TTY');
}

/** Runs `body` with the terminal raw (cfmakeraw(3)), and puts it back. */
export function* rawTerminal<T>(raw: boolean, body: () => Sys<T>): Sys<T> {
  const before = raw ? yield* sys.tcgetattr(0) : undefined;
  if (before === undefined || isErr(before)) return yield* body();
  yield* sys.tcsetattr(0, {
    icanon: false,
    echo: false,
    isig: false,
    iexten: false,
    icrnl: false,
    ixon: false,
    opost: false,
  });
  const result = yield* body();
  yield* sys.tcsetattr(0, before);
  return result;
}
