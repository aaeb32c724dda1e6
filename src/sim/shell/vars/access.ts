// Assigning shell variables, and their elements: name references, attributes, arrays, arithmetic.
import type { ByteString } from '../../kernel/abi/index.ts';
import { evaluate, type ArithEnv } from '../expand/arith.ts';
import { complain } from '../run/report.ts';
import type { Shell } from '../run/shell.ts';
import { AssocArray, bucket } from './assoc.ts';
import { assignDynamic, lastIndex, refresh } from './dynamic.ts';
import { get, lookup, resolve, sideEffects, updateLocale } from './read.ts';
import { isPlain, newVariable, scalarOf, type Variable } from './variable.ts';

/** An assignment that cannot be: `r: readonly variable`. */
export class AssignFault extends Error {}

export function arithEnv(sh: Shell): ArithEnv {
  return {
    dash: sh.dash,
    memo: sh.exprs,
    get(name, index) {
      const value = index === undefined ? get(sh, name) : getElement(sh, name, index);
      if (value === undefined && sh.options.has('nounset'))
        throw new UnboundFault(index === undefined ? name : `${name}[${index}]`);
      return value;
    },
    set(name, index, value) {
      if (index === undefined) assign(sh, name, value);
      else assignElement(sh, name, index, value);
    },
  };
}

/** `set -u`: a variable that is not set was used. */
export class UnboundFault extends Error {}

/** Value of an arithmetic expression as a JavaScript number where one is needed (subscripts, lengths). */
export function arithNumber(sh: Shell, text: ByteString): number {
  return Number(evaluate(text, arithEnv(sh)));
}

/** Subscript of an indexed array: negative counts from the end. Undefined: out of range. */
export function arrayIndex(sh: Shell, array: readonly ByteString[] | undefined, text: ByteString): number | undefined {
  let index = arithNumber(sh, text);
  if (index < 0) index += lastIndex(array ?? []) + 1;
  return index < 0 ? undefined : index;
}

export function getElement(sh: Shell, rawName: ByteString, index: ByteString): ByteString | undefined {
  const v = lookup(sh, rawName);
  if (v?.assoc) return v.assoc.get(index);
  const at = arrayIndex(sh, v?.array, index);
  if (at === undefined) {
    // Told, and taken for unset.
    complain(sh, `${rawName}: bad array subscript`);
    return undefined;
  }
  if (v?.array) return v.array[at];
  return at === 0 ? v?.value : undefined;
}

/** Applies `-i`, `-l`, `-u`, `-c` to a value about to be stored. */
function cooked(sh: Shell, v: Variable, value: ByteString): ByteString {
  let out = value;
  if (v.integer) out = String(evaluate(value, arithEnv(sh)));
  if (v.lower) out = out.toLowerCase();
  if (v.upper) out = out.toUpperCase();
  if (v.capital) out = out.slice(0, 1).toUpperCase() + out.slice(1).toLowerCase();
  return out;
}

function writable(sh: Shell, name: ByteString): Variable {
  let v = sh.vars.find(name);
  if (v === undefined) {
    v = newVariable();
    sh.vars.global.set(name, v);
  }
  if (v.readonly) throw new AssignFault(`${name}: readonly variable`);
  if (sh.options.has('allexport')) v.exported = true;
  return v;
}

/** `name=value`, `name+=value` (append). Arrays: element 0. */
export function assign(sh: Shell, rawName: ByteString, value: ByteString, append = false): void {
  let v = sh.vars.find(rawName);
  if (v !== undefined && !append && isPlain(v)) {
    // The common case, kept short: loops assign their variable thousands of times.
    v.value = value;
    if (sh.options.has('allexport')) v.exported = true;
    sideEffects(sh, rawName);
    return;
  }
  let name = rawName;
  if (v?.nameref) {
    if (v.value === undefined || v.value === '') {
      if (v.readonly) throw new AssignFault(`${rawName}: readonly variable`);
      v.value = value;
      return;
    }
    const target = resolve(sh, rawName);
    if (target.index !== undefined) return assignElement(sh, target.name, target.index, value, append);
    name = target.name;
  }
  v = writable(sh, name);
  if (v.dynamic !== undefined) v.used = true;
  if (v.dynamic !== undefined && assignDynamic(sh, v, value)) return;
  let text = value;
  if (append) {
    if (v.integer) text = `${scalarOf(v) || '0'}+(${value || '0'})`;
    else text = (scalarOf(v) ?? '') + value;
  }
  const final = cooked(sh, v, text);
  if (v.array) v.array[0] = final;
  else if (v.assoc) v.assoc.set('0', final);
  else v.value = final;
  sideEffects(sh, name);
}

/** `name[index]=value` */
export function assignElement(
  sh: Shell,
  rawName: ByteString,
  index: ByteString,
  value: ByteString,
  append = false,
): void {
  const { name } = resolve(sh, rawName);
  const v = writable(sh, name);
  v.unseen = false;
  if (v.assoc) {
    if (index === '') throw new AssignFault(`${name}[]: bad array subscript`);
    v.assoc.set(
      index,
      cooked(
        sh,
        v,
        append ? (v.integer ? `${v.assoc.get(index) ?? '0'}+(${value})` : (v.assoc.get(index) ?? '') + value) : value,
      ),
    );
    return;
  }
  if (index === '@' || index === '*' || index.trim() === '')
    throw new AssignFault(`${name}[${index}]: bad array subscript`);
  if (v.array === undefined) {
    v.array = [];
    if (v.value !== undefined) v.array[0] = v.value;
    v.value = undefined;
  }
  const at = arrayIndex(sh, v.array, index);
  if (at === undefined) throw new AssignFault(`${name}[${index}]: bad array subscript`);
  v.array[at] = cooked(
    sh,
    v,
    append ? (v.integer ? `${v.array[at] ?? '0'}+(${value})` : (v.array[at] ?? '') + value) : value,
  );
}

/** Makes `v` an empty (or converted) array of the wanted kind. */
export function makeArray(v: Variable, assoc: boolean): void {
  if (assoc) {
    if (!v.assoc) {
      v.assoc = new AssocArray();
      if (v.value !== undefined) v.assoc.set('0', v.value);
      v.array = undefined;
    }
  } else if (!v.array) {
    v.array = [];
    if (v.value !== undefined) v.array[0] = v.value;
  }
  v.value = undefined;
}

export interface ElementValue {
  readonly index: ByteString | undefined;
  readonly value: ByteString;
  readonly append: boolean;
}

/** `name=( … )` or `name+=( … )` on an existing or new variable. */
export function assignArray(
  sh: Shell,
  rawName: ByteString,
  elements: readonly ElementValue[],
  append: boolean,
  target?: Variable,
): void {
  const { name } = resolve(sh, rawName);
  const v = target ?? writable(sh, name);
  if (v.readonly) throw new AssignFault(`${name}: readonly variable`);
  v.unseen = false;
  if (v.assoc) return fillAssoc(sh, name, v, elements, append);
  if (append) makeArray(v, false);
  const array: ByteString[] = append ? (v.array ?? []) : [];
  let next = append ? lastIndex(array) + 1 : 0;
  for (const element of elements) {
    if (element.index !== undefined) {
      const at = arrayIndex(sh, array, element.index);
      if (at === undefined) throw new AssignFault(`[${element.index}]=${element.value}: bad array subscript`);
      next = at;
    }
    const old = array[next];
    array[next] = cooked(
      sh,
      v,
      element.append ? (v.integer ? `${old ?? '0'}+(${element.value})` : (old ?? '') + element.value) : element.value,
    );
    next += 1;
  }
  v.array = array;
  v.value = undefined;
}

function fillAssoc(sh: Shell, name: ByteString, v: Variable, elements: readonly ElementValue[], append: boolean): void {
  const assoc = append && v.assoc ? v.assoc : new AssocArray();
  const keyed = elements.some((element) => element.index !== undefined);
  if (!keyed) {
    // bash 5.1: a list without subscripts is taken as key value key value …
    for (let i = 0; i < elements.length; i += 2)
      assoc.set(elements[i]?.value ?? '', cooked(sh, v, elements[i + 1]?.value ?? ''));
  } else {
    for (const element of elements) {
      if (element.index === undefined) {
        complain(sh, `${name}: ${element.value}: must use subscript when assigning associative array`);
        continue;
      }
      if (element.index === '') throw new AssignFault(`[${element.index}]=${element.value}: bad array subscript`);
      assoc.set(
        element.index,
        cooked(sh, v, element.append ? (assoc.get(element.index) ?? '') + element.value : element.value),
      );
    }
  }
  v.assoc = assoc;
}

/** `unset name`: false when it is readonly. A local is only hidden: the outer one shows again (bash's dynamic scoping). */
export function unset(sh: Shell, rawName: ByteString): boolean {
  const { name } = resolve(sh, rawName);
  const scope = sh.vars.scopeOf(name);
  const v = scope?.vars.get(name);
  if (!scope || !v) return true;
  if (v.readonly) return false;
  if (!scope.temporary && scope !== sh.vars.stack[0] && scope === sh.vars.local) scope.vars.set(name, newVariable());
  else scope.vars.delete(name);
  if (name === 'LANG' || name.startsWith('LC_')) updateLocale(sh);
  if (name === 'PATH') sh.hash.clear();
  return true;
}

export function unsetElement(sh: Shell, rawName: ByteString, index: ByteString): boolean {
  const { name } = resolve(sh, rawName);
  const v = lookup(sh, name);
  if (!v) return true;
  if (v.readonly) return false;
  if (index === '@' || index === '*') {
    if (v.assoc) v.assoc = new AssocArray();
    else if (v.array) v.array = [];
    return true;
  }
  if (v.assoc) v.assoc.delete(index);
  else if (v.array) {
    const at = arrayIndex(sh, v.array, index);
    if (at === undefined) throw new AssignFault(`[${index}]: bad array subscript`);
    delete v.array[at];
  } else if (arithNumber(sh, index) === 0) unset(sh, name);
  return true;
}

/** Environment of a command to be executed. */
export function environment(sh: Shell): Map<ByteString, ByteString> {
  const env = new Map<ByteString, ByteString>();
  const seen = new Set<ByteString>();
  // Innermost scope first; inside a scope in the order of bash's hash table.
  for (const scope of [...sh.vars.stack].reverse()) {
    const names = [...scope.vars.keys()];
    if (!sh.dash) names.reverse().sort((a, b) => bucket(a) - bucket(b));
    for (const name of names) {
      const v = scope.vars.get(name) as Variable;
      if (seen.has(name)) continue;
      seen.add(name);
      if (!v.exported || v.array || v.assoc) continue;
      if (v.dynamic !== undefined) refresh(sh, v);
      if (v.value !== undefined) env.set(name, v.value);
    }
  }
  return env;
}
