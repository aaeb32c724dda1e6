// isc_commandline_parse (lib/isc/commandline.c): letters behind one dash, up to the first word that is none of them.

export interface Option {
  readonly letter: string;
  /** Empty for letters without one. */
  readonly value: string;
  /** What is wrong with it; nothing after it is read. */
  readonly fault?: string;
}

export interface Parsed {
  readonly options: readonly Option[];
  readonly rest: readonly string[];
}

/** `letters` as of getopt(3): a colon behind one that takes a value. */
export function getopt(program: string, words: readonly string[], letters: string): Parsed {
  const options: Option[] = [];
  let at = 0;
  for (; at < words.length; at += 1) {
    const word = words[at] ?? '';
    if (!word.startsWith('-')) break;
    if (word === '--') {
      at += 1;
      break;
    }
    // A dash alone is the letter "-".
    for (let i = word === '-' ? 0 : 1; i < word.length; i += 1) {
      const letter = word[i] ?? '';
      const place = letter === ':' ? -1 : letters.indexOf(letter);
      if (place < 0) {
        options.push({ letter: '?', value: '', fault: `${program}: illegal option -- ${letter}` });
        return { options, rest: [] };
      }
      if (letters[place + 1] !== ':') {
        options.push({ letter, value: '' });
        continue;
      }
      const value = i + 1 < word.length ? word.slice(i + 1) : words[(at += 1)];
      if (value === undefined) {
        options.push({ letter: '?', value: '', fault: `${program}: option requires an argument -- ${letter}` });
        return { options, rest: [] };
      }
      options.push({ letter, value });
      break;
    }
  }
  return { options, rest: words.slice(at) };
}
