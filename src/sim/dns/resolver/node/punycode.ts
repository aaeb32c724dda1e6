// Names with letters outside ASCII as Node turns them into questions: RFC 3492 with the lower-casing of UTS #46. Text, not bytes.

const BASE = 36;
const T_MIN = 1;
const T_MAX = 26;
const SKEW = 38;
const DAMP = 700;
const FIRST_BIAS = 72;
const FIRST_CODE = 0x80;

const digit = (value: number): string => String.fromCharCode(value < 26 ? value + 97 : value + 22);

/** RFC 3492 section 6.1 */
function adapt(delta: number, points: number, first: boolean): number {
  let rest = first ? Math.floor(delta / DAMP) : delta >> 1;
  rest += Math.floor(rest / points);
  let k = 0;
  for (; rest > ((BASE - T_MIN) * T_MAX) >> 1; k += BASE) rest = Math.floor(rest / (BASE - T_MIN));
  return k + Math.floor(((BASE - T_MIN + 1) * rest) / (rest + SKEW));
}

/** RFC 3492 section 6.3 */
function encodeLabel(label: string): string {
  const points = [...label].map((char) => char.codePointAt(0) ?? 0);
  const basic = points.filter((point) => point < FIRST_CODE);
  let output = String.fromCharCode(...basic);
  if (basic.length > 0) output += '-';
  let [code, delta, bias, done] = [FIRST_CODE, 0, FIRST_BIAS, basic.length];
  while (done < points.length) {
    const next = Math.min(...points.filter((point) => point >= code));
    delta += (next - code) * (done + 1);
    code = next;
    for (const point of points) {
      if (point < code) delta += 1;
      if (point !== code) continue;
      let q = delta;
      for (let k = BASE; ; k += BASE) {
        const t = k <= bias ? T_MIN : k >= bias + T_MAX ? T_MAX : k - bias;
        if (q < t) break;
        output += digit(t + ((q - t) % (BASE - t)));
        q = Math.floor((q - t) / (BASE - t));
      }
      output += digit(q);
      bias = adapt(delta, done + 1, done === basic.length);
      delta = 0;
      done += 1;
    }
    delta += 1;
    code += 1;
  }
  return `xn--${output}`;
}

const isAscii = (text: string): boolean => /^[\x00-\x7f]*$/.test(text);

/** node:url's domainToASCII, without its checks: labels of ASCII stay as they are. */
export const toAscii = (name: string): string =>
  isAscii(name)
    ? name
    : name
        .normalize('NFKC')
        .split(/[.\u3002\uff0e\uff61]/)
        .map((label) => (isAscii(label) ? label : encodeLabel(label.toLowerCase())))
        .join('.');
