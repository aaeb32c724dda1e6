// Reading one line from a descriptor the way shells do: byte by byte where the rest must stay for others, by blocks from seekable files.
import { isErr, SEEK_CUR, sys, type ByteString, type Sys } from '../../kernel/abi/index.ts';
import type { Shell } from './shell.ts';

const BLOCK = 4096;

/** A line without its newline; undefined at the end of the file. Text before an unterminated end is given back as a line. */
export function* readLineFrom(sh: Shell, fd: number): Sys<ByteString | undefined> {
  const result = yield* readUntil(sh, fd, '\n');
  return result.text === '' && result.end ? undefined : result.text;
}

export interface ReadPart {
  readonly text: ByteString;
  readonly end: boolean;
  readonly failed?: boolean;
}

/** Up to `delimiter` (not included). Seekable input is read in blocks and the offset put back behind the line. */
export function* readUntil(sh: Shell, fd: number, delimiter: ByteString): Sys<ReadPart> {
  void sh;
  const seekable = !isErr(yield* sys.lseek(fd, 0, SEEK_CUR));
  let text = '';
  for (;;) {
    const chunk = yield* sys.read(fd, seekable ? BLOCK : 1);
    if (isErr(chunk)) {
      if (chunk.name === 'EINTR') continue;
      return { text, end: true, failed: true };
    }
    if (chunk === '') return { text, end: true };
    const at = chunk.indexOf(delimiter);
    if (at < 0) {
      text += chunk;
      continue;
    }
    text += chunk.slice(0, at);
    if (seekable && at + 1 < chunk.length) yield* sys.lseek(fd, at + 1 - chunk.length, SEEK_CUR);
    return { text, end: false };
  }
}
