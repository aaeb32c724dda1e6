// <string.h>, <ctype.h> and the parts of <stdlib.h> that only compute and allocate.
import { E } from '../../kernel/abi/errno.ts';
import type { Process } from '../process.ts';
import { normal, type Value } from '../value.ts';
import { LONG, ULONG } from '../types.ts';
import { calling, plain, type Arguments, type LibraryFunction, type Plain } from './function.ts';
import { complain } from './exit.ts';
import { errorText } from './printf.ts';

const S = 'string.h';

function compareBytes(m: Process, a: number, b: number, most: number, stopAtNul: boolean, fold = false): number {
  const lower = (byte: number): number => (fold && byte >= 65 && byte <= 90 ? byte + 32 : byte);
  for (let i = 0; i < most; i += 1) {
    const [x, y] = [lower(m.memory.loadByte(a + i)), lower(m.memory.loadByte(b + i))];
    if (x !== y) return x < y ? -1 : 1;
    if (stopAtNul && x === 0) return 0;
  }
  return 0;
}

const put = (m: Process, to: number, text: string): number => {
  m.memory.write(to, `${text}\0`);
  return to;
};

function find(m: Process, from: number, byte: number, last: boolean): number {
  const text = m.memory.string(from);
  const char = String.fromCharCode(byte & 0xff);
  if ((byte & 0xff) === 0) return from + text.length;
  const at = last ? text.lastIndexOf(char) : text.indexOf(char);
  return at < 0 ? 0 : from + at;
}

function strtok(m: Process, a: Arguments): number {
  const separators = m.memory.string(a.long(1));
  let at = a.long(0) === 0 ? m.strtokRest : a.long(0);
  if (at === 0) return 0;
  const isSeparator = (address: number): boolean => {
    const byte = m.memory.loadByte(address);
    return byte !== 0 && separators.includes(String.fromCharCode(byte));
  };
  while (isSeparator(at)) at += 1;
  if (m.memory.loadByte(at) === 0) {
    m.strtokRest = 0;
    return 0;
  }
  let end = at;
  while (m.memory.loadByte(end) !== 0 && !isSeparator(end)) end += 1;
  m.strtokRest = m.memory.loadByte(end) === 0 ? 0 : end + 1;
  m.memory.storeByte(end, 0);
  return at;
}

const DIGITS = '0123456789abcdefghijklmnopqrstuvwxyz';

/** strtol and strtoul: prefix, digits of the base, and the errors of a value that does not fit. */
function number(m: Process, a: Arguments, signed: boolean): Value {
  const text = m.memory.string(a.long(0));
  let base = a.int(2);
  const head = /^[ \t\n\v\f\r]*([+-]?)/.exec(text);
  let at = head?.[0].length ?? 0;
  const minus = head?.[1] === '-';
  if ((base === 0 || base === 16) && /^0[xX][0-9a-fA-F]/.test(text.slice(at))) {
    at += 2;
    base = 16;
  } else if (base === 0) base = text[at] === '0' ? 8 : 10;
  let value = 0n;
  const start = at;
  for (; at < text.length; at += 1) {
    const digit = DIGITS.indexOf((text[at] ?? '').toLowerCase());
    if (digit < 0 || digit >= base) break;
    value = value * BigInt(base) + BigInt(digit);
  }
  if (a.long(1) !== 0) m.memory.storeLong(a.long(1), a.long(0) + (at === start ? 0 : at));
  if (minus) value = -value;
  const [low, high] = signed ? [-(1n << 63n), (1n << 63n) - 1n] : [-((1n << 64n) - 1n), (1n << 64n) - 1n];
  if (value > high || value < low) {
    m.errno = E.ERANGE.code;
    value = value > high ? high : signed ? low : high;
  }
  return normal(value, signed ? LONG : ULONG);
}

function atoi(m: Process, address: number): bigint {
  const text = /^[ \t\n\v\f\r]*([+-]?[0-9]+)/.exec(m.memory.string(address))?.[1];
  return text === undefined ? 0n : BigInt.asIntN(64, BigInt(text));
}

function allocate(m: Process, size: number): number {
  const address = m.heap.allocate(m.memory, size);
  if (address === 0) m.errno = E.ENOMEM.code;
  return address;
}

const calloc: Plain = (m, a) => {
  const size = a.long(0) * a.long(1);
  const address = allocate(m, size);
  if (address !== 0) m.memory.fill(address, 0, size);
  return address;
};

const C = (name: string, test: RegExp): LibraryFunction =>
  plain('ctype.h', `int ${name}(int c)`, (_m, a) =>
    a.int(0) >= 0 && a.int(0) < 128 && test.test(String.fromCharCode(a.int(0))) ? 1 : 0,
  );

export const stringFunctions: readonly LibraryFunction[] = [
  plain(S, 'size_t strlen(const char *text)', (m, a) => m.memory.string(a.long(0)).length),
  plain(S, 'size_t strnlen(const char *text, size_t most)', (m, a) => m.memory.string(a.long(0), a.long(1)).length),
  plain(S, 'int strcmp(const char *a, const char *b)', (m, a) => compareBytes(m, a.long(0), a.long(1), Infinity, true)),
  plain(S, 'int strncmp(const char *a, const char *b, size_t count)', (m, a) =>
    compareBytes(m, a.long(0), a.long(1), a.long(2), true),
  ),
  plain(S, 'int strcasecmp(const char *a, const char *b)', (m, a) =>
    compareBytes(m, a.long(0), a.long(1), Infinity, true, true),
  ),
  plain(S, 'char *strcpy(char *to, const char *from)', (m, a) => put(m, a.long(0), m.memory.string(a.long(1)))),
  plain(S, 'char *strncpy(char *to, const char *from, size_t count)', (m, a) => {
    const text = m.memory.string(a.long(1), a.long(2));
    m.memory.write(a.long(0), text + '\0'.repeat(a.long(2) - text.length));
    return a.long(0);
  }),
  plain(S, 'char *strcat(char *to, const char *from)', (m, a) => {
    put(m, a.long(0) + m.memory.string(a.long(0)).length, m.memory.string(a.long(1)));
    return a.long(0);
  }),
  plain(S, 'char *strncat(char *to, const char *from, size_t count)', (m, a) => {
    put(m, a.long(0) + m.memory.string(a.long(0)).length, m.memory.string(a.long(1), a.long(2)));
    return a.long(0);
  }),
  plain(S, 'char *strchr(const char *text, int c)', (m, a) => find(m, a.long(0), a.int(1), false)),
  plain(S, 'char *strrchr(const char *text, int c)', (m, a) => find(m, a.long(0), a.int(1), true)),
  plain(S, 'char *strstr(const char *text, const char *part)', (m, a) => {
    const at = m.memory.string(a.long(0)).indexOf(m.memory.string(a.long(1)));
    return at < 0 ? 0 : a.long(0) + at;
  }),
  plain(S, 'char *strtok(char *text, const char *separators)', strtok),
  plain(S, 'char *strdup(const char *text)', (m, a) => {
    const text = m.memory.string(a.long(0));
    const address = allocate(m, text.length + 1);
    return address === 0 ? 0 : put(m, address, text);
  }),
  plain(S, 'void *memset(void *to, int byte, size_t count)', (m, a) => {
    m.memory.fill(a.long(0), a.int(1), a.long(2));
    return a.long(0);
  }),
  ...['memcpy', 'memmove'].map((name) => plain(S, `void *${name}(void *to, const void *from, size_t count)`, (m, a) => {
    m.memory.copy(a.long(0), a.long(1), a.long(2));
    return a.long(0);
  })), // prettier-ignore
  plain(S, 'int memcmp(const void *a, const void *b, size_t count)', (m, a) =>
    compareBytes(m, a.long(0), a.long(1), a.long(2), false),
  ),
  plain(S, 'char *strerror(int code)', (m, a) => m.text(errorText(a.int(0)))),
  C('isdigit', /[0-9]/),
  C('isalpha', /[A-Za-z]/),
  C('isalnum', /[A-Za-z0-9]/),
  C('isspace', /[ \t\n\v\f\r]/),
  C('isupper', /[A-Z]/),
  C('islower', /[a-z]/),
  C('isprint', /[ -~]/),
  C('ispunct', /[!-/:-@[-`{-~]/),
  C('isxdigit', /[0-9A-Fa-f]/),
  plain('ctype.h', 'int toupper(int c)', (_m, a) => (a.int(0) >= 97 && a.int(0) <= 122 ? a.int(0) - 32 : a.int(0))),
  plain('ctype.h', 'int tolower(int c)', (_m, a) => (a.int(0) >= 65 && a.int(0) <= 90 ? a.int(0) + 32 : a.int(0))),
  plain('stdlib.h', 'int atoi(const char *text)', (m, a) => Number(BigInt.asIntN(32, atoi(m, a.long(0))))),
  ...['atol', 'atoll'].map((name) =>
    plain('stdlib.h', `long ${name}(const char *text)`, (m, a) => normal(atoi(m, a.long(0)), LONG)),
  ),
  plain('stdlib.h', 'long strtol(const char *text, char **end, int base)', (m, a) => number(m, a, true)),
  plain('stdlib.h', 'unsigned long strtoul(const char *text, char **end, int base)', (m, a) => number(m, a, false)),
  plain('stdlib.h', 'int abs(int value)', (_m, a) => Math.abs(a.int(0)) | 0),
  plain('stdlib.h', 'void *malloc(size_t size)', (m, a) => allocate(m, a.long(0)), {
    note: 'Up to 64 MiB altogether.',
  }),
  plain('stdlib.h', 'void *calloc(size_t count, size_t size)', calloc),
  plain('stdlib.h', 'void *realloc(void *block, size_t size)', (m, a) => {
    const address = allocate(m, a.long(1));
    const before = m.heap.sizeOf(a.long(0));
    if (address === 0 || before === undefined) return address;
    m.memory.copy(address, a.long(0), Math.min(before, a.long(1)));
    m.heap.free(a.long(0));
    return address;
  }),
  calling('stdlib.h', 'void free(void *block)', function* (m, a) {
    const complaint = a.long(0) === 0 ? undefined : m.heap.free(a.long(0));
    return complaint === undefined ? 0 : yield* complain(m, complaint);
  }, { note: 'Ends the process by SIGABRT when the block was freed before or never allocated.' }), // prettier-ignore
  plain('stdlib.h', 'char *getenv(const char *name)', (m, a) => m.environment.get(m.memory.string(a.long(0))) ?? 0),
  plain('stdlib.h', 'int rand(void)', (m) => {
    m.random = (Math.imul(m.random, 1103515245) + 12345) & 0x7fffffff;
    return m.random;
  }, { support: 'partial', note: 'Another sequence than that of glibc.' }), // prettier-ignore
  plain('stdlib.h', 'void srand(unsigned int seed)', (m, a) => {
    m.random = a.int(0);
    return 0;
  }, { support: 'partial', note: 'Another sequence than that of glibc.' }), // prettier-ignore
];
