// sort(1): orders lines by keys; checks and merges.
import { isErr, O_CREAT, O_TRUNC, O_WRONLY, sys, type ByteString, type Sys } from '../../kernel/abi/index.ts';
import { openInput, closeInput, slurp } from '../lib/input.ts';
import { parseCount } from '../lib/numbers.ts';
import { readAll } from '../lib/stdio.ts';
import { command, type Tool } from '../lib/tool.ts';
import { byBytes } from './compare.ts';
import { compareKeys, extract, noOptions, parseKey, setOption, type Key, type KeyOptions } from './keys.ts';

interface Plan {
  readonly keys: readonly Key[];
  readonly global: KeyOptions;
  readonly separator: string | undefined;
  readonly unique: boolean;
  readonly stable: boolean;
  readonly seed: number;
}

const hasOwn = (key: KeyOptions): boolean =>
  key.ordering !== 'text' || key.reverse || key.fold || key.dictionary || key.printable || key.skipStart || key.skipEnd;

/** One line with its keys taken out once. */
interface Item {
  readonly line: ByteString;
  readonly keys: readonly ByteString[];
}

function comparator(plan: Plan): {
  make: (line: ByteString) => Item;
  byKeys: (a: Item, b: Item) => number;
  full: (a: Item, b: Item) => number;
} {
  const whole: Key = { ...plan.global, startField: 1, startChar: 1, endField: Infinity, endChar: 0 };
  // a key without letters of its own takes the global ones
  const keys =
    plan.keys.length > 0 ? plan.keys.map((key) => (hasOwn(key) ? key : { ...key, ...plan.global })) : [whole];
  const make = (line: ByteString): Item => ({ line, keys: keys.map((key) => extract(line, key, plan.separator)) });
  const byKeys = (a: Item, b: Item): number => {
    for (const [i, key] of keys.entries()) {
      const order = compareKeys(a.keys[i] ?? '', b.keys[i] ?? '', key, plan.seed);
      if (order !== 0) return key.reverse ? -order : order;
    }
    return 0;
  };
  const full = (a: Item, b: Item): number => {
    const order = byKeys(a, b);
    if (order !== 0 || plan.unique || plan.stable) return order;
    const last = byBytes(a.line, b.line);
    return plan.global.reverse ? -last : last;
  };
  return { make, byKeys, full };
}

/** The sorted lines. */
export function sortLines(lines: readonly ByteString[], plan: Plan): ByteString[] {
  const { make, byKeys, full } = comparator(plan);
  const items = lines.map(make).sort(full);
  if (!plan.unique) return items.map((item) => item.line);
  return items.filter((item, i) => i === 0 || byKeys(items[i - 1] ?? item, item) !== 0).map((item) => item.line);
}

function* checkOrder(tool: Tool, name: ByteString, plan: Plan, terminator: string, quiet: boolean): Sys<number> {
  const text = yield* slurp(name);
  if (isErr(text))
    return yield* tool.fail(
      2,
      `${text.name === 'EISDIR' ? 'read failed' : 'cannot read'}: ${tool.qf(name)}: ${text.text}`,
    );
  const { make, full } = comparator(plan);
  const lines = text.split(terminator);
  if (lines.at(-1) === '') lines.pop();
  for (let i = 1; i < lines.length; i += 1) {
    const order = full(make(lines[i - 1] ?? ''), make(lines[i] ?? ''));
    if (order > 0 || (plan.unique && order === 0)) {
      if (!quiet) yield* tool.warn(`${name}:${i + 1}: disorder: ${lines[i] ?? ''}`);
      return 1;
    }
  }
  return 0;
}

function* main(tool: Tool): Sys<number> {
  const global = noOptions();
  const keys: Key[] = [];
  let separator: string | undefined;
  let unique = false;
  let stable = false;
  let check: 'no' | 'loud' | 'quiet' = 'no';
  let output: ByteString | undefined;
  let terminator = '\n';
  let list: ByteString | undefined;
  const { options, operands } = tool.options({
    short: 'bcCdfghik:mMno:rRsS:t:T:uVz',
    long: {
      'ignore-leading-blanks': 'b',
      'check=?': 'check',
      'dictionary-order': 'd',
      'ignore-case': 'f',
      'general-numeric-sort': 'g',
      'human-numeric-sort': 'h',
      'ignore-nonprinting': 'i',
      'key=': 'k',
      merge: 'm',
      'month-sort': 'M',
      'numeric-sort': 'n',
      'output=': 'o',
      reverse: 'r',
      'random-sort': 'R',
      stable: 's',
      'buffer-size=': 'S',
      'field-separator=': 't',
      'temporary-directory=': 'T',
      unique: 'u',
      'version-sort': 'V',
      'zero-terminated': 'z',
      'sort=': 'sort',
      'files0-from=': 'files0',
      'parallel=': 'parallel',
      'batch-size=': 'parallel',
      'compress-program=': 'parallel',
      'random-source=': 'parallel',
      debug: 'debug',
    },
  });
  const words: Readonly<Record<string, string>> = {
    'general-numeric': 'g',
    'human-numeric': 'h',
    month: 'M',
    numeric: 'n',
    random: 'R',
    version: 'V',
  };
  for (const option of options) {
    const arg = option.arg ?? '';
    if (option.key.length === 1 && option.key !== '?' && setOption(global, option.key, 'both')) continue;
    switch (option.key) {
      case 'sort':
        if (words[arg] === undefined)
          return yield* tool.usage(
            1,
            `invalid argument ${tool.q(arg)} for ${tool.q('--sort')}\nValid arguments are:\n${Object.keys(words)
              .map((w) => `  - ${tool.q(w)}`)
              .join('\n')}`,
          );
        setOption(global, words[arg] ?? '', 'both');
        break;
      case 'k': {
        const key = parseKey(arg, (text) => tool.q(text));
        if (typeof key === 'string') return yield* tool.fail(2, key);
        keys.push(key);
        break;
      }
      case 't': {
        if (arg === '') return yield* tool.fail(2, 'empty tab');
        const value = arg === '\\0' ? '\0' : arg;
        if (value.length > 1) return yield* tool.fail(2, `multi-character tab ${tool.q(arg)}`);
        if (separator !== undefined && separator !== value) return yield* tool.fail(2, 'incompatible tabs');
        separator = value;
        break;
      }
      case 'c':
      case 'check':
        check = arg === 'quiet' || arg === 'silent' ? 'quiet' : 'loud';
        break;
      case 'C':
        check = 'quiet';
        break;
      case 'o':
        if (output !== undefined && output !== arg) return yield* tool.fail(2, 'multiple output files specified');
        output = arg;
        break;
      case 's':
        stable = true;
        break;
      case 'u':
        unique = true;
        break;
      case 'z':
        terminator = '\0';
        break;
      case 'S':
        if (parseCount(arg.replace(/%$/, '')) === undefined)
          return yield* tool.fail(2, `invalid --buffer-size argument ${tool.q(arg)}`.replace('--buffer-size', '-S'));
        break;
      case 'files0':
        list = arg;
        break;
      case 'parallel':
        break;
      case 'm':
      case 'T':
      case 'debug':
        break;
      default:
        return yield* tool.other(option, 2);
    }
  }
  const clash = incompatible(global) ?? keys.map(incompatible).find((text) => text !== undefined);
  if (clash !== undefined) return yield* tool.fail(2, `options ${tool.q(`-${clash}`)} are incompatible`);
  const seed =
    keys.some((key) => key.ordering === 'random') || global.ordering === 'random' ? yield* sys.clock('realtime') : 0;
  const plan: Plan = { keys, global, separator, unique, stable, seed };
  let names = operands;
  if (list !== undefined) {
    const text = yield* slurp(list);
    if (isErr(text)) return yield* tool.fail(2, `cannot open ${tool.qa(list)} for reading: ${text.text}`);
    names = text.split('\0').filter((name) => name !== '');
  }
  if (names.length === 0) names = ['-'];
  if (check !== 'no') {
    if (names.length > 1)
      return yield* tool.fail(
        2,
        `extra operand ${tool.qa(names[1] ?? '')} not allowed with -${check === 'quiet' ? 'C' : 'c'}`,
      );
    return yield* checkOrder(tool, names[0] ?? '-', plan, terminator, check === 'quiet');
  }
  const lines: ByteString[] = [];
  for (const name of names) {
    const fd = yield* openInput(name);
    if (isErr(fd)) return yield* tool.fail(2, `cannot read: ${tool.qf(name)}: ${fd.text}`);
    const text = yield* readAll(fd);
    if (isErr(text)) return yield* tool.fail(2, `read failed: ${tool.qf(name)}: ${text.text}`);
    yield* closeInput(fd);
    const part = text.split(terminator);
    if (part.at(-1) === '') part.pop();
    for (const line of part) lines.push(line);
  }
  yield* sys.compute(Math.ceil(lines.length / 4));
  const sorted = sortLines(lines, plan);
  if (output !== undefined) {
    const fd = yield* sys.open(output, O_WRONLY | O_CREAT | O_TRUNC);
    if (isErr(fd)) return yield* tool.fail(2, `open failed: ${tool.qf(output)}: ${fd.text}`);
    yield* sys.dup2(fd, 1);
  }
  for (const line of sorted) {
    yield* tool.out.put(line + terminator);
    if (tool.out.error) break;
  }
  return 0;
}

/** Letters that cannot stand together, in the order sort names them. */
function incompatible(options: KeyOptions): string | undefined {
  const numeric =
    options.ordering === 'numeric' ||
    options.ordering === 'general' ||
    options.ordering === 'human' ||
    options.ordering === 'month';
  if (!numeric || (!options.dictionary && !options.printable)) return undefined;
  const letter = { numeric: 'n', general: 'g', human: 'h', month: 'M' }[options.ordering as 'numeric'];
  return [options.dictionary ? 'd' : '', options.printable ? 'i' : '', letter].join('').split('').sort().join('');
}

export const sort = command(
  {
    name: 'sort',
    pkg: 'coreutils',
    synopsis: '[OPTION]... [FILE]...',
    summary: 'Writes the lines of all files in order.',
    options: [
      '-b',
      '-c',
      '-C',
      '-d',
      '-f',
      '-g',
      '-h',
      '-i',
      '-k',
      '-m',
      '-M',
      '-n',
      '-o',
      '-r',
      '-R',
      '-s',
      '-t',
      '-u',
      '-V',
      '-z',
      '--files0-from',
    ],
    note: '-m sorts instead of merging, which only shows for input that is not sorted.',
  },
  main,
  2,
);
