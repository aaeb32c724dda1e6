// `read -e`: the line comes from the line editor.
import { sys, type ByteString, type Sys } from '../../kernel/abi/index.ts';
import { createLineReader } from '../edit/index.ts';
import { InterruptLine } from '../run/faults.ts';
import { editContext, Prompt } from '../run/prompt.ts';
import { flush } from '../run/report.ts';
import type { Shell } from '../run/shell.ts';

/** The line that was typed; undefined at the end of the input. */
export function* readEdited(sh: Shell, prompt: ByteString, initial: ByteString): Sys<ByteString | undefined> {
  yield* flush(sh);
  sh.reader ??= createLineReader();
  const got = yield* sh.reader.readLine(prompt, { ...editContext(new Prompt(sh)), filesOnly: true }, initial);
  if (got === 'interrupt') {
    if (!sh.interactive) {
      yield* sys.kill(yield* sys.getpid(), 2);
      return undefined;
    }
    sh.interrupted = true;
    throw new InterruptLine();
  }
  return got === 'eof' ? undefined : got.line;
}
