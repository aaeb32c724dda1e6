/** fmt.Sprintf: verbs, flags, width, precision, argument indexes and the complaints that fmt puts into its output. */
import { formatFloat } from './float.ts';
import { badVerb, plain } from './print.ts';
import { encodeRune, quote, quoteRune, runeAt, runeCount, runes, unicodeName } from './text.ts';
import { basic, Dict, List, Nil, sortedKeys, Scalar, Struct, typeOf, type Value } from './value.ts';

interface Spec {
  plus: boolean;
  minus: boolean;
  sharp: boolean;
  space: boolean;
  zero: boolean;
  width: number | undefined;
  prec: number | undefined;
}

/** fmt refuses wider fields. */
const MAX_WIDTH = 1_000_000;

export function sprintf(format: string, args: readonly Value[]): string {
  let out = '';
  let next = 0;
  let reordered = false;
  let i = 0;
  const star = (): { n: number | undefined; bad: boolean } => {
    const v = args[next++];
    const n = typeof v === 'bigint' ? Number(v) : undefined;
    return n === undefined || Math.abs(n) > MAX_WIDTH ? { n: undefined, bad: true } : { n, bad: false };
  };
  /** `[n]`: the explicit argument index; false when it is malformed. */
  const index = (): boolean => {
    if (format[i] !== '[') return true;
    reordered = true;
    const m = /^\[([0-9]+)\]/.exec(format.slice(i));
    const n = Number(m?.[1] ?? 0);
    const close = format.indexOf(']', i);
    i = m !== null ? i + m[0].length : close < 0 ? i + 1 : close + 1;
    if (m === null || n < 1 || n > args.length) return false;
    next = n - 1;
    return true;
  };
  while (i < format.length) {
    const pct = format.indexOf('%', i);
    if (pct < 0) {
      out += format.slice(i);
      break;
    }
    out += format.slice(i, pct);
    i = pct + 1;
    const spec: Spec = {
      plus: false,
      minus: false,
      sharp: false,
      space: false,
      zero: false,
      width: undefined,
      prec: undefined,
    };
    let goodIndex = true;
    for (; i < format.length; i++) {
      const c = format[i];
      if (c === '+') spec.plus = true;
      else if (c === '-') spec.minus = true;
      else if (c === '#') spec.sharp = true;
      else if (c === ' ') spec.space = true;
      else if (c === '0') spec.zero = true;
      else break;
    }
    goodIndex = index() && goodIndex;
    if (format[i] === '*') {
      i++;
      const w = star();
      if (w.bad) out += '%!(BADWIDTH)';
      if (w.n !== undefined && w.n < 0) spec.minus = true;
      spec.width = w.n === undefined ? undefined : Math.abs(w.n);
    } else {
      const digits = /^[0-9]+/.exec(format.slice(i))?.[0];
      if (digits !== undefined) {
        i += digits.length;
        spec.width = Math.min(Number(digits), MAX_WIDTH);
      }
    }
    if (format[i] === '.') {
      i++;
      goodIndex = index() && goodIndex;
      if (format[i] === '*') {
        i++;
        const p = star();
        if (p.bad || (p.n ?? 0) < 0) out += '%!(BADPREC)';
        spec.prec = (p.n ?? -1) < 0 ? undefined : p.n;
      } else {
        const digits = /^[0-9]+/.exec(format.slice(i))?.[0] ?? '';
        i += digits.length;
        spec.prec = Math.min(Number(digits), MAX_WIDTH);
      }
    }
    goodIndex = index() && goodIndex;
    if (i >= format.length) {
      out += '%!(NOVERB)';
      break;
    }
    const { size } = runeAt(format, i);
    const verb = format.slice(i, i + size);
    i += size;
    if (verb === '%') out += '%';
    else if (!goodIndex) out += `%!${verb}(BADINDEX)`;
    else if (next >= args.length) out += `%!${verb}(MISSING)`;
    else out += one(spec, verb, args[next++]);
  }
  if (!reordered && next < args.length) {
    const extra = args.slice(next).map((a) => (a === null || a === undefined ? '<nil>' : `${typeOf(a)}=${plain(a)}`));
    out += `%!(EXTRA ${extra.join(', ')})`;
  }
  return out;
}

function pad(s: string, spec: Spec, zeros = false): string {
  const missing = (spec.width ?? 0) - runeCount(s);
  if (missing <= 0) return s;
  if (spec.minus) return s + ' '.repeat(missing);
  return (zeros ? '0' : ' ').repeat(missing) + s;
}

function one(spec: Spec, verb: string, v: Value): string {
  if (verb === 'T') return pad(typeOf(v), spec);
  if (v === null || v === undefined) return verb === 'v' ? pad('<nil>', spec) : badVerb(verb, v);
  if (verb === 'v' && spec.sharp) return pad(plain(v, '#v'), spec);
  const text = stringer(v);
  if (text !== undefined && 'vsqxX'.includes(verb)) return textVerb(spec, verb, text, v);
  if (v instanceof Nil)
    return verb === 'v' || verb === 's' ? pad(v.type.startsWith('*') ? '<nil>' : plain(v), spec) : badVerb(verb, v);
  const b = basic(v);
  if (b !== undefined) return basicVerb(spec, verb, b, v);
  if (v instanceof List) return `[${v.items.map((x) => one(spec, verb, x)).join(' ')}]`;
  if (v instanceof Dict)
    return `map[${sortedKeys(v)
      .map((k) => `${one(spec, verb, k)}:${one(spec, verb, v.entries.get(k))}`)
      .join(' ')}]`;
  if (v instanceof Struct) {
    const fields = [...v.fields].map(([k, x]) => (spec.plus && verb === 'v' ? k + ':' : '') + one(spec, verb, x));
    return `${v.type.startsWith('*') ? '&' : ''}{${fields.join(' ')}}`;
  }
  return badVerb(verb, v);
}

function stringer(v: Value): string | undefined {
  if (v instanceof Scalar) return v.text;
  return v instanceof Struct ? v.options.text?.() : undefined;
}

function basicVerb(spec: Spec, verb: string, b: bigint | number | string | boolean, v: Value): string {
  if (typeof b === 'string') return textVerb(spec, verb, b, v);
  if (typeof b === 'bigint') return intVerb(spec, verb, b, v);
  if (typeof b === 'number') return floatVerb(spec, verb, b, v);
  return verb === 't' || verb === 'v' ? pad(String(b), spec) : badVerb(verb, v);
}

function textVerb(spec: Spec, verb: string, s: string, v: Value): string {
  const cut = spec.prec === undefined ? s : runes(s).slice(0, spec.prec).map(encodeRune).join('');
  switch (verb) {
    case 'v':
    case 's':
      return pad(cut, spec, spec.zero);
    case 'q':
      return pad(
        spec.sharp && !cut.includes('`') && !cut.includes('\n') ? '`' + cut + '`' : quote(cut, spec.plus),
        spec,
      );
    case 'x':
    case 'X': {
      const bytes = spec.prec === undefined ? s : s.slice(0, spec.prec);
      const hex = [...bytes].map((c) => c.charCodeAt(0).toString(16).padStart(2, '0'));
      const joined = hex.join(spec.space ? ' ' : '');
      return pad(verb === 'X' ? joined.toUpperCase() : joined, spec);
    }
    default:
      return badVerb(verb, v);
  }
}

function intVerb(spec: Spec, verb: string, n: bigint, v: Value): string {
  const rune = n >= 0n && n <= 0x10ffffn ? Number(n) : 0xfffd;
  switch (verb) {
    case 'v':
    case 'd':
      return integer(spec, n, 10, '', false);
    case 'b':
      return integer(spec, n, 2, spec.sharp ? '0b' : '', false);
    case 'o':
      return integer(spec, n, 8, spec.sharp ? '0' : '', false);
    case 'O':
      return integer(spec, n, 8, '0o', false);
    case 'x':
    case 'X':
      return integer(spec, n, 16, spec.sharp ? '0' + verb : '', verb === 'X');
    case 'c':
      return pad(encodeRune(rune), spec);
    case 'q':
      return pad(quoteRune(rune, spec.plus), spec);
    case 'U': {
      const code = 'U+' + n.toString(16).toUpperCase().padStart(4, '0');
      return pad(spec.sharp ? unicodeName(rune) : code, spec);
    }
    default:
      return badVerb(verb, v);
  }
}

function integer(spec: Spec, n: bigint, base: number, prefix: string, upper: boolean): string {
  const sign = n < 0n ? '-' : spec.plus ? '+' : spec.space ? ' ' : '';
  let digits = (n < 0n ? -n : n).toString(base);
  if (upper) digits = digits.toUpperCase();
  if (spec.prec !== undefined) digits = spec.prec === 0 && n === 0n ? '' : digits.padStart(spec.prec, '0');
  else if (spec.zero && !spec.minus && spec.width !== undefined)
    digits = digits.padStart(spec.width - sign.length, '0');
  return pad(sign + prefix + digits, spec);
}

function floatVerb(spec: Spec, verb: string, n: number, v: Value): string {
  let body: string;
  if (verb === 'v') body = formatFloat(n, 'g', spec.prec ?? -1);
  else if (verb === 'g' || verb === 'G') body = formatFloat(n, verb, spec.prec ?? -1);
  else if (verb === 'e' || verb === 'E' || verb === 'f' || verb === 'F') body = formatFloat(n, verb, spec.prec ?? 6);
  else return badVerb(verb, v);
  const negative = body.startsWith('-');
  if (/^[+-]/.test(body)) body = body.slice(1);
  const sign = negative ? '-' : spec.plus ? '+' : spec.space ? ' ' : '';
  if (spec.zero && !spec.minus && spec.width !== undefined && Number.isFinite(n))
    body = body.padStart(spec.width - sign.length, '0');
  return pad(sign + body, spec);
}
