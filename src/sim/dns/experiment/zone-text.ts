// A zone as a person types it: `name [ttl] [IN] type value`, one record a line. What is wrong is said at its line; the other
// lines count. The form is that of RFC 1035 section 5, with BIND's $ORIGIN, $TTL and $GENERATE.
import { parseIPv4, parseIPv6 } from '../address/index.ts';
import type { ZoneData } from '../server/index.ts';

export interface ZoneProblem {
  /** From 1. */
  readonly line: number;
  readonly text: string;
  readonly words: string;
}

export type ZoneRecord = ZoneData['records'][number];

export interface ZoneText {
  readonly records: readonly ZoneRecord[];
  readonly problems: readonly ZoneProblem[];
}

/** One message over TCP has room for fewer than 4,100 A records; more are for seeing what happens then. */
export const MAX_ZONE_RECORDS = 20_000;
const DEFAULT_TTL = 30;
const TYPES = ['A', 'AAAA', 'CNAME', 'SRV', 'PTR', 'NS', 'MX', 'TXT'] as const;

/** What is wrong with a name, if anything: RFC 1035 section 2.3.4. */
function nameTrouble(name: string): string | undefined {
  if (name === '.') return undefined;
  const labels = name.replace(/\.$/, '').split('.');
  if (labels.some((label) => label === '')) return `“${name}” has an empty label`;
  const long = labels.find((label) => label.length > 63);
  if (long !== undefined) return `a label of ${long.length} bytes: 63 is the most`;
  if (name.length > 254) return `a name of ${name.length} bytes: 255 is the most, with the length bytes`;
  return undefined;
}

function valueTrouble(type: string, value: string): string | undefined {
  const words = value.split(/\s+/);
  const number = (word: string | undefined): boolean => /^\d+$/.test(word ?? '');
  switch (type) {
    case 'A':
      return parseIPv4(value) ? undefined : `“${value}” is no IPv4 address`;
    case 'AAAA':
      return parseIPv6(value) ? undefined : `“${value}” is no IPv6 address`;
    case 'SRV':
      if (words.length !== 4 || !words.slice(0, 3).every(number)) return 'SRV wants: priority weight port target';
      return nameTrouble(words[3] ?? '');
    case 'MX':
      if (words.length !== 2 || !number(words[0])) return 'MX wants: preference name';
      return nameTrouble(words[1] ?? '');
    case 'TXT':
      return value.length > 255 ? 'a text of more than 255 bytes' : undefined;
    default:
      return words.length === 1 ? nameTrouble(value) : `${type} wants one name`;
  }
}

/** `$` is the number; `${offset,width,base}` as in BIND's manual. */
const filled = (text: string, n: number): string =>
  text
    .replace(/\$\{(-?\d+)(?:,(\d+)(?:,([doxX]))?)?\}/g, (_, offset: string, width = '0', base = 'd') => {
      const value = n + Number(offset);
      const digits = value.toString({ d: 10, o: 8, x: 16, X: 16 }[base as string] ?? 10);
      return (base === 'X' ? digits.toUpperCase() : digits).padStart(Math.min(20, Number(width)), '0');
    })
    .replace(/\$/g, String(n));

export function readZone(text: string): ZoneText {
  const records: ZoneRecord[] = [];
  const problems: ZoneProblem[] = [];
  let origin = '.';
  let ttl = DEFAULT_TTL;
  let owner: string | undefined;
  const absolute = (name: string): string =>
    name === '@' ? origin : name.endsWith('.') ? name : origin === '.' ? `${name}.` : `${name}.${origin}`;

  const add = (given: string, rest: readonly string[]): string | undefined => {
    const words = [...rest];
    let own = ttl;
    while (words.length > 0 && /^(?:IN|\d+)$/i.test(words[0] ?? '')) {
      const word = words.shift() ?? '';
      if (/^\d/.test(word)) own = Math.min(2_147_483_647, Number(word));
    }
    const type = (words.shift() ?? '').toUpperCase();
    if (type === '') return 'a line is: name type value';
    if (!TYPES.some((each) => each === type)) return `the type “${type}” is not one of ${TYPES.join(' ')}`;
    const joined = words.join(' ').replace(/^"(.*)"$/, '$1');
    if (joined === '') return `${type} has no value`;
    const name = absolute(given);
    const bad = nameTrouble(name) ?? valueTrouble(type, joined);
    if (bad !== undefined) return bad;
    if (records.length >= MAX_ZONE_RECORDS) return `more than ${MAX_ZONE_RECORDS.toLocaleString('en')} records`;
    const target = ['CNAME', 'PTR', 'NS'].includes(type)
      ? absolute(joined)
      : ['SRV', 'MX'].includes(type)
        ? joined.replace(/\S+$/, absolute)
        : joined;
    records.push([name, type, own, target]);
    return undefined;
  };

  const generate = (words: readonly string[]): string | undefined => {
    const [range = '', left = '', ...rest] = words;
    const match = /^(\d{1,9})-(\d{1,9})(?:\/(\d{1,9}))?$/.exec(range);
    if (!match || rest.length < 2) return '$GENERATE wants: first-last name type value';
    const step = Math.max(1, Number(match[3] ?? 1));
    for (let n = Number(match[1]); n <= Number(match[2]); n += step) {
      const bad = add(
        filled(left, n),
        rest.map((word) => filled(word, n)),
      );
      if (bad !== undefined) return bad;
    }
    return undefined;
  };

  const read = (line: string): string | undefined => {
    const words = line.trim().split(/\s+/);
    const [first = '', second] = words;
    if (first === '$ORIGIN') {
      if (second === undefined) return '$ORIGIN wants a name';
      origin = absolute(second);
      return undefined;
    }
    if (first === '$TTL') {
      if (!/^\d+$/.test(second ?? '')) return '$TTL wants seconds';
      ttl = Number(second);
      return undefined;
    }
    if (first === '$GENERATE') return generate(words.slice(1));
    if (first.startsWith('$')) return `${first} is not known here`;
    // A line that begins with a blank speaks of the owner before it.
    const same =
      /^\s/.test(line) && TYPES.some((type) => words.slice(0, 3).some((word) => word.toUpperCase() === type));
    if (same && owner === undefined) return 'no name stands before this line';
    const given = same ? (owner ?? '') : first;
    if (!same) owner = first;
    return add(given, same ? words : words.slice(1));
  };

  text.split(/\r?\n/).forEach((line, i) => {
    const bare = line.replace(/;.*/, '').replace(/^#.*/, '');
    if (bare.trim() === '') return;
    const words = read(bare);
    if (words !== undefined) problems.push({ line: i + 1, text: line, words });
  });
  return { records, problems };
}

/** The zones with these records in the one that they belong to; a name that is given anew has its new records only. */
export function withRecords(zones: readonly ZoneData[], records: readonly ZoneRecord[]): readonly ZoneData[] {
  if (records.length === 0) return zones;
  const fold = (name: string): string => name.toLowerCase();
  const given = new Set(records.map(([name]) => fold(name)));
  const origins = zones.map(({ origin }) => fold(origin)).sort((a, b) => b.length - a.length);
  const home = (name: string): string | undefined =>
    origins.find((origin) => origin === '.' || fold(name) === origin || fold(name).endsWith(`.${origin}`));
  return zones.map((zone) => ({
    ...zone,
    records: [
      ...zone.records.filter(([name]) => !given.has(fold(name))),
      ...records.filter(([name]) => home(name) === fold(zone.origin)),
    ],
  }));
}
