// Calls: arguments against parameters, functions nobody declared, and the formats of printf (6.5.2.2).
import { span, type Loc } from '../diagnostics.ts';
import type { Expr, FunctionSymbol } from '../tree.ts';
import { INT, isComplete, quoted, rvalueType, type FunctionType } from '../types.ts';
import { convertFor, decay, promote, wrong } from './convert.ts';
import type { Context } from './context.ts';
import { checkFormat } from './format.ts';
import { rvalue } from './operators.ts';
import { nearest } from './spell.ts';

/** More arguments would only slow the host down. */
const MAX_ARGUMENTS = 127;

const UNPROTOTYPED: FunctionType = { kind: 'function', returns: INT, params: [], variadic: false, unprototyped: true };

/** What the compiler knows of the C library without any header. */
export interface Builtins {
  /** The header that declares a function which gcc knows by itself, and its type. */
  builtin(name: string): { readonly header: string; readonly type: FunctionType } | undefined;
  /** The header that gcc suggests for a name that is not declared: only for a few of the standard's own. */
  headerOf(name: string): string | undefined;
  /** Names of the macros that are known at this place. */
  macros(): Iterable<string>;
}

/** A name that is called and nowhere declared. */
export function implicitFunction(c: Context, name: string, loc: Loc, builtins: Builtins): FunctionSymbol {
  const builtin = builtins.builtin(name);
  const near = builtin ? undefined : nearest(name, c.visible());
  c.report.warn(
    loc,
    '-Wimplicit-function-declaration',
    `implicit declaration of function '${name}'${near === undefined ? '' : `; did you mean '${near}'?`}`,
  );
  const promises =
    builtin && (builtin.type.variadic || builtin.type.returns.kind !== 'int' || builtin.type.returns.size !== 4);
  if (builtin && promises) {
    c.report.note(loc, `include '<${builtin.header}>' or provide a declaration of '${name}'`);
    c.report.warn(
      loc,
      '-Wbuiltin-declaration-mismatch',
      `incompatible implicit declaration of built-in function '${name}'`,
    );
    c.report.note(loc, `include '<${builtin.header}>' or provide a declaration of '${name}'`);
  }
  const symbol: FunctionSymbol = {
    kind: 'function', name, type: builtin?.type ?? UNPROTOTYPED, loc, defined: false, static: false, used: true, system: false, implicit: true, paramLocs: [],
  }; // prettier-ignore
  c.declare(symbol, true);
  return symbol;
}

export function call(c: Context, callee: Expr, args: readonly Expr[], end: Loc): Expr {
  const loc = span(callee.loc, callee.loc, end);
  if (callee.k === 'function') callee.symbol.used = true;
  const fn = decay(callee.k === 'function' ? callee : rvalue(callee));
  const values = args.map(rvalue);
  if (fn.type.kind === 'error') return wrong(loc);
  if (fn.type.kind !== 'pointer' || fn.type.to.kind !== 'function') {
    const name = callee.k === 'variable' ? `'${callee.variable.name}' ` : '';
    c.report.error(callee.loc, `called object ${name}is not a function or function pointer`);
    return wrong(loc);
  }
  if (values.length > MAX_ARGUMENTS) {
    c.report.error(loc, `this compiler passes at most ${MAX_ARGUMENTS} arguments`);
    return wrong(loc);
  }
  const type = fn.type.to;
  const name =
    callee.k === 'function' ? callee.symbol.name : callee.k === 'variable' ? callee.variable.name : '({...})';
  if (!checkCount(c, callee, name, type, values)) return { k: 'wrong', loc, type: rvalueType(type.returns) };
  const passed = values.map((value, i) => {
    const to = type.params[i];
    if (!to) return value.type.kind === 'int' ? promote(value) : voidArgument(c, value);
    const note = (): void => {
      if (callee.k === 'function' && callee.symbol.system) return;
      const at = callee.k === 'function' ? (callee.symbol.paramLocs[i] ?? callee.symbol.loc) : callee.loc;
      c.report.note(at, `expected ${quoted(rvalueType(to))} but argument is of type ${quoted(value.type)}`);
    };
    return convertFor(c, value, to, { kind: 'argument', index: i + 1, fn: name, note });
  });
  if (callee.k === 'function') checkFormat(c, callee.symbol, passed);
  if (type.returns.kind === 'struct' && !isComplete(type.returns)) return wrong(loc);
  return { k: 'call', fn, args: passed, type: rvalueType(type.returns), loc };
}

function voidArgument(c: Context, e: Expr): Expr {
  if (e.type.kind !== 'void') return e;
  c.report.error(e.loc, 'invalid use of void expression');
  return wrong(e.loc);
}

function checkCount(c: Context, callee: Expr, name: string, type: FunctionType, values: readonly Expr[]): boolean {
  if (type.unprototyped) return true;
  const few = values.length < type.params.length;
  const many = values.length > type.params.length && !type.variadic;
  if (!few && !many) return true;
  c.report.error(callee.loc, `too ${few ? 'few' : 'many'} arguments to function '${name}'`);
  if (callee.k === 'function' && !callee.symbol.system) c.report.note(callee.symbol.loc, 'declared here');
  return false;
}
