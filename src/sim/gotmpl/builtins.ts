/** The functions that every template has: comparison, logic, index, slice, len, call, print and escapers. */
import { plain, sprint, sprintln } from './print.ts';
import { sprintf } from './printf.ts';
import { escapeHtml, escapeJs, escapeQuery } from './escape.ts';
import {
  ANY,
  asInt,
  assignable,
  basic,
  CallError,
  Dict,
  Func,
  isTrue,
  kindOf,
  List,
  Nil,
  REFLECT,
  Struct,
  typeOf,
  zeroOf,
  type Value,
} from './value.ts';

function fn(
  params: readonly string[],
  call: (...args: Value[]) => Value,
  more: { variadic?: boolean; result?: string } = {},
): Func {
  return new Func({ params, ...more }, (args) => call(...args));
}

function basicKind(v: Value): string | undefined {
  const k = kindOf(v);
  return k === 'bool' || k === 'int' || k === 'uint' || k === 'float' || k === 'string' ? k : undefined;
}

const integers = (a: string | undefined, b: string | undefined): boolean =>
  (a === 'int' && b === 'uint') || (a === 'uint' && b === 'int');
const isNil = (v: Value): boolean => v === undefined || v === null || v instanceof Nil;

function equal(a: Value, b: Value): boolean {
  const [ka, kb] = [basicKind(a), basicKind(b)];
  if (ka !== kb) {
    if (integers(ka, kb)) return basic(a) === basic(b);
    if (a !== undefined && a !== null && b !== undefined && b !== null)
      throw new CallError('incompatible types for comparison');
    return false;
  }
  if (ka !== undefined) return basic(a) === basic(b);
  if (isNil(a) || isNil(b)) return isNil(a) === isNil(b);
  if (a instanceof List || a instanceof Dict || a instanceof Func) {
    if (typeOf(a) !== typeOf(b))
      throw new CallError(`non-comparable types ${plain(a)}: ${typeOf(a)}, ${typeOf(b)}: ${plain(b)}`);
    throw new CallError(`non-comparable type ${plain(b)}: ${typeOf(b)}`);
  }
  return a === b;
}

function eq(first: Value, ...rest: Value[]): boolean {
  if (rest.length === 0) throw new CallError('missing argument for comparison');
  return rest.some((r) => equal(first, r));
}

function less(a: Value, b: Value): boolean {
  const [ka, kb] = [basicKind(a), basicKind(b)];
  if (ka === undefined || kb === undefined) throw new CallError('invalid type for comparison');
  if (ka !== kb && !integers(ka, kb)) throw new CallError('incompatible types for comparison');
  if (ka === 'bool') throw new CallError('invalid type for comparison');
  const [x, y] = [basic(a), basic(b)];
  return x !== undefined && y !== undefined && x < y;
}

/** One step of `index`, also what `slice` bounds are checked with. */
function position(i: Value, cap: number): number {
  const n = asInt(i);
  if (n === undefined) {
    throw new CallError(
      i === undefined || i === null
        ? 'cannot index slice/array with nil'
        : `cannot index slice/array with type ${typeOf(i)}`,
    );
  }
  if (n < 0n || n > BigInt(cap)) throw new CallError(`index out of range: ${n}`);
  return Number(n);
}

function index(item: Value, ...keys: Value[]): Value {
  if (item === undefined || item === null) throw new CallError('index of untyped nil');
  let v: Value = item;
  for (const key of keys) {
    if (v === undefined || v === null || (v instanceof Nil && v.type.startsWith('*')))
      throw new CallError('index of nil pointer');
    if (v instanceof Dict) v = indexMap(v, key);
    else if (v instanceof Nil && v.type.startsWith('map[')) v = zeroOf(v.type.slice(v.type.indexOf(']') + 1));
    else {
      const items = v instanceof List ? v.items : v instanceof Nil ? [] : typeof v === 'string' ? v : undefined;
      if (items === undefined) throw new CallError(`can't index item of type ${typeOf(v)}`);
      const at = position(key, items.length);
      if (at >= items.length)
        throw new CallError(`reflect: ${typeof items === 'string' ? 'string' : 'slice'} index out of range`);
      v = typeof items === 'string' ? BigInt(items.charCodeAt(at)) : items[at];
    }
  }
  return v;
}

function indexMap(d: Dict, key: Value): Value {
  const k = typeof key === 'string' ? key : basic(key);
  if (key === undefined || key === null) throw new CallError(`value is nil; should be of type string`);
  if (typeof k !== 'string' || !assignable(key, 'string'))
    throw new CallError(`value has type ${typeOf(key)}; should be string`);
  return d.entries.has(k) ? d.entries.get(k) : zeroOf(d.elem);
}

function slice(item: Value, ...bounds: Value[]): Value {
  if (item === undefined || item === null) throw new CallError('slice of untyped nil');
  if (bounds.length > 3) throw new CallError(`too many slice indexes: ${bounds.length}`);
  const text = typeof item === 'string';
  if (text && bounds.length === 3) throw new CallError('cannot 3-index slice a string');
  const items = item instanceof List ? item.items : text ? item : undefined;
  if (items === undefined) throw new CallError(`can't slice item of type ${typeOf(item)}`);
  const [from = 0, to = items.length] = bounds.map((b) => position(b, items.length));
  if (from > to) throw new CallError(`invalid slice index: ${from} > ${to}`);
  return item instanceof List ? new List(item.items.slice(from, to), item.type) : (items.slice(from, to) as string);
}

function length(item: Value): bigint {
  if (item === undefined || item === null || (item instanceof Nil && item.type.startsWith('*')))
    throw new CallError('len of nil pointer');
  if (typeof item === 'string') return BigInt(item.length);
  if (item instanceof List) return BigInt(item.items.length);
  if (item instanceof Dict) return BigInt(item.entries.size);
  if (item instanceof Nil) return 0n;
  throw new CallError(`len of type ${typeOf(item)}`);
}

/** `name` is the text of the first argument in the template. */
function callFunc(name: Value, f: Value, ...args: Value[]): Value {
  const called = String(name as string);
  if (f === undefined || f === null) throw new CallError('call of nil');
  if (!(f instanceof Func)) throw new CallError(`non-function ${called} of type ${typeOf(f)}`);
  const { params, variadic = false } = f.signature;
  const fixed = variadic ? params.length - 1 : params.length;
  if (variadic && args.length < fixed)
    throw new CallError(`wrong number of args for ${called}: got ${args.length} want at least ${fixed}`);
  if (!variadic && args.length !== fixed)
    throw new CallError(`wrong number of args for ${called}: got ${args.length} want ${fixed}`);
  args.forEach((a, i) => {
    const type = params[Math.min(i, params.length - 1)] as string;
    if (!assignable(a, type)) throw new CallError(`arg ${i}: value has type ${typeOf(a)}; should be ${type}`);
  });
  return f.call(args);
}

/** Text of escapers' arguments: as fmt.Sprint, with "no value" for what is invalid. */
function evalArgs(args: readonly Value[]): string {
  return sprint(
    args.map((a) =>
      a === undefined || a === null
        ? '<no value>'
        : a instanceof Struct && a.type.startsWith('*')
          ? new Struct(a.type.slice(1), a.fields, a.options)
          : a,
    ),
  );
}

/** `call`: gets the text of its first argument before the arguments themselves. */
export const CALL: Func = fn([REFLECT, REFLECT], callFunc, { variadic: true, result: ANY });

export const BUILTINS: ReadonlyMap<string, Func> = new Map<string, Func>([
  ['and', fn([REFLECT, REFLECT], (a) => a, { variadic: true, result: ANY })],
  ['or', fn([REFLECT, REFLECT], (a) => a, { variadic: true, result: ANY })],
  ['not', fn([REFLECT], (a) => !isTrue(a))],
  ['eq', fn([REFLECT, REFLECT], eq, { variadic: true })],
  ['ne', fn([REFLECT, REFLECT], (a, b) => !eq(a, b))],
  ['lt', fn([REFLECT, REFLECT], less)],
  ['le', fn([REFLECT, REFLECT], (a, b) => less(a, b) || eq(a, b))],
  ['gt', fn([REFLECT, REFLECT], (a, b) => !(less(a, b) || eq(a, b)))],
  ['ge', fn([REFLECT, REFLECT], (a, b) => !less(a, b))],
  ['index', fn([REFLECT, REFLECT], index, { variadic: true, result: ANY })],
  ['slice', fn([REFLECT, REFLECT], slice, { variadic: true, result: ANY })],
  ['len', fn([REFLECT], length)],
  ['call', CALL],
  ['print', fn([ANY], (...args) => sprint(args), { variadic: true })],
  ['println', fn([ANY], (...args) => sprintln(args), { variadic: true })],
  ['printf', fn(['string', ANY], (format, ...args) => sprintf(format as string, args), { variadic: true })],
  ['html', fn([ANY], (...args) => escapeHtml(evalArgs(args)), { variadic: true })],
  ['js', fn([ANY], (...args) => escapeJs(evalArgs(args)), { variadic: true })],
  ['urlquery', fn([ANY], (...args) => escapeQuery(evalArgs(args)), { variadic: true })],
]);
