// Opening the files of a filter: `-` is standard input, an error is reported and the rest goes on.
import { isErr, O_RDONLY, sys, type ByteString, type Errno, type Sys } from '../../kernel/abi/index.ts';
import { readAll } from './stdio.ts';
import type { Tool } from './tool.ts';

export function* openInput(name: ByteString): Sys<number | Errno> {
  return name === '-' ? 0 : yield* sys.open(name, O_RDONLY);
}

export function* closeInput(fd: number): Sys<void> {
  if (fd !== 0) yield* sys.close(fd);
}

/** The whole of a file, or of standard input for `-`. */
export function* slurp(name: ByteString): Sys<ByteString | Errno> {
  const fd = yield* openInput(name);
  if (isErr(fd)) return fd;
  const text = yield* readAll(fd);
  yield* closeInput(fd);
  return text;
}

/** slurp() that complains as most tools do: `tool: name: reason`. */
export function* slurpOrWarn(tool: Tool, name: ByteString): Sys<ByteString | undefined> {
  const text = yield* slurp(name);
  if (!isErr(text)) return text;
  yield* tool.warn(`${tool.qf(name)}: ${text.text}`);
  return undefined;
}
