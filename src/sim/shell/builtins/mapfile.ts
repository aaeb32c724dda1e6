// mapfile, readarray
import { isErr, sys, type ByteString, type Sys } from '../../kernel/abi/index.ts';
import type { BuiltinRun } from './index.ts';
import { atQuote } from '../expand/quote.ts';
import { builtinError } from '../run/report.ts';
import type { Shell } from '../run/shell.ts';
import { readUntil } from '../run/read-line.ts';
import { runText } from '../run/text.ts';
import { assignArray, assignElement, AssignFault } from '../vars/access.ts';
import { isName, lookup } from '../vars/read.ts';
import { EX_USAGE, parseOptions } from './options.ts';

function* fill(sh: Shell, has: ReadonlyMap<string, ByteString>, name: ByteString): Sys<number> {
  const number = (letter: string, fallback: number): number => (has.has(letter) ? Number(has.get(letter)) : fallback);
  const fd = number('u', 0);
  const check = yield* sys.getfl(fd);
  if (isErr(check)) {
    builtinError(sh, `${has.get('u') ?? ''}: invalid file descriptor: ${check.text}`);
    return 1;
  }
  const delimiter = has.has('d') ? (has.get('d') ?? '').slice(0, 1) || '\0' : '\n';
  const count = number('n', 0);
  const origin = number('O', 0);
  const skip = number('s', 0);
  const quantum = number('c', 5000);
  const callback = has.get('C');
  if (sh.vars.find(name)?.assoc) {
    builtinError(sh, `${name}: not an indexed array`);
    return 1;
  }
  try {
    if (!has.has('O')) assignArray(sh, name, [], false);
    let index = origin;
    let read = 0;
    for (let line = 0; ; line += 1) {
      if (count > 0 && read >= count) break;
      const part = yield* readUntil(sh, fd, delimiter);
      if (part.end && part.text === '') break;
      if (line >= skip) {
        const text =
          part.text.replace(/\0/g, '') + (has.has('t') || part.end ? '' : delimiter === '\0' ? '' : delimiter);
        if (callback !== undefined && (read + 1) % quantum === 0) {
          yield* runText(sh, `${callback} ${index} ${atQuote(text)}`, { name: 'eval', line: sh.line });
        }
        assignElement(sh, name, String(index), text);
        index += 1;
        read += 1;
      }
      if (part.end) break;
    }
  } catch (error) {
    if (!(error instanceof AssignFault)) throw error;
    builtinError(sh, error.message);
    return 1;
  }
  void lookup;
  return 0;
}

export const mapfileBuiltin: BuiltinRun = (sh, words) => {
  const options = parseOptions(sh, words.slice(1), 'd:n:O:s:tu:C:c:');
  if (!options) return EX_USAGE;
  const { has, rest } = options;
  for (const [letter, what] of [
    ['n', 'invalid line count'],
    ['O', 'invalid array origin'],
    ['s', 'invalid line count'],
    ['c', 'invalid callback quantum'],
    ['u', 'invalid file descriptor specification'],
  ] as const) {
    const value = has.get(letter);
    if (value !== undefined && !/^[0-9]+$/.test(value)) {
      builtinError(sh, `${value}: ${what}`);
      return 1;
    }
  }
  const name = rest[0] ?? 'MAPFILE';
  if (!isName(name)) {
    builtinError(sh, name === '' ? 'empty array variable name' : `\`${name}': not a valid identifier`);
    return name === '' ? EX_USAGE : 1;
  }
  return fill(sh, has, name);
};
