// Declarators: `*name[3]`, `(*name)(int)`. They are read inside out, and the type is put together afterwards (6.7.6).
import { constantValue } from '../check/constant.ts';
import { MAX_OBJECT } from '../check/context.ts';
import { rvalue } from '../check/operators.ts';
import type { Loc } from '../diagnostics.ts';
import type { Token } from '../lex.ts';
import {
  arrayOf,
  ERROR,
  isComplete,
  pointerTo,
  sizeOf,
  typeName,
  unqualified,
  type FunctionType,
  type Type,
} from '../types.ts';
import { assignment } from './expression.ts';
import { attributes, beginsType, specifiers } from './specifiers.ts';
import { KEYWORDS, type Parser } from './stream.ts';

/** Whether a type begins `ahead` tokens from here. */
export function startsType(p: Parser, ahead = 0): boolean {
  const token = p.peek(ahead);
  return token.kind === 'id' && (beginsType(token.text) || (!KEYWORDS.has(token.text) && p.c.isTypeName(token.text)));
}

export interface Parameter {
  readonly name: Token | undefined;
  readonly type: Type;
  readonly loc: Loc;
}

export interface Declared {
  readonly name: Token | undefined;
  readonly type: Type;
  /** The parameters of the declarator's own function, if it is one. */
  readonly params: readonly Parameter[] | undefined;
  readonly at: Token;
}

/** A type-name as in a cast: `const char *`. */
export function typeNameAt(p: Parser): Type {
  const specs = specifiers(p);
  return declarator(p, specs.type, 'abstract').type;
}

type Mode = 'named' | 'abstract' | 'parameter' | 'member';

/** Reads `*name[3]`, `(*name)(int)`: inside out, so what it finds wraps the type afterwards. */
export function declarator(p: Parser, base: Type, mode: Mode): Declared {
  return p.nested(() => {
    let type = base;
    while (p.accept('*')) {
      const quals: { const?: boolean; volatile?: boolean } = {};
      while (/^(?:const|volatile|restrict|__restrict)$/.test(p.token.text)) {
        const { text } = p.next();
        if (text === 'const' || text === 'volatile') quals[text] = true;
      }
      type = { ...pointerTo(type), ...quals };
    }
    attributes(p);
    return direct(p, type, mode);
  });
}

function direct(p: Parser, type: Type, mode: Mode): Declared {
  const at = p.token;
  const grouped =
    p.is('(') &&
    (mode === 'named' ||
      mode === 'member' ||
      /^[*(]$/.test(p.peek(1).text) ||
      (p.peek(1).kind === 'id' && !startsType(p, 1)));
  if (grouped) {
    // The inner declarator applies to what follows it: find that first.
    p.next();
    const hole: { type: Type } = { type: ERROR };
    const inner = declarator(p, { ...ERROR, alias: HOLE }, mode);
    p.closeParen(at);
    const outer = suffixes(p, type, inner.name);
    hole.type = outer.type;
    return {
      name: inner.name,
      type: fill(inner.type, outer.type),
      params: inner.params ?? (isHole(inner.type) ? outer.params : undefined),
      at,
    };
  }
  let name: Token | undefined;
  if (p.isName && mode !== 'abstract') name = p.next();
  else if (mode === 'named' || mode === 'member') p.fail("identifier or '('");
  const { type: full, params } = suffixes(p, type, name);
  return { name, type: full, params, at: name ?? at };
}

const HOLE = '\0';
const isHole = (type: Type): boolean => type.alias === HOLE;

/** Puts the outer type where the inner declarator left its hole. */
function fill(type: Type, outer: Type): Type {
  if (isHole(type)) return outer;
  if (type.kind === 'pointer') return { ...type, to: fill(type.to, outer) };
  if (type.kind === 'array') return { ...type, of: fill(type.of, outer) };
  if (type.kind === 'function') return { ...type, returns: fill(type.returns, outer) };
  return type;
}

/** `[3][4]`, `(int, char)`: what follows the name. */
function suffixes(
  p: Parser,
  type: Type,
  name: Token | undefined,
): { type: Type; params: readonly Parameter[] | undefined } {
  if (p.is('[')) {
    const open = p.next();
    while (/^(?:static|const|restrict)$/.test(p.token.text)) p.next();
    const length = p.is(']') ? undefined : arrayLength(p, name, open);
    if (!p.is(']')) p.fail("']'");
    p.next();
    const { type: of } = suffixes(p, type, name);
    if (of.kind === 'function')
      p.c.report.error(name ?? open, `declaration of '${name?.text ?? 'type name'}' as array of functions`);
    else if (of.kind === 'void')
      p.c.report.error(name ?? open, `declaration of '${name?.text ?? 'type name'}' as array of voids`);
    else if (!isComplete(of) && of.kind !== 'error')
      p.c.report.error(name ?? open, `array type has incomplete element type '${typeName(unqualified(of))}'`);
    if (length !== undefined && length * sizeOf(of) > MAX_OBJECT) {
      p.c.report.error(name ?? open, `size of array '${name?.text ?? ''}' is too large`);
      return { type: arrayOf(of, 1), params: undefined };
    }
    return { type: of.kind === 'error' ? ERROR : arrayOf(of, length), params: undefined };
  }
  if (p.is('(')) {
    p.next();
    const list = parameters(p);
    const { type: returns } = suffixes(p, type, name);
    if (returns.kind === 'function')
      p.c.report.error(name ?? p.previous, `'${name?.text ?? 'type name'}' declared as function returning a function`);
    if (returns.kind === 'array')
      p.c.report.error(name ?? p.previous, `'${name?.text ?? 'type name'}' declared as function returning an array`);
    attributes(p);
    const full: FunctionType = {
      kind: 'function', returns, params: list.params.map((each) => each.type), variadic: list.variadic, unprototyped: list.unprototyped,
    }; // prettier-ignore
    return { type: full, params: list.params };
  }
  attributes(p);
  return { type, params: undefined };
}

function arrayLength(p: Parser, name: Token | undefined, open: Token): number {
  const e = rvalue(assignment(p));
  if (e.k === 'wrong') return 1;
  const value = constantValue(e);
  const shown = name ? ` '${name.text}'` : '';
  if (e.type.kind !== 'int') p.c.report.error(name ?? open, `size of array${shown} has non-integer type`);
  else if (value === undefined) p.c.report.error(name ?? open, 'this compiler does not know arrays of variable length');
  else if (value < 0) p.c.report.error(name ?? open, `size of array${shown} is negative`);
  else return Number(value);
  return 1;
}

function parameters(p: Parser): { params: Parameter[]; variadic: boolean; unprototyped: boolean } {
  const params: Parameter[] = [];
  if (p.accept(')')) return { params, variadic: false, unprototyped: true };
  if (p.is('void') && p.peek(1).text === ')') {
    p.next();
    p.next();
    return { params, variadic: false, unprototyped: false };
  }
  for (;;) {
    if (p.accept('...')) {
      p.require(')');
      return { params, variadic: true, unprototyped: false };
    }
    const at = p.token;
    const specs = specifiers(p);
    if (specs.implicit) {
      if (p.isName && !p.c.lookup(p.token.text)) {
        p.c.report.error(p.token, `unknown type name '${p.token.text}'`);
        p.next();
      } else p.fail("declaration specifiers or '...'");
    }
    const { name, type } = declarator(p, specs.implicit ? ERROR : specs.type, 'parameter');
    params.push({
      name,
      type: adjusted(type),
      loc: { ...(name ?? at), from: at.line === (name ?? at).line ? at.from : (name ?? at).from },
    });
    if (p.accept(')')) return { params, variadic: false, unprototyped: false };
    if (!p.accept(',')) p.fail("';', ',' or ')'");
  }
}

/** Parameters of array and function type are pointers (6.7.6.3). */
function adjusted(type: Type): Type {
  if (type.kind === 'array') return pointerTo(type.of);
  return type.kind === 'function' ? pointerTo(type) : type;
}
