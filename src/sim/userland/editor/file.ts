// Files as editors read and write them: whole, by lines, with the last line end noted.
import {
  O_CREAT,
  O_APPEND,
  O_RDONLY,
  O_TRUNC,
  O_WRONLY,
  W_OK,
  S_IFDIR,
  S_IFMT,
  S_IFREG,
  isErr,
  sys,
  type ByteString,
  type Errno,
  type Stat,
  type Sys,
} from '../../kernel/abi/index.ts';
import { readAll } from '../lib/stdio.ts';

export interface Loaded {
  readonly lines: readonly ByteString[];
  readonly bytes: number;
  /** The last line has no line end. */
  readonly noeol: boolean;
  /** It cannot be written by us. */
  readonly readonly: boolean;
  readonly dos: boolean;
}

export type Loading =
  | { readonly kind: 'text'; readonly file: Loaded }
  | { readonly kind: 'new' }
  | { readonly kind: 'directory' }
  | { readonly kind: 'special' }
  | { readonly kind: 'failed'; readonly error: Errno };

export const isDirectory = (stat: Stat): boolean => (stat.mode & S_IFMT) === S_IFDIR;

/** Lines of a text; a line end at the very end ends the last line. */
export function linesOf(text: ByteString): { lines: ByteString[]; noeol: boolean } {
  if (text === '') return { lines: [], noeol: false };
  const lines = text.split('\n');
  const noeol = lines.at(-1) !== '';
  if (!noeol) lines.pop();
  return { lines, noeol };
}

export function* load(path: ByteString): Sys<Loading> {
  const stat = yield* sys.stat(path);
  if (isErr(stat)) return stat.name === 'ENOENT' ? { kind: 'new' } : { kind: 'failed', error: stat };
  if (isDirectory(stat)) return { kind: 'directory' };
  if ((stat.mode & S_IFMT) !== S_IFREG) return { kind: 'special' };
  const fd = yield* sys.open(path, O_RDONLY);
  if (isErr(fd)) return { kind: 'failed', error: fd };
  const text = yield* readAll(fd);
  yield* sys.close(fd);
  if (isErr(text)) return { kind: 'failed', error: text };
  const readonly = isErr(yield* sys.access(path, W_OK));
  const { lines, noeol } = linesOf(text);
  const dos = lines.length > 0 && lines.every((line) => line.endsWith('\r'));
  const own = dos ? lines.map((line) => line.slice(0, -1)) : lines;
  return { kind: 'text', file: { lines: own, bytes: text.length, noeol, readonly, dos } };
}

/** Writes the text, in one go; 0 or why not. */
export function* save(path: ByteString, text: ByteString, append = false): Sys<0 | Errno> {
  const fd = yield* sys.open(path, O_WRONLY | O_CREAT | (append ? O_APPEND : O_TRUNC), 0o666);
  if (isErr(fd)) return fd;
  const wrote = yield* sys.writeAll(fd, text);
  yield* sys.close(fd);
  return isErr(wrote) ? wrote : 0;
}
