// cat(1): concatenates files; -n -b -s -E -T -v and their combinations.
import { isErr, sys, type ByteString, type Sys } from '../../kernel/abi/index.ts';
import { closeInput, openInput } from '../lib/input.ts';
import { readRetry } from '../lib/stdio.ts';
import { command, type Tool } from '../lib/tool.ts';

interface Style {
  number: 'none' | 'all' | 'nonblank';
  squeeze: boolean;
  ends: boolean;
  tabs: boolean;
  visible: boolean;
}

const caret = (code: number): string => (code === 127 ? '^?' : `^${String.fromCharCode(code + 64)}`);

/** `^A`, `M-x`: newline and tab are the caller's. */
export function showNonPrinting(code: number): string {
  if (code >= 128) {
    const low = code - 128;
    return `M-${low < 32 || low === 127 ? caret(low) : String.fromCharCode(low)}`;
  }
  return code < 32 || code === 127 ? caret(code) : String.fromCharCode(code);
}

/** Keeps the line number and the blank lines seen from one piece of input to the next, as cat does across files. */
class Formatter {
  readonly #style: Style;
  #line = 0;
  #atStart = true;
  #blanks = 0;

  constructor(style: Style) {
    this.#style = style;
  }

  #body(text: ByteString): ByteString {
    const { tabs, visible } = this.#style;
    if (!tabs && !visible) return text;
    let out = '';
    for (let i = 0; i < text.length; i += 1) {
      const code = text.charCodeAt(i);
      if (code === 9) out += tabs ? '^I' : '\t';
      else out += visible ? showNonPrinting(code) : (text[i] ?? '');
    }
    return out;
  }

  format(text: ByteString): ByteString {
    let out = '';
    for (let at = 0; at < text.length;) {
      const newline = text.indexOf('\n', at);
      const end = newline < 0 ? text.length : newline;
      const blank = this.#atStart && end === at;
      if (blank) {
        this.#blanks += 1;
        if (this.#style.squeeze && this.#blanks > 1) {
          at = end + 1;
          continue;
        }
      } else this.#blanks = 0;
      if (this.#atStart && (this.#style.number === 'all' || (this.#style.number === 'nonblank' && !blank))) {
        this.#line += 1;
        out += `${String(this.#line).padStart(6)}\t`;
      }
      out += this.#body(text.slice(at, end));
      this.#atStart = newline >= 0;
      if (newline >= 0) out += this.#style.ends ? '$\n' : '\n';
      at = end + 1;
    }
    return out;
  }
}

function* main(tool: Tool): Sys<number> {
  const style: Style = { number: 'none', squeeze: false, ends: false, tabs: false, visible: false };
  const { options, operands } = tool.options({
    short: 'AbeEnstTuv',
    long: {
      'number-nonblank': 'b',
      number: 'n',
      'squeeze-blank': 's',
      'show-nonprinting': 'v',
      'show-ends': 'E',
      'show-tabs': 'T',
      'show-all': 'A',
    },
  });
  for (const option of options) {
    switch (option.key) {
      case 'A':
        style.visible = style.ends = style.tabs = true;
        break;
      case 'b':
        style.number = 'nonblank';
        break;
      case 'e':
        style.visible = style.ends = true;
        break;
      case 'E':
        style.ends = true;
        break;
      case 'n':
        if (style.number === 'none') style.number = 'all';
        break;
      case 's':
        style.squeeze = true;
        break;
      case 't':
        style.visible = style.tabs = true;
        break;
      case 'T':
        style.tabs = true;
        break;
      case 'u':
        break;
      case 'v':
        style.visible = true;
        break;
      default:
        return yield* tool.other(option);
    }
  }
  const plain = style.number === 'none' && !style.squeeze && !style.ends && !style.tabs && !style.visible;
  const formatter = new Formatter(style);
  const target = yield* sys.fstat(1);
  let status = 0;
  for (const name of operands.length > 0 ? operands : ['-']) {
    const fd = yield* openInput(name);
    if (isErr(fd)) {
      yield* tool.warn(`${tool.qf(name)}: ${fd.text}`);
      status = 1;
      continue;
    }
    const source = yield* sys.fstat(fd);
    if (
      !isErr(source) &&
      !isErr(target) &&
      (source.mode & 0o170000) === 0o100000 &&
      source.ino === target.ino &&
      source.dev === target.dev &&
      source.size > 0
    ) {
      yield* tool.warn(`${tool.qf(name)}: input file is output file`);
      status = 1;
      yield* closeInput(fd);
      continue;
    }
    for (;;) {
      const data = yield* readRetry(fd, 131072);
      if (isErr(data)) {
        yield* tool.warn(`${tool.qf(name)}: ${data.text}`);
        status = 1;
        break;
      }
      if (data === '') break;
      const done = yield* sys.writeAll(1, plain ? data : formatter.format(data));
      if (isErr(done)) return yield* tool.fail(1, `write error: ${done.text}`);
    }
    yield* closeInput(fd);
  }
  return status;
}

export const cat = command(
  {
    name: 'cat',
    pkg: 'coreutils',
    synopsis: '[OPTION]... [FILE]...',
    summary: 'Writes files one after the other to standard output.',
    options: ['-A', '-b', '-e', '-E', '-n', '-s', '-t', '-T', '-u', '-v'],
    text: 'Without FILE, or when FILE is -, standard input is read.',
  },
  main,
);
