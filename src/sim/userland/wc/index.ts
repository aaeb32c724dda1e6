import { isErr, S_IFMT, S_IFREG, sys, type ByteString, type Errno, type Sys } from '../../kernel/abi/index.ts';
import { closeInput, openInput } from '../lib/input.ts';
import { readRetry } from '../lib/stdio.ts';
import { command, type Tool } from '../lib/tool.ts';

interface Counts {
  lines: number;
  words: number;
  chars: number;
  bytes: number;
  longest: number;
}
type Field = keyof Counts;
const ORDER: readonly Field[] = ['lines', 'words', 'chars', 'bytes', 'longest'];

const isSpace = (c: number): boolean => c === 32 || (c >= 9 && c <= 13);

/** Counts piece by piece: a word or a line may go over the edge of a read. */
export class Counter {
  readonly counts: Counts = { lines: 0, words: 0, chars: 0, bytes: 0, longest: 0 };
  readonly #utf8: boolean;
  #inWord = false;
  #column = 0;

  constructor(utf8: boolean) {
    this.#utf8 = utf8;
  }

  add(text: ByteString): void {
    const { counts } = this;
    counts.bytes += text.length;
    for (let i = 0; i < text.length; i += 1) {
      const code = text.charCodeAt(i);
      if (!this.#utf8 || (code & 0xc0) !== 0x80) counts.chars += 1;
      if (code === 10) counts.lines += 1;
      if (isSpace(code)) this.#inWord = false;
      // only a printable character begins a word
      else if (!this.#inWord && ((code > 32 && code < 127) || (this.#utf8 && code >= 0xc2))) {
        this.#inWord = true;
        counts.words += 1;
      }
      this.#measure(code);
    }
  }

  #measure(code: number): void {
    if (code === 10 || code === 13 || code === 12) this.#column = 0;
    else if (code === 9) this.#column += 8 - (this.#column % 8);
    else if ((code >= 32 && code < 127) || (this.#utf8 && code >= 0xc2)) this.#column += 1;
    if (this.#column > this.counts.longest) this.counts.longest = this.#column;
  }
}

/** compute_number_width of wc.c: as wide as the sizes of the regular files, 7 when something else is among them. */
function* widthFor(files: readonly ByteString[], fields: number): Sys<number> {
  if (files.length === 1 && fields === 1) return 1;
  let total = 0;
  let minimum = 1;
  for (const name of files) {
    const stat = name === '-' ? yield* sys.fstat(0) : yield* sys.stat(name);
    if (isErr(stat)) continue;
    if ((stat.mode & S_IFMT) === S_IFREG) total += stat.size;
    else minimum = 7;
  }
  return Math.max(minimum, String(total).length);
}

function* countFile(name: ByteString, utf8: boolean): Sys<{ counts: Counts | undefined; error: Errno | undefined }> {
  const fd = yield* openInput(name);
  if (isErr(fd)) return { counts: undefined, error: fd };
  const counter = new Counter(utf8);
  for (;;) {
    const data = yield* readRetry(fd);
    if (isErr(data)) {
      yield* closeInput(fd);
      return { counts: counter.counts, error: data };
    }
    if (data === '') break;
    counter.add(data);
  }
  yield* closeInput(fd);
  return { counts: counter.counts, error: undefined };
}

function* main(tool: Tool): Sys<number> {
  const wanted = new Set<Field>();
  let list: ByteString | undefined;
  const { options, operands } = tool.options({
    short: 'clLmw',
    long: { bytes: 'c', chars: 'm', lines: 'l', words: 'w', 'files0-from=': 'files0', 'max-line-length': 'L' },
  });
  const letters: Readonly<Record<string, Field>> = { c: 'bytes', m: 'chars', l: 'lines', w: 'words', L: 'longest' };
  for (const option of options) {
    const field = letters[option.key];
    if (field) wanted.add(field);
    else if (option.key === 'files0') list = option.arg;
    else return yield* tool.other(option);
  }
  if (wanted.size === 0) for (const field of ['lines', 'words', 'bytes'] as const) wanted.add(field);
  let files = operands;
  if (list !== undefined) {
    const fd = yield* openInput(list);
    if (isErr(fd)) return yield* tool.fail(1, `cannot open ${tool.qa(list)} for reading: ${fd.text}`);
    let text = '';
    for (;;) {
      const data = yield* readRetry(fd);
      if (isErr(data) || data === '') break;
      text += data;
    }
    files = text.split('\0').filter((name) => name !== '');
  }
  const names = files.length > 0 ? files : ['-'];
  const fields = ORDER.filter((field) => wanted.has(field));
  const width = yield* widthFor(names, fields.length);
  const show = (counts: Counts, label: ByteString | undefined): ByteString =>
    `${fields.map((field) => String(counts[field]).padStart(width)).join(' ')}${label === undefined ? '' : ` ${label}`}\n`;
  const total: Counts = { lines: 0, words: 0, chars: 0, bytes: 0, longest: 0 };
  let status = 0;
  for (const name of names) {
    const { counts, error } = yield* countFile(name, tool.utf8);
    if (error) {
      yield* tool.warn(`${tool.qf(name)}: ${error.text}`);
      status = 1;
    }
    if (!counts) continue;
    for (const field of ORDER)
      total[field] = field === 'longest' ? Math.max(total[field], counts[field]) : total[field] + counts[field];
    yield* tool.out.put(show(counts, files.length > 0 ? (/\n/.test(name) ? tool.qf(name) : name) : undefined));
  }
  if (names.length > 1) yield* tool.out.put(show(total, 'total'));
  return status;
}

export const wc = command(
  {
    name: 'wc',
    pkg: 'coreutils',
    synopsis: '[OPTION]... [FILE]...',
    summary: 'Counts lines, words and bytes.',
    options: ['-c', '-m', '-l', '-L', '-w', '--files0-from'],
  },
  main,
);
