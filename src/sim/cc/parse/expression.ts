// Expressions, by the grammar of 6.5: the parser finds the operators, src/sim/cc/check says what they mean.
import { call } from '../check/calls.ts';
import { convert } from '../check/convert.ts';
import { assign, binary, choose, dereference, increment, rvalue, sizeofNode, unary } from '../check/operators.ts';
import { markUsed } from '../check/places.ts';
import { nearest } from '../check/spell.ts';
import { hasNoEffect } from '../check/useless.ts';
import { span, type Loc } from '../diagnostics.ts';
import type { Expr, Variable } from '../tree.ts';
import {
  findField, isComplete, isScalar, quoted, rvalueType, sizeOf, typeName, unqualified, VOID, type Type,
} from '../types.ts'; // prettier-ignore
import { startsType, typeNameAt } from './declarator.ts';
import { initializer } from './initializer.ts';
import { primary } from './primary.ts';
import { Recover, type Parser } from './stream.ts';

const PRECEDENCE: Readonly<Record<string, number>> = {
  '||': 1, '&&': 2, '|': 3, '^': 4, '&': 5, '==': 6, '!=': 6, '<': 7, '>': 7, '<=': 7, '>=': 7,
  '<<': 8, '>>': 8, '+': 9, '-': 9, '*': 10, '/': 10, '%': 10,
}; // prettier-ignore
const ASSIGNMENT = /^(?:[-+*/%&|^]|<<|>>)?=$/;
const UNARY = new Set(['-', '+', '!', '~', '*', '&']);

export const wrongAt = (loc: Loc): Expr => ({ k: 'wrong', loc, type: { kind: 'error' } });

/** With the comma operator. */
export function expression(p: Parser): Expr {
  let left = assignment(p);
  for (let length = 1; p.is(','); length += 1) {
    p.chain(length);
    const comma = p.next();
    if (hasNoEffect(left))
      p.c.report.warn(comma, '-Wunused-value', 'left-hand operand of comma expression has no effect');
    const right = rvalue(assignment(p));
    left = { k: 'comma', l: voided(left), r: right, type: right.type, loc: span(comma, left.loc, right.loc) };
  }
  return left;
}

/** Evaluated for its effects only. */
const voided = (e: Expr): Expr => (e.k === 'variable' && e.type.kind === 'array' ? rvalue(e) : e);

export function assignment(p: Parser): Expr {
  return p.nested(() => {
    const left = conditional(p);
    if (!(p.token.kind === 'punct' && ASSIGNMENT.test(p.token.text))) return left;
    const op = p.next();
    return assign(p.c, op.text, op, left, assignment(p));
  });
}

export function conditional(p: Parser): Expr {
  const test = operators(p, 1);
  if (!p.accept('?')) return test;
  return p.nested(() => {
    const yes = expression(p);
    const colon = p.accept(':');
    if (!colon) {
      p.missing("':'");
      throw new Recover();
    }
    return choose(p.c, colon, test, yes, conditional(p));
  });
}

function operators(p: Parser, lowest: number): Expr {
  let left = cast(p);
  for (let length = 1; ; length += 1) {
    p.chain(length);
    const op = p.token;
    const level = op.kind === 'punct' ? PRECEDENCE[op.text] : undefined;
    if (level === undefined || level < lowest) return left;
    p.next();
    left = binary(p.c, op.text, op, left, operators(p, level + 1));
  }
}

export function cast(p: Parser): Expr {
  if (!p.is('(') || !startsType(p, 1)) return prefix(p);
  return p.nested(() => {
    const open = p.next();
    const type = typeNameAt(p);
    const close = p.closeParen(open);
    if (p.is('{')) return postfix(p, compoundLiteral(p, open, type));
    const operand = cast(p);
    return castTo(p, span(open, open, operand.loc), type, operand, close);
  });
}

function castTo(p: Parser, loc: Loc, type: Type, operand: Expr, close: Loc): Expr {
  void close;
  const e = rvalue(operand);
  if (e.type.kind === 'error' || type.kind === 'error') return wrongAt(loc);
  if (type.kind === 'void') return { k: 'convert', e, type: VOID, loc };
  const { report } = p.c;
  if (!isScalar(type)) {
    const words =
      type.kind === 'struct' ? 'conversion to non-scalar type requested' : `cast specifies ${type.kind} type`;
    report.error(operand.loc, words);
    return wrongAt(loc);
  }
  if (!isScalar(e.type)) {
    report.error(
      loc,
      e.type.kind === 'void'
        ? 'void value not ignored as it ought to be'
        : 'aggregate value used where an integer was expected',
    );
    return wrongAt(loc);
  }
  if (type.kind === 'int' && !type.bool && e.type.kind === 'pointer' && type.size < 8)
    report.warn(loc, '-Wpointer-to-int-cast', 'cast from pointer to integer of different size');
  if (type.kind === 'pointer' && e.type.kind === 'int' && e.type.size < 8 && e.k !== 'const')
    report.warn(loc, '-Wint-to-pointer-cast', 'cast to pointer from integer of different size');
  return { ...convert(e, type), type: rvalueType(type), loc } as Expr;
}

function compoundLiteral(p: Parser, open: Loc, type: Type): Expr {
  const { c } = p;
  const local = c.fn !== undefined;
  const variable: Variable = {
    kind: 'variable', name: '', type, storage: local ? 'local' : 'static', offset: 0, loc: open, system: true,
    used: true, assigned: true, bare: false, escapes: true,
  }; // prettier-ignore
  const { init, type: completed } = initializer(p, type, !local);
  variable.type = completed;
  if (local) c.place(variable);
  else c.placeStatic(variable);
  return { k: 'literal', variable, init, type: completed, loc: open };
}

function prefix(p: Parser): Expr {
  const op = p.token;
  if (op.kind === 'id' && op.text === 'sizeof') return sizeof(p);
  if (op.kind === 'punct') {
    if (op.text === '++' || op.text === '--') {
      p.next();
      const operand = p.nested(() => prefix(p));
      return increment(p.c, op.text, op, operand, false);
    }
    if (UNARY.has(op.text)) {
      p.next();
      return unary(
        p.c,
        op.text,
        op,
        p.nested(() => cast(p)),
      );
    }
  }
  return postfix(p, primary(p));
}

function sizeof(p: Parser): Expr {
  const op = p.next();
  let type: Type;
  let end: Loc;
  let named: Loc | undefined;
  if (p.is('(') && startsType(p, 1)) {
    const open = p.next();
    named = p.token;
    type = typeNameAt(p);
    end = p.closeParen(open);
    if (p.is('{')) {
      const literal = postfix(p, compoundLiteral(p, open, type));
      type = literal.type;
      end = literal.loc;
    }
  } else {
    const operand = p.nested(() => prefix(p));
    markUsed(operand);
    type = operand.type;
    end = operand.loc;
  }
  const loc = span(op, op, end);
  if (type.kind === 'error') return wrongAt(loc);
  if (type.kind === 'struct' && !isComplete(type)) {
    p.c.report.error(
      named ?? loc,
      `invalid application of 'sizeof' to incomplete type '${typeName(unqualified(type))}'`,
    );
    return wrongAt(loc);
  }
  return sizeofNode(loc, sizeOf(type));
}

function postfix(p: Parser, first: Expr): Expr {
  let e = first;
  for (let length = 1; ; length += 1) {
    p.chain(length);
    const op = p.token;
    if (op.kind !== 'punct') return e;
    switch (op.text) {
      case '[':
        e = p.nested(() => subscript(p, e));
        break;
      case '(':
        e = p.nested(() => callAt(p, e));
        break;
      case '.':
      case '->':
        p.next();
        e = member(p, op.text, op, e);
        break;
      case '++':
      case '--':
        p.next();
        e = increment(p.c, op.text, span(op, e.loc, op), e, true);
        break;
      default:
        return e;
    }
  }
}

function subscript(p: Parser, array: Expr): Expr {
  const open = p.next();
  const index = expression(p);
  const close = p.close(']');
  const loc = span(open, array.loc, close);
  const [a, b] = [rvalue(array), rvalue(index)];
  if (a.type.kind === 'error' || b.type.kind === 'error') return wrongAt(loc);
  const [base, by] = a.type.kind === 'int' && b.type.kind === 'pointer' ? [b, a] : [a, b];
  if (base.type.kind !== 'pointer') {
    p.c.report.error(loc, 'subscripted value is neither array nor pointer nor vector');
    return wrongAt(loc);
  }
  if (by.type.kind !== 'int') {
    p.c.report.error(loc, 'array subscript is not an integer');
    return wrongAt(loc);
  }
  const place = binary(p.c, '+', loc, base, by);
  return place.k === 'wrong' ? place : dereference(p.c, loc, { ...place, loc });
}

function callAt(p: Parser, callee: Expr): Expr {
  const open = p.next();
  const args: Expr[] = [];
  if (!p.is(')')) {
    do args.push(assignment(p));
    while (p.accept(','));
  }
  return call(p.c, callee, args, p.close(')', open));
}

function member(p: Parser, op: string, at: Loc, object: Expr): Expr {
  if (!p.isName) p.fail('identifier');
  const name = p.next();
  const loc = { ...span(at, object.loc, name), line: at.line };
  const { report } = p.c;
  if (object.type.kind === 'error') return wrongAt(loc);
  let place = object;
  if (op === '->') {
    const pointer = rvalue(object);
    if (pointer.type.kind !== 'pointer') {
      report.error(loc, `invalid type argument of '->' (have ${quoted(object.type)})`);
      return wrongAt(loc);
    }
    if (pointer.type.to.kind === 'struct') place = dereference(p.c, loc, pointer, "'->'");
    else place = { k: 'deref', e: pointer, type: pointer.type.to, loc };
    if (place.k === 'wrong') return place;
  } else markUsed(object);
  if (place.type.kind !== 'struct') {
    if (place.type.kind === 'pointer' && place.type.to.kind === 'struct')
      report.error(loc, `${spelled(object)} is a pointer; did you mean to use '->'?`);
    else report.error(loc, `request for member '${name.text}' in something not a structure or union`);
    return wrongAt(loc);
  }
  const { layout } = place.type;
  const field = findField(layout, name.text);
  if (!field) {
    const shown = typeName(unqualified(place.type));
    const near = nearest(
      name.text,
      (layout.fields ?? []).flatMap((each) => each.name ?? []),
    );
    if (!layout.fields) report.error(loc, `invalid use of undefined type '${shown}'`);
    else
      report.error(
        near === undefined ? loc : name,
        `'${shown}' has no member named '${name.text}'${near === undefined ? '' : `; did you mean '${near}'?`}`,
      );
    return wrongAt(loc);
  }
  const readOnly = place.type.const ? { const: true } : {};
  return { k: 'member', e: place, offset: field.offset, type: { ...field.type, ...readOnly }, loc };
}

const spelled = (e: Expr): string => (e.k === 'variable' ? `'${e.variable.name}'` : "'({...})'");
