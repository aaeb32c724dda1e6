/** Value kinds of command-line flags: how a text becomes a value, and Go's words when it does not (strconv, time, pflag). */

export type FlagValue = string | number | boolean | readonly string[];

/** How a flag reads its values. `name` is the type that help shows ('' shows none). */
export interface FlagKind {
  readonly name: string;
  /** The zero value; help shows no default when the default equals it. */
  readonly zero: FlagValue;
  /** The value that a flag without `=value` gets (booleans: true). */
  readonly bare?: FlagValue;
  /** New value from the text, given the values before; an Error holds the words of the complaint. */
  readonly read: (text: string, before: FlagValue, first: boolean) => FlagValue | Error;
}

const quoted = (s: string): string => JSON.stringify(s);

export function parseInteger(text: string, func: string, bits: number, unsigned: boolean): number | Error {
  const fail = (why: string): Error => new Error(`strconv.${func}: parsing ${quoted(text)}: ${why}`);
  // Base 0, as pflag asks for: prefixes and underscores count.
  const m = /^([+-]?)(0[xX][0-9a-fA-F_]+|0[bB][01_]+|0[oO]?[0-7_]*|[1-9][0-9_]*)$/.exec(text);
  if (m === null || (unsigned && m[1] !== '') || /__|_$/.test(text)) return fail('invalid syntax');
  const digits = (m[2] ?? '').replaceAll('_', '').toLowerCase();
  const n = BigInt(/^0[0-7]+$/.test(digits) ? '0o' + digits.slice(1) : digits);
  const value = m[1] === '-' ? -n : n;
  const high = unsigned ? 1n << BigInt(bits) : 1n << BigInt(bits - 1);
  if (value >= high || value < (unsigned ? 0n : -high)) return fail('value out of range');
  return Number(value);
}

const integer = (name: string, func: string, bits: number, unsigned: boolean): FlagKind => ({
  name,
  zero: 0,
  read: (text) => parseInteger(text, func, bits, unsigned),
});

export function parseBool(text: string): boolean | Error {
  if (['1', 't', 'T', 'true', 'TRUE', 'True'].includes(text)) return true;
  if (['0', 'f', 'F', 'false', 'FALSE', 'False'].includes(text)) return false;
  return new Error(`strconv.ParseBool: parsing ${quoted(text)}: invalid syntax`);
}

const UNIT_SECONDS: Readonly<Record<string, number>> = {
  ns: 1e-9,
  us: 1e-6,
  µs: 1e-6,
  Âµs: 1e-6,
  ms: 1e-3,
  s: 1,
  m: 60,
  h: 3600,
};

/** time.ParseDuration, in seconds. */
export function parseDuration(text: string): number | Error {
  const body = text.replace(/^[+-]/, '');
  if (body === '0') return 0;
  if (!/^([0-9]+\.?[0-9]*|\.[0-9]+)/.test(body)) return new Error(`time: invalid duration ${quoted(text)}`);
  let rest = body;
  let sum = 0;
  while (rest !== '') {
    const m = /^([0-9]*\.?[0-9]*)([^0-9.]*)/.exec(rest);
    const [whole = '', number = '', unit = ''] = m ?? [];
    if (number === '' || number === '.') return new Error(`time: invalid duration ${quoted(text)}`);
    if (unit === '') return new Error(`time: missing unit in duration ${quoted(text)}`);
    const seconds = UNIT_SECONDS[unit];
    if (seconds === undefined) return new Error(`time: unknown unit ${quoted(unit)} in duration ${quoted(text)}`);
    sum += Number(number) * seconds;
    rest = rest.slice(whole.length);
  }
  return text.startsWith('-') ? -sum : sum;
}

export const BOOL: FlagKind = { name: '', zero: false, bare: true, read: parseBool };
export const STRING: FlagKind = { name: 'string', zero: '', read: (text) => text };
export const INT: FlagKind = integer('int', 'ParseInt', 64, false);
export const UINT16: FlagKind = integer('uint16', 'ParseUint', 16, true);
export const UINT: FlagKind = integer('uint', 'ParseUint', 64, true);
export const DURATION: FlagKind = { name: 'duration', zero: 0, read: parseDuration };

/** A flag that collects its values; `check` refuses one with its words, `split` cuts one into several. */
export function list(
  name: string,
  check?: (text: string) => string | undefined,
  split?: (text: string) => string[],
): FlagKind {
  return {
    name,
    zero: [],
    read: (text, before, first) => {
      const why = check?.(text);
      if (why !== undefined) return new Error(why);
      const old = first || !Array.isArray(before) ? [] : (before as readonly string[]);
      return [...old, ...(split?.(text) ?? [text])];
    },
  };
}

/** pflag's StringArray and StringSlice (comma separated). */
export const STRING_ARRAY: FlagKind = list('stringArray');
export const STRING_SLICE: FlagKind = list('strings', undefined, (text) => text.split(','));

/** A string with a check of its own. */
export function text(name: string, check: (text: string) => string | undefined): FlagKind {
  return {
    name,
    zero: '',
    read: (value) => {
      const why = check(value);
      return why === undefined ? value : new Error(why);
    },
  };
}
