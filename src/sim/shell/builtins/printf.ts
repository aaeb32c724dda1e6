// printf: formats are reused until the arguments are used up.
import type { ByteString, Sys } from '../../kernel/abi/index.ts';
import { sys } from '../../kernel/abi/index.ts';
import type { BuiltinRun } from './index.ts';
import { ansiQuote, backslashQuote, needsAnsi } from '../expand/quote.ts';
import { formatTime } from '../expand/time.ts';
import { escapes } from '../parse/ansi.ts';
import { builtinError, complain } from '../run/report.ts';
import type { Shell } from '../run/shell.ts';
import { assign, assignElement, AssignFault } from '../vars/access.ts';
import { isName, splitReference } from '../vars/read.ts';
import { formatFloat, parseFloatText } from './float.ts';
import { EX_USAGE, parseOptions, usage } from './options.ts';

const SPEC = /^%([-+ #0']*)(\*|[0-9]+)?(?:\.(\*|-?[0-9]*))?([hljztL]*)(\([^)]*\)T|[^])?/;

class Formatter {
  out = '';
  status = 0;
  stop = false;
  private readonly sh: Shell;
  private readonly args: readonly ByteString[];
  private next = 0;

  constructor(sh: Shell, args: readonly ByteString[]) {
    this.sh = sh;
    this.args = args;
  }

  private error(text: ByteString): void {
    builtinError(this.sh, text);
    this.status = 1;
  }

  get more(): boolean {
    return this.next < this.args.length;
  }

  private take(): ByteString | undefined {
    const arg = this.args[this.next];
    this.next += 1;
    return arg;
  }

  private invalid(text: ByteString): void {
    if (this.sh.dash)
      this.error(
        /^[-+]?[0-9]/.test(text.trim()) ? `${text}: not completely converted` : `${text}: expected numeric value`,
      );
    else this.error(`${text}: invalid number`);
  }

  private integer(text: ByteString | undefined): bigint {
    if (text === undefined || text === '') {
      return 0n;
    }
    if (text.startsWith("'") || text.startsWith('"')) return BigInt(text.charCodeAt(1) || 0);
    const match = /^[ \t]*([-+]?)(0[xX][0-9a-fA-F]+|0[0-7]*|[1-9][0-9]*)/.exec(text);
    if (!match) {
      this.invalid(text);
      return 0n;
    }
    if (match[0].length < text.length) this.invalid(text);
    const digits = match[2] ?? '0';
    let value = /^0[0-7]+$/.test(digits) ? BigInt(`0o${digits.slice(1)}`) : BigInt(digits);
    if (match[1] === '-') value = -value;
    return value;
  }

  private float(text: ByteString | undefined): ReturnType<typeof parseFloatText> {
    const { dash } = this.sh;
    if (text === undefined || text === '') return parseFloatText('0', dash);
    if (text.startsWith("'") || text.startsWith('"')) return parseFloatText(String(text.charCodeAt(1) || 0), dash);
    const match =
      /^[ \t]*([-+]?(?:0[xX][0-9a-fA-F]+|[0-9]+\.?[0-9]*(?:[eE][-+]?[0-9]+)?|\.[0-9]+(?:[eE][-+]?[0-9]+)?|inf(?:inity)?|nan))/i.exec(
        text,
      );
    if (!match) {
      this.invalid(text);
      return parseFloatText('0', dash);
    }
    if (match[0].length < text.length) this.invalid(text);
    return parseFloatText(match[1] ?? '0', dash);
  }

  private clamp(value: bigint, text: ByteString | undefined): bigint {
    const max = (1n << 63n) - 1n;
    if (value > max || value < -max - 1n) {
      this.sh.err += '';
      builtinError(this.sh, `${this.sh.dash ? '' : 'warning: '}${text ?? ''}: Numerical result out of range`);
      if (this.sh.dash) this.status = 1;
      return value > 0n ? max : -max - 1n;
    }
    return value;
  }

  private pad(text: ByteString, flags: string, width: number): void {
    this.out += flags.includes('-') ? text.padEnd(width) : text.padStart(width);
  }

  private number(sign: string, digits: string, flags: string, width: number, precision: number | undefined): void {
    let body = precision === undefined ? digits : digits.padStart(precision, '0');
    if (precision === 0 && digits === '0') body = '';
    if (flags.includes('0') && !flags.includes('-') && precision === undefined)
      body = body.padStart(width - sign.length, '0');
    this.pad(sign + body, flags, width);
  }

  private convertInteger(letter: string, flags: string, width: number, precision: number | undefined): void {
    const text = this.take();
    const value = this.integer(text);
    if (letter === 'd' || letter === 'i') {
      const n = this.clamp(value, text);
      const sign = n < 0n ? '-' : flags.includes('+') ? '+' : flags.includes(' ') ? ' ' : '';
      return this.number(sign, (n < 0n ? -n : n).toString(), flags, width, precision);
    }
    const n = BigInt.asUintN(64, value);
    const digits =
      letter === 'u'
        ? n.toString()
        : letter === 'o'
          ? n.toString(8)
          : letter === 'x'
            ? n.toString(16)
            : n.toString(16).toUpperCase();
    const alternate = flags.includes('#') && n !== 0n;
    if (letter === 'o' && flags.includes('#') && (alternate || precision === 0))
      return this.number('', n === 0n ? '0' : `0${digits}`, flags, width, precision === 0 ? 1 : precision);
    this.number(alternate && letter !== 'u' ? `0${letter}` : '', digits, flags, width, precision);
  }

  /** One pass over the format. */
  run(format: ByteString): void {
    for (let i = 0; i < format.length && !this.stop;) {
      const c = format[i] ?? '';
      if (c === '\\') {
        const piece =
          /^\\(?:[0-7]{1,3}|x[0-9a-fA-F]{1,2}|u[0-9a-fA-F]{1,4}|U[0-9a-fA-F]{1,8}|[^])?/.exec(format.slice(i))?.[0] ??
          '\\';
        this.out += escapes(piece, { form: 'format', dash: this.sh.dash, locale: this.sh.locale }).text;
        i += piece.length;
        continue;
      }
      if (c !== '%') {
        this.out += c;
        i += 1;
        continue;
      }
      if (format[i + 1] === '%') {
        this.out += '%';
        i += 2;
        continue;
      }
      const match = SPEC.exec(format.slice(i));
      i += match?.[0].length ?? 1;
      if (!match || !this.convert(match)) {
        this.stop = true;
        return;
      }
    }
  }

  private convert(match: RegExpExecArray): boolean {
    let flags = match[1] ?? '';
    let width = 0;
    if (match[2] === '*') {
      width = Number(this.integer(this.take()));
      if (width < 0) {
        flags += '-';
        width = -width;
      }
    } else if (match[2] !== undefined) width = Number(match[2]);
    let precision: number | undefined;
    if (match[3] !== undefined) {
      precision = match[3] === '*' ? Number(this.integer(this.take())) : Number(match[3] || 0);
      if (precision < 0) precision = undefined;
    }
    // Wide fields are the only way a short command could fill the memory.
    width = Math.min(width, 4_000_000);
    const letter = match[5];
    const bad = (): boolean => {
      if (letter === undefined) this.error(this.sh.dash ? 'missing format character' : "`%': missing format character");
      else this.error(this.sh.dash ? `${match[0]}: invalid directive` : `\`${letter}': invalid format character`);
      if (this.sh.dash) this.status = 2;
      return false;
    };
    if (letter === undefined || (this.sh.dash && (match[4] !== '' || flags.includes("'")))) return bad();
    if (letter.startsWith('(') && !this.sh.dash) {
      this.time(letter.slice(1, -2), flags, width);
      return true;
    }
    switch (letter) {
      case 'd':
      case 'i':
      case 'u':
      case 'o':
      case 'x':
      case 'X':
        this.convertInteger(letter, flags, width, precision);
        return true;
      case 'e':
      case 'E':
      case 'f':
      case 'F':
      case 'g':
      case 'G':
      case 'a':
      case 'A':
        this.out += formatFloat(this.float(this.take()), letter, flags, width, precision, this.sh.dash);
        return true;
      case 'c': {
        const text = this.take() ?? '';
        this.pad(text === '' ? '\0' : text.slice(0, 1), flags, width);
        return true;
      }
      case 's': {
        const text = this.take() ?? '';
        this.pad(precision === undefined ? text : text.slice(0, precision), flags, width);
        return true;
      }
      case 'b': {
        const result = escapes(this.take() ?? '', { form: 'printf-b', dash: this.sh.dash, locale: this.sh.locale });
        this.pad(precision === undefined ? result.text : result.text.slice(0, precision), flags, width);
        if (result.stop) this.stop = true;
        return true;
      }
      case 'q':
      case 'Q': {
        if (this.sh.dash) return bad();
        const text = this.take() ?? '';
        const utf8 = this.sh.locale === 'UTF-8';
        const quoted = needsAnsi(text, utf8)
          ? ansiQuote(text, utf8)
          : backslashQuote(letter === 'Q' && precision !== undefined ? text.slice(0, precision) : text, utf8);
        this.pad(letter === 'q' && precision !== undefined ? quoted.slice(0, precision) : quoted, flags, width);
        return true;
      }
      case 'n':
        this.take();
        return true;
      default:
        return bad();
    }
  }

  private time(format: string, flags: string, width: number): void {
    const text = this.take();
    const value = text === undefined ? -1n : this.integer(text);
    const at = value === -1n ? this.sh.now : value === -2n ? this.sh.startTime : Number(value) * 1_000_000;
    this.pad(formatTime(at, format === '' ? '%X' : format), flags, width);
  }
}

function formatAll(sh: Shell, format: ByteString, args: readonly ByteString[]): Formatter {
  const formatter = new Formatter(sh, args);
  for (;;) {
    const before = formatter.more;
    formatter.run(format);
    if (formatter.stop || !formatter.more || !before || !/%[^%]/.test(format.replace(/%%/g, ''))) break;
  }
  return formatter;
}

export const printfBuiltin: BuiltinRun = (sh, words) => {
  const args = words.slice(1);
  let target: ByteString | undefined;
  let rest: readonly ByteString[] = args;
  if (args[0]?.startsWith('-') && args[0].length > 1) {
    const options = parseOptions(sh, args, sh.dash ? '' : 'v:');
    if (!options) return EX_USAGE;
    target = options.has.get('v');
    rest = options.rest;
  }
  const format = rest[0];
  if (format === undefined) {
    if (sh.dash) builtinError(sh, 'usage: printf format [arg ...]');
    else usage(sh);
    return EX_USAGE;
  }
  if (target !== undefined && !isName(target) && !splitReference(target)) {
    builtinError(sh, `\`${target}': not a valid identifier`);
    return EX_USAGE;
  }
  return /%[-+ #0-9.*]*\(/.test(format)
    ? withClock(sh, format, rest.slice(1), target)
    : finish(sh, formatAll(sh, format, rest.slice(1)), target);
};

function* withClock(
  sh: Shell,
  format: ByteString,
  args: readonly ByteString[],
  target: ByteString | undefined,
): Sys<number> {
  sh.now = yield* sys.clock();
  return finish(sh, formatAll(sh, format, args), target);
}

function finish(sh: Shell, result: Formatter, target: ByteString | undefined): number {
  if (target === undefined) {
    sh.out += result.out;
    return result.status;
  }
  try {
    const reference = splitReference(target);
    const text = result.out.replace(/\0[^]*$/, '');
    if (reference) assignElement(sh, reference.name, reference.index, text);
    else assign(sh, target, text);
  } catch (error) {
    if (!(error instanceof AssignFault)) throw error;
    complain(sh, error.message);
    return 1;
  }
  return result.status;
}
