// history, fc
import {
  isErr,
  O_APPEND,
  O_CREAT,
  O_RDONLY,
  O_TRUNC,
  O_WRONLY,
  sys,
  type ByteString,
  type Sys,
} from '../../kernel/abi/index.ts';
import type { BuiltinRun } from './index.ts';
import { builtinError, flush } from '../run/report.ts';
import type { Shell } from '../run/shell.ts';
import { readAll } from '../run/read-all.ts';
import { runText } from '../run/text.ts';
import { get } from '../vars/read.ts';
import { History } from '../history/list.ts';
import { EX_USAGE, legalNumber, parseOptions } from './options.ts';

function list(sh: Shell): History {
  sh.history ??= new History();
  return sh.history;
}

function* fileAction(sh: Shell, action: string, name: ByteString | undefined): Sys<number> {
  const file = name ?? get(sh, 'HISTFILE') ?? '';
  if (file === '') return 0;
  const history = list(sh);
  if (action === 'r' || action === 'n') {
    const fd = yield* sys.open(file, O_RDONLY);
    if (isErr(fd)) {
      builtinError(sh, `${file}: ${fd.text}`);
      return 1;
    }
    const text = yield* readAll(fd);
    yield* sys.close(fd);
    for (const line of text.split('\n')) if (line !== '') history.push(line);
    return 0;
  }
  const fd = yield* sys.open(file, O_WRONLY | O_CREAT | (action === 'a' ? O_APPEND : O_TRUNC), 0o600);
  if (isErr(fd)) {
    builtinError(sh, `${file}: cannot create: ${fd.text}`);
    return 1;
  }
  yield* sys.writeAll(fd, history.entries.map((line) => `${line}\n`).join(''));
  yield* sys.close(fd);
  return 0;
}

export const historyBuiltin: BuiltinRun = (sh, words) => {
  const options = parseOptions(sh, words.slice(1), 'acd:npsrw');
  if (!options) return EX_USAGE;
  const { has, rest } = options;
  const history = list(sh);
  if (has.has('c')) {
    history.clear();
    if (!['a', 'n', 'r', 'w'].some((letter) => has.has(letter))) return 0;
  }
  if (has.has('s')) {
    if (rest.length > 0) {
      if (sh.historyLine) history.pop();
      history.push(rest.join(' '));
    }
    return 0;
  }
  if (has.has('p')) {
    if (sh.historyLine) history.pop();
    for (const word of rest) sh.out += `${word}\n`;
    return 0;
  }
  const spec = has.get('d');
  if (spec !== undefined) return remove(sh, history, spec);
  for (const action of ['a', 'n', 'r', 'w']) if (has.has(action)) return fileAction(sh, action, rest[0]);
  let count = history.entries.length;
  if (rest[0] !== undefined) {
    const n = legalNumber(rest[0]);
    if (n === undefined) {
      builtinError(sh, `${rest[0]}: numeric argument required`);
      return 1;
    }
    if (rest.length > 1) {
      builtinError(sh, 'too many arguments');
      return 1;
    }
    count = Math.min(Math.abs(n), count);
  }
  const from = history.next - count;
  for (let n = from; n < history.next; n += 1)
    sh.out += `${String(n).padStart(5)}${history.isEdited(history.at(n) ?? '') ? '*' : ' '} ${history.at(n) ?? ''}\n`;
  return 0;
};

function remove(sh: Shell, history: History, spec: ByteString): number {
  const range = /^(-?[0-9]+)-(-?[0-9]+)$/.exec(spec);
  const at = (text: ByteString): number => {
    const n = Number(text);
    return n < 0 ? history.next + n : n;
  };
  if (range) {
    const first = at(range[1] ?? '');
    const last = at(range[2] ?? '');
    for (let n = last; n >= first; n -= 1) {
      if (!history.remove(n)) {
        builtinError(sh, `${spec}: history position out of range`);
        return 1;
      }
    }
    return 0;
  }
  if (!/^-?[0-9]+$/.test(spec) || !history.remove(at(spec))) {
    builtinError(sh, `${spec}: history position out of range`);
    return 1;
  }
  return 0;
}

/** Number of the line a text of `fc` means; undefined when there is none. */
function lineNumber(history: History, text: ByteString): number | undefined {
  const last = history.next - 1;
  if (/^-?[0-9]+$/.test(text)) {
    const n = Number(text);
    return n < 0 ? Math.max(last + n + 1, history.first) : n === 0 ? last : Math.min(Math.max(n, history.first), last);
  }
  for (let n = last; n >= history.first; n -= 1) if (history.at(n)?.startsWith(text)) return n;
  return undefined;
}

export const fcBuiltin: BuiltinRun = (sh, words) => {
  // `fc -5` is a line, not an option.
  const args = words.slice(1);
  const cut = args.findIndex((arg) => /^-[0-9]+$/.test(arg));
  const options = parseOptions(sh, cut >= 0 ? [...args.slice(0, cut), '--', ...args.slice(cut)] : args, 'e:lnrs');
  if (!options) return EX_USAGE;
  const { has, rest } = options;
  const history = list(sh);
  // The line with fc itself does not count.
  const entries = history.clone();
  if (sh.historyLine) entries.pop();
  if (has.has('s')) return repeat(sh, history, entries, rest);
  const last = entries.next - 1;
  if (last < entries.first) return 0;
  const first =
    rest[0] === undefined ? (has.has('l') ? Math.max(entries.first, last - 15) : last) : lineNumber(entries, rest[0]);
  const end = rest[1] === undefined ? (has.has('l') ? last : (first ?? last)) : lineNumber(entries, rest[1]);
  if (first === undefined || end === undefined) {
    builtinError(sh, has.has('l') ? 'history specification out of range' : 'no command found');
    return 1;
  }
  const step = first <= end ? 1 : -1;
  let numbers: number[] = [];
  for (let n = first; step > 0 ? n <= end : n >= end; n += step) numbers.push(n);
  if (has.has('r')) numbers = numbers.reverse();
  if (has.has('l')) {
    for (const n of numbers) sh.out += has.has('n') ? `\t ${entries.at(n) ?? ''}\n` : `${n}\t ${entries.at(n) ?? ''}\n`;
    return 0;
  }
  // Fidelity: no editor is started; the lines run as they are.
  return repeat(sh, history, entries, [String(first)]);
};

function* repeat(sh: Shell, history: History, entries: History, args: readonly ByteString[]): Sys<number> {
  let line: ByteString | undefined;
  const replacements: [ByteString, ByteString][] = [];
  let rest = args;
  while (rest[0]?.includes('=')) {
    const at = rest[0].indexOf('=');
    replacements.push([rest[0].slice(0, at), rest[0].slice(at + 1)]);
    rest = rest.slice(1);
  }
  const number = rest[0] === undefined ? entries.next - 1 : lineNumber(entries, rest[0]);
  line = number === undefined ? undefined : entries.at(number);
  if (line === undefined) {
    builtinError(sh, 'no command found');
    return 1;
  }
  for (const [from, to] of replacements) line = line.split(from).join(to);
  sh.err += `${line}\n`;
  if (sh.historyLine) history.replaceLast(line);
  yield* flush(sh);
  return yield* runText(sh, line, { name: 'eval', line: sh.line });
}
