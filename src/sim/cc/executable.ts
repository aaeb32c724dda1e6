// Executable files, as cc writes them. A file carries its source; it is compiled again when it starts (image.ts).
import { utf8, type ByteString } from '../kernel/abi/index.ts';

/** The program of the machine that runs such files (see kernel/fs/elf.ts). */
export const PROGRAM_KEY = 'cc';

/** ELF, 64 bit, little endian, version 1, as kernel/fs/elf.ts reads it. */
const HEAD = '\x7fELF\x02\x01\x01\0\0\0\0\0\0\0\0\0\x03\0>\0\x01\0\0\0/lib64/ld-linux-x86-64.so.2\0';

/** The bytes of an executable file (mode 0755) that carries this source. */
export const executable = (text: string, file = 'main.c'): ByteString =>
  `${HEAD}${PROGRAM_KEY}\0${utf8(file)}\0${/[^\0-\xff]/.test(text) ? utf8(text) : text}`;
