/** strconv.FormatFloat for float64: %e, %f, %g with a precision, or the shortest text that reads back (-1). */

interface Decimal {
  /** Significant digits, no leading zero (unless zero itself). */
  digits: string;
  /** Position of the decimal point relative to the start of the digits. */
  point: number;
}

function shortest(v: number): Decimal {
  if (v === 0) return { digits: '0', point: 1 };
  const [mantissa = '', exp = '0'] = v.toExponential().split('e');
  return { digits: mantissa.replace('.', ''), point: Number(exp) + 1 };
}

/** The exact decimal value of a double, by way of integers, so that rounding is the one of strconv (half to even on exact ties). */
function exact(v: number): { digits: bigint; scale: number } {
  let scale = 0;
  let m = v;
  while (!Number.isInteger(m)) {
    m *= 2;
    scale++;
  }
  return { digits: BigInt(m) * 5n ** BigInt(scale), scale };
}

function roundTo(v: number, places: number): string {
  const { digits, scale } = exact(v);
  if (places >= scale) return (digits * 10n ** BigInt(places - scale)).toString();
  const unit = 10n ** BigInt(scale - places);
  let q = digits / unit;
  const twice = (digits % unit) * 2n;
  if (twice > unit || (twice === unit && q % 2n === 1n)) q++;
  return q.toString();
}

function fixed(v: number, prec: number): string {
  const s = roundTo(v, prec).padStart(prec + 1, '0');
  return prec === 0 ? s : `${s.slice(0, -prec)}.${s.slice(-prec)}`;
}

function fixedOf(d: Decimal): string {
  if (d.digits === '0') return '0';
  if (d.point <= 0) return '0.' + '0'.repeat(-d.point) + d.digits;
  if (d.point >= d.digits.length) return d.digits + '0'.repeat(d.point - d.digits.length);
  return `${d.digits.slice(0, d.point)}.${d.digits.slice(d.point)}`;
}

function exponentOf(d: Decimal, upper: boolean): string {
  const exp = d.digits === '0' ? 0 : d.point - 1;
  const tail = d.digits.length > 1 ? '.' + d.digits.slice(1) : '';
  const abs = Math.abs(exp).toString().padStart(2, '0');
  return `${d.digits[0] ?? '0'}${tail}${upper ? 'E' : 'e'}${exp < 0 ? '-' : '+'}${abs}`;
}

/** `significant` digits of v. */
function rounded(v: number, significant: number): Decimal {
  if (v === 0) return { digits: '0'.repeat(significant), point: 1 };
  const [mantissa = '', exp = '0'] = v.toExponential(Math.min(significant - 1, 100)).split('e');
  return { digits: mantissa.replace('.', ''), point: Number(exp) + 1 };
}

export function formatFloat(v: number, verb: 'e' | 'E' | 'f' | 'F' | 'g' | 'G', prec: number): string {
  if (Number.isNaN(v)) return 'NaN';
  if (!Number.isFinite(v)) return v < 0 ? '-Inf' : '+Inf';
  if (v < 0 || Object.is(v, -0)) return '-' + formatFloat(-v, verb, prec);
  const upper = verb === 'E' || verb === 'G';
  switch (verb) {
    case 'e':
    case 'E':
      return exponentOf(prec < 0 ? shortest(v) : rounded(v, prec + 1), upper);
    case 'f':
    case 'F':
      return prec < 0 ? fixedOf(shortest(v)) : fixed(v, prec);
    case 'g':
    case 'G': {
      const digits = prec < 0 ? shortest(v) : rounded(v, Math.max(prec, 1));
      const cut: Decimal = { digits: digits.digits.replace(/0+$/, '') || '0', point: digits.point };
      let limit = prec < 0 ? 6 : Math.max(prec, 1);
      if (prec >= 0 && limit > cut.digits.length && cut.digits.length >= cut.point) limit = cut.digits.length;
      const exp = cut.digits === '0' ? 0 : cut.point - 1;
      return exp < -4 || exp >= limit ? exponentOf(cut, upper) : fixedOf(cut);
    }
  }
}
