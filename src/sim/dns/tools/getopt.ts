// getopt_long(3) of the C libraries: options anywhere before "--", operands after them, and the library's own complaints.

export interface LongOption {
  readonly key: string;
  readonly value: 'none' | 'required' | 'optional';
}

export interface Given {
  readonly key: string;
  readonly value: string;
}

export interface Parsed {
  readonly options: readonly Given[];
  readonly operands: readonly string[];
  /** The words after the program's name and ": "; nothing behind it is read. */
  readonly fault?: string;
}

export interface Grammar {
  /** As of getopt(3): a colon behind a letter that takes a value; "+" before them: the first operand ends the options. */
  readonly short: string;
  readonly long?: Readonly<Record<string, LongOption>>;
  readonly libc?: 'glibc' | 'musl';
}

interface Reading {
  readonly words: readonly string[];
  readonly grammar: Grammar;
  at: number;
  readonly options: Given[];
}

const quoted = (libc: Grammar['libc'], glibc: string, musl: string): string => (libc === 'musl' ? musl : glibc);

function readLong(reading: Reading, word: string): string | undefined {
  const { long = {}, libc } = reading.grammar;
  const [, name = '', , value] = /^--([^=]*)(=([^]*))?$/.exec(word) ?? [];
  const near = Object.keys(long).filter((each) => each.startsWith(name));
  const keys = new Set(near.map((each) => long[each]?.key));
  const found = Object.hasOwn(long, name) ? name : keys.size === 1 ? near[0] : undefined;
  const option = found === undefined ? undefined : long[found];
  if (!option) {
    if (near.length > 1 && libc !== 'musl')
      return `option '--${name}' is ambiguous; possibilities:${near.map((each) => ` '--${each}'`).join('')}`;
    return quoted(libc, `unrecognized option '--${name}'`, `unrecognized option: ${name}`);
  }
  if (option.value === 'none' && value !== undefined)
    return quoted(libc, `option '--${found}' doesn't allow an argument`, `option does not take an argument: ${found}`);
  let given = value;
  if (option.value === 'required' && given === undefined) {
    given = reading.words[(reading.at += 1)];
    if (given === undefined)
      return quoted(libc, `option '--${found}' requires an argument`, `option requires an argument: ${found}`);
  }
  reading.options.push({ key: option.key, value: given ?? '' });
  return undefined;
}

function readShort(reading: Reading, word: string): string | undefined {
  const { short, libc } = reading.grammar;
  for (let i = 1; i < word.length; i += 1) {
    const letter = word[i] ?? '';
    const place = ':+'.includes(letter) ? -1 : short.indexOf(letter);
    if (place < 0) return quoted(libc, `invalid option -- '${letter}'`, `unrecognized option: ${letter}`);
    if (short[place + 1] !== ':') {
      reading.options.push({ key: letter, value: '' });
      continue;
    }
    const optional = short[place + 2] === ':';
    const rest = word.slice(i + 1);
    const value = rest !== '' || optional ? rest : reading.words[(reading.at += 1)];
    if (value === undefined)
      return quoted(libc, `option requires an argument -- '${letter}'`, `option requires an argument: ${letter}`);
    reading.options.push({ key: letter, value });
    break;
  }
  return undefined;
}

/** `words`: without the program's name. */
export function getopt(words: readonly string[], grammar: Grammar): Parsed {
  const reading: Reading = { words, grammar, at: 0, options: [] };
  const operands: string[] = [];
  for (; reading.at < words.length; reading.at += 1) {
    const word = words[reading.at] ?? '';
    if (word === '--' || (!isOption(word) && grammar.short.startsWith('+'))) {
      operands.push(...words.slice(reading.at + (word === '--' ? 1 : 0)));
      break;
    }
    if (!isOption(word)) operands.push(word);
    else {
      const fault = word.startsWith('--') ? readLong(reading, word) : readShort(reading, word);
      if (fault !== undefined) return { options: reading.options, operands, fault };
    }
  }
  return { options: reading.options, operands };
}

const isOption = (word: string): boolean => word.startsWith('-') && word !== '-';

/** The value of the last option of that key. */
export const valueOf = ({ options }: Parsed, ...keys: readonly string[]): string | undefined =>
  options.findLast(({ key }) => keys.includes(key))?.value;

export const hasOption = ({ options }: Parsed, ...keys: readonly string[]): boolean =>
  options.some(({ key }) => keys.includes(key));
