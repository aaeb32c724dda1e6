// numfmt(1): numbers with and without unit letters.
import type { ByteString, Sys } from '../../kernel/abi/index.ts';
import { formatFloat, readDirective, resolve, padString } from '../../posix/index.ts';
import { splitLines } from '../lib/stdio.ts';
import { command, type Tool } from '../lib/tool.ts';
import { parseRanges } from '../cut/index.ts';

type Scale = 'none' | 'si' | 'iec' | 'iec-i' | 'auto';
type Round = 'up' | 'down' | 'from-zero' | 'towards-zero' | 'nearest';
const LETTERS = 'KMGTPEZY';

interface Plan {
  from: Scale;
  to: Scale;
  round: Round;
  suffix: ByteString;
  padding: number;
  fromUnit: number;
  toUnit: number;
  format: ByteString | undefined;
  delimiter: string | undefined;
  invalid: 'abort' | 'fail' | 'warn' | 'ignore';
  grouping: boolean;
}

function roundTo(value: number, how: Round): number {
  switch (how) {
    case 'up':
      return Math.ceil(value);
    case 'down':
      return Math.floor(value);
    case 'from-zero':
      return value < 0 ? Math.floor(value) : Math.ceil(value);
    case 'towards-zero':
      return Math.trunc(value);
    case 'nearest':
      return value < 0 ? -Math.round(-value) : Math.round(value);
  }
}

type Parsed =
  | { readonly ok: true; readonly value: number; readonly places: number }
  | { readonly ok: false; readonly error: string };

function parse(text: ByteString, plan: Plan, quote: (text: string) => string): Parsed {
  const body = plan.suffix !== '' && text.endsWith(plan.suffix) ? text.slice(0, -plan.suffix.length) : text;
  const found = /^(-?[0-9]+(?:\.([0-9]*))?)([a-zA-Z]?)(i?)(.*)$/.exec(body);
  if (!found || found[1] === undefined) return { ok: false, error: `invalid number: ${quote(text)}` };
  const letter = found[3] ?? '';
  const rest = (found[4] ?? '') + (found[5] ?? '');
  const value = Number(found[1]);
  const places = (found[2] ?? '').length;
  if (letter === '')
    return rest === '' ? { ok: true, value, places } : { ok: false, error: `invalid suffix in input: ${quote(text)}` };
  const power = LETTERS.indexOf(letter === 'k' ? 'K' : letter) + 1;
  if (power === 0) return { ok: false, error: `invalid suffix in input: ${quote(text)}` };
  if (plan.from === 'none')
    return { ok: false, error: `rejecting suffix in input: ${quote(text)} (consider using --from)` };
  if (plan.from === 'iec-i' && found[4] === '')
    return { ok: false, error: `missing 'i' suffix in input: ${quote(text)} (e.g Ki/Mi/Gi)` };
  const withI = found[4] === 'i';
  if ((found[5] ?? '') !== '' || (withI && plan.from !== 'iec-i' && plan.from !== 'auto'))
    return { ok: false, error: `invalid suffix in input ${quote(text)}: ${quote(rest)}` };
  const base = plan.from === 'si' || (plan.from === 'auto' && !withI) ? 1000 : 1024;
  return { ok: true, value: value * base ** power, places: 0 };
}

const fixed = (value: number, precision: number): string =>
  formatFloat(
    {
      minus: false,
      plus: false,
      space: false,
      zero: false,
      alternate: false,
      width: undefined,
      precision,
      conversion: 'f',
    },
    value,
  );

function show(value: number, places: number, plan: Plan, precision: number | undefined): string {
  if (plan.to === 'none') {
    if (precision !== undefined)
      return fixed(roundTo(value * 10 ** precision, plan.round) / 10 ** precision, precision);
    const scale = 10 ** places;
    return fixed(roundTo(value * scale, plan.round) / scale, places);
  }
  const base = plan.to === 'si' ? 1000 : 1024;
  let scaled = value;
  let power = 0;
  while (Math.abs(scaled) >= base && power < LETTERS.length) {
    scaled /= base;
    power += 1;
  }
  const digits = precision ?? (power > 0 && Math.abs(scaled) < 10 ? 1 : 0);
  let rounded = roundTo(scaled * 10 ** digits, plan.round) / 10 ** digits;
  if (Math.abs(rounded) >= base && power < LETTERS.length) {
    rounded /= base;
    power += 1;
  }
  const decimals = precision ?? (power > 0 && Math.abs(rounded) < 10 ? 1 : 0);
  const letter = power === 0 ? '' : plan.to === 'si' && power === 1 ? 'K' : (LETTERS[power - 1] ?? '');
  return `${fixed(rounded, decimals)}${letter}${plan.to === 'iec-i' && power > 0 ? 'i' : ''}`;
}

function layout(text: string, plan: Plan, width: number): string {
  const body = text + plan.suffix;
  if (plan.format !== undefined) {
    const at = plan.format.replace(/%%/g, '\0\0').indexOf('%');
    const raw = readDirective(plan.format, at);
    const d = resolve(raw);
    const padded =
      d.zero && !d.minus && d.width !== undefined
        ? body.padStart(d.width, '0')
        : padString({ ...d, precision: undefined }, body);
    return plan.format.slice(0, at).replace(/%%/g, '%') + padded + plan.format.slice(raw.end).replace(/%%/g, '%');
  }
  const pad = plan.padding !== 0 ? plan.padding : width;
  return pad < 0 ? body.padEnd(-pad) : body.padStart(pad);
}

function* main(tool: Tool): Sys<number> {
  const plan: Plan = {
    from: 'none',
    to: 'none',
    round: 'from-zero',
    suffix: '',
    padding: 0,
    fromUnit: 1,
    toUnit: 1,
    format: undefined,
    delimiter: undefined,
    invalid: 'abort',
    grouping: false,
  };
  let fields: readonly (readonly [number, number])[] = [[1, 1]];
  let header = 0;
  const { options, operands } = tool.options({
    short: 'd:z',
    long: {
      'from=': 'from',
      'to=': 'to',
      'round=': 'round',
      'suffix=': 'suffix',
      'padding=': 'padding',
      'from-unit=': 'from-unit',
      'to-unit=': 'to-unit',
      'format=': 'format',
      'field=': 'field',
      'delimiter=': 'd',
      'header=?': 'header',
      'invalid=': 'invalid',
      grouping: 'grouping',
      debug: 'debug',
      'zero-terminated': 'z',
    },
  });
  const unit = (text: ByteString): number | undefined => {
    const parsed = parse(text, { ...plan, from: 'auto', suffix: '' }, (word) => word);
    return parsed.ok && parsed.value > 0 ? parsed.value : undefined;
  };
  for (const option of options) {
    const arg = option.arg ?? '';
    switch (option.key) {
      case 'from':
      case 'to': {
        const known = ['none', 'si', 'iec', 'iec-i', ...(option.key === 'from' ? ['auto'] : [])];
        if (!known.includes(arg)) {
          yield* tool.warn(`invalid argument ${tool.q(arg)} for ${tool.q(`--${option.key}`)}`);
          yield* tool.raw(
            `Valid arguments are:\n${(option.key === 'from' ? ['none', 'auto', 'si', 'iec', 'iec-i'] : known).map((word) => `  - ${tool.q(word)}\n`).join('')}`,
          );
          return yield* tool.usage(1);
        }
        plan[option.key] = arg as Scale;
        break;
      }
      case 'round':
        plan.round = arg as Round;
        break;
      case 'suffix':
        plan.suffix = arg;
        break;
      case 'padding':
        if (!/^-?[0-9]+$/.test(arg) || Number(arg) === 0)
          return yield* tool.fail(1, `invalid padding value ${tool.q(arg)}`);
        plan.padding = Number(arg);
        break;
      case 'from-unit':
      case 'to-unit': {
        const size = unit(arg);
        if (size === undefined) return yield* tool.fail(1, `invalid unit size: ${tool.q(arg)}`);
        plan[option.key === 'from-unit' ? 'fromUnit' : 'toUnit'] = size;
        break;
      }
      case 'format':
        if (!/%[-0' ]*[0-9]*(\.[0-9]*)?f/.test(arg.replace(/%%/g, '')))
          return yield* tool.fail(
            1,
            `format ${tool.q(arg)} has no % directive`.replace(
              'has no % directive',
              arg.replace(/%%/g, '').includes('%')
                ? "invalid format, directive must be %[0]['][-][N][.][N]f"
                : 'has no % directive',
            ),
          );
        plan.format = arg;
        break;
      case 'field': {
        const parsed = parseRanges(arg, true, (text) => tool.q(text));
        if (parsed.kind === 'bad') return yield* tool.usage(1, parsed.text);
        fields = parsed.ranges;
        break;
      }
      case 'd':
        if (arg.length !== 1) return yield* tool.fail(1, 'the delimiter must be a single character');
        plan.delimiter = arg;
        break;
      case 'header':
        header = option.arg === undefined ? 1 : Number(arg);
        break;
      case 'invalid':
        plan.invalid = arg as Plan['invalid'];
        break;
      case 'grouping':
      case 'debug':
      case 'z':
        break;
      default:
        return yield* tool.other(option);
    }
  }
  const precision =
    plan.format === undefined
      ? undefined
      : (() => {
          const raw = readDirective(plan.format, plan.format.replace(/%%/g, '\0\0').indexOf('%'));
          return typeof raw.precision === 'number' ? raw.precision : undefined;
        })();
  let status = 0;
  const convert = function* (word: ByteString, width: number): Sys<ByteString | undefined> {
    const parsed = parse(word.trim(), plan, (text) => tool.q(text));
    if (!parsed.ok) {
      if (plan.invalid !== 'ignore') {
        yield* tool.out.flush();
        yield* tool.warn(parsed.error);
      }
      if (plan.invalid === 'abort') return undefined;
      if (plan.invalid === 'fail') status = 2;
      return word;
    }
    return layout(show((parsed.value * plan.fromUnit) / plan.toUnit, parsed.places, plan, precision), plan, width);
  };
  const lines = operands.length > 0 ? operands : splitLines(yield* tool.stdin.all());
  for (const [i, line] of lines.entries()) {
    if (operands.length === 0 && i < header) {
      yield* tool.out.put(`${line}\n`);
      continue;
    }
    const parts = plan.delimiter === undefined ? (line.match(/\s*\S+/g) ?? [line]) : line.split(plan.delimiter);
    const out: ByteString[] = [];
    for (const [k, part] of parts.entries()) {
      if (!fields.some(([low, high]) => k + 1 >= low && k + 1 <= high)) {
        out.push(part);
        continue;
      }
      const lead = /^\s*/.exec(part)?.[0] ?? '';
      // a field keeps its width, so that columns stay in line
      const keep = plan.delimiter === undefined && (k > 0 || lead !== '');
      const converted = yield* convert(part, keep ? part.length - (k > 0 ? 1 : 0) : 0);
      if (converted === undefined) return 2;
      out.push(plan.delimiter === undefined && k > 0 ? ` ${converted}` : converted);
    }
    yield* tool.out.put(`${out.join(plan.delimiter ?? '')}\n`);
  }
  return status;
}

export const numfmt = command(
  {
    name: 'numfmt',
    pkg: 'coreutils',
    synopsis: '[OPTION]... [NUMBER]...',
    summary: 'Turns numbers into ones with unit letters, and back.',
    options: [
      '-d',
      '--field',
      '--format',
      '--from',
      '--from-unit',
      '--header',
      '--invalid',
      '--padding',
      '--round',
      '--suffix',
      '--to',
      '--to-unit',
    ],
    level: 'partial',
    note: 'No grouping.',
  },
  main,
);
