// /usr/bin/printf: coreutils' own. The format is used again while arguments are left.
import type { ByteString, Sys } from '../../kernel/abi/index.ts';
import {
  expandEscapes,
  formatFloat,
  formatInteger,
  oneEscape,
  padString,
  parseInteger,
  parseLongDouble,
  readDirective,
  resolve,
} from '../../posix/index.ts';
import { quoteIfNeeded } from '../lib/quote.ts';
import { command, helpText, versionText, type Tool } from '../lib/tool.ts';

class Printer {
  status = 0;
  readonly #tool: Tool;
  readonly #format: ByteString;
  readonly #args: readonly ByteString[];
  #next = 0;
  used = false;

  constructor(tool: Tool, format: ByteString, args: readonly ByteString[]) {
    this.#tool = tool;
    this.#format = format;
    this.#args = args;
  }

  get #arg(): ByteString | undefined {
    const arg = this.#args[this.#next];
    if (this.#next < this.#args.length) this.#next += 1;
    return arg;
  }

  *#complain(text: ByteString): Sys<void> {
    yield* this.#tool.warn(text);
    this.status = 1;
  }

  *#check(arg: ByteString, length: number, range: boolean): Sys<void> {
    if (range) yield* this.#complain(`${this.#tool.q(arg)}: Numerical result out of range`);
    else if (length === 0 && arg !== '') yield* this.#complain(`${this.#tool.q(arg)}: expected a numeric value`);
    else if (length < arg.length) yield* this.#complain(`${this.#tool.q(arg)}: value not completely converted`);
  }

  *#integer(arg: ByteString | undefined, signed: boolean): Sys<bigint> {
    if (arg === undefined) return 0n;
    if (/^["']./.test(arg)) {
      if (arg.length > 2)
        yield* this.#tool.warn(`warning: ${arg.slice(2)}: character(s) following character constant have been ignored`);
      return BigInt(arg.charCodeAt(1));
    }
    const parsed = parseInteger(arg, signed);
    yield* this.#check(arg, parsed.length, parsed.range);
    return parsed.value;
  }

  /** False after \c. */
  *#directive(at: number): Sys<number | undefined> {
    const raw = readDirective(this.#format, at);
    if (raw.conversion === '%' && raw.text === '%%') {
      yield* this.#tool.out.put('%');
      return raw.end;
    }
    const width = raw.width === '*' ? Number(yield* this.#integer(this.#arg, true)) : undefined;
    const precision = raw.precision === '*' ? Number(yield* this.#integer(this.#arg, true)) : undefined;
    const d = resolve(raw, width, precision);
    if (raw.conversion === '' || !'bqdiouxXaAeEfFgGcs'.includes(raw.conversion)) {
      yield* this.#tool.out.flush();
      yield* this.#tool.warn(`${raw.text}: invalid conversion specification`);
      this.status = 1;
      return undefined;
    }
    this.used = true;
    const arg = this.#arg;
    switch (raw.conversion) {
      case 's':
        yield* this.#tool.out.put(padString(d, arg ?? ''));
        break;
      case 'c':
        yield* this.#tool.out.put(padString({ ...d, precision: undefined }, (arg ?? '').slice(0, 1)));
        break;
      case 'q':
        yield* this.#tool.out.put(padString(d, quoteIfNeeded(arg ?? '', this.#tool.utf8)));
        break;
      case 'b': {
        const expanded = expandEscapes(arg ?? '', 'b', this.#tool.utf8);
        yield* this.#tool.out.put(expanded.text);
        if (expanded.stop) return undefined;
        break;
      }
      case 'd':
      case 'i':
        yield* this.#tool.out.put(formatInteger(d, yield* this.#integer(arg, true)));
        break;
      case 'o':
      case 'u':
      case 'x':
      case 'X':
        yield* this.#tool.out.put(formatInteger(d, yield* this.#integer(arg, false)));
        break;
      default: {
        const parsed = parseLongDouble(arg ?? '0');
        if (arg !== undefined && /^["']./.test(arg)) {
          yield* this.#tool.out.put(formatFloat(d, arg.charCodeAt(1)));
          break;
        }
        if (arg !== undefined) yield* this.#check(arg, parsed.length, parsed.range);
        yield* this.#tool.out.put(formatFloat(d, parsed.value));
      }
    }
    return raw.end;
  }

  /** Once through the format. False: stop. */
  *pass(): Sys<boolean> {
    const format = this.#format;
    for (let at = 0; at < format.length;) {
      const char = format[at] ?? '';
      if (char === '%') {
        const end = yield* this.#directive(at);
        if (end === undefined) return false;
        at = end;
      } else if (char === '\\') {
        if (format[at + 1] === 'c') return false;
        const escape = oneEscape(format, at, 'format', this.#tool.utf8);
        if (!escape && format[at + 1] === 'x') {
          yield* this.#tool.out.flush();
          yield* this.#tool.warn('missing hexadecimal number in escape');
          this.status = 1;
          return false;
        }
        yield* this.#tool.out.put(escape ? escape.text : '\\');
        at += escape ? escape.width : 1;
      } else {
        const end = /[%\\]/.exec(format.slice(at))?.index;
        const stop = end === undefined ? format.length : at + end;
        yield* this.#tool.out.put(format.slice(at, stop));
        at = stop;
      }
    }
    return true;
  }

  get rest(): readonly ByteString[] {
    return this.#args.slice(this.#next);
  }
}

function* main(tool: Tool): Sys<number> {
  const words = [...tool.args];
  if (words.length === 1 && words[0] === '--help') {
    yield* tool.out.put(helpText(tool.name, tool.about));
    return 0;
  }
  if (words.length === 1 && words[0] === '--version') {
    yield* tool.out.put(versionText(tool.about));
    return 0;
  }
  if (words[0] === '--') words.shift();
  const [format, ...args] = words;
  if (format === undefined) return yield* tool.usage(1, 'missing operand');
  const printer = new Printer(tool, format, args);
  for (;;) {
    if (!(yield* printer.pass())) return printer.status;
    if (printer.rest.length === 0) return printer.status;
    if (!printer.used) {
      yield* tool.warn(`warning: ignoring excess arguments, starting with ${tool.q(printer.rest[0] ?? '')}`);
      return printer.status;
    }
  }
}

export const printf = command(
  {
    name: 'printf',
    pkg: 'coreutils',
    synopsis: 'FORMAT [ARGUMENT]...',
    summary: 'Writes its arguments under control of a format.',
  },
  main,
);
