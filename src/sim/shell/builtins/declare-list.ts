// What `declare`, `export`, `readonly` and `local` print.
import type { ByteString } from '../../kernel/abi/index.ts';
import { doubleQuote, singleQuote } from '../expand/quote.ts';
import { functionText } from '../parse/print.ts';
import { builtinError } from '../run/report.ts';
import type { Shell } from '../run/shell.ts';
import { lookup } from '../vars/read.ts';
import { declaration } from '../vars/declare.ts';
import { listed } from '../vars/dynamic.ts';
import { isArray, type Variable } from '../vars/variable.ts';
import type { Options } from './options.ts';

export const FLAGS: Readonly<
  Record<string, 'integer' | 'lower' | 'upper' | 'capital' | 'readonly' | 'exported' | 'trace'>
> = {
  i: 'integer',
  l: 'lower',
  u: 'upper',
  c: 'capital',
  r: 'readonly',
  x: 'exported',
  t: 'trace',
};

const matches = (v: Variable, options: Options): boolean =>
  [...options.has.keys()].every((key) =>
    key === 'a'
      ? v.array !== undefined
      : key === 'A'
        ? v.assoc !== undefined
        : key === 'n'
          ? v.nameref
          : FLAGS[key]
            ? v[FLAGS[key]]
            : true,
  );

export function listFunctions(
  sh: Shell,
  names: readonly ByteString[],
  onlyNames: boolean,
  flags: { readonly exported?: boolean },
): number {
  let status = 0;
  const list = names.length > 0 ? names : [...sh.functions.keys()].sort();
  for (const name of list) {
    const entry = sh.functions.get(name);
    if (!entry || (flags.exported && !entry.exported)) {
      status = 1;
      continue;
    }
    const letters = (entry.readonly ? 'r' : '') + (entry.trace ? 't' : '') + (entry.exported ? 'x' : '');
    if (onlyNames) sh.out += names.length > 0 ? `${name}\n` : `declare -f${letters} ${name}\n`;
    else {
      sh.out += `${functionText(entry.def)}\n`;
      if (letters !== '' && names.length === 0) sh.out += `declare -f${letters} ${name}\n`;
    }
  }
  return status;
}

export function listVariables(sh: Shell, options: Options, names: readonly ByteString[], local: boolean): number {
  const utf8 = sh.locale === 'UTF-8';
  let status = 0;
  if (names.length > 0) {
    for (const name of names) {
      const raw = sh.vars.find(name);
      const v = raw?.nameref ? raw : lookup(sh, name);
      if (v) sh.out += `${declaration(name, v, utf8)}\n`;
      else {
        builtinError(sh, `${name}: not found`);
        status = 1;
      }
    }
    return status;
  }
  for (const name of local ? [...sh.vars.local.vars.keys()].sort() : sh.vars.names()) {
    const raw = sh.vars.find(name);
    if (raw && !listed(raw)) continue;
    const v = raw?.nameref ? raw : lookup(sh, name);
    if (!v || !matches(v, options)) continue;
    if (v.value === undefined && !isArray(v) && !options.has.size && !local) continue;
    sh.out += `${declaration(name, v, utf8)}\n`;
  }
  return 0;
}

export function listExported(sh: Shell, letter: 'x' | 'r', names: readonly ByteString[]): number {
  const flag = letter === 'x' ? 'exported' : 'readonly';
  void names;
  for (const name of sh.vars.names()) {
    const v = lookup(sh, name);
    if (!v || !v[flag]) continue;
    if (sh.dash)
      sh.out += `${letter === 'x' ? 'export' : 'readonly'} ${name}${v.value === undefined ? '' : `=${singleQuote(v.value)}`}\n`;
    else if (sh.opt('posix'))
      sh.out += `${letter === 'x' ? 'export' : 'readonly'} ${name}${v.value === undefined ? '' : `=${doubleQuote(v.value)}`}\n`;
    else sh.out += `${declaration(name, v, sh.locale === 'UTF-8')}\n`;
  }
  return 0;
}
