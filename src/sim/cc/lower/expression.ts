// Expressions without calls become closures: one call of a function per node, no dispatch. What calls is put aside first (hoist.ts).
import type { Do, Eval } from '../code.ts';
import { Arguments } from '../libc/function.ts';
import { DATA_BASE } from '../memory.ts';
import type { Process } from '../process.ts';
import type { Expr, Init, Variable } from '../tree.ts';
import { LONG, sizeOf, ULONG, type Type } from '../types.ts';
import { converter, isWide, normal, wrapUnsigned, type Value } from '../value.ts';
import { arithmeticEval, compareEval, compute, conversion, load, store, type Place } from './scalar.ts';
import type { Linker } from './linker.ts';

const isStatic = (v: Variable): boolean => v.storage !== 'local' && v.storage !== 'parameter';

export class Lowering {
  private readonly linker: Linker;

  constructor(linker: Linker) {
    this.linker = linker;
  }

  /** The address of an lvalue, of a struct, or of a function. */
  place(e: Expr): Place {
    switch (e.k) {
      case 'variable': {
        if (isStatic(e.variable)) {
          const address = this.linker.variable(e.variable);
          return () => address;
        }
        const { offset } = e.variable;
        return (m) => m.base + offset;
      }
      case 'string': {
        const address = this.linker.string(e.bytes);
        return () => address;
      }
      case 'function': {
        const address = this.linker.function(e.symbol, e.loc);
        return () => address;
      }
      case 'deref': {
        const pointer = this.value(e.e);
        return (m) => Number(pointer(m));
      }
      case 'member': {
        const base = this.place(e.e);
        const { offset } = e;
        return offset === 0 ? base : (m) => base(m) + offset;
      }
      case 'literal': {
        const base: Place = isStatic(e.variable)
          ? constant(DATA_BASE + e.variable.offset)
          : (m) => m.base + e.variable.offset;
        const fill = this.init(e.init, e.type, base);
        return (m) => {
          fill(m);
          return base(m);
        };
      }
      default: {
        // A struct that is no lvalue: its value is its address.
        const value = this.value(e);
        return (m) => Number(value(m));
      }
    }
  }

  /** What an initialiser does to the object at `base`. */
  init(init: Init, type: Type, base: Place): Do {
    const size = sizeOf(type);
    const stores = init.stores.map((each) => store(each.type, (m) => base(m) + each.offset, this.value(each.value)));
    return (m) => {
      if (init.zero) m.memory.fill(base(m), 0, size);
      for (const put of stores) put(m);
    };
  }

  /** Tested for zero only. */
  effect(e: Expr): Do {
    return e.type.kind === 'struct' || e.type.kind === 'array' ? this.place(e) : this.value(e);
  }

  value(e: Expr): Eval {
    switch (e.k) {
      case 'const': {
        const { value } = e;
        return () => value;
      }
      case 'variable':
      case 'deref':
      case 'member':
      case 'literal':
      case 'string':
      case 'function':
        return load(e.type, this.place(e));
      case 'decay':
      case 'address':
        return this.place(e.e);
      case 'convert':
        return conversion(e.e.type, e.type, e.type.kind === 'void' ? (this.effect(e.e) as Eval) : this.value(e.e));
      case 'negate':
      case 'invert':
        return this.sign(e.type, this.value(e.e), e.k === 'negate');
      case 'not': {
        const value = this.value(e.e);
        return (m) => (value(m) ? 0 : 1);
      }
      case 'binary':
        return arithmeticEval(e.op, e.type, this.value(e.l), this.value(e.r));
      case 'compare':
        return compareEval(e.op, this.value(e.l), this.value(e.r));
      case 'offset':
        return this.offset(e);
      case 'difference': {
        const [l, r] = [this.value(e.l), this.value(e.r)];
        const minus = compute('-', LONG);
        const over = compute('/', LONG);
        return (m) => over(minus(l(m), r(m)), Math.max(1, e.size));
      }
      case 'logic': {
        const [l, r] = [this.value(e.l), this.value(e.r)];
        return e.op === '&&' ? (m) => (l(m) && r(m) ? 1 : 0) : (m) => (l(m) || r(m) ? 1 : 0);
      }
      case 'choose': {
        const c = this.value(e.c);
        const [a, b] =
          e.type.kind === 'void'
            ? [this.effect(e.a) as Eval, this.effect(e.b) as Eval]
            : [this.value(e.a), this.value(e.b)];
        return (m) => (c(m) ? a(m) : b(m));
      }
      case 'comma': {
        const l = this.effect(e.l);
        const r = e.type.kind === 'void' ? (this.effect(e.r) as Eval) : this.value(e.r);
        return (m) => {
          l(m);
          return r(m);
        };
      }
      case 'assign':
        return store(e.l.type, this.place(e.l), this.value(e.r));
      case 'update':
        return this.update(e);
      case 'call':
        return this.plainCall(e);
      case 'temp': {
        const { index } = e;
        return (m) => m.frame.temps[index] as Value;
      }
      case 'wrong':
        return () => 0;
    }
  }

  private sign(type: Type, value: Eval, minus: boolean): Eval {
    if (type.kind !== 'int' || isWide(type)) {
      const int = type.kind === 'int' ? type : ULONG;
      return (m) => normal(minus ? -BigInt(value(m)) : ~BigInt(value(m)), int);
    }
    const convert = converter(type);
    return minus ? (m) => convert(0 - (value(m) as number)) : (m) => convert(~(value(m) as number));
  }

  private offset(e: Expr & { k: 'offset' }): Eval {
    const [pointer, by] = [this.value(e.e), this.value(e.by)];
    const scale = e.size * e.sign;
    return (m) => {
      const p = pointer(m);
      const i = by(m);
      const value = typeof p === 'number' && typeof i === 'number' ? p + i * scale : -1;
      return value >= 0 && Number.isSafeInteger(value) ? value : wrapUnsigned(BigInt(p) + BigInt(i) * BigInt(scale));
    };
  }

  /** `l op= r`, `l++`: the place is found once. */
  private update(e: Expr & { k: 'update' }): Eval {
    const at = this.place(e.l);
    const right = this.value(e.r);
    const { type } = e.l;
    let address = 0;
    // The closures below see the address that this evaluation has found; nothing suspends in between.
    const before = load(type, () => address);
    const up = conversion(type, e.common, before);
    const apply = compute(e.op, e.common);
    const shift = e.op === '<<' || e.op === '>>';
    const back = e.common.kind === 'pointer' ? undefined : type.kind === 'int' ? converter(type) : undefined;
    const { post } = e;
    return (m) => {
      const place = at(m);
      const r = right(m);
      address = place;
      const old = before(m);
      const a = up === before ? old : up(m);
      const sum = apply(a, shift ? Number(r) : r);
      const value = back ? back(sum) : sum;
      m.store(place, type, value);
      return post ? old : value;
    };
  }

  /** A function of the library that makes no system call. */
  private plainCall(e: Expr & { k: 'call' }): Eval {
    const fn = this.linker.libraryCall(e);
    const args = e.args.map((arg) => this.value(arg));
    const run = fn?.plain;
    if (!run) return () => 0;
    return (m) => run(m, new Arguments(valuesOf(m, args)));
  }
}

const constant =
  (address: number): Place =>
  () =>
    address;

/** Arguments from the last to the first, as gcc evaluates them on x86-64. */
export function valuesOf(m: Process, args: readonly Eval[]): Value[] {
  const values = new Array<Value>(args.length);
  for (let i = args.length - 1; i >= 0; i -= 1) values[i] = (args[i] as Eval)(m);
  return values;
}
