// Declarations: what is declared, as what, and whether that agrees with what was declared before (6.7).
import { same } from '../check/convert.ts';
import type { Loc } from '../diagnostics.ts';
import type { Token } from '../lex.ts';
import type { FunctionSymbol, Stmt, Variable } from '../tree.ts';
import { arrayOf, ERROR, INT, isComplete, quoted, type FunctionType, type Type } from '../types.ts';
import { assignment } from './expression.ts';
import { initializer } from './initializer.ts';
import { declarator, type Declared } from './declarator.ts';
import { specifiers, type Specifiers } from './specifiers.ts';
import { Recover, type Parser } from './stream.ts';

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
