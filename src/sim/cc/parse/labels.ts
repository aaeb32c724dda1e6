// switch with its labels, goto, break and continue: the statements that lead somewhere else (6.8.1, 6.8.4.2, 6.8.6).
import { constantValue } from '../check/constant.ts';
import { convert, promote } from '../check/convert.ts';
import { rvalue } from '../check/operators.ts';
import type { Loc } from '../diagnostics.ts';
import type { Label, Stmt, SwitchCases } from '../tree.ts';
import { declaration } from './declaration.ts';
import { conditional, expression } from './expression.ts';
import { body, EMPTY, isDeclaration, statement } from './statement.ts';
import { Recover, type Parser } from './stream.ts';

export function switchStatement(p: Parser): Stmt {
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

export function caseLabel(p: Parser): Stmt {
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

export function defaultLabel(p: Parser): Stmt {
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

export function labelled(p: Parser): Stmt {
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

export function gotoStatement(p: Parser): Stmt {
  const at = p.next();
  const { line } = at;
  if (!p.isName) p.fail("identifier or '*'");
  const label = labelOf(p, at);
  label.used = true;
  p.semicolon();
  return { k: 'goto', label, line };
}

export function jump(p: Parser): Stmt {
  const at = p.next();
  const { fn, report } = p.c;
  p.semicolon();
  if (at.text === 'break' && !fn?.breakable) report.error(at, 'break statement not within loop or switch');
  else if (at.text === 'continue' && !fn?.loops) report.error(at, 'continue statement not within a loop');
  else return { k: at.text as 'break' | 'continue', line: at.line };
  return EMPTY;
}
