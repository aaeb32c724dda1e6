// <stdio.h>: streams, printf and its family, perror.
import {
  isErr,
  O_APPEND,
  O_CREAT,
  O_RDONLY,
  O_RDWR,
  O_TRUNC,
  O_WRONLY,
  signalDescription,
  sys,
  type Sys,
} from '../../kernel/abi/index.ts';
import type { Process } from '../process.ts';
import { calling, plain, type LibraryFunction } from './function.ts';
import { errorText, format } from './printf.ts';
import { fill, flush, flushAll, put, type Stream } from './streams.ts';

const EOF = -1;
const H = 'stdio.h';

/** The stream a FILE * means; a bad pointer faults, as its use would. */
function streamOf(m: Process, address: number): Stream {
  const found = m.streams.get(address);
  if (found) return found;
  m.memory.loadLong(address);
  return {
    fd: -1,
    mode: 'none',
    size: 0,
    out: '',
    input: '',
    eof: false,
    error: true,
    readable: false,
    writable: false,
  };
}

function* print(m: Process, s: Stream | undefined, text: string): Sys<number> {
  return s && (yield* put(m, s, text)) ? text.length : -1;
}

function* character(m: Process, s: Stream): Sys<number> {
  if (!(yield* fill(m, s))) return EOF;
  const byte = s.input.charCodeAt(0);
  s.input = s.input.slice(1);
  return byte;
}

function* line(m: Process, buffer: number, size: number, s: Stream): Sys<number> {
  let text = '';
  while (text.length < size - 1 && !text.endsWith('\n')) {
    const byte = yield* character(m, s);
    if (byte === EOF) break;
    text += String.fromCharCode(byte);
  }
  if (text === '') return 0;
  m.memory.write(buffer, `${text}\0`);
  return buffer;
}

const OPEN_MODES: Readonly<Record<string, number>> = {
  r: O_RDONLY, 'r+': O_RDWR, w: O_WRONLY | O_CREAT | O_TRUNC, 'w+': O_RDWR | O_CREAT | O_TRUNC, a: O_WRONLY | O_CREAT | O_APPEND,
  'a+': O_RDWR | O_CREAT | O_APPEND,
}; // prettier-ignore

function* open(m: Process, path: string, mode: string): Sys<number> {
  const flags = OPEN_MODES[mode.replace(/[be]/g, '')];
  if (flags === undefined) {
    m.errno = 22;
    return 0;
  }
  const fd = yield* sys.open(path, flags, 0o666);
  if (isErr(fd)) {
    m.errno = fd.code;
    return 0;
  }
  return m.streams.add(fd, mode.startsWith('r') || mode.includes('+'), !mode.startsWith('r') || mode.includes('+'));
}

const said = (m: Process, address: number): string => (address === 0 ? '' : m.memory.string(address));

function* perror(prefix: string, text: string): Sys<number> {
  yield* sys.writeAll(2, `${prefix}${prefix === '' ? '' : ': '}${text}\n`);
  return 0;
}

/** What snprintf leaves in the buffer. */
function into(m: Process, buffer: number, size: number, text: string): number {
  if (size > 0) m.memory.write(buffer, `${text.slice(0, size - 1)}\0`);
  return text.length;
}

export const stdioFunctions: readonly LibraryFunction[] = [
  calling(H, 'int printf(const char *format, ...)', (m, a) => print(m, m.streams.stdout, format(m, m.memory.string(a.long(0)), a, 1)), {
    support: 'partial', note: 'All integer conversions, %c, %s, %p, %m and %n; no floating point. Buffered as by glibc.',
  }), // prettier-ignore
  calling(H, 'int fprintf(FILE *stream, const char *format, ...)', (m, a) => print(m, streamOf(m, a.long(0)), format(m, m.memory.string(a.long(1)), a, 2)), {
    support: 'partial', note: 'As printf, to any stream.',
  }), // prettier-ignore
  calling(H, 'int dprintf(int fd, const char *format, ...)', function* (m, a) {
    const text = format(m, m.memory.string(a.long(1)), a, 2);
    const n = yield* sys.writeAll(a.int(0), text);
    if (!isErr(n)) return text.length;
    m.errno = n.code;
    return -1;
  }, { support: 'partial', note: 'As printf, straight to a descriptor.' }), // prettier-ignore
  plain(H, 'int sprintf(char *buffer, const char *format, ...)', (m, a) => into(m, a.long(0), Infinity, format(m, m.memory.string(a.long(1)), a, 2)), {
    support: 'partial', note: 'As printf, into memory.',
  }), // prettier-ignore
  plain(H, 'int snprintf(char *buffer, size_t size, const char *format, ...)', (m, a) => into(m, a.long(0), a.long(1), format(m, m.memory.string(a.long(2)), a, 3)), {
    support: 'partial', note: 'As printf, into memory of a known size.',
  }), // prettier-ignore
  calling(H, 'int puts(const char *text)', (m, a) => print(m, m.streams.stdout, `${m.memory.string(a.long(0))}\n`)),
  calling(H, 'int fputs(const char *text, FILE *stream)', (m, a) =>
    print(m, streamOf(m, a.long(1)), m.memory.string(a.long(0))),
  ),
  calling(H, 'int putchar(int c)', function* (m, a) {
    return (yield* print(m, m.streams.stdout, String.fromCharCode(a.int(0) & 0xff))) < 0 ? EOF : a.int(0) & 0xff;
  }),
  ...['fputc', 'putc'].map((name) => calling(H, `int ${name}(int c, FILE *stream)`, function* (m, a) {
    return (yield* print(m, streamOf(m, a.long(1)), String.fromCharCode(a.int(0) & 0xff))) < 0 ? EOF : a.int(0) & 0xff;
  })), // prettier-ignore
  calling(H, 'size_t fwrite(const void *data, size_t size, size_t count, FILE *stream)', function* (m, a) {
    const bytes = m.memory.read(a.long(0), a.long(1) * a.long(2));
    return (yield* print(m, streamOf(m, a.long(3)), bytes)) < 0 ? 0 : a.long(2);
  }),
  calling(H, 'size_t fread(void *data, size_t size, size_t count, FILE *stream)', function* (m, a) {
    const s = streamOf(m, a.long(3));
    let got = '';
    while (got.length < a.long(1) * a.long(2) && (yield* fill(m, s))) {
      const part = s.input.slice(0, a.long(1) * a.long(2) - got.length);
      s.input = s.input.slice(part.length);
      got += part;
    }
    m.memory.write(a.long(0), got);
    return a.long(1) === 0 ? 0 : Math.floor(got.length / a.long(1));
  }),
  calling(H, 'int fflush(FILE *stream)', function* (m, a) {
    const s = a.long(0) === 0 ? undefined : streamOf(m, a.long(0));
    return (s ? yield* flush(m, s) : yield* flushAll(m)) ? 0 : EOF;
  }, { note: 'Writes what is buffered; of all streams when given NULL.' }), // prettier-ignore
  calling(H, 'FILE *fopen(const char *path, const char *mode)', (m, a) =>
    open(m, m.memory.string(a.long(0)), m.memory.string(a.long(1))),
  ),
  calling(H, 'int fclose(FILE *stream)', function* (m, a) {
    const s = streamOf(m, a.long(0));
    const ok = yield* flush(m, s);
    yield* sys.close(s.fd);
    m.streams.remove(a.long(0));
    return ok ? 0 : EOF;
  }),
  calling(H, 'char *fgets(char *buffer, int size, FILE *stream)', (m, a) =>
    line(m, a.long(0), a.int(1), streamOf(m, a.long(2))),
  ),
  ...['fgetc', 'getc'].map((name) =>
    calling(H, `int ${name}(FILE *stream)`, (m, a) => character(m, streamOf(m, a.long(0)))),
  ),
  calling(H, 'int getchar(void)', function* (m) {
    const s = [...m.streams.all()].find((each) => each.fd === 0);
    return s ? yield* character(m, s) : EOF;
  }),
  plain(H, 'int feof(FILE *stream)', (m, a) => (streamOf(m, a.long(0)).eof ? 1 : 0)),
  plain(H, 'int ferror(FILE *stream)', (m, a) => (streamOf(m, a.long(0)).error ? 1 : 0)),
  plain(H, 'int fileno(FILE *stream)', (m, a) => streamOf(m, a.long(0)).fd),
  plain(H, 'int setvbuf(FILE *stream, char *buffer, int mode, size_t size)', (m, a) => {
    const mode = (['full', 'line', 'none'] as const)[a.int(2)];
    if (!mode) return -1;
    streamOf(m, a.long(0)).mode = mode;
    return 0;
  }, { support: 'partial', note: 'Sets the mode; the size of the buffer stays.' }), // prettier-ignore
  plain(H, 'void setbuf(FILE *stream, char *buffer)', (m, a) => {
    if (a.long(1) === 0) streamOf(m, a.long(0)).mode = 'none';
    return 0;
  }),
  calling(H, 'void perror(const char *text)', (m, a) => perror(said(m, a.long(0)), errorText(m.errno))),
  calling('signal.h', 'void psignal(int sig, const char *text)', (m, a) =>
    perror(said(m, a.long(1)), signalDescription(a.int(0))),
  ),
];
