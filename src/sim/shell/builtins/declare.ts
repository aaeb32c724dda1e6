// declare, typeset, local, export, readonly, unset
import type { ByteString } from '../../kernel/abi/index.ts';
import type { BuiltinRun } from './index.ts';
import { functionText } from '../parse/print.ts';
import { ExitShell } from '../run/faults.ts';
import { builtinError } from '../run/report.ts';
import type { Shell } from '../run/shell.ts';
import { arithFault } from '../expand/expander.ts';
import { assign, assignArray, assignElement, AssignFault, makeArray, type ElementValue } from '../vars/access.ts';
import { isName, lookup, resolve, splitReference, updateLocale } from '../vars/read.ts';
import { setLine } from '../vars/declare.ts';
import { listed } from '../vars/dynamic.ts';
import { cloneVariable, isArray, newVariable, type Scope, type Variable } from '../vars/variable.ts';
import { parseElements } from './elements.ts';
import { FLAGS, listExported, listFunctions, listVariables } from './declare-list.ts';
import { EX_USAGE, parseOptions, type Options } from './options.ts';

interface Request {
  readonly name: ByteString;
  readonly index: ByteString | undefined;
  readonly append: boolean;
  readonly value: ByteString | undefined;
  readonly elements: readonly ElementValue[] | undefined;
}

/** `name`, `name=value`, `name+=value`, `name[i]=value`; undefined after a message. */
function request(sh: Shell, text: ByteString, elements: readonly ElementValue[] | undefined): Request | undefined {
  const match = /^([A-Za-z_][A-Za-z0-9_]*)(?:\[([^]*?)\])?(?:(\+?)=([^]*))?$/.exec(text);
  if (!match) {
    if (sh.dash) {
      builtinError(sh, `${text.split('=')[0] ?? ''}: bad variable name`);
      if (!sh.interactive) throw new ExitShell(2);
    } else builtinError(sh, `\`${text}': not a valid identifier`);
    return undefined;
  }
  return {
    name: match[1] ?? '',
    index: match[2],
    append: match[3] === '+',
    value: elements ? undefined : match[4],
    elements,
  };
}

function scopeFor(sh: Shell, local: boolean): Scope {
  return local ? sh.vars.local : (sh.vars.stack[0] as Scope);
}

/** The variable in the wanted scope, made when it is not there. */
function target(
  sh: Shell,
  name: ByteString,
  options: { readonly local: boolean; readonly global: boolean; readonly inherit: boolean },
): Variable {
  if (options.local) {
    const scope = scopeFor(sh, true);
    const here = scope.vars.get(name);
    if (here) return here;
    const outer = sh.vars.find(name);
    // A variable of the temporary environment becomes the local's value.
    const holder = sh.vars.scopeOf(name);
    const fresh = outer && (options.inherit || holder?.temporary) ? cloneVariable(outer) : newVariable();
    if (outer?.readonly && holder === sh.vars.stack[0]) throw new AssignFault(`${name}: readonly variable`);
    if (holder?.temporary) fresh.exported = true;
    scope.vars.set(name, fresh);
    return fresh;
  }
  const scope = options.global ? (sh.vars.stack[0] as Scope) : (sh.vars.scopeOf(name) ?? (sh.vars.stack[0] as Scope));
  const found = scope.vars.get(name);
  if (found) return found;
  const fresh = newVariable();
  scope.vars.set(name, fresh);
  return fresh;
}

function setAttributes(sh: Shell, v: Variable, name: ByteString, options: Options): boolean {
  for (const key of options.order) {
    const on = !key.startsWith('+');
    const letter = on ? key : key.slice(1);
    if (letter === 'a' || letter === 'A') {
      if (!on) {
        if (isArray(v)) throw new AssignFault(`${name}: cannot destroy array variables in this way`);
        continue;
      }
      if (letter === 'A' && v.array) throw new AssignFault(`${name}: cannot convert indexed to associative array`);
      if (letter === 'a' && v.assoc) throw new AssignFault(`${name}: cannot convert associative to indexed array`);
      if (v.value === undefined && !isArray(v)) v.unseen = true;
      makeArray(v, letter === 'A');
      continue;
    }
    if (letter === 'n') {
      v.nameref = on;
      continue;
    }
    const flag = FLAGS[letter];
    if (!flag || flag === 'readonly') continue;
    v[flag] = on;
    if (on && flag === 'lower') v.upper = v.capital = false;
    if (on && flag === 'upper') v.lower = v.capital = false;
  }
  void sh;
  return true;
}

function declareOne(
  sh: Shell,
  item: Request,
  options: Options,
  place: { readonly local: boolean; readonly global: boolean; readonly inherit: boolean },
): void {
  const nameref = options.has.has('n');
  const resolved = nameref || options.has.has('+n') ? { name: item.name, index: undefined } : resolve(sh, item.name);
  const name = place.local ? item.name : resolved.name;
  const existing = place.local ? scopeFor(sh, true).vars.get(name) : sh.vars.find(name);
  if (existing?.readonly && (item.value !== undefined || item.elements || options.has.has('+r')))
    throw new AssignFault(`${name}: readonly variable`);
  const v = target(sh, name, place);
  if (nameref && item.value !== undefined && item.value === name && !place.local)
    throw new AssignFault(`${name}: nameref variable self references not allowed`);
  setAttributes(sh, v, name, options);
  if (nameref) {
    if (item.value !== undefined) {
      if (!isName(item.value) && !splitReference(item.value))
        throw new AssignFault(`\`${item.value}': invalid variable name for name reference`);
      v.value = item.value;
    }
  } else if (item.elements) assignArray(sh, name, item.elements, item.append, v);
  else if (item.value !== undefined) {
    const elements =
      (v.array || v.assoc) && item.index === undefined && /^\([^]*\)$/.test(item.value)
        ? parseElements(sh, item.value)
        : undefined;
    if (elements) assignArray(sh, name, elements, item.append, v);
    else
      withScope(sh, name, v, () => {
        if (item.index !== undefined) assignElement(sh, name, item.index, item.value ?? '', item.append);
        else assign(sh, name, item.value ?? '', item.append);
      });
  } else if (item.index !== undefined) makeArray(v, v.assoc !== undefined);
  if (options.has.has('r')) v.readonly = true;
  if (name === 'LANG' || name.startsWith('LC_')) updateLocale(sh);
}

/** Assigns to exactly this variable even when an inner scope hides it. */
function withScope(sh: Shell, name: ByteString, v: Variable, body: () => void): void {
  if (sh.vars.find(name) === v) return body();
  const hidden = sh.vars.stack
    .filter((scope) => scope.vars.has(name) && scope.vars.get(name) !== v)
    .map((scope) => [scope, scope.vars.get(name) as Variable] as const);
  for (const [scope] of hidden) scope.vars.delete(name);
  body();
  for (const [scope, old] of hidden) scope.vars.set(name, old);
}

const EMPTY: Options = { has: new Map(), order: [], rest: [] };

function each(
  sh: Shell,
  words: readonly ByteString[],
  rest: readonly ByteString[],
  body: (item: Request) => void,
): number {
  const offset = words.length - rest.length;
  let status = 0;
  rest.forEach((text, i) => {
    const item = request(sh, text, sh.arrayArgs?.get(offset + i));
    if (!item) {
      status = 1;
      return;
    }
    try {
      body(item);
    } catch (error) {
      if (error instanceof AssignFault) {
        builtinError(sh, sh.dash ? error.message.replace('readonly variable', 'is read only') : error.message);
        if (sh.dash && !sh.interactive) throw new ExitShell(2);
        status = 1;
      } else throw arithFault(sh, error, `${sh.builtin}: `);
    }
  });
  return status;
}

function declareLike(sh: Shell, words: readonly ByteString[], local: boolean): number {
  const options = parseOptions(sh, words.slice(1), '+aAcfFgiIlnprtux');
  if (!options) return EX_USAGE;
  const { has, rest } = options;
  const plain: Options = {
    ...options,
    has: new Map([...has].filter(([key]) => key !== 'p' && key !== 'g' && key !== 'I')),
  };
  if (has.has('f') || has.has('F')) {
    if (rest.length === 0 || (![...has.keys()].some((key) => 'rxt'.includes(key)) && !has.has('+x') && !has.has('+t')))
      return listFunctions(sh, rest, has.has('F'), has.has('x') ? { exported: true } : {});
    return functionFlags(sh, rest, has);
  }
  if (rest.length === 0 && !has.has('p') && plain.has.size === 0) {
    if (local) return listVariables(sh, plain, [], true);
    for (const name of sh.vars.names()) {
      const raw = sh.vars.find(name);
      if (raw && !listed(raw)) continue;
      const v = lookup(sh, name);
      if (v && (v.value !== undefined || isArray(v))) sh.out += `${setLine(name, v, sh.locale === 'UTF-8')}\n`;
    }
    for (const name of [...sh.functions.keys()].sort())
      sh.out += `${functionText((sh.functions.get(name) as { def: Parameters<typeof functionText>[0] }).def)}\n`;
    return 0;
  }
  if (has.has('p') || rest.length === 0) return listVariables(sh, plain, rest, local);
  const inFunction = sh.inFunction > 0;
  return each(sh, words, rest, (item) =>
    declareOne(sh, item, options, {
      local: local || (inFunction && !has.has('g')),
      global: has.has('g'),
      inherit: has.has('I') || sh.shopts.has('localvar_inherit'),
    }),
  );
}

function functionFlags(sh: Shell, names: readonly ByteString[], has: ReadonlyMap<string, ByteString>): number {
  let status = 0;
  for (const name of names) {
    const entry = sh.functions.get(name);
    if (!entry) {
      builtinError(sh, `${name}: not found`);
      status = 1;
      continue;
    }
    sh.functions.set(name, {
      ...entry,
      exported: has.has('x') ? true : has.has('+x') || has.has('n') ? false : entry.exported,
      readonly: has.has('r') || entry.readonly,
      trace: has.has('t') ? true : has.has('+t') ? false : entry.trace,
    });
  }
  return status;
}

export const declareBuiltin: BuiltinRun = (sh, words) => declareLike(sh, words, false);

export const localBuiltin: BuiltinRun = (sh, words) => {
  if (sh.inFunction === 0) {
    if (sh.dash) {
      builtinError(sh, 'not in a function');
      if (!sh.interactive) throw new ExitShell(2);
      return 2;
    }
    builtinError(sh, 'can only be used in a function');
    return 1;
  }
  if (words[1] === '-' && words.length === 2) {
    sh.localOptions = new Set(sh.options);
    return 0;
  }
  if (!sh.dash) return declareLike(sh, words, true);
  return each(sh, words, words.slice(1), (item) => {
    const scope = sh.vars.local;
    const outer = sh.vars.find(item.name);
    if (!scope.vars.has(item.name)) scope.vars.set(item.name, outer ? cloneVariable(outer) : newVariable());
    if (item.value !== undefined) assign(sh, item.name, item.value);
  });
};

function marker(letter: 'x' | 'r'): BuiltinRun {
  return (sh, words) => {
    const options = parseOptions(sh, words.slice(1), sh.dash ? 'p' : letter === 'x' ? 'fnp' : 'aAfp');
    if (!options) {
      if (sh.dash && !sh.interactive) throw new ExitShell(2);
      return EX_USAGE;
    }
    const { has, rest } = options;
    if (has.has('f')) {
      if (rest.length === 0)
        return listFunctions(
          sh,
          [...sh.functions].filter(([, e]) => (letter === 'x' ? e.exported : e.readonly)).map(([name]) => name),
          false,
          {},
        );
      return functionFlags(
        sh,
        rest,
        new Map(
          [[letter, ''], ...(has.has('n') ? [['n', ''] as const] : [])].filter(
            ([key]) => !(key === 'x' && has.has('n')),
          ) as [string, string][],
        ),
      );
    }
    if (rest.length === 0) return listExported(sh, letter, rest);
    const place = { local: false, global: false, inherit: false };
    return each(sh, words, rest, (item) => {
      if (letter === 'x' && has.has('n')) {
        const v = lookup(sh, item.name);
        if (v) v.exported = false;
        if (item.value !== undefined) declareOne(sh, item, EMPTY, place);
        return;
      }
      const array = [...has.keys()].filter((key) => key === 'a' || key === 'A');
      const order = [...array, letter];
      declareOne(sh, item, { has: new Map(order.map((key) => [key, ''])), order, rest: [] }, place);
    });
  };
}

export const exportBuiltin = marker('x');
export const readonlyBuiltin = marker('r');
