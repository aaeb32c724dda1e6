// Statements (6.8): the parser keeps its footing after an error by skipping to the end of the statement.
import { convertFor } from '../check/convert.ts';
import { condition, rvalue } from '../check/operators.ts';
import type { Expr, Stmt } from '../tree.ts';

import { useless } from '../check/useless.ts';
import { declaration } from './declaration.ts';
import { startsType } from './declarator.ts';
import { expression } from './expression.ts';
import { caseLabel, defaultLabel, gotoStatement, jump, labelled, switchStatement } from './labels.ts';
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

export function isDeclaration(p: Parser): boolean {
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

export const EMPTY: Stmt = { k: 'empty' };

/** The body of an if or a loop: a scope of its own. */
export function body(p: Parser): Stmt {
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
  useless(p.c, e);
  p.semicolon();
  return { k: 'expr', e, line: token.line };
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
    useless(p.c, e);
    p.require(';');
    items.push({ k: 'expr', e, line });
  }
  const cond = p.is(';') ? undefined : condition(p.c, expression(p));
  p.require(';');
  const step = p.is(')') ? undefined : expression(p);
  if (step) useless(p.c, step);
  p.require(')');
  items.push({ k: 'for', test: cond, step, body: loopBody(p), line });
  p.c.pop();
  return { k: 'block', items };
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
