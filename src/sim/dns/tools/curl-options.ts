// curl's command line (src/tool_getparam.c): letters in a row, long names by any unique beginning, and its complaints.

/** Long name, letter, and whether a value follows. */
const OPTIONS: readonly (readonly [name: string, letter: string, value: boolean])[] = [
  ['compressed', '', false],
  ['connect-timeout', '', true],
  ['connect-to', '', true],
  ['cookie', 'b', true],
  ['data', 'd', true],
  ['data-raw', '', true],
  ['fail', 'f', false],
  ['get', 'G', false],
  ['globoff', 'g', false],
  ['head', 'I', false],
  ['header', 'H', true],
  ['help', 'h', false],
  ['http1.0', '0', false],
  ['http1.1', '', false],
  ['include', 'i', false],
  ['insecure', 'k', false],
  ['interface', '', true],
  ['ipv4', '4', false],
  ['ipv6', '6', false],
  ['location', 'L', false],
  ['max-time', 'm', true],
  ['no-buffer', 'N', false],
  ['no-keepalive', '', false],
  ['no-progress-meter', '', false],
  ['noproxy', '', true],
  ['output', 'o', true],
  ['parallel', 'Z', false],
  ['referer', 'e', true],
  ['remote-name', 'O', false],
  ['request', 'X', true],
  ['resolve', '', true],
  ['show-error', 'S', false],
  ['silent', 's', false],
  ['url', '', true],
  ['user', 'u', true],
  ['user-agent', 'A', true],
  ['verbose', 'v', false],
  ['version', 'V', false],
  ['write-out', 'w', true],
];

const TRY = "curl: try 'curl --help' or 'curl --manual' for more information\n";

export interface CurlOptions {
  readonly urls: readonly string[];
  /** By long name, in order; options without a value have ''. */
  readonly given: ReadonlyMap<string, readonly string[]>;
}

export const has = ({ given }: CurlOptions, name: string): boolean => given.has(name);
export const last = ({ given }: CurlOptions, name: string): string | undefined => given.get(name)?.at(-1);

class Wrong extends Error {}

const NUMBERS = ['max-time', 'connect-timeout'];

function take(given: Map<string, string[]>, name: string, value: string, written: string): void {
  if (NUMBERS.includes(name) && !/^\d+(?:\.\d*)?$/.test(value))
    throw new Wrong(`option ${written}: expected a proper numerical parameter`);
  given.set(name, [...(given.get(name) ?? []), value]);
}

function find(word: string): readonly [name: string, letter: string, value: boolean] {
  const name = word.slice(2);
  const near = OPTIONS.filter(([each]) => each.startsWith(name));
  const found = OPTIONS.find(([each]) => each === name) ?? (near.length === 1 ? near[0] : undefined);
  if (found) return found;
  throw new Wrong(near.length > 1 ? `option ${word}: is ambiguous` : `option ${word}: is unknown`);
}

function read(words: readonly string[]): CurlOptions {
  const given = new Map<string, string[]>();
  const urls: string[] = [];
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at] ?? '';
    const next = (): string => {
      const value = words[(at += 1)];
      if (value === undefined) throw new Wrong(`option ${word}: requires parameter`);
      return value;
    };
    if (word === '--') {
      urls.push(...words.slice(at + 1));
      break;
    }
    if (!word.startsWith('-') || word === '-') urls.push(word);
    else if (word.startsWith('--')) {
      const [name, , value] = find(word);
      if (name === 'url') urls.push(next());
      else take(given, name, value ? next() : '', word);
    } else {
      for (let i = 1; i < word.length; i += 1) {
        const found = OPTIONS.find(([, letter]) => letter !== '' && letter === word[i]);
        if (!found) throw new Wrong(`option ${word}: is unknown`);
        const [name, , value] = found;
        take(given, name, value ? word.slice(i + 1) || next() : '', word);
        if (value) break;
      }
    }
  }
  return { urls, given };
}

/** The options, or what curl says on standard error before it exits with 2. */
export function readCurlOptions(words: readonly string[]): CurlOptions | string {
  if (words.length === 0) return TRY;
  try {
    const options = read(words);
    const asks = has(options, 'version') || has(options, 'help');
    return options.urls.length === 0 && !asks ? `curl: no URL specified!\n${TRY}` : options;
  } catch (error) {
    if (error instanceof Wrong) return `curl: ${error.message}\n${TRY}`;
    throw error;
  }
}
