// Declarators and declarations: what is declared, as what, and whether that agrees with what was declared before (6.7).
import { constantValue } from '../check/constant.ts';
import { MAX_OBJECT } from '../check/context.ts';
import { same } from '../check/convert.ts';
import { rvalue } from '../check/operators.ts';
import type { Loc } from '../diagnostics.ts';
import type { Token } from '../lex.ts';
import type { FunctionSymbol, Stmt, Variable } from '../tree.ts';
import {
  arrayOf, ERROR, INT, isComplete, pointerTo, quoted, sizeOf, typeName, unqualified, type FunctionType, type Type,
} from '../types.ts'; // prettier-ignore
import { assignment } from './expression.ts';
import { initializer } from './initializer.ts';
import { attributes, beginsType, specifiers, type Specifiers } from './specifiers.ts';
import { KEYWORDS, Recover, type Parser } from './stream.ts';

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

/** A declaration inside a function, or of anything but a function body outside. Its statements initialise the variables. */
export function declaration(p: Parser): Stmt[] {
  const specs = specifiers(p);
  const out: Stmt[] = [];
  if (p.accept(';')) {
    if (!specs.tagged) {
      const useless = specs.type.kind === 'int' && specs.implicit;
      p.c.report.warn(
        specs.at,
        undefined,
        useless ? 'useless type name in empty declaration' : 'useless type name in empty declaration',
      );
    }
    return out;
  }
  declarators(p, specs, undefined, out);
  return out;
}

/** The rest of a declaration behind its specifiers; `first` has been read already. */
export function declarators(p: Parser, specs: Specifiers, first: Declared | undefined, out: Stmt[]): void {
  let next = first ?? declarator(p, specs.type, 'named');
  for (;;) {
    if (next.name) declare(p, specs, next, next.name, out);
    if (p.accept(';')) return;
    if (!p.accept(',')) {
      const wanted =
        p.previous === next.name || p.previous.text === ')' || p.previous.text === ']'
          ? "'=', ',', ';', 'asm' or '__attribute__'"
          : "',' or ';'";
      const known = p.previous === next.name || wanted.startsWith("'='");
      if (known) p.fail(wanted);
      p.missing(wanted, false);
      p.skipStatement();
      return;
    }
    next = declarator(p, specs.type, 'named');
  }
}

function declare(p: Parser, specs: Specifiers, { type, params }: Declared, name: Token, out: Stmt[]): void {
  const { c } = p;
  if (specs.storage === 'typedef') {
    const before = c.local(name.text);
    if (before && !(before.kind === 'typedef' && same(before.type, type)))
      conflict(p, name, before.kind === 'typedef' ? before.type : undefined, type, before.loc);
    c.declare({ kind: 'typedef', name: name.text, type, loc: name });
    return;
  }
  if (type.kind === 'function') {
    if (specs.implicit) {
      c.report.warn(name, undefined, 'data definition has no type or storage class');
      c.report.warn(name, '-Wimplicit-int', `type defaults to 'int' in declaration of '${name.text}'`);
    }
    declareFunction(p, specs, name, type).paramLocs = (params ?? []).map((each) => each.loc);
    if (p.is('=')) {
      c.report.error(name, `function '${name.text}' is initialized like a variable`);
      p.next();
      assignment(p);
    }
    return;
  }
  variable(p, specs, type, name, out);
}

export function declareFunction(p: Parser, specs: Specifiers, name: Token, type: FunctionType): FunctionSymbol {
  const { c } = p;
  const before = c.outermost(name.text);
  if (before?.kind === 'function' && !before.implicit) {
    if (!same(before.type, type)) {
      c.report.error(name, `conflicting types for '${name.text}'; have ${quoted(type)}`);
      const builtin = before.system ? before.loc : before.loc;
      c.report.note(
        builtin,
        `previous ${before.defined ? 'definition' : 'declaration'} of '${name.text}' with type ${quoted(before.type)}`,
      );
    } else if (before.type.unprototyped || !type.unprototyped) before.type = type;
    c.declare(before);
    return before;
  }
  if (before && before.kind !== 'function') {
    c.report.error(name, `'${name.text}' redeclared as different kind of symbol`);
    c.report.note(
      before.loc,
      `previous declaration of '${name.text}'${before.kind === 'variable' ? ` with type ${quoted(before.type)}` : ''}`,
    );
  }
  if (before?.kind === 'function' && before.implicit && !same(before.type, type)) {
    c.report.warn(name, undefined, `conflicting types for '${name.text}'; have ${quoted(type)}`);
    c.report.note(before.loc, `previous implicit declaration of '${name.text}' with type ${quoted(before.type)}`);
  }
  const symbol: FunctionSymbol =
    before?.kind === 'function'
      ? Object.assign(before, { type, implicit: false, loc: name })
      : {
          kind: 'function', name: name.text, type, loc: name, defined: false, static: specs.storage === 'static', used: false,
          system: name.system, implicit: false,
          paramLocs: [],
        }; // prettier-ignore
  c.declare(symbol, true);
  c.declare(symbol);
  return symbol;
}

function conflict(p: Parser, name: Token, before: Type | undefined, type: Type, loc: Loc): void {
  const { report } = p.c;
  if (before && !same(before, type)) report.error(name, `conflicting types for '${name.text}'; have ${quoted(type)}`);
  else report.error(name, `'${name.text}' redeclared as different kind of symbol`);
  report.note(loc, `previous declaration of '${name.text}'${before ? ` with type ${quoted(before)}` : ''}`);
}

function storageOf(p: Parser, specs: Specifiers): Variable['storage'] {
  if (specs.storage === 'extern') return 'extern';
  if (specs.storage === 'static') return 'static';
  return p.c.global ? 'global' : 'local';
}

function variable(p: Parser, specs: Specifiers, given: Type, name: Token, out: Stmt[]): void {
  const { c } = p;
  const storage = storageOf(p, specs);
  let type = given;
  if (type.kind === 'void') {
    c.report.error(name, `variable or field '${name.text}' declared void`);
    type = ERROR;
  }
  if (specs.implicit && type.kind === 'int') {
    if (c.global && specs.storage === undefined)
      c.report.warn(name, undefined, 'data definition has no type or storage class');
    c.report.warn(name, '-Wimplicit-int', `type defaults to 'int' in declaration of '${name.text}'`);
    type = INT;
  }
  const before = c.local(name.text);
  const again = before?.kind === 'variable' && c.global ? before : undefined;
  if (before && !again) redeclared(p, before, type, name);
  else if (again && !same(again.type, type)) conflict(p, name, again.type, type, again.loc);
  const v: Variable = again ?? {
    kind: 'variable', name: name.text, type, storage, offset: -1, loc: name, system: name.system, used: false, assigned: false,
    bare: false, escapes: false,
  }; // prettier-ignore
  if (again && again.type.kind === 'array' && again.type.length === undefined) again.type = type;
  c.declare(v);
  const equals = p.accept('=');
  if (!equals) {
    if (type.kind === 'struct' && !isComplete(type) && storage !== 'extern') {
      c.report.error(name, `storage size of '${name.text}' isn't known`);
      v.type = ERROR;
    } else if (type.kind === 'array' && type.length === undefined && storage !== 'extern') {
      if (storage === 'global') c.report.warn(name, undefined, `array '${name.text}' assumed to have one element`);
      else c.report.error(name, `array size missing in '${name.text}'`);
      v.type = arrayOf(type.of, 1);
    }
    place(p, v);
    if (storage === 'local') {
      v.bare = true;
      out.push({ k: 'declare', variable: v });
    }
    return;
  }
  if (type.kind === 'struct' && !isComplete(type)) {
    c.report.error(name, `variable '${name.text}' has initializer but incomplete type`);
    throw new Recover();
  }
  // The variable is in scope in its own initialiser, with its place: `struct s x = { .self = &x };`
  const sized = !(type.kind === 'array' && type.length === undefined);
  if (sized) place(p, v);
  if (storage === 'local') out.push({ k: 'declare', variable: v });
  const { init, type: completed } = initializer(p, type, storage !== 'local', name);
  v.type = completed;
  if (!sized) place(p, v);
  if (storage === 'local') {
    v.assigned ||= !isTrivial(init.stores.length);
    out.push({ k: 'init', variable: v, init, line: name.line });
  } else {
    const entry = c.statics.find((each) => each.variable === v);
    if (entry?.init) c.report.error(name, `redefinition of '${name.text}'`);
    if (entry) entry.init = init;
  }
}

/** gcc counts an initialised variable that is never read as unused, not as set. */
const isTrivial = (stores: number): boolean => stores >= 0;

function place(p: Parser, v: Variable): void {
  const { c } = p;
  if (v.offset >= 0 && c.statics.some((each) => each.variable === v)) return;
  if (v.storage === 'local') c.place(v);
  else {
    c.placeStatic(v);
    c.statics.push({ variable: v, init: undefined });
  }
}

function redeclared(p: Parser, before: NonNullable<ReturnType<Parser['c']['local']>>, type: Type, name: Token): void {
  const { report } = p.c;
  if (before.kind === 'variable') {
    if (!same(before.type, type)) report.error(name, `conflicting types for '${name.text}'; have ${quoted(type)}`);
    else if (before.storage === 'parameter')
      report.error(name, `'${name.text}' redeclared as different kind of symbol`);
    else if (!before.bare && p.is('=')) report.error(name, `redefinition of '${name.text}'`);
    else report.error(name, `redeclaration of '${name.text}' with no linkage`);
    const what = before.storage === 'parameter' || !before.bare ? 'definition' : 'declaration';
    report.note(before.loc, `previous ${what} of '${name.text}' with type ${quoted(before.type)}`);
    return;
  }
  report.error(name, `'${name.text}' redeclared as different kind of symbol`);
  const typed = before.kind === 'function' ? ` with type ${quoted(before.type)}` : '';
  report.note(
    before.loc,
    `previous ${before.kind === 'function' && before.defined ? 'definition' : 'declaration'} of '${name.text}'${typed}`,
  );
}
