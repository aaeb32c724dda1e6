// getopt_long(3) as glibc does it: permutation, `--`, clusters, attached values, abbreviations, and its error texts.
import type { ByteString } from '../../kernel/abi/index.ts';

/** `short` as in C: `'abn:o::'`; a leading `+` stops at the first operand. `long`: `{ all: 'a', 'lines=': 'n', 'color=?': 'color' }`. */
export interface OptionSpec {
  readonly short: string;
  readonly long?: Readonly<Record<string, string>>;
}

export interface ParsedOption {
  /** The short letter, or what the long option stands for. `'?'` is an error: `arg` is its text, without newline. */
  readonly key: string;
  readonly arg: ByteString | undefined;
}

export interface Parsed {
  /** In the order given. An error is the last one, so that earlier options can complain first, as in the real loop. */
  readonly options: readonly ParsedOption[];
  readonly operands: readonly ByteString[];
}

type Arity = 'none' | 'required' | 'optional';
interface Long {
  readonly name: string;
  readonly arity: Arity;
  readonly key: string;
}

const longList = (spec: OptionSpec): Long[] =>
  Object.entries(spec.long ?? {}).map(([text, key]) => {
    if (text.endsWith('=?')) return { name: text.slice(0, -2), arity: 'optional', key };
    if (text.endsWith('=')) return { name: text.slice(0, -1), arity: 'required', key };
    return { name: text, arity: 'none', key };
  });

function shortArity(short: string, letter: string): Arity | undefined {
  if (letter === ':' || letter === '+' || letter === '-') return undefined;
  const at = short.indexOf(letter);
  if (at < 0) return undefined;
  if (short[at + 1] !== ':') return 'none';
  return short[at + 2] === ':' ? 'optional' : 'required';
}

type Found =
  | { readonly kind: 'one'; readonly long: Long }
  | { readonly kind: 'none' }
  | { readonly kind: 'many'; readonly names: string[] };

/** An exact name wins; else a prefix is enough when all candidates mean the same. */
function findLong(longs: readonly Long[], name: string): Found {
  const exact = longs.find((long) => long.name === name);
  if (exact) return { kind: 'one', long: exact };
  const candidates = longs.filter((long) => long.name.startsWith(name));
  const [first] = candidates;
  if (!first) return { kind: 'none' };
  if (candidates.every((long) => long.key === first.key && long.arity === first.arity))
    return { kind: 'one', long: first };
  return { kind: 'many', names: candidates.map((long) => long.name) };
}

/** argv[0] is the program's name in messages. */
export function getopt(
  argv: readonly ByteString[],
  spec: OptionSpec,
  env?: ReadonlyMap<ByteString, ByteString>,
): Parsed {
  const program = argv[0] ?? '';
  const longs = longList(spec);
  const inOrder = spec.short.startsWith('+') || env?.has('POSIXLY_CORRECT') === true;
  const options: ParsedOption[] = [];
  const operands: ByteString[] = [];
  const fail = (text: string): Parsed => {
    options.push({ key: '?', arg: `${program}: ${text}` });
    return { options, operands };
  };

  for (let i = 1; i < argv.length; i += 1) {
    const word = argv[i] ?? '';
    if (word === '--') {
      operands.push(...argv.slice(i + 1));
      break;
    }
    if (word.length < 2 || word[0] !== '-') {
      if (inOrder) {
        operands.push(...argv.slice(i));
        break;
      }
      operands.push(word);
    } else if (word[1] === '-') {
      const equals = word.indexOf('=');
      const name = equals < 0 ? word.slice(2) : word.slice(2, equals);
      const found = findLong(longs, name);
      if (found.kind === 'none') return fail(`unrecognized option '${word}'`);
      if (found.kind === 'many') {
        return fail(`option '${word}' is ambiguous; possibilities:${found.names.map((n) => ` '--${n}'`).join('')}`);
      }
      let value = equals < 0 ? undefined : word.slice(equals + 1);
      if (found.long.arity === 'none' && value !== undefined)
        return fail(`option '--${found.long.name}' doesn't allow an argument`);
      if (found.long.arity === 'required' && value === undefined) {
        i += 1;
        value = argv[i];
        if (value === undefined) return fail(`option '--${found.long.name}' requires an argument`);
      }
      options.push({ key: found.long.key, arg: value });
    } else {
      for (let j = 1; j < word.length; j += 1) {
        const letter = word[j] ?? '';
        const arity = shortArity(spec.short, letter);
        if (arity === undefined) return fail(`invalid option -- '${letter}'`);
        if (arity === 'none') {
          options.push({ key: letter, arg: undefined });
          continue;
        }
        let value: ByteString | undefined = j + 1 < word.length ? word.slice(j + 1) : undefined;
        if (arity === 'required' && value === undefined) {
          i += 1;
          value = argv[i];
          if (value === undefined) return fail(`option requires an argument -- '${letter}'`);
        }
        options.push({ key: letter, arg: value });
        break;
      }
    }
  }
  return { options, operands };
}

/** What coreutils and friends print after a bad option. */
export const tryHelp = (program: ByteString): string => `Try '${program} --help' for more information.\n`;
