// Questions of rm -i, cp -i and mv -i: asked on standard error, answered on standard input.
import { sys, type ByteString, type Sys } from '../../kernel/abi/index.ts';
import type { Tool } from './tool.ts';

/** True when the answer begins with y or Y. */
export function* confirm(tool: Tool, question: ByteString): Sys<boolean> {
  yield* tool.out.flush();
  yield* sys.writeAll(2, `${tool.name}: ${question}`);
  const answer = yield* tool.stdin.line();
  return /^[yY]/.test(answer);
}
