// type, command -v, hash
import { isErr, S_IFDIR, S_IFMT, sys, X_OK, type ByteString, type Sys } from '../../kernel/abi/index.ts';
import { findBuiltin, type BuiltinRun } from './index.ts';
import { functionText } from '../parse/print.ts';
import { RESERVED } from '../parse/grammar.ts';
import { builtinError } from '../run/report.ts';
import { findAll, findOnPath } from '../run/search.ts';
import type { Shell } from '../run/shell.ts';
import { singleQuote } from '../expand/quote.ts';
import { get } from '../vars/read.ts';
import { EX_USAGE, parseOptions } from './options.ts';
import { DASH_RESERVED } from '../parse/dash-words.ts';

export interface DescribeOptions {
  /** Search here instead of PATH. */
  readonly path: ByteString | undefined;
  readonly all: boolean;
  readonly noFunctions: boolean;
  readonly forcePath: boolean;
}

type Style = 'verbose' | 'short' | 'type' | 'path';

/** Says what `name` is; false when nothing is known. */
export function* describe(sh: Shell, name: ByteString, style: Style, options: DescribeOptions): Sys<boolean> {
  let found = false;
  const say = (verbose: ByteString, short: ByteString | undefined, type: string): boolean => {
    found = true;
    if (style === 'verbose') sh.out += `${verbose}\n`;
    else if (style === 'short') sh.out += `${short ?? name}\n`;
    else if (style === 'type') sh.out += `${type}\n`;
    return !options.all;
  };
  if (!options.forcePath) {
    const alias = sh.aliases.get(name);
    if (alias !== undefined && (sh.dash || sh.interactiveShell || sh.shopts.has('expand_aliases'))) {
      if (
        say(
          sh.dash ? `${name} is an alias for ${alias}` : `${name} is aliased to \`${alias}'`,
          `alias ${name}=${singleQuote(alias)}`,
          'alias',
        )
      )
        return true;
    }
    if ((sh.dash ? DASH_RESERVED : RESERVED).has(name)) {
      if (say(`${name} is a shell keyword`, undefined, 'keyword')) return true;
    }
    const entry = options.noFunctions ? undefined : sh.functions.get(name);
    if (entry) {
      const text = sh.dash ? `${name} is a shell function` : `${name} is a function\n${functionText(entry.def)}`;
      if (say(text, undefined, 'function')) return true;
    }
    const builtin = findBuiltin(sh, name);
    if (builtin) {
      const text =
        builtin.special && (sh.dash || sh.opt('posix'))
          ? `${name} is a special shell builtin`
          : `${name} is a shell builtin`;
      if (say(text, undefined, 'builtin')) return true;
    }
  }
  if (name.includes('/')) {
    const stat = yield* sys.stat(name);
    const runnable = !isErr(stat) && (stat.mode & S_IFMT) !== S_IFDIR && !isErr(yield* sys.access(name, X_OK));
    if (runnable) {
      if (style === 'path') sh.out += `${name}\n`;
      say(`${name} is ${name}`, name, 'file');
    }
    return notFound(sh, name, style, found);
  }
  const hashed = options.path === undefined && !options.all ? sh.hash.get(name) : undefined;
  if (hashed) {
    if (style === 'path') sh.out += `${hashed.path}\n`;
    say(
      sh.dash ? `${name} is a tracked alias for ${hashed.path}` : `${name} is hashed (${hashed.path})`,
      hashed.path,
      'file',
    );
    return true;
  }
  const path = options.path ?? get(sh, 'PATH') ?? '';
  const first = options.all ? undefined : yield* findOnPath(name, path);
  const files = options.all
    ? yield* findAll(name, path)
    : first !== undefined && !isErr(yield* sys.access(first, X_OK))
      ? [first]
      : [];
  if (sh.dash && files[0] !== undefined && options.path === undefined) sh.hash.set(name, { path: files[0], hits: 0 });
  for (const file of files) {
    if (style === 'path') sh.out += `${file}\n`;
    if (say(`${name} is ${file}`, file, 'file')) return true;
  }
  return notFound(sh, name, style, found);
}

function notFound(sh: Shell, name: ByteString, style: Style, found: boolean): boolean {
  if (!found && style === 'verbose') {
    if (sh.dash) sh.out += `${name}: not found\n`;
    else builtinError(sh, `${name}: not found`);
  }
  return found;
}

function* each(sh: Shell, names: readonly ByteString[], style: Style, options: DescribeOptions): Sys<number> {
  let status = 0;
  for (const name of names) if (!(yield* describe(sh, name, style, options))) status = sh.dash ? 127 : 1;
  return status;
}

export const typeBuiltin: BuiltinRun = (sh, words) => {
  if (sh.dash)
    return each(sh, words.slice(1), 'verbose', { path: undefined, all: false, noFunctions: false, forcePath: false });
  const options = parseOptions(sh, words.slice(1), 'afptP');
  if (!options) return EX_USAGE;
  const { has } = options;
  let style: Style = has.has('t') ? 'type' : has.has('p') || has.has('P') ? 'path' : 'verbose';
  const forcePath = has.has('P');
  if (style === 'path' && !forcePath) return pathOnly(sh, options.rest, has.has('a'));
  if (forcePath) style = has.has('t') ? 'type' : 'path';
  return each(sh, options.rest, style, { path: undefined, all: has.has('a'), noFunctions: has.has('f'), forcePath });
};

/** `type -p`: nothing for what is not a file. */
function* pathOnly(sh: Shell, names: readonly ByteString[], all: boolean): Sys<number> {
  let status = 0;
  for (const name of names) {
    const known =
      sh.aliases.has(name) || RESERVED.has(name) || sh.functions.has(name) || findBuiltin(sh, name) !== undefined;
    if (known && !all) continue;
    if (!(yield* describe(sh, name, 'path', { path: undefined, all, noFunctions: true, forcePath: true }))) status = 1;
  }
  return status;
}

export const hashBuiltin: BuiltinRun = (sh, words) => {
  const options = parseOptions(sh, words.slice(1), sh.dash ? 'rv' : 'lrp:dt');
  if (!options) return EX_USAGE;
  return hashNames(sh, options.rest, options.has);
};

function* hashNames(sh: Shell, names: readonly ByteString[], has: ReadonlyMap<string, ByteString>): Sys<number> {
  if (!sh.dash && !sh.opt('hashall')) {
    builtinError(sh, 'hashing disabled');
    return 1;
  }
  if (has.has('r')) sh.hash.clear();
  if (names.length === 0) {
    if (has.has('r')) return 0;
    if (sh.dash) {
      for (const entry of sh.hash.values()) sh.out += `${entry.path}\n`;
      return 0;
    }
    if (sh.hash.size === 0) {
      sh.out += has.has('l') ? '' : `${sh.builtin}: hash table empty\n`;
      return 0;
    }
    if (!has.has('l')) sh.out += 'hits\tcommand\n';
    for (const [name, entry] of sh.hash)
      sh.out += has.has('l')
        ? `builtin hash -p ${entry.path} ${name}\n`
        : `${String(entry.hits).padStart(4)}\t${entry.path}\n`;
    return 0;
  }
  let status = 0;
  for (const name of names) {
    const path = has.get('p');
    if (path !== undefined) {
      sh.hash.set(name, { path, hits: 0 });
      continue;
    }
    if (has.has('d') || has.has('t')) {
      const entry = sh.hash.get(name);
      if (!entry) {
        builtinError(sh, `${name}: not found`);
        status = 1;
      } else if (has.has('d')) sh.hash.delete(name);
      else if (has.has('l')) sh.out += `builtin hash -p ${entry.path} ${name}\n`;
      else sh.out += names.length > 1 ? `${name}\t${entry.path}\n` : `${entry.path}\n`;
      continue;
    }
    if (name.includes('/') || findBuiltin(sh, name) || sh.functions.has(name)) continue;
    const found = yield* findOnPath(name, get(sh, 'PATH') ?? '');
    if (found === undefined) {
      builtinError(sh, `${name}: not found`);
      status = sh.dash ? 127 : 1;
    } else sh.hash.set(name, { path: found, hits: 0 });
  }
  return status;
}
