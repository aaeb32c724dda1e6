// %e, %f, %g and %a as the C library prints them: exact binary values, ties to even. bash computes with long double (64 bits of
// mantissa on x86), dash with double (53).

interface Binary {
  readonly negative: boolean;
  /** Value = mantissa · 2^exponent; 0 for zero. */
  readonly mantissa: bigint;
  readonly exponent: number;
  readonly special: 'inf' | 'nan' | undefined;
}

const bitLength = (n: bigint): number => n.toString(2).length;

/** Nearest number with `bits` bits of mantissa to numerator / denominator. */
function nearest(numerator: bigint, denominator: bigint, bits: number): { mantissa: bigint; exponent: number } {
  if (numerator === 0n) return { mantissa: 0n, exponent: 0 };
  let exponent = bitLength(numerator) - bitLength(denominator) - bits;
  for (;;) {
    const top = exponent < 0 ? numerator << BigInt(-exponent) : numerator;
    const bottom = exponent > 0 ? denominator << BigInt(exponent) : denominator;
    const mantissa = halfEven(top, bottom);
    const length = bitLength(mantissa);
    if (length === bits) return { mantissa, exponent };
    exponent += length > bits ? 1 : -1;
    if (length > bits && mantissa === 1n << BigInt(bits)) return { mantissa: mantissa >> 1n, exponent };
  }
}

/** a / b, rounded to the nearest integer, ties to even. */
function halfEven(a: bigint, b: bigint): bigint {
  const quotient = a / b;
  const twice = (a % b) * 2n;
  return twice > b || (twice === b && quotient % 2n === 1n) ? quotient + 1n : quotient;
}

/** Text of a number (decimal, 0x…, inf, nan) or an integer code → binary. */
export function parseFloatText(text: string, dash: boolean): Binary {
  const bits = dash ? 53 : 64;
  const negative = text.startsWith('-');
  const body = text.replace(/^[-+]/, '').toLowerCase();
  const zero = { negative, mantissa: 0n, exponent: 0, special: undefined };
  if (body.startsWith('inf')) return { ...zero, special: 'inf' };
  if (body.startsWith('nan')) return { ...zero, special: 'nan' };
  if (body.startsWith('0x')) return { negative, special: undefined, ...nearest(BigInt(body), 1n, bits) };
  const match = /^([0-9]*)\.?([0-9]*)(?:e([-+]?[0-9]+))?$/.exec(body);
  const fraction = match?.[2] ?? '';
  // Exponents beyond what a long double holds are infinite or zero anyway.
  const power = Math.max(-5000, Math.min(5000, Number(match?.[3] ?? 0))) - fraction.length;
  const digits = BigInt(`${match?.[1] ?? ''}${fraction}` || '0');
  const value =
    power >= 0 ? nearest(digits * 10n ** BigInt(power), 1n, bits) : nearest(digits, 10n ** BigInt(-power), bits);
  return { negative, special: undefined, ...value };
}

/** |value| · 10^scale as a rounded integer. */
function scaled(value: Binary, scale: number): bigint {
  let top = value.mantissa;
  let bottom = 1n;
  if (value.exponent >= 0) top <<= BigInt(value.exponent);
  else bottom <<= BigInt(-value.exponent);
  if (scale >= 0) top *= 10n ** BigInt(scale);
  else bottom *= 10n ** BigInt(-scale);
  return halfEven(top, bottom);
}

function fixed(value: Binary, precision: number): string {
  const digits = scaled(value, precision)
    .toString()
    .padStart(precision + 1, '0');
  if (precision === 0) return digits;
  return `${digits.slice(0, -precision)}.${digits.slice(-precision)}`;
}

/** Decimal exponent and `precision + 1` digits. */
function scientific(value: Binary, precision: number): { digits: string; exponent: number } {
  if (value.mantissa === 0n) return { digits: '0'.repeat(precision + 1), exponent: 0 };
  let exponent = Math.floor((bitLength(value.mantissa) - 1 + value.exponent) * Math.log10(2));
  for (;;) {
    const digits = scaled(value, precision - exponent).toString();
    if (digits.length === precision + 1) return { digits, exponent };
    exponent += digits.length > precision + 1 ? 1 : -1;
  }
}

const exponentText = (exponent: number): string =>
  `e${exponent < 0 ? '-' : '+'}${String(Math.abs(exponent)).padStart(2, '0')}`;

function exponential(value: Binary, precision: number): string {
  const { digits, exponent } = scientific(value, precision);
  return `${digits[0] ?? '0'}${precision > 0 ? `.${digits.slice(1)}` : ''}${exponentText(exponent)}`;
}

function general(value: Binary, wanted: number, alternate: boolean): string {
  const precision = wanted === 0 ? 1 : wanted;
  const { digits, exponent } = scientific(value, precision - 1);
  let text: string;
  if (exponent < -4 || exponent >= precision) {
    const fraction = alternate ? digits.slice(1) : digits.slice(1).replace(/0+$/, '');
    return `${digits[0] ?? '0'}${fraction === '' ? '' : `.${fraction}`}${exponentText(exponent)}`;
  }
  text = fixed(value, precision - 1 - exponent);
  if (!alternate && text.includes('.')) text = text.replace(/\.?0+$/, '');
  return text;
}

/** glibc prints a long double's four leading bits before the point, a double's single one. */
function hexadecimal(value: Binary, precision: number | undefined, dash: boolean): string {
  if (value.mantissa === 0n) return `0x0${precision ? `.${'0'.repeat(precision)}` : ''}p+0`;
  const lead = dash ? 1 : 4;
  let digits = value.mantissa;
  let bits = bitLength(digits);
  let exponent = value.exponent + bits - lead;
  let fractionBits = bits - lead;
  const pad = (4 - (fractionBits % 4)) % 4;
  digits <<= BigInt(pad);
  fractionBits += pad;
  if (precision !== undefined && precision * 4 < fractionBits) {
    digits = halfEven(digits, 1n << BigInt(fractionBits - precision * 4));
    fractionBits = precision * 4;
    bits = bitLength(digits);
    if (bits - fractionBits > lead) exponent += 0;
  }
  const hex = digits.toString(16).padStart(fractionBits / 4 + 1, '0');
  const whole = fractionBits === 0 ? hex : hex.slice(0, -fractionBits / 4);
  let fraction = fractionBits === 0 ? '' : hex.slice(-fractionBits / 4);
  fraction = precision === undefined ? fraction.replace(/0+$/, '') : fraction.padEnd(precision, '0');
  return `0x${whole}${fraction === '' ? '' : `.${fraction}`}p${exponent < 0 ? '-' : '+'}${Math.abs(exponent)}`;
}

export function formatFloat(
  value: Binary,
  letter: string,
  flags: string,
  width: number,
  wanted: number | undefined,
  dash: boolean,
): string {
  const lower = letter.toLowerCase();
  const finite = value.special === undefined;
  // Beyond this many digits nothing is left to show but zeros.
  const precision = wanted === undefined ? undefined : Math.min(wanted, 5000);
  let body: string;
  if (value.special) body = value.special;
  else if (lower === 'f') body = fixed(value, precision ?? 6);
  else if (lower === 'e') body = exponential(value, precision ?? 6);
  else if (lower === 'g') body = general(value, precision ?? 6, flags.includes('#'));
  else body = hexadecimal(value, precision, dash);
  if (finite && flags.includes('#') && lower !== 'a' && !body.includes('.')) body = body.replace(/^[0-9]+/, '$&.');
  const sign = value.negative ? '-' : flags.includes('+') ? '+' : flags.includes(' ') ? ' ' : '';
  if (letter !== lower) body = body.toUpperCase();
  if (flags.includes('0') && !flags.includes('-') && finite) body = body.padStart(width - sign.length, '0');
  const text = sign + body;
  return flags.includes('-') ? text.padEnd(width) : text.padStart(width);
}
