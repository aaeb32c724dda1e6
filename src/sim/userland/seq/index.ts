// seq(1): counts.
import { sys, type ByteString, type Sys } from '../../kernel/abi/index.ts';
import { formatFloat, parseLongDouble, readDirective, resolve } from '../../posix/index.ts';
import { scaled, type BinaryFloat } from '../../posix/float.ts';
import { getopt } from '../lib/getopt.ts';
import { command, type Tool } from '../lib/tool.ts';

/** A decimal number kept exactly: units of 10^-places. */
interface Decimal {
  readonly units: bigint;
  readonly places: number;
}

function parseDecimal(text: ByteString): Decimal | undefined {
  const found = /^[ \t]*([+-]?)([0-9]*)(?:\.([0-9]*))?(?:[eE]([+-]?[0-9]+))?$/.exec(text);
  if (found && (found[2] ?? '') + (found[3] ?? '') !== '') {
    const fraction = found[3] ?? '';
    const power = Number(found[4] ?? 0);
    if (Math.abs(power) > 300) return undefined;
    const digits = BigInt((found[2] ?? '') + fraction);
    const sign = found[1] === '-' ? -1n : 1n;
    const places = Math.max(0, fraction.length - power);
    return { units: sign * digits * 10n ** BigInt(Math.max(0, power - fraction.length)), places };
  }
  const parsed = parseLongDouble(text);
  if (parsed.length !== text.length || text === '' || parsed.value.special) return undefined;
  const units = scaled(parsed.value, 0);
  return { units: parsed.value.negative ? -units : units, places: 0 };
}

const atPlaces = (value: Decimal, places: number): bigint => value.units * 10n ** BigInt(places - value.places);

function show(units: bigint, places: number): string {
  const digits = (units < 0n ? -units : units).toString().padStart(places + 1, '0');
  const whole = places > 0 ? `${digits.slice(0, -places)}.${digits.slice(-places)}` : digits;
  return units < 0n ? `-${whole}` : whole;
}

/** Numbers written in a tenth of a millisecond. */
const BATCH = 256;
const BATCH_COST = 100;

function* main(tool: Tool): Sys<number> {
  let separator = '\n';
  let equalWidth = false;
  let format: ByteString | undefined;
  // negative numbers are operands
  const argv = tool.argv.map((word, i) => (i > 0 && /^-[.0-9]/.test(word) ? `\0${word}` : word));
  const { options, operands } = getopt(argv, {
    short: '+f:s:w',
    long: { 'equal-width': 'w', 'format=': 'f', 'separator=': 's', help: 'help', version: 'version' },
  });
  for (const option of options) {
    const arg = (option.arg ?? '').replace(/^\0/, '');
    if (option.key === 'f') format = arg;
    else if (option.key === 's') separator = arg;
    else if (option.key === 'w') equalWidth = true;
    else return yield* tool.other(option);
  }
  const words = operands.map((word) => word.replace(/^\0/, ''));
  if (words.length === 0) return yield* tool.usage(1, 'missing operand');
  if (words.length > 3) return yield* tool.usage(1, `extra operand ${tool.q(words[3] ?? '')}`);
  const numbers: Decimal[] = [];
  for (const word of words) {
    const number =
      /^[+-]?(inf|infinity)$/i.test(word) && words.indexOf(word) === words.length - 1
        ? { units: 10n ** 300n, places: 0 }
        : parseDecimal(word);
    if (!number)
      return yield* tool.usage(
        1,
        /nan/i.test(word)
          ? `invalid ${tool.q('not-a-number')} argument: ${tool.q(word)}`
          : `invalid floating point argument: ${tool.q(word)}`,
      );
    numbers.push(number);
  }
  const one: Decimal = { units: 1n, places: 0 };
  const [first, step, last] =
    numbers.length === 1
      ? [one, one, numbers[0] ?? one]
      : numbers.length === 2
        ? [numbers[0] ?? one, one, numbers[1] ?? one]
        : [numbers[0] ?? one, numbers[1] ?? one, numbers[2] ?? one];
  if (step.units === 0n) return yield* tool.usage(1, `invalid Zero increment value: ${tool.q(words[1] ?? '')}`);
  const directive = format === undefined ? undefined : readFormat(format);
  if (format !== undefined && typeof directive === 'string')
    return yield* tool.fail(1, directive.replace(/%q/, tool.q(format)));
  if (format !== undefined && equalWidth)
    return yield* tool.usage(1, 'format string may not be specified when printing equal width strings');
  const places = Math.max(first.places, step.places);
  const exact = Math.max(places, last.places);
  const [from, by, to] = [atPlaces(first, exact), atPlaces(step, exact), atPlaces(last, exact)];
  const scale = 10n ** BigInt(exact - places);
  const cut = (value: bigint): bigint => (scale === 1n ? value : value / scale);
  const width = equalWidth
    ? Math.max(
        show(cut(from), places).length,
        show(cut(to - ((to - from) % by === 0n ? 0n : (to - from) % by)), places).length,
        words.length > 0 ? show(cut(to), places).length : 0,
      )
    : 0;
  let count = 0;
  for (let value = from; by > 0n ? value <= to : value >= to; value += by) {
    if (tool.out.error) break;
    let text = show(cut(value), places);
    if (equalWidth)
      text = text.startsWith('-') ? `-${text.slice(1).padStart(width - 1, '0')}` : text.padStart(width, '0');
    if (directive && typeof directive !== 'string') text = directive(exactValue(cut(value), places));
    yield* tool.out.put((count > 0 ? separator : '') + text);
    count += 1;
    if (count % BATCH === 0) yield* sys.compute(BATCH_COST);
  }
  if (count > 0) yield* tool.out.put('\n');
  return 0;
}

const exactValue = (units: bigint, places: number): BinaryFloat => parseLongDouble(show(units, places)).value;

/** A format with one float directive, as a function; or what is wrong with it. */
function readFormat(format: ByteString): ((value: BinaryFloat) => string) | string {
  const parts: (string | ReturnType<typeof readDirective>)[] = [];
  let found = 0;
  for (let at = 0; at < format.length;) {
    if (format[at] !== '%') {
      parts.push(format[at] ?? '');
      at += 1;
    } else if (format[at + 1] === '%') {
      parts.push('%');
      at += 2;
    } else {
      const raw = readDirective(format, at);
      if (raw.conversion === '') return 'format %q ends in %';
      if (!/[efgaEFGA]/.test(raw.conversion)) return `format %q has unknown %${raw.conversion} directive`;
      found += 1;
      if (found > 1) return 'format %q has too many % directives';
      parts.push(raw);
      at = raw.end;
    }
  }
  if (found === 0) return 'format %q has no % directive';
  return (value) => parts.map((part) => (typeof part === 'string' ? part : formatFloat(resolve(part), value))).join('');
}

export const seq = command(
  {
    name: 'seq',
    pkg: 'coreutils',
    synopsis: '[OPTION]... [FIRST [INCREMENT]] LAST',
    summary: 'Writes numbers from FIRST to LAST.',
    options: ['-f', '-s', '-w'],
  },
  main,
);
