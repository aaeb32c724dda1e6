// %e, %f, %g and %a as the C library prints them.

function exponent(text: string): string {
  return text.replace(/e([-+])([0-9])$/, 'e$10$2');
}

function general(value: number, precision: number, alternate: boolean): string {
  const p = precision === 0 ? 1 : precision;
  if (value === 0) return alternate ? `0.${'0'.repeat(p - 1)}` : '0';
  const e = Number(/e([-+][0-9]+)$/.exec(value.toExponential(Math.min(p - 1, 100)))?.[1] ?? 0);
  let text =
    e < -4 || e >= p ? exponent(value.toExponential(Math.min(p - 1, 100))) : fixed(value, Math.max(0, p - 1 - e));
  if (!alternate && text.includes('.')) text = text.replace(/\.?0+(?=e|$)/, '');
  return text;
}

/** Exact decimal digits, rounded half to even on the binary value as printf does. */
function fixed(value: number, digits: number): string {
  if (digits <= 100 && value < 1e21) return value.toFixed(digits);
  if (value >= 1e21) return BigInt(value).toString() + (digits > 0 ? `.${'0'.repeat(digits)}` : '');
  return value.toFixed(100) + '0'.repeat(digits - 100);
}

/** `wide`: long double layout of x86 (bash uses it), where the leading digit holds four bits. */
function hexadecimal(value: number, precision: number | undefined, wide: boolean): string {
  if (value === 0) return `0x0${precision ? `.${'0'.repeat(precision)}` : ''}p+0`;
  let e = Math.floor(Math.log2(value));
  let m = value / 2 ** e;
  if (m >= 2) {
    m /= 2;
    e += 1;
  } else if (m < 1) {
    m *= 2;
    e -= 1;
  }
  if (wide) {
    m *= 8;
    e -= 3;
  }
  let lead = Math.floor(m);
  let fraction = m - lead;
  let digits = '';
  const limit = precision ?? 16;
  for (let n = 0; n < limit && (precision !== undefined || fraction > 0); n += 1) {
    fraction *= 16;
    const digit = Math.floor(fraction);
    digits += digit.toString(16);
    fraction -= digit;
  }
  if (precision === 0 && fraction >= 0.5) lead += 1;
  return `0x${lead.toString(16)}${digits === '' ? '' : `.${digits}`}p${e < 0 ? '-' : '+'}${Math.abs(e)}`;
}

export function formatFloat(
  value: number,
  letter: string,
  flags: string,
  width: number,
  precision: number | undefined,
  dash: boolean,
): string {
  const lower = letter.toLowerCase();
  const negative = value < 0 || Object.is(value, -0);
  const magnitude = Math.abs(value);
  let body: string;
  if (!Number.isFinite(value)) body = Number.isNaN(value) ? 'nan' : 'inf';
  else if (lower === 'f') body = fixed(magnitude, precision ?? 6);
  else if (lower === 'e') body = exponent(magnitude.toExponential(Math.min(precision ?? 6, 100)));
  else if (lower === 'g') body = general(magnitude, precision ?? 6, flags.includes('#'));
  else body = hexadecimal(magnitude, precision, !dash);
  if (flags.includes('#') && (lower === 'f' || lower === 'e') && precision === 0) body = body.replace(/^[0-9]+/, '$&.');
  const sign = negative && !Number.isNaN(value) ? '-' : flags.includes('+') ? '+' : flags.includes(' ') ? ' ' : '';
  if (letter !== lower) body = body.toUpperCase();
  if (flags.includes('0') && !flags.includes('-') && Number.isFinite(value))
    body = body.padStart(width - sign.length, '0');
  const text = sign + body;
  return flags.includes('-') ? text.padEnd(width) : text.padStart(width);
}
