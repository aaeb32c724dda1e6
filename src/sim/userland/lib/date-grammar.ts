// The grammar of GNU's dates (parse-datetime.y): tokens → what was said about day, time, zone and distance.
import type { Broken } from './clock.ts';
import { T_OFFSET, type DateToken, type NumberToken, type SignedToken } from './date-words.ts';

/** Not a date. */
export class Misfit extends Error {}

export interface Relative {
  year: number;
  month: number;
  day: number;
  hour: number;
  minute: number;
  second: number;
  nanos: number;
}

const nothing = (): Relative => ({ year: 0, month: 0, day: 0, hour: 0, minute: 0, second: 0, nanos: 0 });

/** How hours are counted. */
export type Meridian = 'am' | 'pm' | undefined;

interface Year {
  readonly value: number;
  readonly digits: number;
}

/** What the text said; in the beginning the present moment. */
export class Reading {
  year: Year;
  month: number;
  day: number;
  time: { hour: number; minute: number; second: number; nanos: number; meridian: Meridian };
  offset = 0;
  weekday = 0;
  ordinal = 0;
  readonly relative = nothing();
  relativeSeen = false;
  readonly seen = { dates: 0, times: 0, days: 0, zones: 0 };

  constructor(now: Broken, nanos: number) {
    this.year = { value: now.year, digits: 0 };
    this.month = now.month;
    this.day = now.day;
    this.time = { hour: now.hour, minute: now.minute, second: now.second, nanos, meridian: undefined };
  }

  setTime(hour: number, minute: number, second: number, nanos: number, meridian: Meridian): void {
    this.seen.times += 1;
    this.time = { hour, minute, second, nanos, meridian };
  }

  setDate(month: number, day: number, year?: Year): void {
    this.seen.dates += 1;
    this.month = month;
    this.day = day;
    if (year) this.year = { value: year.value, digits: year.digits };
  }

  setZone(offset: number): void {
    this.seen.zones += 1;
    this.offset = offset;
  }

  setWeekday(ordinal: number, day: number): void {
    this.seen.days += 1;
    this.ordinal = ordinal;
    this.weekday = day;
  }

  /** digits_to_date_time(): a bare number is a year, a date or a time, whatever is still missing. */
  bareNumber({ value, digits }: Year): void {
    const { seen } = this;
    if (seen.dates > 0 && this.year.digits === 0 && !this.relativeSeen && (seen.times > 0 || digits > 2))
      this.year = { value, digits };
    else if (digits > 4)
      this.setDate((Math.floor(value / 100) % 100) - 1, value % 100, {
        value: Math.floor(value / 10000),
        digits: digits - 4,
      });
    else if (digits <= 2) this.setTime(value, 0, 0, 0, undefined);
    else this.setTime(Math.floor(value / 100), value % 100, 0, 0, undefined);
  }

  add(amount: Relative, factor: number): void {
    this.relativeSeen = true;
    for (const unit of Object.keys(amount) as (keyof Relative)[]) this.relative[unit] += factor * amount[unit];
  }
}

/** time_zone_hhmm(): `+5`, `+05`, `+0530`, `+5:30`. */
function zoneOffset(token: SignedToken, minutes: number | undefined): number {
  const hhmm = token.digits <= 2 ? token.value * 100 : token.value;
  const total =
    minutes === undefined
      ? Math.trunc(hhmm / 100) * 60 + (hhmm % 100)
      : token.value * 60 + (token.negative ? -minutes : minutes);
  if (Math.abs(total) > 24 * 60) throw new Misfit();
  return total * 60;
}

export class Grammar {
  readonly #tokens: readonly DateToken[];
  readonly #to: Reading;
  #at = 0;

  constructor(tokens: readonly DateToken[], to: Reading) {
    this.#tokens = tokens;
    this.#to = to;
  }

  #peek(distance = 0): DateToken {
    return this.#tokens[Math.min(this.#at + distance, this.#tokens.length - 1)] ?? { kind: 'end' };
  }

  #isSign(text: string, distance = 0): boolean {
    const token = this.#peek(distance);
    return token.kind === 'sign' && token.text === text;
  }

  /** Takes a token of this kind or gives up. */
  #take<K extends DateToken['kind']>(kind: K): Extract<DateToken, { kind: K }> {
    const token = this.#peek();
    if (token.kind !== kind) throw new Misfit();
    this.#at += 1;
    return token as Extract<DateToken, { kind: K }>;
  }

  #whole(): NumberToken {
    const token = this.#take('number');
    if (token.nanos !== undefined) throw new Misfit();
    return token;
  }

  items(): void {
    while (this.#peek().kind !== 'end') this.#item();
  }

  #item(): void {
    const token = this.#peek();
    switch (token.kind) {
      case 'number':
        return this.#number(token);
      case 'signed':
        return this.#distance(this.#signedUnit());
      case 'month':
        return this.#monthFirst();
      case 'day':
        this.#at += 1;
        if (this.#isSign(',')) this.#at += 1;
        return this.#to.setWeekday(0, token.value);
      case 'ordinal': {
        this.#at += 1;
        const next = this.#peek();
        if (next.kind !== 'day') return this.#distance(this.#unit(token.value, 0));
        this.#at += 1;
        return this.#to.setWeekday(token.value, next.value);
      }
      case 'unit':
        return this.#distance(this.#unit(1, 0));
      case 'dayshift':
        this.#at += 1;
        return this.#to.add({ ...nothing(), day: token.value }, 1);
      case 'zone':
        this.#at += 1;
        return this.#zone(token.value);
      case 'T':
        this.#at += 1;
        return this.#zone(T_OFFSET);
      default:
        throw new Misfit();
    }
  }

  /** `days` after an amount. Fractions are for seconds only. */
  #unit(amount: number, nanos: number): Relative {
    const { unit, value } = this.#take('unit');
    if (nanos !== 0 && unit !== 'second') throw new Misfit();
    const relative = nothing();
    relative[unit] = amount * value;
    relative.nanos = nanos;
    return relative;
  }

  #signedUnit(): Relative {
    const token = this.#take('signed');
    return this.#unit(token.value, (token.negative ? -1 : 1) * (token.nanos ?? 0));
  }

  /** Perhaps `ago`. */
  #distance(amount: Relative): void {
    const token = this.#peek();
    if (token.kind === 'ago') this.#at += 1;
    this.#to.add(amount, token.kind === 'ago' ? token.value : 1);
  }

  /** A zone by name: then `DST`, an offset from it, or a distance. */
  #zone(offset: number): void {
    const next = this.#peek();
    if (next.kind === 'dst') {
      this.#at += 1;
      return this.#to.setZone(offset + 3600);
    }
    if (next.kind !== 'signed') return this.#to.setZone(offset);
    if (this.#peek(1).kind === 'unit') {
      this.#to.setZone(offset);
      return this.#distance(this.#signedUnit());
    }
    return this.#to.setZone(offset + this.#signedZone());
  }

  #signedZone(): number {
    const token = this.#take('signed');
    if (token.nanos !== undefined) throw new Misfit();
    if (!this.#isSign(':')) return zoneOffset(token, undefined);
    this.#at += 1;
    return zoneOffset(token, this.#whole().value);
  }

  /** What begins with a number without sign. */
  #number(token: NumberToken): void {
    if (this.#isSign(':', 1)) return this.#clock();
    if (this.#isSign('/', 1)) return this.#slashes();
    this.#at += 1;
    if (token.nanos !== undefined) return this.#distance(this.#unit(token.value, token.nanos));
    const next = this.#peek();
    switch (next.kind) {
      case 'meridian':
        this.#at += 1;
        return this.#to.setTime(token.value, 0, 0, 0, next.value);
      case 'unit':
        return this.#distance(this.#unit(token.value, 0));
      case 'day':
        this.#at += 1;
        return this.#to.setWeekday(token.value, next.value);
      case 'month':
        return this.#dayFirst(token.value);
      case 'signed':
        return this.#numberThenSigned(token);
      default:
        return this.#to.bareNumber(token);
    }
  }

  /** `2024-01-31`, `10 +2 days`, or a time with its zone. */
  #numberThenSigned(token: NumberToken): void {
    const { kind } = this.#peek(1);
    if (kind === 'signed') return this.#isoDate(token);
    if (kind === 'unit') {
      this.#to.bareNumber(token);
      return this.#distance(this.#signedUnit());
    }
    this.#to.setTime(token.value, 0, 0, 0, undefined);
    return this.#to.setZone(this.#signedZone());
  }

  /** `10:20`, with seconds, am or pm, and a zone offset. */
  #clock(): void {
    const hour = this.#whole().value;
    this.#at += 1;
    const minute = this.#whole().value;
    let second = 0;
    let nanos = 0;
    if (this.#isSign(':')) {
      this.#at += 1;
      const token = this.#take('number');
      second = token.value;
      nanos = token.nanos ?? 0;
    }
    const next = this.#peek();
    if (next.kind === 'meridian') this.#at += 1;
    this.#to.setTime(hour, minute, second, nanos, next.kind === 'meridian' ? next.value : undefined);
    if (next.kind === 'signed') this.#to.setZone(this.#signedZone());
  }

  #slashes(): void {
    const first = this.#whole();
    this.#at += 1;
    const second = this.#whole().value;
    if (!this.#isSign('/')) return this.#to.setDate(first.value - 1, second);
    this.#at += 1;
    const third = this.#whole();
    if (first.digits >= 4) return this.#to.setDate(second - 1, third.value, first);
    return this.#to.setDate(first.value - 1, second, third);
  }

  /** The year was read; perhaps `T10:20` follows. */
  #isoDate(year: NumberToken): void {
    const month = this.#take('signed');
    const day = this.#take('signed');
    this.#to.setDate(-month.value - 1, -day.value, year);
    if (this.#peek().kind !== 'T') return;
    this.#at += 1;
    if (this.#isSign(':', 1)) return this.#clock();
    this.#to.setTime(this.#whole().value, 0, 0, 0, undefined);
    this.#to.setZone(this.#signedZone());
  }

  /** `17 June`, `17 June 1992`, `17-Jun-1992`. */
  #dayFirst(day: number): void {
    const month = this.#take('month').value;
    const next = this.#peek();
    if (next.kind === 'number') return this.#to.setDate(month, day, this.#whole());
    if (next.kind === 'signed' && this.#peek(1).kind !== 'unit') {
      this.#at += 1;
      return this.#to.setDate(month, day, { value: -next.value, digits: next.digits });
    }
    return this.#to.setDate(month, day);
  }

  /** `June 17`, `June 17, 1992`, `Jun-17-1992`. */
  #monthFirst(): void {
    const month = this.#take('month').value;
    if (this.#peek().kind === 'signed') {
      const day = -this.#take('signed').value;
      const year = this.#take('signed');
      return this.#to.setDate(month, day, { value: -year.value, digits: year.digits });
    }
    const day = this.#whole().value;
    if (!this.#isSign(',')) return this.#to.setDate(month, day);
    this.#at += 1;
    return this.#to.setDate(month, day, this.#whole());
  }
}
