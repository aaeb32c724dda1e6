// /etc/resolv.conf as BIND's tools read it (lib/irs/resconf.c of 9.18): stricter than libc, and what is wrong ends the program.
import { formatAddress, parseAton, parseIPv6 } from '../../address/index.ts';

export interface ResConf {
  readonly nameservers: readonly string[];
  readonly search: readonly string[];
  readonly ndots: number;
  readonly attempts: number;
  /** Seconds; 0: not said. */
  readonly timeout: number;
}

const MAX_SERVERS = 3;
const MAX_SEARCH = 8;
/** A word with its end; what is longer ends the reading. */
const MAX_WORD = 256;

const EOF = '';
const space = (char: string): boolean => /[ \t\n\v\f\r]/.test(char);

/** The characters of the file and how the words among them end. */
class Words {
  private at = 0;
  private readonly text: string;

  constructor(text: string) {
    this.text = text;
  }

  private next(): string {
    const char = this.text[this.at] ?? EOF;
    this.at += 1;
    return char;
  }

  restOfLine(): string {
    for (;;) {
      const char = this.next();
      if (char === '\n' || char === EOF) return char;
    }
  }

  /** Past white space; a comment is white space too. */
  white(): string {
    let char = this.next();
    while (char !== '\n' && char !== EOF && space(char)) char = this.next();
    return char === ';' || char === '#' ? this.restOfLine() : char;
  }

  word(): { readonly word: string; readonly end: string } {
    let word = '';
    for (let char = this.white(); ; char = this.next()) {
      if (char === EOF || space(char)) return { word, end: char };
      if (word.length === MAX_WORD - 1) return { word, end: EOF };
      word += char;
    }
  }
}

interface Reading {
  readonly nameservers: string[];
  search: string[];
  ndots: number;
  attempts: number;
  timeout: number;
}

/** False: a word where none belongs, or none where one does. */
function endsLine(words: Words, end: string): boolean {
  const last = end === ' ' || end === '\t' ? words.white() : end;
  return last === EOF || last === '\n';
}

function addressOf(word: string): string | undefined {
  const six = parseIPv6(word.replace(/%.*$/, ''));
  if (six) return formatAddress(six);
  const four = parseAton(word);
  if (!four) return undefined;
  const text = formatAddress(four);
  return text === '0.0.0.0' ? '127.0.0.1' : text;
}

function readServer(words: Words, conf: Reading): boolean {
  const { word, end } = words.word();
  if (word === '' || !endsLine(words, end)) return false;
  if (conf.nameservers.length === MAX_SERVERS) return true;
  const address = addressOf(word);
  if (address === undefined) return false;
  conf.nameservers.push(address);
  return true;
}

function readDomain(words: Words, conf: Reading): boolean {
  const { word, end } = words.word();
  if (word === '' || !endsLine(words, end)) return false;
  conf.search = [word];
  return true;
}

/** Words up to the end of the line. */
function wordsOf(words: Words): readonly string[] {
  const all: string[] = [];
  for (;;) {
    const { word, end } = words.word();
    if (word === '') return all;
    all.push(word);
    if (end === EOF || end === '\n') return all;
  }
}

function readSearch(words: Words, conf: Reading): boolean {
  const list = wordsOf(words);
  conf.search = list.slice(0, MAX_SEARCH);
  return list.length > 0;
}

function readOptions(words: Words, conf: Reading): boolean {
  const list = wordsOf(words);
  for (const word of list) {
    const [, key, value = ''] = /^(ndots|attempts|timeout):([^]*)$/.exec(word) ?? [];
    if (key === undefined) continue;
    // strtol: blanks and a sign are fine, nothing at all is 0.
    if (!/^[+-]?\d*$/.test(value) || /^[+-]$/.test(value)) return false;
    const number = Number(value);
    if (number < 0 || number > 255) return false;
    conf[key as 'ndots' | 'attempts' | 'timeout'] = number;
  }
  return list.length > 0;
}

const KEYWORDS: Readonly<Record<string, (words: Words, conf: Reading) => boolean>> = {
  nameserver: readServer,
  domain: readDomain,
  search: readSearch,
  sortlist: (words) => wordsOf(words).length > 0,
  options: readOptions,
};

/** undefined: "parse of /etc/resolv.conf failed". A file that is not there is an empty one. */
export function readResConf(text: string): ResConf | undefined {
  const conf: Reading = { nameservers: [], search: [], ndots: 1, attempts: 3, timeout: 0 };
  const words = new Words(text);
  let good = true;
  for (;;) {
    const { word, end } = words.word();
    if (end === EOF) break;
    if (word === '') continue;
    const read = Object.hasOwn(KEYWORDS, word) ? KEYWORDS[word] : undefined;
    if (read) good = read(words, conf) && good;
    else if (end !== '\n' && words.restOfLine() === EOF) break;
  }
  if (!good) return undefined;
  return { ...conf, nameservers: conf.nameservers.length === 0 ? ['::1', '127.0.0.1'] : conf.nameservers };
}
