// Reading a whole file, up to what the compiler takes.
import { isErr, O_RDONLY, sys, type ByteString, type Errno, type Sys } from '../../kernel/abi/index.ts';

/** A little more than the compiler reads, so that it can say that the source is too long. */
const MOST = 1024 * 1024;

export function* readFile(path: ByteString): Sys<ByteString | Errno> {
  const fd = yield* sys.open(path, O_RDONLY);
  if (isErr(fd)) return fd;
  let text = '';
  while (text.length < MOST) {
    const part = yield* sys.read(fd);
    if (isErr(part)) {
      yield* sys.close(fd);
      return part;
    }
    if (part === '') break;
    text += part;
  }
  yield* sys.close(fd);
  return text;
}
