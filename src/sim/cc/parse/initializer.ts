// Initialisers: braces, designators and strings become stores at offsets (6.7.9).
import { constantValue, isStaticValue } from '../check/constant.ts';
import { convertFor, same } from '../check/convert.ts';
import { rvalue } from '../check/operators.ts';
import { nearest } from '../check/spell.ts';
import type { Loc } from '../diagnostics.ts';
import type { Token } from '../lex.ts';
import type { Expr, Init, Store } from '../tree.ts';
import { arrayOf, CHAR, findField, sizeOf, type ArrayType, type StructType, type Type } from '../types.ts';
import { assignment, conditional } from './expression.ts';
import type { Parser } from './stream.ts';

interface Walk {
  readonly p: Parser;
  readonly stores: Store[];
  /** Static storage: only constants. */
  readonly fixed: boolean;
  /** What is initialised: gcc names it in a note. */
  readonly name: string | undefined;
}

/** An array that its initialiser completes has the length of that. */
export function initializer(p: Parser, type: Type, fixed: boolean, name?: Token): { init: Init; type: Type } {
  const walk: Walk = { p, stores: [], fixed, name: name?.text };
  const braces = p.is('{');
  if (type.kind === 'array' && !braces && p.token.kind !== 'string') {
    const e = rvalue(assignment(p));
    if (e.k !== 'wrong') p.c.report.error(e.loc, 'invalid initializer');
    return { init: { zero: false, stores: [] }, type: type.length === undefined ? arrayOf(type.of, 1) : type };
  }
  if (type.kind === 'struct' && !braces) {
    put(walk, type, 0, rvalue(assignment(p)));
    return { init: { zero: false, stores: walk.stores }, type };
  }
  const length = one(walk, type, 0);
  const completed =
    type.kind === 'array' && type.length === undefined ? { ...type, length: Math.max(1, length) } : type;
  return {
    init: { zero: completed.kind === 'array' || (completed.kind === 'struct' && braces), stores: walk.stores },
    type: completed,
  };
}

/** One object at `offset`. Returns how many elements an array was given. */
function one(walk: Walk, type: Type, offset: number): number {
  const { p } = walk;
  if (isCharArray(type) && p.token.kind === 'string') return fillString(walk, type, offset, assignment(p));
  if (p.is('{')) {
    return p.nested(() => {
      const open = p.next();
      if (type.kind === 'array' || type.kind === 'struct') {
        // `char s[] = {"text"}`
        const inner =
          isCharArray(type) && p.token.kind === 'string'
            ? fillString(walk, type, offset, assignment(p))
            : list(walk, type, offset, true);
        p.accept(',');
        closeBrace(p);
        return inner;
      }
      if (p.is('}')) {
        p.c.report.error(open, 'empty scalar initializer');
        p.next();
        return 0;
      }
      scalar(walk, type, offset);
      while (p.accept(',') && !p.is('}')) {
        const extra = assignment(p);
        p.c.report.warn(extra.loc, undefined, 'excess elements in scalar initializer');
        near(walk, extra.loc);
      }
      closeBrace(p);
      return 1;
    });
  }
  if (type.kind === 'array' || type.kind === 'struct') return list(walk, type, offset, false);
  scalar(walk, type, offset);
  return 1;
}

const isCharArray = (type: Type): type is ArrayType =>
  type.kind === 'array' && type.of.kind === 'int' && type.of.size === 1;

function closeBrace(p: Parser): void {
  if (p.accept('}')) return;
  p.fail("'}'");
}

function scalar(walk: Walk, type: Type, offset: number): void {
  put(walk, type, offset, rvalue(assignment(walk.p)));
}

function put(walk: Walk, type: Type, offset: number, e: Expr): void {
  const { p, fixed, stores } = walk;
  const value = convertFor(p.c, e, type, { kind: 'init' });
  if (value.k === 'wrong') return;
  if (fixed && !isStaticValue(value)) {
    p.c.report.error(e.loc, 'initializer element is not constant');
    return;
  }
  stores.push({ offset, type, value });
}

function fillString(walk: Walk, type: ArrayType, offset: number, e: Expr): number {
  const bytes = e.k === 'string' ? e.bytes : '';
  const room = type.length ?? bytes.length + 1;
  if (bytes.length > room) walk.p.c.report.warn(e.loc, undefined, `initializer-string for array of 'char' is too long`);
  const text = `${bytes}\0`.slice(0, room);
  for (let i = 0; i < text.length; i += 1)
    walk.stores.push({
      offset: offset + i,
      type: CHAR,
      value: { k: 'const', value: (text.charCodeAt(i) << 24) >> 24, type: CHAR, loc: e.loc },
    });
  return bytes.length + 1;
}

/** The elements of an aggregate, with or without braces of its own. */
function list(walk: Walk, type: ArrayType | StructType, offset: number, braces: boolean): number {
  const { p } = walk;
  if (!braces && type.kind === 'struct') {
    const e = peekWhole(walk, type, offset);
    if (e) return 1;
  }
  const count =
    type.kind === 'array' ? (type.length ?? Infinity) : type.layout.union ? 1 : (type.layout.fields?.length ?? 0);
  let index = 0;
  let most = 0;
  let said = false;
  while (!p.is('}') && !p.atEnd) {
    let place = slot(type, index);
    let known = true;
    if (braces && (p.is('.') || p.is('['))) {
      const found = designator(walk, type);
      index = found.index;
      place = found.place;
      known = place !== undefined;
    }
    if (index >= count || !place) {
      if (!braces) break;
      const extra = assignment(p);
      if (!said && known) {
        p.c.report.warn(
          extra.loc,
          undefined,
          `excess elements in ${type.kind === 'array' ? 'array' : type.layout.union ? 'union' : 'struct'} initializer`,
        );
        near(walk, extra.loc);
        said = true;
      }
    } else one(walk, place.type, offset + place.offset);
    index += 1;
    most = Math.max(most, index);
    if (!braces && index >= count) break;
    // The comma behind a braceless list belongs to the list around it.
    if (!p.is(',') || (!braces && (p.peek(1).text === '.' || p.peek(1).text === '[' || p.peek(1).text === '}'))) break;
    p.next();
  }
  return most;
}

/** A struct initialised by an expression of its own type. */
function peekWhole(walk: Walk, type: StructType, offset: number): boolean {
  const { p } = walk;
  const symbol = p.c.lookup(p.token.text);
  const direct = symbol?.kind === 'variable' && same(symbol.type, type) && /^[,;}]$/.test(p.peek(1).text);
  const called = symbol?.kind === 'function' && same(symbol.type.returns, type) && p.peek(1).text === '(';
  const wanted = direct || called || p.is('*');
  if (!wanted) return false;
  put(walk, type, offset, rvalue(assignment(p)));
  return true;
}

/** gcc says after most messages about a list what it belongs to. */
function near({ p, name }: Walk, loc: Loc): void {
  if (name !== undefined) p.c.report.note(loc, `(near initialization for '${name}')`);
}

interface Slot {
  readonly type: Type;
  readonly offset: number;
}

function slot(type: ArrayType | StructType, index: number): Slot | undefined {
  if (type.kind === 'array') return { type: type.of, offset: index * sizeOf(type.of) };
  return type.layout.fields?.[index];
}

/** `.name =`, `[3] =`, `.a.b[2] =` */
function designator(walk: Walk, type: ArrayType | StructType): { index: number; place: Slot | undefined } {
  const { p } = walk;
  let index = 0;
  let place: Slot | undefined = { type, offset: 0 };
  for (let first = true; p.is('.') || p.is('['); first = false) {
    const mark = p.next();
    const inside: Type | undefined = place?.type;
    if (mark.text === '[') {
      const e = conditional(p);
      const value = Number(constantValue(e) ?? 0);
      p.require(']');
      if (inside?.kind !== 'array') {
        p.c.report.error(e.loc, 'array index in non-array initializer');
        place = undefined;
      } else if (value < 0 || value >= (inside.length ?? Infinity)) {
        p.c.report.error(e.loc, 'array index in initializer exceeds array bounds');
        near(walk, e.loc);
        place = undefined;
      } else place = { type: inside.of, offset: (place?.offset ?? 0) + value * sizeOf(inside.of) };
      if (first) index = value;
      continue;
    }
    if (!p.isName) p.fail('identifier');
    const name = p.next();
    if (inside?.kind !== 'struct') {
      if (inside) p.c.report.error(mark, 'field name not in record or union initializer');
      place = undefined;
      continue;
    }
    const field = findField(inside.layout, name.text);
    if (!field) {
      const close = nearest(
        name.text,
        (inside.layout.fields ?? []).flatMap((each) => each.name ?? []),
      );
      const hint = close === undefined ? '' : `; did you mean '${close}'?`;
      p.c.report.error(
        name,
        `'${inside.layout.union ? 'union' : 'struct'} ${inside.layout.tag ?? '<anonymous>'}' has no member named '${name.text}'${hint}`,
      );
    }
    place = field ? { type: field.type, offset: (place?.offset ?? 0) + field.offset } : undefined;
    if (first && field) {
      index = (inside.layout.fields ?? []).findIndex(
        (each) => each.offset <= field.offset && field.offset < each.offset + Math.max(1, sizeOf(each.type)),
      );
    }
  }
  p.require('=');
  return { index, place };
}
