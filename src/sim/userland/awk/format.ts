// printf and sprintf of mawk.
import type { ByteString } from '../../kernel/abi/index.ts';
import { formatFloat, formatInteger, padString, readDirective, resolve } from '../../posix/index.ts';
import { RunTrouble } from './trouble.ts';
import { Input, toInt, toNumber, toText, type Value } from './values.ts';

const MAX_UNSIGNED = 4_294_967_295;
/** mawk's buffer for sprintf. */
const MAX_RESULT = 8192;

/** `%c`: the first character of a string, the character with this code for a number. */
function character(value: Value): ByteString {
  if (typeof value === 'string') return value[0] ?? '\0';
  if (value instanceof Input && value.number === undefined) return value.text[0] ?? '\0';
  return String.fromCharCode(toInt(toNumber(value)) & 255);
}

const unsigned = (value: number): bigint => (value > 0 ? BigInt(Math.trunc(Math.min(value, MAX_UNSIGNED))) : 0n);

const signedInteger = (value: number): bigint => (Number.isNaN(value) ? -2_147_483_648n : BigInt(toInt(value)));

export function format(
  name: 'printf' | 'sprintf',
  text: ByteString,
  args: readonly Value[],
  convfmt: ByteString,
): ByteString {
  let out = '';
  let used = 0;
  let conversion = 0;
  const fail = (what: string): never => {
    throw new RunTrouble(`${what} ${name}("${text}")`, out);
  };
  const take = (): Value => {
    if (used >= args.length) fail('not enough arguments passed to');
    used += 1;
    return args[used - 1];
  };
  for (let at = 0; at < text.length;) {
    const percent = text.indexOf('%', at);
    if (percent < 0) {
      out += text.slice(at);
      break;
    }
    out += text.slice(at, percent);
    if (text[percent + 1] === '%') {
      out += '%';
      at = percent + 2;
      continue;
    }
    conversion += 1;
    if (used >= args.length) fail('not enough arguments passed to');
    const raw = readDirective(text, percent);
    const width = raw.width === '*' ? toInt(toNumber(take())) : undefined;
    const precision = raw.precision === '*' ? toInt(toNumber(take())) : undefined;
    const directive = resolve(raw, width, precision);
    const bad = (): never => fail(`improper conversion(number ${conversion}) in`);
    if (raw.flags.includes("'") || !/^[hl]?$/.test(raw.length)) bad();
    switch (raw.conversion) {
      case 'd':
      case 'i': {
        const value = signedInteger(toNumber(take()));
        out += formatInteger(directive, raw.length === 'h' ? BigInt.asIntN(16, value) : value);
        break;
      }
      case 'o':
      case 'x':
      case 'X':
      case 'u': {
        const value = unsigned(toNumber(take()));
        out += formatInteger(directive, raw.length === 'h' ? BigInt.asUintN(16, value) : value);
        break;
      }
      case 'e':
      case 'f':
      case 'g':
      case 'E':
      case 'G':
        if (raw.length !== '') bad();
        out += formatFloat(directive, toNumber(take()));
        break;
      case 's':
        if (raw.length !== '') bad();
        out += padString(directive, toText(take(), convfmt));
        break;
      case 'c':
        if (raw.length !== '') bad();
        out += padString({ ...directive, precision: undefined }, character(take()));
        break;
      default:
        bad();
    }
    at = raw.end;
  }
  if (name === 'sprintf' && out.length >= MAX_RESULT)
    throw new RunTrouble(`program limit exceeded: sprintf buffer size=${MAX_RESULT}`, '', 'limit');
  return out;
}
