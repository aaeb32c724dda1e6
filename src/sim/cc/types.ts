// The types of the language with their sizes and names on x86-64 Linux (System V ABI), printed as gcc prints them.

export interface Qualifiers {
  readonly const?: boolean;
  readonly volatile?: boolean;
  /** The typedef it was named by: messages say `'pid_t' {aka 'int'}`. */
  readonly alias?: string;
}

export interface IntType extends Qualifiers {
  readonly kind: 'int';
  readonly name: string;
  readonly size: 1 | 2 | 4 | 8;
  readonly signed: boolean;
  /** Conversion rank (6.3.1.1): long long is above long though of the same size. */
  readonly rank: number;
  readonly bool?: boolean;
  /** `enum color`: named so in messages. */
  readonly enum?: string;
}
export interface VoidType extends Qualifiers {
  readonly kind: 'void';
}
export interface PointerType extends Qualifiers {
  readonly kind: 'pointer';
  readonly to: Type;
}
export interface ArrayType extends Qualifiers {
  readonly kind: 'array';
  readonly of: Type;
  /** undefined: `int a[]`, completed by its initialiser. */
  readonly length: number | undefined;
}
export interface FunctionType extends Qualifiers {
  readonly kind: 'function';
  readonly returns: Type;
  readonly params: readonly Type[];
  readonly variadic: boolean;
  /** `int f()`: says nothing about its parameters. */
  readonly unprototyped: boolean;
}
export interface Field {
  readonly name: string | undefined;
  readonly type: Type;
  readonly offset: number;
}
/** The layout is filled in when the definition has been read; all types that name it see it. */
export interface Layout {
  readonly tag: string | undefined;
  readonly union: boolean;
  fields: readonly Field[] | undefined;
  size: number;
  align: number;
}
export interface StructType extends Qualifiers {
  readonly kind: 'struct';
  readonly layout: Layout;
}
/** Of an expression that was wrong: everything is allowed with it, and nothing more is said. */
export interface ErrorType extends Qualifiers {
  readonly kind: 'error';
}

export type Type = IntType | VoidType | PointerType | ArrayType | FunctionType | StructType | ErrorType;

const int = (name: string, size: IntType['size'], signed: boolean, rank: number): IntType => ({
  kind: 'int', name, size, signed, rank,
}); // prettier-ignore

export const VOID: VoidType = { kind: 'void' };
export const ERROR: ErrorType = { kind: 'error' };
export const BOOL: IntType = { ...int('_Bool', 1, false, 0), bool: true };
export const CHAR = int('char', 1, true, 1);
export const SCHAR = int('signed char', 1, true, 1);
export const UCHAR = int('unsigned char', 1, false, 1);
export const SHORT = int('short int', 2, true, 2);
export const USHORT = int('short unsigned int', 2, false, 2);
export const INT = int('int', 4, true, 3);
export const UINT = int('unsigned int', 4, false, 3);
export const LONG = int('long int', 8, true, 4);
export const ULONG = int('long unsigned int', 8, false, 4);
export const LLONG = int('long long int', 8, true, 5);
export const ULLONG = int('long long unsigned int', 8, false, 5);
export const SIZE: IntType = ULONG;

export const pointerTo = (to: Type): PointerType => ({ kind: 'pointer', to });
export const arrayOf = (of: Type, length: number | undefined): ArrayType => ({ kind: 'array', of, length });

const without = <T extends Type>(type: T, names: readonly (keyof Qualifiers)[]): T =>
  Object.fromEntries(
    Object.entries(type).filter(([name]) => !names.includes(name as keyof Qualifiers)),
  ) as unknown as T;

/** The same type without const, volatile and typedef name. */
export const unqualified = <T extends Type>(type: T): T =>
  type.const || type.volatile || type.alias !== undefined ? without(type, ['const', 'volatile', 'alias']) : type;

/** Without const and volatile, but with its name: what an rvalue has. */
export const rvalueType = <T extends Type>(type: T): T =>
  type.const || type.volatile ? without(type, ['const', 'volatile']) : type;

export const isScalar = (type: Type): boolean => type.kind === 'int' || type.kind === 'pointer';

export function sizeOf(type: Type): number {
  switch (type.kind) {
    case 'int':
      return type.size;
    case 'pointer':
      return 8;
    case 'array':
      return (type.length ?? 0) * sizeOf(type.of);
    case 'struct':
      return type.layout.size;
    case 'void':
    case 'function':
    case 'error':
      return 1;
  }
}

export function alignOf(type: Type): number {
  if (type.kind === 'array') return alignOf(type.of);
  return type.kind === 'struct' ? type.layout.align : sizeOf(type);
}

/** Whether objects of it can be made. */
export function isComplete(type: Type): boolean {
  if (type.kind === 'struct') return type.layout.fields !== undefined;
  if (type.kind === 'array') return type.length !== undefined && isComplete(type.of);
  return type.kind !== 'void' && type.kind !== 'function';
}

const roundUp = (n: number, to: number): number => Math.ceil(n / to) * to;

/** Gives a struct or union its members (System V ABI, 3.1.2). */
export function complete(
  layout: Layout,
  members: readonly { readonly name: string | undefined; readonly type: Type }[],
): void {
  let offset = 0;
  let size = 0;
  let align = 1;
  layout.fields = members.map(({ name, type }) => {
    const at = layout.union ? 0 : roundUp(offset, alignOf(type));
    offset = at + sizeOf(type);
    size = Math.max(size, offset);
    align = Math.max(align, alignOf(type));
    return { name, type, offset: at };
  });
  layout.align = align;
  layout.size = roundUp(size, align);
}

/** A member by name, also one of an anonymous struct or union inside. */
export function findField(layout: Layout, name: string): Field | undefined {
  for (const field of layout.fields ?? []) {
    if (field.name === name) return field;
    if (field.name !== undefined || field.type.kind !== 'struct') continue;
    const inner = findField(field.type.layout, name);
    if (inner) return { ...inner, offset: field.offset + inner.offset };
  }
  return undefined;
}

const qualifierWords = (type: Type): string => (type.const ? 'const ' : '') + (type.volatile ? 'volatile ' : '');

function baseName(type: Exclude<Type, PointerType | ArrayType | FunctionType>): string {
  switch (type.kind) {
    case 'int':
      return type.enum ?? type.name;
    case 'struct':
      return `${type.layout.union ? 'union' : 'struct'} ${type.layout.tag ?? '<anonymous>'}`;
    case 'void':
      return 'void';
    case 'error':
      return 'int';
  }
}

function declare(type: Type, inner: string, aliases: boolean): string {
  if (aliases && type.alias !== undefined) return join(qualifierWords(type) + type.alias, inner);
  switch (type.kind) {
    case 'pointer': {
      const quals = qualifierWords(type).trim();
      const gap = quals === '' && inner.startsWith('(*') ? ' ' : '';
      const star = `*${gap}${quals === '' ? '' : ` ${quals}`}${quals !== '' && inner !== '' ? ' ' : ''}${inner}`;
      const bare = aliases && type.to.alias !== undefined;
      const wrap = !bare && (type.to.kind === 'array' || type.to.kind === 'function');
      return declare(type.to, wrap ? `(${star})` : star, aliases);
    }
    case 'array':
      return declare(type.of, `${inner}[${type.length ?? ''}]`, aliases);
    case 'function': {
      const params = type.params.map((each) => declare(each, '', aliases));
      if (type.variadic) params.push('...');
      const list = params.length === 0 ? (type.unprototyped ? '' : 'void') : params.join(', ');
      return declare(type.returns, `${inner}(${list})`, aliases);
    }
    default:
      return join(qualifierWords(type) + baseName(type), inner);
  }
}

const join = (base: string, inner: string): string =>
  inner === '' || inner.startsWith('[') || (inner.startsWith('(') && !inner.startsWith('(*'))
    ? base + inner
    : `${base} ${inner}`;

/** `int *`, `char[10]`, `void (*)(int)`; a declaration when a name is given. */
export const typeName = (type: Type, name = ''): string => declare(type, name, true);

/** As messages quote it: `'pid_t' {aka 'int'}`. */
export function quoted(type: Type): string {
  const named = declare(type, '', true);
  const real = declare(type, '', false);
  return named === real ? `'${named}'` : `'${named}' {aka '${real}'}`;
}
