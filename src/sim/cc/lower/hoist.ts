// Calls leave an expression: what they return is put aside in step order, and the rest of the expression reads it from there.
// Where C leaves the order of evaluation open, calls come first, in gcc's order; &&, ||, ?: and the comma keep theirs.
import type { Eval, Step } from '../code.ts';
import type { Expr } from '../tree.ts';
import { sizeOf, type Type } from '../types.ts';
import type { Lowering } from './expression.ts';
import type { Linker } from './linker.ts';

export class Hoist {
  private readonly lower: Lowering;
  private readonly linker: Linker;
  private readonly emit: (step: Step) => number;
  private readonly at: () => number;
  private readonly known = new Map<Expr, boolean>();
  temps = 0;
  /** Bytes of the frame: results that are structs get their place behind the variables. */
  frameSize: number;

  constructor(lower: Lowering, linker: Linker, emit: (step: Step) => number, at: () => number, frameSize: number) {
    this.lower = lower;
    this.linker = linker;
    this.emit = emit;
    this.at = at;
    this.frameSize = frameSize;
  }

  /** Whether evaluating it leaves the process or enters a function. */
  private calls(e: Expr): boolean {
    const found = this.known.get(e);
    if (found !== undefined) return found;
    const value = this.search(e);
    this.known.set(e, value);
    return value;
  }

  private search(e: Expr): boolean {
    switch (e.k) {
      case 'call':
        return !this.linker.libraryCall(e)?.plain || e.args.some((arg) => this.calls(arg));
      case 'literal':
        return e.init.stores.some((each) => this.calls(each.value));
      default:
        return childrenOf(e).some((child) => this.calls(child));
    }
  }

  /** The same expression without calls; they have become steps before. */
  flat(e: Expr): Expr {
    if (!this.calls(e)) return e;
    const f = (child: Expr): Expr => this.flat(child);
    switch (e.k) {
      case 'call':
        return this.call(e);
      case 'logic':
        return this.branch(e.type, (temp) => {
          const and = e.op === '&&';
          this.set(temp, this.lower.value(f(e.l)));
          this.set(temp, normalized(this.read(temp)));
          const skip = this.emit({ k: 'unless', run: and ? this.read(temp) : negated(this.read(temp)), to: -1 });
          this.set(temp, normalized(this.lower.value(f(e.r))));
          this.patch(skip);
        });
      case 'choose':
        return this.branch(e.type, (temp) => {
          const no = this.emit({ k: 'unless', run: this.lower.value(f(e.c)), to: -1 });
          this.set(temp, this.result(e.a));
          const end = this.emit({ k: 'jump', to: -1 });
          this.patch(no);
          this.set(temp, this.result(e.b));
          this.patch(end);
        });
      case 'comma':
        this.emit({ k: 'do', run: this.lower.effect(f(e.l)) });
        return f(e.r);
      case 'literal':
        return { ...e, init: { ...e.init, stores: e.init.stores.map((each) => ({ ...each, value: f(each.value) })) } };
      case 'negate':
      case 'invert':
      case 'not':
      case 'deref':
      case 'address':
      case 'member':
      case 'convert':
      case 'decay':
        return { ...e, e: f(e.e) };
      case 'offset':
        return { ...e, e: f(e.e), by: f(e.by) };
      case 'binary':
      case 'compare':
      case 'difference': {
        const l = this.before(e.l, this.calls(e.r));
        return { ...e, l, r: f(e.r) } as Expr;
      }
      case 'assign':
      case 'update':
        return { ...e, l: f(e.l), r: f(e.r) } as Expr;
      default:
        return e;
    }
  }

  /** Flat; its value is put aside when a call that follows could change it. */
  private before(e: Expr, callsFollow: boolean): Expr {
    const flat = this.flat(e);
    if (!callsFollow || flat.k === 'const' || flat.k === 'temp' || flat.k === 'decay' || flat.type.kind === 'struct')
      return flat;
    const temp = this.temp();
    this.set(temp, this.lower.value(flat));
    return { k: 'temp', index: temp, type: flat.type, loc: flat.loc };
  }

  private result(e: Expr): Eval {
    const flat = this.flat(e);
    return e.type.kind === 'void' ? (this.lower.effect(flat) as Eval) : this.lower.value(flat);
  }

  private temp(): number {
    this.temps += 1;
    return this.temps - 1;
  }

  private set(temp: number, run: Eval): void {
    this.emit({ k: 'set', temp, run });
  }

  private read =
    (temp: number): Eval =>
    (m) =>
      m.frame.temps[temp] ?? 0;

  private patch(step: number): void {
    this.target(step, this.at());
  }

  target: (step: number, to: number) => void = () => undefined;

  private branch(type: Type, emit: (temp: number) => void): Expr {
    const temp = this.temp();
    emit(temp);
    return { k: 'temp', index: temp, type, loc: { line: 0, column: 0, from: 0, to: 0 } };
  }

  private call(e: Expr & { k: 'call' }): Expr {
    // gcc evaluates arguments from the last to the first.
    const flat = new Array<Expr>(e.args.length);
    for (let i = flat.length - 1; i >= 0; i -= 1)
      flat[i] = this.before(
        e.args[i] as Expr,
        e.args.slice(0, i).some((arg) => this.calls(arg)),
      );
    const args = flat.map((arg) => this.lower.value(arg));
    const temp = this.temp();
    const library = this.linker.libraryCall(e);
    if (library) this.emit({ k: 'library', fn: library, args, temp });
    else {
      const fn = this.lower.value(this.flat(e.fn));
      let result = 0;
      if (e.type.kind === 'struct') {
        result = Math.ceil(this.frameSize / 16) * 16;
        this.frameSize = result + sizeOf(e.type);
      }
      this.emit({ k: 'call', fn, args, temp, result });
    }
    return { k: 'temp', index: temp, type: e.type, loc: e.loc };
  }
}

const normalized =
  (value: Eval): Eval =>
  (m) =>
    value(m) ? 1 : 0;
const negated =
  (value: Eval): Eval =>
  (m) =>
    value(m) ? 0 : 1;

function childrenOf(e: Expr): readonly Expr[] {
  switch (e.k) {
    case 'negate':
    case 'invert':
    case 'not':
    case 'deref':
    case 'address':
    case 'member':
    case 'convert':
    case 'decay':
      return [e.e];
    case 'binary':
    case 'compare':
    case 'difference':
    case 'logic':
    case 'comma':
    case 'assign':
    case 'update':
      return [e.l, e.r];
    case 'offset':
      return [e.e, e.by];
    case 'choose':
      return [e.c, e.a, e.b];
    default:
      return [];
  }
}
