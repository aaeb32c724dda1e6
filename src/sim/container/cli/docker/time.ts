/** Times as Go prints them; the zone of the simulated host is UTC. */

const DAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const two = (n: number): string => String(n).padStart(2, '0');

interface Parts {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly weekday: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
}

/** Seconds since the epoch to calendar parts (proleptic Gregorian, days-from-civil inverted). */
export function civil(seconds: number): Parts {
  const days = Math.floor(seconds / 86400);
  const rest = seconds - days * 86400;
  const z = days + 719468;
  const era = Math.floor(z / 146097);
  const doe = z - era * 146097;
  const yoe = Math.floor((doe - Math.floor(doe / 1460) + Math.floor(doe / 36524) - Math.floor(doe / 146096)) / 365);
  const doy = doe - (365 * yoe + Math.floor(yoe / 4) - Math.floor(yoe / 100));
  const mp = Math.floor((5 * doy + 2) / 153);
  const month = mp < 10 ? mp + 3 : mp - 9;
  return {
    year: yoe + era * 400 + (month <= 2 ? 1 : 0),
    month,
    day: doy - Math.floor((153 * mp + 2) / 5) + 1,
    weekday: (((days + 4) % 7) + 7) % 7,
    hour: Math.floor(rest / 3600),
    minute: Math.floor((rest % 3600) / 60),
    second: Math.floor(rest % 60),
  };
}

function date(p: Parts): string {
  return `${String(p.year).padStart(4, '0')}-${two(p.month)}-${two(p.day)}`;
}
function clock(p: Parts): string {
  return `${two(p.hour)}:${two(p.minute)}:${two(p.second)}`;
}

/** time.Time.String() of whole seconds. */
export function goTime(seconds: number): string {
  const p = civil(seconds);
  return `${date(p)} ${clock(p)} +0000 UTC`;
}

/** RFC 3339 with nine digits after the second. */
export function rfc3339NanoFixed(nano: bigint): string {
  const p = civil(Number(nano / 1_000_000_000n));
  return `${date(p)}T${clock(p)}.${String(nano % 1_000_000_000n).padStart(9, '0')}Z`;
}

/** time.ANSIC. */
export function ansic(seconds: number): string {
  const p = civil(seconds);
  return `${DAYS[p.weekday] ?? ''} ${MONTHS[p.month - 1] ?? ''} ${String(p.day).padStart(2, ' ')} ${clock(p)} ${p.year}`;
}

/** RFC 3339 text to milliseconds since the epoch. */
export function parseRfc3339(text: string): number | undefined {
  const m = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(\.\d+)?(Z|[+-]\d\d:\d\d)$/.exec(text);
  if (m === null) return undefined;
  const [y = 0, mo = 0, d = 0, h = 0, mi = 0, s = 0] = m.slice(1, 7).map(Number);
  const days = daysFromCivil(y, mo, d);
  const zone =
    m[8] === 'Z' ? 0 : (m[8]?.startsWith('-') ? -1 : 1) * (Number(m[8]?.slice(1, 3)) * 60 + Number(m[8]?.slice(4, 6)));
  return ((days * 24 + h) * 60 + mi - zone) * 60_000 + s * 1000 + Number(m[7] ?? 0) * 1000;
}

function daysFromCivil(year: number, month: number, day: number): number {
  const y = month <= 2 ? year - 1 : year;
  const era = Math.floor(y / 400);
  const yoe = y - era * 400;
  const doy = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  return era * 146097 + yoe * 365 + Math.floor(yoe / 4) - Math.floor(yoe / 100) + doy - 719468;
}
