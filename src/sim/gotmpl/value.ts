/**
 * Go values as templates see them. A bigint is an `int`, a number is a `float64`, a string is bytes, `null` is a nil
 * interface and `undefined` is reflect's invalid value (what a missing key gives).
 */

export type Value = undefined | null | boolean | bigint | number | string | List | Dict | Struct | Scalar | Nil | Func;

export const ANY = 'interface {}';
export const ANY_LIST = '[]interface {}';
export const ANY_MAP = 'map[string]interface {}';
/** A parameter of type reflect.Value: takes anything, nil included. */
export const REFLECT = 'reflect.Value';

/** A slice. */
export class List {
  readonly items: readonly Value[];
  readonly type: string;
  constructor(items: readonly Value[], type: string = ANY_LIST) {
    this.items = items;
    this.type = type;
  }
}

/** A map with string keys; `type` may be a defined name whose underlying type is `under`. */
export class Dict {
  readonly entries: Map<string, Value>;
  readonly type: string;
  readonly under: string;
  readonly methods: ReadonlyMap<string, Func> | undefined;
  constructor(
    entries: Map<string, Value>,
    type: string = ANY_MAP,
    methods?: ReadonlyMap<string, Func>,
    under = ANY_MAP,
  ) {
    this.entries = entries;
    this.type = type;
    this.under = type.startsWith('map[') ? type : under;
    this.methods = methods;
  }
  /** The element type of the map. */
  get elem(): string {
    return this.under.slice(this.under.indexOf(']') + 1);
  }
}

export interface StructOptions {
  /** Methods callable from a template. */
  readonly methods?: ReadonlyMap<string, Func>;
  /** What fmt prints when the type is a Stringer. */
  readonly text?: () => string;
  /** The JSON value, when it is not the fields in order. */
  readonly json?: () => Value;
  /** The JSON text of a type that marshals itself. */
  readonly marshal?: () => string;
  /** JSON names of fields where the tag differs, and `-` to leave a field out; `?` at the end means omitempty. */
  readonly tags?: ReadonlyMap<string, string>;
}

/** A struct or, when the type starts with `*`, a pointer to one. Field order is the declaration's. */
export class Struct {
  readonly type: string;
  readonly fields: ReadonlyMap<string, Value>;
  readonly options: StructOptions;
  constructor(type: string, fields: ReadonlyMap<string, Value>, options: StructOptions = {}) {
    this.type = type;
    this.fields = fields;
    this.options = options;
  }
}

/** A value of a defined or sized basic type: int64, uint64, json.Number, time.Duration ...; `*int64` is a pointer to one. */
export class Scalar {
  readonly type: string;
  readonly value: bigint | number | string | boolean;
  /** What fmt prints when the type is a Stringer. */
  readonly text: string | undefined;
  constructor(type: string, value: bigint | number | string | boolean, text?: string) {
    this.type = type;
    this.value = value;
    this.text = text;
  }
}

/** A nil pointer, slice or map of a known type. */
export class Nil {
  readonly type: string;
  constructor(type: string) {
    this.type = type;
  }
}

export interface Signature {
  /** Go types of the parameters; for a variadic function the last one is the element type. */
  readonly params: readonly string[];
  readonly variadic?: boolean;
  /** The static type of the result when it is an interface; a concrete result needs none. */
  readonly result?: string;
}

/** A function or method; it reports an error by throwing {@link CallError}. */
export class Func {
  readonly signature: Signature;
  readonly call: (args: Value[]) => Value;
  constructor(signature: Signature, call: (args: Value[]) => Value) {
    this.signature = signature;
    this.call = call;
  }
}

/** The error result of a template function; becomes `error calling NAME: message`. */
export class CallError extends Error {}

export type Kind =
  | 'invalid'
  | 'interface'
  | 'bool'
  | 'int'
  | 'uint'
  | 'float'
  | 'string'
  | 'slice'
  | 'map'
  | 'struct'
  | 'pointer'
  | 'func';

const UNSIGNED = new Set(['uint', 'uint8', 'uint16', 'uint32', 'uint64', 'uintptr']);

export function kindOf(v: Value): Kind {
  switch (typeof v) {
    case 'undefined':
      return 'invalid';
    case 'boolean':
      return 'bool';
    case 'bigint':
      return 'int';
    case 'number':
      return 'float';
    case 'string':
      return 'string';
    default:
  }
  if (v === null) return 'interface';
  if (v instanceof List) return 'slice';
  if (v instanceof Dict) return 'map';
  if (v instanceof Func) return 'func';
  if (v instanceof Struct) return v.type.startsWith('*') ? 'pointer' : 'struct';
  if (v instanceof Nil) return v.type.startsWith('[]') ? 'slice' : v.type.startsWith('map[') ? 'map' : 'pointer';
  if (v instanceof Scalar) {
    if (v.type.startsWith('*')) return 'pointer';
    if (typeof v.value === 'bigint') return UNSIGNED.has(v.type) ? 'uint' : 'int';
    return kindOf(v.value);
  }
  return 'invalid';
}

/** reflect.Type.String() of a value. */
export function typeOf(v: Value): string {
  switch (typeof v) {
    case 'undefined':
      return '<nil>';
    case 'boolean':
      return 'bool';
    case 'bigint':
      return 'int';
    case 'number':
      return 'float64';
    case 'string':
      return 'string';
    default:
  }
  if (v === null || v === undefined) return '<nil>';
  if (v instanceof Func) return funcType(v.signature);
  if (typeof v === 'object') return v.type;
  return '<nil>';
}

function funcType(s: Signature): string {
  const params = s.params.map((p, i) => (s.variadic && i === s.params.length - 1 ? '...' + p : p));
  return `func(${params.join(', ')}) ${s.result ?? ANY}`;
}

/** Go assignability, as far as template calls need it: same type, interface, or unnamed underlying map/slice. */
export function assignable(v: Value, type: string): boolean {
  if (type === ANY || type === REFLECT) return true;
  if (typeOf(v) === type) return true;
  if (v instanceof Scalar && v.type === '*' + type) return true;
  return v instanceof Dict && v.under === type;
}

export function canBeNil(type: string): boolean {
  return (
    type === ANY ||
    type === REFLECT ||
    type.startsWith('[]') ||
    type.startsWith('map[') ||
    type.startsWith('*') ||
    type.startsWith('func(')
  );
}

/** reflect.Zero of a type. */
export function zeroOf(type: string): Value {
  if (type === ANY || type === REFLECT) return null;
  if (type === 'string') return '';
  if (type === 'bool') return false;
  if (type === 'int') return 0n;
  if (type === 'float64') return 0;
  if (canBeNil(type)) return new Nil(type);
  if (/^u?int\d*$/.test(type)) return new Scalar(type, 0n);
  return null;
}

/** The value as a bigint when its kind is an integer. */
export function asInt(v: Value): bigint | undefined {
  if (typeof v === 'bigint') return v;
  if (v instanceof Scalar && typeof v.value === 'bigint') return v.value;
  return undefined;
}

/** The plain string, number, bigint or bool in a value of a basic kind. */
export function basic(v: Value): bigint | number | string | boolean | undefined {
  if (v instanceof Scalar) return v.value;
  if (typeof v === 'bigint' || typeof v === 'number' || typeof v === 'string' || typeof v === 'boolean') return v;
  return undefined;
}

/** template.IsTrue. */
export function isTrue(v: Value): boolean {
  if (v === undefined || v === null || v instanceof Nil) return false;
  if (v instanceof List) return v.items.length > 0;
  if (v instanceof Dict) return v.entries.size > 0;
  const b = basic(v);
  if (b === undefined) return true;
  return typeof b === 'string' ? b.length > 0 : typeof b === 'bigint' ? b !== 0n : typeof b === 'number' ? b !== 0 : b;
}

/** Byte order, which is how Go sorts strings and map keys. */
export function byBytes(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

export function sortedKeys(d: Dict): string[] {
  return [...d.entries.keys()].sort(byBytes);
}
