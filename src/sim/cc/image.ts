// What exec of an executable file runs: its source, compiled again.
import type { ByteString, Program } from '../kernel/abi/index.ts';
import { compile } from './compile.ts';
import { programOf } from './run.ts';

/** What exec of such a file runs. */
export const imageProgram = (image: ByteString): Program => {
  const end = image.indexOf('\0');
  const compiled = compile(image.slice(end + 1), image.slice(0, end));
  if (compiled.ok) return programOf(compiled.unit);
  // Written by something else than cc.
  return function* () {
    return 127;
  };
};
