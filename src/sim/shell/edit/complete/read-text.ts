// The whole of a small file.
import { O_RDONLY, isErr, sys, type ByteString, type Sys } from '../../../kernel/abi/index.ts';

/** '' when it cannot be read. */
export function* readText(path: ByteString): Sys<ByteString> {
  const fd = yield* sys.open(path, O_RDONLY);
  if (isErr(fd)) return '';
  let text = '';
  for (;;) {
    const piece = yield* sys.read(fd);
    if (isErr(piece) || piece === '') break;
    text += piece;
  }
  yield* sys.close(fd);
  return text;
}
