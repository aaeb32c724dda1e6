// What each operator makes of its operands: their conversions, its type, and gcc's words where they do not fit (6.5.3 to 6.5.17).
import { span, type Loc } from '../diagnostics.ts';
import type { ArithmeticOp, CompareOp, Expr } from '../tree.ts';
import {
  INT, isComplete, isScalar, LONG, pointerTo, quoted, rvalueType, sizeOf, SIZE, typeName, unqualified, VOID, type IntType, type PointerType,
} from '../types.ts'; // prettier-ignore
import { constantValue, isNullConstant } from './constant.ts';
import { common, convert, convertFor, decay, promote, promoted, same, wrong } from './convert.ts';
import type { Context } from './context.ts';
import { precedence } from './precedence.ts';
import { checkWritable, isLvalue, markSet, markUsed } from './places.ts';

export const isArithmetic = (op: string): op is ArithmeticOp => /^(?:[-+*/%&|^]|<<|>>)$/.test(op);
export const isCompare = (op: string): op is CompareOp => /^(?:[<>]=?|[=!]=)$/.test(op);

/** An operand read for its value. */
export function rvalue(e: Expr): Expr {
  markUsed(e);
  const value = decay(e);
  const type = rvalueType(value.type);
  return type === value.type ? value : ({ ...value, type } as Expr);
}

const poisoned = (...es: readonly Expr[]): boolean => es.some((e) => e.type.kind === 'error');

/** An operand tested for zero. */
export function condition(c: Context, e: Expr): Expr {
  if (e.k === 'assign' && !e.parenthesized)
    c.report.warn(
      { ...e.loc, column: e.loc.from },
      '-Wparentheses',
      'suggest parentheses around assignment used as truth value',
    );
  const value = rvalue(e);
  if (isScalar(value.type) || poisoned(value)) return value;
  c.report.error(
    value.loc,
    value.type.kind === 'void'
      ? 'void value not ignored as it ought to be'
      : `used ${value.type.kind === 'struct' && value.type.layout.union ? 'union' : 'struct'} type value where scalar is required`,
  );
  return wrong(e.loc);
}

export function binary(c: Context, op: string, at: Loc, left: Expr, right: Expr): Expr {
  const loc = span(at, left.loc, right.loc);
  if (op === '&&' || op === '||') {
    const [l, r] = [condition(c, left), condition(c, right)];
    const mixed = [left, right].find((e) => e.k === 'logic' && e.op === '&&' && !e.parenthesized);
    if (op === '||' && mixed) c.report.warn(mixed.loc, '-Wparentheses', "suggest parentheses around '&&' within '||'");
    return { k: 'logic', op, l, r, type: INT, loc };
  }
  const l = rvalue(left);
  const r = rvalue(right);
  if (poisoned(l, r)) return wrong(loc);
  if (isCompare(op)) return comparison(c, op, loc, l, r, [left, right]);
  if (!isArithmetic(op)) return wrong(loc);
  precedence(c, op, left, right);
  if (l.type.kind === 'int' && r.type.kind === 'int') return integers(c, op, loc, l, r);
  if (l.type.kind === 'pointer' && r.type.kind === 'int' && (op === '+' || op === '-'))
    return moved(c, loc, l, r, op === '+' ? 1 : -1);
  if (l.type.kind === 'int' && r.type.kind === 'pointer' && op === '+') return moved(c, loc, r, l, 1);
  if (
    l.type.kind === 'pointer' &&
    r.type.kind === 'pointer' &&
    op === '-' &&
    same(unqualified(l.type.to), unqualified(r.type.to))
  )
    return { k: 'difference', l, r, size: sizeOf(l.type.to), type: LONG, loc };
  c.report.error(loc, `invalid operands to binary ${op} (have ${quoted(l.type)} and ${quoted(r.type)})`);
  return wrong(loc);
}

function integers(c: Context, op: ArithmeticOp, loc: Loc, l: Expr, r: Expr): Expr {
  const [a, b] = [l.type as IntType, r.type as IntType];
  const shift = op === '<<' || op === '>>';
  const type = shift ? promoted(a) : common(a, b);
  const right = constantValue(r);
  if ((op === '/' || op === '%') && right === 0) c.report.warn(loc, '-Wdiv-by-zero', 'division by zero');
  if (shift && right !== undefined) {
    const word = op === '<<' ? 'left' : 'right';
    if (right < 0) c.report.warn(loc, '-Wshift-count-negative', `${word} shift count is negative`);
    else if (right >= type.size * 8)
      c.report.warn(loc, '-Wshift-count-overflow', `${word} shift count >= width of type`);
  }
  const node: Expr = { k: 'binary', op, l: convert(l, type), r: shift ? promote(r) : convert(r, type), type, loc };
  const [x, y] = [constantValue(node.l), constantValue(node.r)];
  if (x !== undefined && y !== undefined && type.signed && '+-*'.includes(op))
    overflow(c, node, op, BigInt(x), BigInt(y), type);
  return node;
}

function overflow(c: Context, node: Expr, op: string, x: bigint, y: bigint, type: IntType): void {
  const exact = op === '+' ? x + y : op === '-' ? x - y : x * y;
  const wrapped = BigInt.asIntN(type.size * 8, exact);
  if (exact !== wrapped)
    c.report.warn(
      node.loc,
      '-Woverflow',
      `integer overflow in expression of type ${quoted(type)} results in '${wrapped}'`,
    );
}

function moved(c: Context, loc: Loc, pointer: Expr, by: Expr, sign: 1 | -1): Expr {
  const { to } = pointer.type as PointerType;
  if (!isComplete(to) && to.kind !== 'void' && to.kind !== 'function') {
    c.report.error(loc, `invalid use of undefined type '${typeName(unqualified(to))}'`);
    return wrong(loc);
  }
  return {
    k: 'offset',
    e: pointer,
    by: convert(by, LONG),
    size: sizeOf(to),
    sign,
    type: unqualified(pointer.type),
    loc,
  };
}

function comparison(c: Context, op: CompareOp, loc: Loc, l: Expr, r: Expr, [left, right]: readonly [Expr, Expr]): Expr {
  const node = (a: Expr, b: Expr): Expr => ({ k: 'compare', op, l: a, r: b, type: INT, loc });
  const chained = [left, right].find((e) => e.k === 'compare' && !e.parenthesized);
  if (chained)
    c.report.warn(chained.loc, '-Wparentheses', "comparisons like 'X<=Y<=Z' do not have their mathematical meaning");
  if (l.type.kind === 'int' && r.type.kind === 'int') {
    const type = common(l.type, r.type);
    return node(convert(l, type), convert(r, type));
  }
  if (l.type.kind === 'pointer' && r.type.kind === 'pointer') {
    const [a, b] = [unqualified(l.type.to), unqualified(r.type.to)];
    if (!same(a, b) && a.kind !== 'void' && b.kind !== 'void' && !isNullConstant(l) && !isNullConstant(r))
      c.report.warn(loc, undefined, 'comparison of distinct pointer types lacks a cast');
    return node(l, r);
  }
  if ((l.type.kind === 'pointer' && r.type.kind === 'int') || (l.type.kind === 'int' && r.type.kind === 'pointer')) {
    const number = l.type.kind === 'int' ? l : r;
    const pointer = l.type.kind === 'int' ? r : l;
    if (!isNullConstant(number)) c.report.warn(loc, undefined, 'comparison between pointer and integer');
    return l.type.kind === 'int' ? node(convert(l, pointer.type), r) : node(l, convert(r, pointer.type));
  }
  c.report.error(loc, `invalid operands to binary ${op} (have ${quoted(l.type)} and ${quoted(r.type)})`);
  return wrong(loc);
}

export function unary(c: Context, op: string, at: Loc, operand: Expr): Expr {
  const loc = span(at, at, operand.loc);
  if (op === '!') {
    if (operand.type.kind !== 'struct') return { k: 'not', e: condition(c, operand), type: INT, loc };
    c.report.error(loc, 'wrong type argument to unary exclamation mark');
    return wrong(loc);
  }
  if (op === '*') return dereference(c, loc, rvalue(operand));
  if (op === '&') return address(c, loc, operand);
  const e = rvalue(operand);
  if (poisoned(e)) return wrong(loc);
  if (e.type.kind !== 'int') {
    const name = op === '-' ? 'unary minus' : op === '+' ? 'unary plus' : 'bit-complement';
    c.report.error(loc, `wrong type argument to ${name}`);
    return wrong(loc);
  }
  const value = promote(e);
  if (op === '+') return { ...value, loc };
  return { k: op === '-' ? 'negate' : 'invert', e: value, type: value.type, loc };
}

export function dereference(c: Context, loc: Loc, e: Expr, what = "unary '*'"): Expr {
  if (poisoned(e)) return wrong(loc);
  if (e.type.kind !== 'pointer') {
    c.report.error(loc, `invalid type argument of ${what} (have ${quoted(e.type)})`);
    return wrong(loc);
  }
  if (e.type.to.kind === 'void') c.report.warn(loc, undefined, "dereferencing 'void *' pointer");
  else if (e.type.to.kind === 'struct' && !isComplete(e.type.to)) {
    c.report.error(loc, `invalid use of undefined type '${typeName(unqualified(e.type.to))}'`);
    return wrong(loc);
  }
  return { k: 'deref', e, type: e.type.to, loc };
}

function address(c: Context, loc: Loc, e: Expr): Expr {
  if (poisoned(e)) return wrong(loc);
  if (e.type.kind !== 'function' && !isLvalue(e)) {
    c.report.error(loc, "lvalue required as unary '&' operand");
    return wrong(loc);
  }
  markUsed(e);
  markSet(e, true);
  return { k: 'address', e, type: pointerTo(e.type), loc };
}

export function assign(c: Context, op: string, at: Loc, l: Expr, right: Expr): Expr {
  const loc = span(at, l.loc, right.loc);
  if (poisoned(l)) {
    rvalue(right);
    return wrong(loc);
  }
  if (!isLvalue(l)) {
    rvalue(right);
    c.report.error(loc, 'lvalue required as left operand of assignment');
    return wrong(loc);
  }
  if (l.type.kind === 'array' || l.type.kind === 'function') {
    rvalue(right);
    c.report.error(loc, 'assignment to expression with array type');
    return wrong(loc);
  }
  if (!checkWritable(c, l, loc, 'assignment')) return wrong(loc);
  if (op === '=') {
    const r = rvalue(right);
    markSet(l, false);
    const value = convertFor(c, r, l.type, { kind: 'assign', loc });
    return value.k === 'wrong' ? wrong(loc) : { k: 'assign', l, r: value, type: rvalueType(l.type), loc };
  }
  return update(c, op.slice(0, -1) as ArithmeticOp, loc, l, rvalue(right), false);
}

/** `l op= r`. */
function update(c: Context, op: ArithmeticOp, loc: Loc, l: Expr, r: Expr, post: boolean): Expr {
  if (poisoned(r)) return wrong(loc);
  markSet(l, false);
  markUsed(l);
  const type = rvalueType(l.type);
  if (l.type.kind === 'pointer' && r.type.kind === 'int' && (op === '+' || op === '-')) {
    const size = sizeOf(l.type.to);
    const by = convert(r, LONG);
    const bytes: Expr =
      size === 1
        ? by
        : { k: 'binary', op: '*', l: by, r: { k: 'const', value: size, type: LONG, loc }, type: LONG, loc };
    return { k: 'update', op, l, r: bytes, common: l.type, post, type, loc };
  }
  if (l.type.kind === 'int' && r.type.kind === 'int') {
    const shift = op === '<<' || op === '>>';
    const meet = shift ? promoted(l.type) : common(l.type, r.type);
    if ((op === '/' || op === '%') && constantValue(r) === 0) c.report.warn(loc, '-Wdiv-by-zero', 'division by zero');
    return { k: 'update', op, l, r: shift ? promote(r) : convert(r, meet), common: meet, post, type, loc };
  }
  c.report.error(loc, `invalid operands to binary ${op} (have ${quoted(type)} and ${quoted(r.type)})`);
  return wrong(loc);
}

export function increment(c: Context, op: '++' | '--', at: Loc, l: Expr, post: boolean): Expr {
  const loc = span(at, l.loc, l.loc);
  if (poisoned(l)) return wrong(loc);
  const word = op === '++' ? 'increment' : 'decrement';
  if (!isLvalue(l)) {
    c.report.error(loc, `lvalue required as ${word} operand`);
    return wrong(loc);
  }
  if (!isScalar(l.type)) {
    c.report.error(loc, `wrong type argument to ${word}`);
    return wrong(loc);
  }
  if (!checkWritable(c, l, loc, word)) return wrong(loc);
  return update(c, op === '++' ? '+' : '-', loc, l, { k: 'const', value: 1, type: INT, loc }, post);
}

export function choose(c: Context, at: Loc, test: Expr, yes: Expr, no: Expr): Expr {
  const loc = span(at, test.loc, no.loc);
  const cond = condition(c, test);
  const [a, b] = [rvalue(yes), rvalue(no)];
  if (poisoned(cond, a, b)) return wrong(loc);
  const node = (x: Expr, y: Expr): Expr => ({ k: 'choose', c: cond, a: x, b: y, type: x.type, loc });
  if (a.type.kind === 'int' && b.type.kind === 'int') {
    const type = common(a.type, b.type);
    return node(convert(a, type), convert(b, type));
  }
  if (a.type.kind === 'void' || b.type.kind === 'void') return node(convert(a, VOID), convert(b, VOID));
  if (a.type.kind === 'struct' && same(a.type, b.type)) return node(a, b);
  if (a.type.kind === 'pointer' && b.type.kind === 'pointer') {
    if (isNullConstant(a)) return node(convert(a, b.type), b);
    if (isNullConstant(b) || same(unqualified(a.type.to), unqualified(b.type.to))) return node(a, convert(b, a.type));
    if (a.type.to.kind === 'void' || b.type.to.kind === 'void')
      return node(convert(a, pointerTo(VOID)), convert(b, pointerTo(VOID)));
    c.report.warn(loc, undefined, 'pointer type mismatch in conditional expression');
    return node(convert(a, pointerTo(VOID)), convert(b, pointerTo(VOID)));
  }
  if ((a.type.kind === 'pointer' && b.type.kind === 'int') || (a.type.kind === 'int' && b.type.kind === 'pointer')) {
    const [pointer, number] = a.type.kind === 'pointer' ? [a, b] : [b, a];
    if (!isNullConstant(number))
      c.report.warn(loc, undefined, 'pointer/integer type mismatch in conditional expression');
    return node(convert(a, pointer.type), convert(b, pointer.type));
  }
  c.report.error(loc, 'type mismatch in conditional expression');
  return wrong(loc);
}

export const sizeofNode = (loc: Loc, bytes: number): Expr => ({ k: 'const', value: bytes, type: { ...SIZE }, loc });
