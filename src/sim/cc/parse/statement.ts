// Statements (6.8): the parser keeps its footing after an error by skipping to the end of the statement.
import { constantValue } from '../check/constant.ts';
import { convert, convertFor, promote } from '../check/convert.ts';
import { condition, rvalue } from '../check/operators.ts';
import type { Expr, Label, Stmt, SwitchCases } from '../tree.ts';

import { declaration, startsType } from './declaration.ts';
import { conditional, expression, hasNoEffect } from './expression.ts';
import type { Loc } from '../diagnostics.ts';
import { Recover, type Parser } from './stream.ts';
import { beginsType } from './specifiers.ts';

/** `{ … }`; the caller has opened the scope. */
export function block(p: Parser): Stmt {
  p.require('{');
  const items: Stmt[] = [];
  while (!p.is('}')) {
    if (p.atEnd) {
      p.missing('declaration or statement', false);
      return { k: 'block', items };
    }
    for (const item of blockItem(p)) items.push(item);
  }
  p.next();
  return { k: 'block', items };
}

/** A declaration or a statement; one that makes no sense is skipped. */
function blockItem(p: Parser): Stmt[] {
  const level = p.level;
  try {
    if (isDeclaration(p)) return declaration(p);
    return [statement(p)];
  } catch (error) {
    if (!(error instanceof Recover)) throw error;
    p.level = level;
    p.skipStatement();
    return [];
  }
}

function isDeclaration(p: Parser): boolean {
  if (p.token.kind !== 'id' || p.peek(1).text === ':') return false;
  if (startsType(p)) return true;
  // `foo x;` where nothing is known of foo: a declaration with an unknown type.
  const [name, after] = [p.token, p.peek(1)];
  if (!p.isName || p.c.lookup(name.text)) return false;
  if (after.kind === 'id' && !beginsType(after.text)) return true;
  return (
    after.text === '*' && p.peek(2).kind === 'id' && !p.c.lookup(p.peek(2).text) && /^[;,=[]$/.test(p.peek(3).text)
  );
}

const EMPTY: Stmt = { k: 'empty' };

/** The body of an if or a loop: a scope of its own. */
function body(p: Parser): Stmt {
  if (isDeclaration(p) && p.token.text !== ';') p.fail('expression');
  return p.nested(() => statement(p));
}

export function statement(p: Parser): Stmt {
  const { token } = p;
  if (token.kind === 'punct') {
    if (token.text === '{') {
      return p.nested(() => {
        p.c.push();
        const made = block(p);
        p.c.pop();
        return made;
      });
    }
    if (token.text === ';') {
      p.next();
      return EMPTY;
    }
  }
  if (token.kind === 'id') {
    const parse = KEYWORD[token.text];
    if (parse) return parse(p);
    if (p.isName && p.peek(1).text === ':' && p.peek(1).kind === 'punct') return labelled(p);
  }
  const e = expression(p);
  useless(p, e);
  p.semicolon();
  return { k: 'expr', e: discard(e), line: token.line };
}

const discard = (e: Expr): Expr => e;

/** What a statement computes and nobody uses. */
function useless(p: Parser, e: Expr): void {
  if (e.k === 'wrong') return;
  if (e.k === 'update' && e.post && e.l.k === 'deref' && !e.parenthesized) return;
  if (e.k === 'deref' && e.e.k === 'update') {
    p.c.report.warn(e.loc, '-Wunused-value', 'value computed is not used');
    return;
  }
  if (e.k === 'comma') {
    if (hasNoEffect(e.r))
      p.c.report.warn(e.loc, '-Wunused-value', 'right-hand operand of comma expression has no effect');
    return;
  }
  if (e.type.kind === 'void' || (!hasNoEffect(e) && !(e.k === 'logic' && e.r.type.kind !== 'void'))) return;
  const computed = e.k === 'logic' || e.k === 'choose' || hasEffectInside(e);
  p.c.report.warn(e.loc, '-Wunused-value', computed ? 'value computed is not used' : 'statement with no effect');
}

function hasEffectInside(e: Expr): boolean {
  switch (e.k) {
    case 'binary':
    case 'compare':
    case 'difference':
      return hasEffectInside(e.l) || hasEffectInside(e.r);
    case 'offset':
      return hasEffectInside(e.e) || hasEffectInside(e.by);
    case 'negate':
    case 'invert':
    case 'not':
    case 'convert':
    case 'deref':
    case 'member':
    case 'decay':
      return hasEffectInside(e.e);
    case 'call':
    case 'assign':
    case 'update':
      return true;
    default:
      return false;
  }
}

/** `( condition )` */
function test(p: Parser): Expr {
  const open = p.require('(');
  const e = condition(p.c, expression(p));
  p.closeParen(open);
  return e;
}

function ifStatement(p: Parser): Stmt {
  const { line } = p.next();
  const open = p.token;
  const cond = test(p);
  const nested = p.is('if');
  const yes = body(p);
  if (!p.accept('else')) {
    if (nested && yes.k === 'if' && yes.no)
      p.c.report.warn(open, '-Wdangling-else', "suggest explicit braces to avoid ambiguous 'else'");
    return { k: 'if', test: cond, yes, no: undefined, line };
  }
  return { k: 'if', test: cond, yes, no: body(p), line };
}

/** A loop's body, in which break and continue mean this loop. */
function loopBody(p: Parser): Stmt {
  const { fn } = p.c;
  if (!fn) throw new Recover();
  const before = fn.breakable;
  fn.loops += 1;
  fn.breakable += 1;
  try {
    return body(p);
  } finally {
    fn.loops -= 1;
    fn.breakable = before;
  }
}

function whileStatement(p: Parser): Stmt {
  const { line } = p.next();
  const cond = test(p);
  return { k: 'while', test: cond, body: loopBody(p), line };
}

function doStatement(p: Parser): Stmt {
  p.next();
  const made = loopBody(p);
  const at = p.require('while');
  const cond = test(p);
  p.semicolon();
  return { k: 'do', test: cond, body: made, line: at.line };
}

function forStatement(p: Parser): Stmt {
  const { line } = p.next();
  p.require('(');
  p.c.push();
  const items: Stmt[] = [];
  if (startsType(p)) items.push(...declaration(p));
  else if (!p.accept(';')) {
    const e = expression(p);
    useless(p, e);
    p.require(';');
    items.push({ k: 'expr', e, line });
  }
  const cond = p.is(';') ? undefined : condition(p.c, expression(p));
  p.require(';');
  const step = p.is(')') ? undefined : expression(p);
  if (step) useless(p, step);
  p.require(')');
  items.push({ k: 'for', test: cond, step, body: loopBody(p), line });
  p.c.pop();
  return { k: 'block', items };
}

function switchStatement(p: Parser): Stmt {
  const { line } = p.next();
  const { fn, report } = p.c;
  if (!fn) throw new Recover();
  const open = p.require('(');
  let value = rvalue(expression(p));
  p.closeParen(open);
  if (value.type.kind !== 'int') {
    if (value.type.kind !== 'error') report.error(value.loc, 'switch quantity not an integer');
    value = { k: 'wrong', loc: value.loc, type: { kind: 'error' } };
  } else value = promote(value);
  const cases: SwitchCases = { type: value.type, values: new Map(), fallback: undefined };
  fn.switches.push(cases);
  fn.breakable += 1;
  try {
    return { k: 'switch', value, body: body(p), cases, line };
  } finally {
    fn.switches.pop();
    fn.breakable -= 1;
  }
}

/** What follows a label: a statement, or in C17 no declaration. */
function labelledStatement(p: Parser, label: Stmt): Stmt {
  if (p.is('}')) {
    return label;
  }
  if (isDeclaration(p)) {
    return { k: 'block', items: [label, ...declaration(p)] };
  }
  return { k: 'block', items: [label, p.nested(() => statement(p))] };
}

function caseLabel(p: Parser): Stmt {
  const at = p.next();
  const { report, fn } = p.c;
  const cases = fn?.switches[fn.switches.length - 1];
  const e = conditional(p);
  if (p.is('...')) p.fail("':'");
  p.require(':');
  if (!cases) {
    report.error(at, 'case label not within a switch statement');
    return labelledStatement(p, EMPTY);
  }
  const value = constantValue(rvalue(e));
  if (value === undefined || e.type.kind !== 'int') {
    if (e.k !== 'wrong') report.error(at, 'case label does not reduce to an integer constant');
    return labelledStatement(p, EMPTY);
  }
  const converted = constantValue(convert(rvalue(e), cases.type)) ?? value;
  const before = cases.values.get(converted);
  if (before) {
    report.error(at, 'duplicate case value');
    report.note(before, 'previously used here');
  } else cases.values.set(converted, at);
  return labelledStatement(p, { k: 'case', cases, value: converted });
}

function defaultLabel(p: Parser): Stmt {
  const at = p.next();
  p.require(':');
  const { report, fn } = p.c;
  const cases = fn?.switches[fn.switches.length - 1];
  if (!cases) {
    report.error(at, "'default' label not within a switch statement");
    return labelledStatement(p, EMPTY);
  }
  if (cases.fallback) {
    report.error(at, 'multiple default labels in one switch');
    report.note(cases.fallback, 'this is the first default label');
  }
  cases.fallback ??= at;
  return labelledStatement(p, { k: 'case', cases, value: undefined });
}

function labelOf(p: Parser, at?: Loc): Label {
  const name = p.next();
  const labels = p.c.fn?.labels;
  const label = labels?.get(name.text) ?? { name: name.text, loc: at ?? name, defined: false, used: false };
  labels?.set(name.text, label);
  return label;
}

function labelled(p: Parser): Stmt {
  const at = p.token;
  const label = labelOf(p);
  p.next();
  if (label.defined) {
    p.c.report.error(at, `duplicate label '${label.name}'`);
    p.c.report.note(label.loc, `previous definition of '${label.name}' was here`);
  }
  label.defined = true;
  return labelledStatement(p, { k: 'label', label });
}

function gotoStatement(p: Parser): Stmt {
  const at = p.next();
  const { line } = at;
  if (!p.isName) p.fail("identifier or '*'");
  const label = labelOf(p, at);
  label.used = true;
  p.semicolon();
  return { k: 'goto', label, line };
}

function jump(p: Parser): Stmt {
  const at = p.next();
  const { fn, report } = p.c;
  p.semicolon();
  if (at.text === 'break' && !fn?.breakable) report.error(at, 'break statement not within loop or switch');
  else if (at.text === 'continue' && !fn?.loops) report.error(at, 'continue statement not within a loop');
  else return { k: at.text as 'break' | 'continue', line: at.line };
  return EMPTY;
}

function returnStatement(p: Parser): Stmt {
  const at = p.next();
  const { fn, report } = p.c;
  const returns = fn?.symbol.type.returns;
  if (p.accept(';')) {
    if (returns && returns.kind !== 'void' && returns.kind !== 'error' && fn) {
      if (report.warn(at, '-Wreturn-type', "'return' with no value, in function returning non-void"))
        report.note(fn.symbol.loc, 'declared here');
    }
    return { k: 'return', e: undefined, line: at.line };
  }
  const e = rvalue(expression(p));
  p.semicolon();
  if (!returns || !fn) return EMPTY;
  if (returns.kind === 'void') {
    if (e.type.kind !== 'void' && e.type.kind !== 'error') {
      report.always(e.loc, '-Wreturn-type', "'return' with a value, in function returning void");
      report.note(fn.symbol.loc, 'declared here');
    }
    return {
      k: 'block',
      items: [
        { k: 'expr', e, line: at.line },
        { k: 'return', e: undefined, line: at.line },
      ],
    };
  }
  if (e.k === 'decay' && e.e.k === 'variable' && e.e.variable.storage === 'local')
    report.warn(e.loc, '-Wreturn-local-addr', 'function returns address of local variable');
  if (e.k === 'address' && e.e.k === 'variable' && e.e.variable.storage === 'local')
    report.warn(e.loc, '-Wreturn-local-addr', 'function returns address of local variable');
  return { k: 'return', e: convertFor(p.c, e, returns, { kind: 'return' }), line: at.line };
}

function lonelyElse(p: Parser): Stmt {
  p.c.report.error(p.token, "'else' without a previous 'if'");
  p.next();
  return statement(p);
}

const KEYWORD: Readonly<Record<string, (p: Parser) => Stmt>> = {
  if: ifStatement,
  else: lonelyElse,
  while: whileStatement,
  do: doStatement,
  for: forStatement,
  switch: switchStatement,
  case: caseLabel,
  default: defaultLabel,
  goto: gotoStatement,
  break: jump,
  continue: jump,
  return: returnStatement,
};
