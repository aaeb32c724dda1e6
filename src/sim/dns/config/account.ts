// What each reader makes of each line of a resolv.conf. Nothing of a reader is written down a second time here: the reader itself is
// asked, with the whole file, with the line alone, and with each of its words alone.
import { readGlibcConf } from './glibc.ts';
import { readGoConf } from './go.ts';
import { linesOf, RESOLV_CONF, type ClientFiles, type Setting } from './lines.ts';
import { MUSL_LINE, readMuslConf } from './musl.ts';

/** What a reader has found, in one shape for all of them. */
interface Reading {
  readonly servers: readonly Setting<string>[];
  /** Read, but more than the library can hold. */
  readonly beyond: readonly Setting<string>[];
  readonly search: readonly Setting<string>[];
  readonly numbers: Readonly<Record<'ndots' | 'timeout' | 'attempts', Setting<number>>>;
  readonly flags: ReadonlyMap<string, Setting<true>>;
}

type Reader = (files: ClientFiles) => Reading;

const flagsOf = (all: Readonly<Record<string, Setting<boolean>>>): Reading['flags'] =>
  new Map(
    Object.entries(all).flatMap(([name, { value, line }]) =>
      value ? [[name, line ? { value: true, line } : { value: true }] as const] : [],
    ),
  );

const READERS = {
  glibc: (files) => {
    const { nameservers, unused, search, ndots, timeout, attempts, flags } = readGlibcConf(files);
    return { servers: nameservers, beyond: unused, search, numbers: { ndots, timeout, attempts }, flags };
  },
  musl: (files) => {
    const { nameservers, search, ndots, timeout, attempts } = readMuslConf(files);
    return { servers: nameservers, beyond: [], search, numbers: { ndots, timeout, attempts }, flags: new Map() };
  },
  go: (files) => {
    const { servers, search, ndots, timeout, attempts, rotate, singleRequest, useTcp } = readGoConf(files);
    return {
      servers,
      beyond: [],
      search,
      numbers: { ndots, timeout, attempts },
      flags: flagsOf({ rotate, 'single-request': singleRequest, 'use-vc': useTcp }),
    };
  },
} as const satisfies Readonly<Record<string, Reader>>;

/** Whose readers are here; musl's is the same in all versions that the course knows. */
export type ReaderId = keyof typeof READERS;
export const READER_IDS = Object.keys(READERS) as readonly ReaderId[];

export interface LineAccount {
  /** `used`: all of it counts. `partly`: some of it, or otherwise than written. */
  readonly verdict: 'used' | 'partly' | 'ignored' | 'empty';
  /** Why not, or what it counts as; nothing to say about a line that is used as it stands. */
  readonly words: readonly string[];
}

const KEYWORDS = ['nameserver', 'search', 'domain', 'options', 'sortlist', 'lookup', 'family'];

/** Settings of a reading as text, without their lines: to see whether something was read at all. */
function fingerprint(reading: Reading): string {
  const values = (list: readonly Setting<unknown>[]): readonly unknown[] =>
    list.map(({ value, line }) => (line === undefined ? '' : value));
  const { ndots, timeout, attempts } = reading.numbers;
  return JSON.stringify([
    values(reading.servers),
    values(reading.beyond),
    values(reading.search),
    values([ndots, timeout, attempts]),
    [...reading.flags.keys()],
  ]);
}

const NOTHING = '';

/** How close two words are: one letter more, less or different. */
function near(a: string, b: string): boolean {
  if (a === b || Math.abs(a.length - b.length) > 1) return false;
  let i = 0;
  while (i < a.length && a[i] === b[i]) i += 1;
  const rest = (text: string, skip: number): string => text.slice(i + skip);
  return rest(a, 1) === rest(b, 1) || rest(a, 1) === rest(b, 0) || rest(a, 0) === rest(b, 1);
}

const KNOWN_OPTIONS = [
  'ndots',
  'timeout',
  'attempts',
  'rotate',
  'single-request',
  'single-request-reopen',
  'edns0',
  'trust-ad',
  'use-vc',
  'no-aaaa',
  'no-reload',
  'no-tld-query',
  'inet6',
];

class Accountant {
  private readonly reader: Reader;
  private readonly whole: Reading;
  private readonly empty: string;

  constructor(id: ReaderId, text: string) {
    this.reader = READERS[id];
    this.whole = this.reader({ resolvConf: text });
    this.empty = fingerprint(this.reader({ resolvConf: NOTHING }));
  }

  /** Whether the reader takes anything from this text by itself. */
  private reads(text: string): boolean {
    return fingerprint(this.reader({ resolvConf: text })) !== this.empty;
  }

  private from(list: readonly Setting<unknown>[], line: number): number {
    return list.filter((each) => each.line?.line === line).length;
  }

  account(text: string, line: number, ended: boolean): LineAccount {
    const trimmed = text.trim();
    if (trimmed === '') return { verdict: 'empty', words: [] };
    if (/^[#;]/.test(text)) return { verdict: 'empty', words: ['a comment'] };
    const alone = text + (ended ? '\n' : '');
    const [keyword = '', ...rest] = trimmed.split(/\s+/);
    if (keyword === 'options' && KEYWORDS.includes(keyword)) return this.options(text, alone, rest, line);
    if (!this.reads(alone)) return { verdict: 'ignored', words: [this.whyNot(text, keyword, rest, ended)] };
    if (keyword === 'nameserver') {
      if (this.from(this.whole.servers, line) > 0)
        return rest.length > 1 && !/^[#;]/.test(rest[1] ?? '')
          ? { verdict: 'partly', words: [`only ${rest[0]} counts: one address a line`] }
          : { verdict: 'used', words: [] };
      return { verdict: 'ignored', words: ['read, but never asked: the library asks three name servers at most'] };
    }
    const kept = this.from(this.whole.search, line);
    if (kept === 0) return { verdict: 'ignored', words: ['a later search or domain line takes its place'] };
    if (keyword === 'domain' && rest.length > kept)
      return { verdict: 'partly', words: [`only ${rest[0]} counts: domain has one name`] };
    return { verdict: 'used', words: [] };
  }

  private options(text: string, alone: string, words: readonly string[], line: number): LineAccount {
    if (words.length === 0) return { verdict: 'ignored', words: ['no option in it'] };
    if (!this.reads(alone) && words.some((word) => this.reads(`options ${word}\n`)))
      return { verdict: 'ignored', words: [this.whyNot(text, 'options', words, true)] };
    const notes: string[] = [];
    let counted = 0;
    for (const word of words) {
      const [name = '', given] = word.split(':');
      const read = this.reader({ resolvConf: `options ${word}\n` });
      if (!this.reads(`options ${word}\n`)) {
        const meant = KNOWN_OPTIONS.find((each) => near(each, name));
        const why =
          meant !== undefined
            ? `is not known: ${meant} was meant?`
            : KNOWN_OPTIONS.includes(name)
              ? given === undefined
                ? 'is not looked at'
                : `wants a number: “${given}” is none`
              : 'is not known';
        notes.push(`${name} ${why}`);
        continue;
      }
      counted += 1;
      const numbers = Object.entries(read.numbers).filter(([, setting]) => setting.line !== undefined);
      for (const [key, { value }] of numbers) {
        if (String(value) !== given) notes.push(`${word} counts as ${value}`);
        const final = this.whole.numbers[key as keyof Reading['numbers']];
        if (final.line?.line !== line || final.value !== value)
          notes.push(`${word} is overruled by a later ${key}:${final.value}`);
      }
    }
    if (counted === 0) return { verdict: 'ignored', words: notes };
    return { verdict: notes.length > 0 ? 'partly' : 'used', words: notes };
  }

  private whyNot(text: string, keyword: string, rest: readonly string[], ended: boolean): string {
    const bare = text.trim();
    if (!ended && this.reads(`${text}\n`)) return 'the last line has no newline';
    if (bare.length + 1 >= MUSL_LINE && this.reads(`${bare.slice(0, MUSL_LINE - 60).replace(/\s\S*$/, '')}\n`))
      return `${text.length} bytes: a line of ${MUSL_LINE} and more, the newline counted, is skipped whole`;
    if (text !== bare && this.reads(`${bare}\n`))
      return /^\s/.test(text)
        ? 'the keyword has to stand at the very start of the line'
        : 'what stands behind it hides it';
    const lower = keyword.toLowerCase();
    if (!KEYWORDS.includes(keyword)) {
      if (KEYWORDS.includes(lower)) return 'keywords are in small letters';
      const meant = KEYWORDS.find((each) => near(each, lower));
      if (/^[a-z]+[:=]/.test(lower)) return 'a blank and not a colon or an equals sign stands behind a keyword';
      return meant === undefined ? `“${keyword}” is no keyword` : `“${keyword}” is no keyword: ${meant} was meant?`;
    }
    if (keyword === 'nameserver') return rest.length === 0 ? 'no address in it' : `“${rest[0]}” is no address`;
    if (keyword === 'search' || keyword === 'domain') return 'no name in it';
    return 'this reader does not look at it';
  }
}

/** For each line of the file, in order: what this reader takes from it. */
export function accountOf(id: ReaderId, text: string): readonly LineAccount[] {
  const accountant = new Accountant(id, text);
  return linesOf(RESOLV_CONF, text).map(({ text: line, line: number, ended }) =>
    accountant.account(line, number, ended),
  );
}
