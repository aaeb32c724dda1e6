// alias, unalias
import type { BuiltinRun } from './index.ts';
import { builtinError } from '../run/report.ts';
import { singleQuote } from '../expand/quote.ts';
import { EX_USAGE, parseOptions, usage } from './options.ts';

export const aliasBuiltin: BuiltinRun = (sh, words) => {
  const options = sh.dash
    ? { has: new Map<string, string>(), rest: words.slice(1) }
    : parseOptions(sh, words.slice(1), 'p');
  if (!options) return EX_USAGE;
  const show = (name: string, value: string): string =>
    sh.dash ? `${name}=${singleQuote(value)}\n` : `alias ${name}=${singleQuote(value)}\n`;
  if (options.rest.length === 0 || options.has.has('p')) {
    for (const name of [...sh.aliases.keys()].sort()) sh.out += show(name, sh.aliases.get(name) ?? '');
    if (options.rest.length === 0) return 0;
  }
  let status = 0;
  for (const item of options.rest) {
    const at = item.indexOf('=', 1);
    if (at > 0) {
      const name = item.slice(0, at);
      if (!sh.dash && /[ \t\n/$`=\\'"&;|()<>]/.test(name)) {
        builtinError(sh, `\`${name}': invalid alias name`);
        status = 1;
      } else sh.aliases.set(name, item.slice(at + 1));
      continue;
    }
    const value = sh.aliases.get(item);
    if (value !== undefined) sh.out += show(item, value);
    else {
      if (sh.dash) sh.err += `alias: ${item} not found\n`;
      else builtinError(sh, `${item}: not found`);
      status = 1;
    }
  }
  return status;
};

export const unaliasBuiltin: BuiltinRun = (sh, words) => {
  const options = parseOptions(sh, words.slice(1), 'a');
  if (!options) return EX_USAGE;
  if (options.has.has('a')) {
    sh.aliases.clear();
    return 0;
  }
  if (options.rest.length === 0) {
    usage(sh);
    return sh.dash ? 0 : EX_USAGE;
  }
  let status = 0;
  for (const name of options.rest) {
    if (sh.aliases.delete(name)) continue;
    if (sh.dash) sh.err += `unalias: ${name} not found\n`;
    else builtinError(sh, `${name}: not found`);
    status = 1;
  }
  return status;
};
