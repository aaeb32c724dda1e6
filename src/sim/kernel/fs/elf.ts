// Executable files that programs of the machine write: an ELF header, the name of the program that runs the file, and its image.
import type { ByteString } from '../abi/index.ts';

/** First bytes of every compiled program: ELF, 64 bit, little endian, version 1. */
export const ELF_HEAD = '\x7fELF\x02\x01\x01\0\0\0\0\0\0\0\0\0\x03\0>\0\x01\0\0\0';

/** Stands where a real file names its loader (PT_INTERP); the program's key of the machine's table follows, then a NUL. */
const LOADER = '/lib64/ld-linux-x86-64.so.2\0';

/** What follows header and loader: the key of the program that runs the file, and what it is given. */
export function readImage(data: ByteString): { readonly program: string; readonly image: ByteString } | undefined {
  const start = ELF_HEAD.length + LOADER.length;
  if (!data.startsWith(ELF_HEAD) || !data.startsWith(LOADER, ELF_HEAD.length)) return undefined;
  const end = data.indexOf('\0', start);
  return end < 0 ? undefined : { program: data.slice(start, end), image: data.slice(end + 1) };
}
