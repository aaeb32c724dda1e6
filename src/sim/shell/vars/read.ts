// Reading shell variables: name references, computed variables, and what some names do to the shell when they are set.
import type { ByteString } from '../../kernel/abi/index.ts';
import type { Shell } from '../run/shell.ts';
import { scalarOf, type Variable } from './variable.ts';

const MAX_NAMEREF = 8;
export const isName = (text: ByteString): boolean => /^[A-Za-z_][A-Za-z0-9_]*$/.test(text);

/** Splits `name[index]`; undefined when it has no such form. */
export function splitReference(
  text: ByteString,
): { readonly name: ByteString; readonly index: ByteString } | undefined {
  const match = /^([A-Za-z_][A-Za-z0-9_]*)\[([^]*)\]$/.exec(text);
  return match ? { name: match[1] ?? '', index: match[2] ?? '' } : undefined;
}

/** Follows name references: the final name, with a subscript when the reference holds one. */
export function resolve(
  sh: Shell,
  name: ByteString,
): { readonly name: ByteString; readonly index: ByteString | undefined } {
  let at = name;
  for (let n = 0; n < MAX_NAMEREF; n += 1) {
    const v = sh.vars.find(at);
    if (!v?.nameref || v.value === undefined || v.value === '') return { name: at, index: undefined };
    const reference = splitReference(v.value);
    if (reference) return reference;
    if (v.value === at) return { name: at, index: undefined };
    at = v.value;
  }
  return { name: at, index: undefined };
}

/** The variable a name stands for, up to date; undefined when there is none. */
export function lookup(sh: Shell, name: ByteString): Variable | undefined {
  let v = sh.vars.find(name);
  if (v === undefined) return undefined;
  if (v.nameref) {
    const target = resolve(sh, name);
    v = target.name === name ? v : sh.vars.find(target.name);
    if (v === undefined) return undefined;
  }
  if (v.dynamic !== undefined && !sh.language.refresh(sh, v)) return undefined;
  return v;
}

/** `$name` for a variable. */
export function get(sh: Shell, name: ByteString): ByteString | undefined {
  const v = sh.vars.find(name);
  if (v === undefined) return undefined;
  if (v.nameref) {
    const target = resolve(sh, name);
    if (target.index !== undefined) return sh.language.getElement(sh, target.name, target.index);
    if (target.name === name) return v.value;
    const final = sh.vars.find(target.name);
    return final ? scalarOf(final) : undefined;
  }
  if (v.dynamic !== undefined && !sh.language.refresh(sh, v)) return undefined;
  return v.array === undefined && v.assoc === undefined ? v.value : scalarOf(v);
}

/** What setting some names does to the shell. */
export function sideEffects(sh: Shell, name: ByteString): void {
  if (name === 'PATH') sh.hash.clear();
  else if (name === 'LANG' || name.startsWith('LC_')) updateLocale(sh);
  else if (name === 'OPTIND') {
    const index = Number(get(sh, 'OPTIND'));
    sh.getopts = { index: Number.isInteger(index) && index > 0 ? index : 1, char: 0 };
  } else if (name === 'POSIXLY_CORRECT') sh.options.add('posix');
  else if ((name === 'HISTSIZE' || name === 'HISTCONTROL' || name === 'HISTIGNORE') && sh.history)
    sh.history.configure(get(sh, 'HISTSIZE'));
}

export function updateLocale(sh: Shell): void {
  const value = get(sh, 'LC_ALL') || get(sh, 'LC_CTYPE') || get(sh, 'LANG') || 'C';
  // Only C.UTF-8 is installed; another name falls back to C.
  sh.locale = /^C\.utf-?8$/i.test(value) ? 'UTF-8' : 'C';
}
