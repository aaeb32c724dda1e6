// A translation unit: function definitions and declarations, and what is to be said at the end of each function (6.9).
import { attributes, specifiers, type Specifiers } from './specifiers.ts';
import { declarators, declareFunction } from './declaration.ts';
import { declarator, type Declared } from './declarator.ts';
import { Recover, type Parser } from './stream.ts';
import { block } from './statement.ts';
import { endReachable } from '../check/flow.ts';
import { Uninitialized } from '../check/uninitialized.ts';
import type { FunctionContext } from '../check/context.ts';
import type { Token } from '../lex.ts';
import type { FunctionDefinition, Program, Stmt, Variable } from '../tree.ts';
import { INT, isComplete, quoted, type FunctionType } from '../types.ts';

export function translationUnit(p: Parser): Program {
  const functions: FunctionDefinition[] = [];
  const level = p.level;
  while (!p.atEnd) {
    try {
      external(p, functions);
    } catch (error) {
      if (!(error instanceof Recover)) throw error;
      p.level = level;
      p.c.fn = undefined;
      p.c.report.fn = undefined;
      p.skipStatement();
      if (p.is('}')) p.next();
    }
  }
  for (const { symbol } of p.c.report.errors > 0 ? [] : functions) {
    if (symbol.static && !symbol.used)
      p.c.report.warn(symbol.loc, '-Wunused-function', `'${symbol.name}' defined but not used`);
  }
  for (const { variable } of p.c.report.errors > 0 ? [] : p.c.statics) {
    if (variable.storage === 'static' && !variable.system && !variable.used && !variable.assigned)
      p.c.report.warn(variable.loc, '-Wunused-variable', `'${variable.name}' defined but not used`);
  }
  return { functions, statics: p.c.statics, dataSize: p.c.dataSize };
}

function external(p: Parser, functions: FunctionDefinition[]): void {
  if (p.accept(';')) return;
  attributes(p);
  const specs = specifiers(p);
  if (specs.ended) return;
  if (p.accept(';')) {
    if (!specs.tagged) p.c.report.warn(specs.at, undefined, 'useless type name in empty declaration');
    return;
  }
  if (specs.implicit && !p.isName && !p.is('*') && !p.is('(')) p.fail("identifier or '('");
  const declared = declarator(p, specs.type, 'named');
  if (declared.name && declared.type.kind === 'function' && p.is('{')) {
    functions.push(definition(p, specs, declared, declared.name, declared.type));
    return;
  }
  if (declared.type.kind === 'function' && !/^(?:[=,;]|asm|__asm__)$/.test(p.token.text)) {
    // gcc takes what follows for the declarations of an old-style definition.
    while (!p.atEnd && !p.is('{')) {
      p.missing('declaration specifiers', false);
      if (!p.accept('}')) p.skipStatement();
    }
    if (!p.is('{')) return;
  }
  declarators(p, specs, declared, []);
}

function definition(
  p: Parser,
  specs: Specifiers,
  declared: Declared,
  name: Token,
  type: FunctionType,
): FunctionDefinition {
  const { c } = p;
  c.report.fn = name.text;
  if (specs.implicit) c.report.warn(name, '-Wimplicit-int', `return type defaults to 'int'`);
  const before = c.outermost(name.text);
  if (before?.kind === 'function' && before.defined) {
    c.report.error(name, `redefinition of '${name.text}'`);
    c.report.note(before.loc, `previous definition of '${name.text}' with type ${quoted(before.type)}`);
  }
  // A definition with empty parentheses takes no arguments, but promises nothing (6.7.6.3).
  const symbol = declareFunction(p, specs, name, type);
  symbol.defined = true;
  symbol.paramLocs = (declared.params ?? []).map((each) => each.loc);
  symbol.static ||= specs.storage === 'static';
  if (!symbol.system) symbol.loc = name;
  if (name.text === 'main' && !(type.returns.kind === 'int' && type.returns.name === INT.name))
    c.report.warn(name, '-Wmain', `return type of 'main' is not 'int'`);
  const fn: FunctionContext = {
    symbol, locals: [], labels: new Map(), undeclared: new Set(), frameSize: 0, loops: 0, switches: [], breakable: 0,
  }; // prettier-ignore
  c.fn = fn;
  c.push();
  const params = (declared.params ?? []).map((each, i) => {
    const v: Variable = {
      kind: 'variable', name: each.name?.text ?? `#${i}`, type: each.type, storage: 'parameter', offset: 0, loc: each.name ?? each.loc, system: false,
      used: false, assigned: true, bare: false, escapes: false,
    }; // prettier-ignore
    if (!isComplete(each.type) && each.type.kind !== 'error')
      c.report.error(each.loc, `parameter ${i + 1} ('${v.name}') has incomplete type`);
    const twice = c.local(v.name);
    if (twice) c.report.error(v.loc, `redefinition of parameter '${v.name}'`);
    c.declare(v);
    c.place(v);
    return v;
  });
  const body = block(p);
  c.pop();
  const lastLine = p.previous.line;
  finish(p, fn, body, type);
  c.fn = undefined;
  c.report.fn = undefined;
  return { symbol, params, body, frameSize: fn.frameSize, locals: fn.locals, firstLine: name.line, lastLine };
}

/** What can be said only when all of the function is known. */
function finish(p: Parser, fn: FunctionContext, body: Stmt, type: FunctionType): void {
  const { report } = p.c;
  for (const label of fn.labels.values()) {
    if (!label.defined) report.error(label.loc, `label '${label.name}' used but not defined`);
    else if (!label.used) report.warn(label.loc, '-Wunused-label', `label '${label.name}' defined but not used`);
  }
  // gcc's optimiser says these, and it does not come to work after an error.
  if (report.errors > 0) return;
  new Uninitialized(p.c).block(body.k === 'block' ? body.items : [body]);
  if (type.returns.kind !== 'void' && type.returns.kind !== 'error' && fn.symbol.name !== 'main' && endReachable(body))
    report.warn(p.previous, '-Wreturn-type', 'control reaches end of non-void function');
}
