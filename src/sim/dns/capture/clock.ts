// Times of packets.
import type { Micros } from '../../../engine/index.ts';

const two = (value: number): string => String(value).padStart(2, '0');

/** Time of the day with microseconds: hh:mm:ss.ffffff */
export function clock(at: Micros): string {
  const whole = Math.floor(at);
  const seconds = Math.floor(whole / 1e6);
  const time = [Math.floor(seconds / 3600) % 24, Math.floor(seconds / 60) % 60, seconds % 60].map(two).join(':');
  return `${time}.${String(whole % 1e6).padStart(6, '0')}`;
}

/** yyyy-mm-dd of so many microseconds since 1970, UTC (the civil calendar in eras of 400 years). */
export function dateText(at: Micros): string {
  const days = Math.floor(at / 86_400e6) + 719_468;
  const era = Math.floor(days / 146_097);
  const inEra = days - era * 146_097;
  const years = Math.floor(
    (inEra - Math.floor(inEra / 1460) + Math.floor(inEra / 36_524) - Math.floor(inEra / 146_096)) / 365,
  );
  const inYear = inEra - (365 * years + Math.floor(years / 4) - Math.floor(years / 100));
  const march = Math.floor((5 * inYear + 2) / 153);
  const month = march < 10 ? march + 3 : march - 9;
  const day = inYear - Math.floor((153 * march + 2) / 5) + 1;
  return `${years + era * 400 + (month <= 2 ? 1 : 0)}-${two(month)}-${two(day)}`;
}
