// Dates in UTC: as `date` of the C locale writes them, strftime("%a %b %d %H:%M:%S %Z %Y"), and as ISO 8601.

const DAYS = ['Thu', 'Fri', 'Sat', 'Sun', 'Mon', 'Tue', 'Wed'];
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

const two = (value: number): string => String(value).padStart(2, '0');

/** Year, month from 0 and day of so many days after 1970-01-01 (400 years of the Gregorian calendar have 146,097 days). */
function civil(days: number): readonly [year: number, month: number, day: number] {
  // Counted from 1 March of the year 0, so that the odd day comes last.
  const from = days + 719_468;
  const era = Math.floor(from / 146_097);
  const inEra = from - era * 146_097;
  const years = Math.floor(
    (inEra - Math.floor(inEra / 1460) + Math.floor(inEra / 36_524) - Math.floor(inEra / 146_096)) / 365,
  );
  const inYear = inEra - (365 * years + Math.floor(years / 4) - Math.floor(years / 100));
  const march = Math.floor((5 * inYear + 2) / 153);
  const day = inYear - Math.floor((153 * march + 2) / 5) + 1;
  const month = (march + 2) % 12;
  return [years + era * 400 + (month < 2 ? 1 : 0), month, day];
}

/** `at`: microseconds since 1970. */
function parts(at: number): { readonly days: number; readonly time: string } {
  const seconds = Math.floor(at / 1_000_000);
  const days = Math.floor(seconds / 86_400);
  const inDay = seconds - days * 86_400;
  return { days, time: [Math.floor(inDay / 3600), Math.floor(inDay / 60) % 60, inDay % 60].map(two).join(':') };
}

export function whenText(at: number): string {
  const { days, time } = parts(at);
  const [year, month, day] = civil(days);
  return `${DAYS[((days % 7) + 7) % 7]} ${MONTHS[month]} ${two(day)} ${time} UTC ${year}`;
}

/** With milliseconds, or with microseconds. */
export function isoText(at: number, micros: boolean): string {
  const { days, time } = parts(at);
  const [year, month, day] = civil(days);
  const fraction = String(at % 1_000_000).padStart(6, '0');
  return `${year}-${two(month + 1)}-${two(day)}T${time}.${micros ? fraction : fraction.slice(0, 3)}Z`;
}
