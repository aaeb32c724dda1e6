// getopts
import type { BuiltinRun } from './index.ts';
import { builtinError, complain as complainShell, errorName } from '../run/report.ts';
import { assign, AssignFault, unset } from '../vars/access.ts';
import { get, isName } from '../vars/read.ts';
import { EX_USAGE, usage } from './options.ts';

export const getoptsBuiltin: BuiltinRun = (sh, words) => {
  const rest = words[1] === '--' ? words.slice(2) : words.slice(1);
  const [spec, name] = rest;
  if (spec === undefined || name === undefined) {
    if (sh.dash) builtinError(sh, 'Usage: getopts optstring var [arg...]');
    else usage(sh);
    return EX_USAGE;
  }
  const args = rest.length > 2 ? rest.slice(2) : sh.positional;
  const silent = spec.startsWith(':');
  const letters = silent ? spec.slice(1) : spec;
  const state = sh.getopts;
  const set = (variable: string, value: string): void => {
    const kept = sh.getopts;
    assign(sh, variable, value);
    sh.getopts = kept;
  };
  const finish = (letter: string, optarg: string | undefined, index: number, char: number): number => {
    sh.getopts = { index, char };
    set('OPTIND', String(index));
    sh.getopts = { index, char };
    if (optarg === undefined) unset(sh, 'OPTARG');
    else set('OPTARG', optarg);
    if (!isName(name)) {
      builtinError(sh, `\`${name}': not a valid identifier`);
      return 1;
    }
    try {
      set(name, letter);
    } catch (error) {
      if (!(error instanceof AssignFault)) throw error;
      complainShell(sh, error.message);
      return 1;
    }
    return 0;
  };
  const complain = (text: string): void => {
    if (!silent && get(sh, 'OPTERR') !== '0') sh.err += sh.dash ? `${text}\n` : `${errorName(sh)}: ${text}\n`;
  };
  let { index, char } = state;
  let arg = args[index - 1];
  if (char === 0) {
    if (arg === undefined || arg === '-' || !arg.startsWith('-')) {
      finish('?', undefined, index, 0);
      return 1;
    }
    if (arg === '--') {
      finish('?', undefined, index + 1, 0);
      return 1;
    }
    char = 1;
  }
  arg ??= '';
  const letter = arg[char] ?? '?';
  char += 1;
  const atEnd = char >= arg.length;
  const at = letters.indexOf(letter);
  if (at < 0 || letter === ':') {
    complain(sh.dash ? `Illegal option -${letter}` : `illegal option -- ${letter}`);
    return finish('?', silent ? letter : undefined, atEnd ? index + 1 : index, atEnd ? 0 : char);
  }
  if (letters[at + 1] !== ':') return finish(letter, undefined, atEnd ? index + 1 : index, atEnd ? 0 : char);
  if (!atEnd) return finish(letter, arg.slice(char), index + 1, 0);
  index += 1;
  const value = args[index - 1];
  if (value === undefined) {
    complain(sh.dash ? `No arg for -${letter} option` : `option requires an argument -- ${letter}`);
    return finish(silent ? ':' : '?', silent ? letter : undefined, index, 0);
  }
  return finish(letter, value, index + 1, 0);
};
