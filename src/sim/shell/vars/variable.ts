// One shell variable: a scalar, an indexed array (sparse) or an associative array, with its attributes.
import type { ByteString } from '../../kernel/abi/index.ts';
import type { AssocArray } from './assoc.ts';

export interface Variable {
  /** Scalar value; undefined when declared only, or for arrays. */
  value: ByteString | undefined;
  /** Indexed array with holes. */
  array: ByteString[] | undefined;
  assoc: AssocArray | undefined;
  exported: boolean;
  readonly: boolean;
  integer: boolean;
  lower: boolean;
  upper: boolean;
  capital: boolean;
  nameref: boolean;
  trace: boolean;
  /** An array that was declared and has never had a value. */
  unseen?: boolean;
  /** Computed by the shell when it is read (RANDOM, LINENO, FUNCNAME, …); lost by unset. */
  readonly dynamic?: string;
  /** A computed variable that was read or set. */
  used?: boolean;
}

export function newVariable(value?: ByteString): Variable {
  return {
    value,
    array: undefined,
    assoc: undefined,
    exported: false,
    readonly: false,
    integer: false,
    lower: false,
    upper: false,
    capital: false,
    nameref: false,
    trace: false,
  };
}

export function cloneVariable(v: Variable): Variable {
  return { ...v, array: v.array === undefined ? undefined : v.array.slice(), assoc: v.assoc?.clone() };
}

/** A value and nothing else: no attributes but export, no array, not computed. */
export const isPlain = (v: Variable): boolean =>
  !v.nameref &&
  !v.readonly &&
  v.dynamic === undefined &&
  v.array === undefined &&
  v.assoc === undefined &&
  !v.integer &&
  !v.lower &&
  !v.upper &&
  !v.capital;

export const isArray = (v: Variable): boolean => v.array !== undefined || v.assoc !== undefined;

/** Indices in use, ascending. */
export function arrayKeys(array: readonly ByteString[]): number[] {
  const keys: number[] = [];
  for (const key in array) keys.push(Number(key));
  return keys;
}

/** Elements in use, in index order. */
export function arrayValues(array: readonly ByteString[]): ByteString[] {
  const out: ByteString[] = [];
  for (const key in array) out.push(array[key] as ByteString);
  return out;
}

/** What `$name` gives: the scalar, or element 0. */
export function scalarOf(v: Variable): ByteString | undefined {
  if (v.array) return v.array[0];
  if (v.assoc) return v.assoc.get('0');
  return v.value;
}

/** Letters of `declare -p` and `${x@a}`. */
export function attributes(v: Variable): string {
  return (
    (v.array ? 'a' : '') +
    (v.assoc ? 'A' : '') +
    (v.integer ? 'i' : '') +
    (v.nameref ? 'n' : '') +
    (v.readonly ? 'r' : '') +
    (v.trace ? 't' : '') +
    (v.exported ? 'x' : '') +
    (v.capital ? 'c' : '') +
    (v.lower ? 'l' : '') +
    (v.upper ? 'u' : '')
  );
}

export interface Scope {
  readonly vars: Map<ByteString, Variable>;
  /** Assignments before a command, for its duration only. */
  readonly temporary: boolean;
}

/** Global variables and the scopes of running functions, innermost last. */
export class Scopes {
  readonly stack: Scope[];

  constructor(stack: Scope[] = [{ vars: new Map(), temporary: false }]) {
    this.stack = stack;
  }

  clone(): Scopes {
    return new Scopes(
      this.stack.map((scope) => {
        const vars = new Map<ByteString, Variable>();
        for (const [name, v] of scope.vars) vars.set(name, cloneVariable(v));
        return { vars, temporary: scope.temporary };
      }),
    );
  }

  get global(): Map<ByteString, Variable> {
    return (this.stack[0] as Scope).vars;
  }

  find(name: ByteString): Variable | undefined {
    const { stack } = this;
    for (let i = stack.length - 1; i >= 0; i -= 1) {
      const found = (stack[i] as Scope).vars.get(name);
      if (found !== undefined) return found;
    }
    return undefined;
  }

  /** The innermost scope of a function (not of a temporary environment); the global one outside. */
  get local(): Scope {
    for (let i = this.stack.length - 1; i > 0; i -= 1) {
      const scope = this.stack[i] as Scope;
      if (!scope.temporary) return scope;
    }
    return this.stack[0] as Scope;
  }

  scopeOf(name: ByteString): Scope | undefined {
    for (let i = this.stack.length - 1; i >= 0; i -= 1) {
      const scope = this.stack[i] as Scope;
      if (scope.vars.has(name)) return scope;
    }
    return undefined;
  }

  /** All visible names, sorted. */
  names(): ByteString[] {
    const names = new Set<ByteString>();
    for (const scope of this.stack) for (const name of scope.vars.keys()) names.add(name);
    return [...names].sort();
  }
}
