// Reading a descriptor to its end.
import { isErr, sys, type ByteString, type Sys } from '../../kernel/abi/index.ts';

/** What is kept of a file or of one substitution's output; real shells are bounded by memory only. */
const MAX_OUTPUT = 16 * 1024 * 1024;

export function* readAll(fd: number): Sys<ByteString> {
  const chunks: ByteString[] = [];
  let size = 0;
  for (;;) {
    const chunk = yield* sys.read(fd, 65536);
    if (isErr(chunk)) {
      if (chunk.name === 'EINTR') continue;
      break;
    }
    if (chunk === '') break;
    chunks.push(chunk);
    size += chunk.length;
    if (size > MAX_OUTPUT) break;
  }
  return chunks.join('');
}
