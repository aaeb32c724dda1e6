// What the compiler knows at a place of the source: names in their scopes, and the function it is in.
import type { Loc, Reporter } from '../diagnostics.ts';
import type { FunctionSymbol, Init, Label, SwitchCases, Symbol, Variable } from '../tree.ts';
import { LIBRARY_DATA, LIBRARY_DATA_SIZE } from '../memory.ts';
import { alignOf, sizeOf, type Layout, type Type } from '../types.ts';

/** A larger frame cannot be on the stack anyway (8 MiB), and a larger data segment helps no lesson. */
export const MAX_OBJECT = 64 * 1024 * 1024;

interface Scope {
  readonly names: Map<string, Symbol>;
  readonly tags: Map<string, { readonly type: Type; readonly layout: Layout | undefined; readonly loc: Loc }>;
}

const newScope = (): Scope => ({ names: new Map(), tags: new Map() });

/** The function whose body is being read. */
export interface FunctionContext {
  readonly symbol: FunctionSymbol;
  readonly locals: Variable[];
  readonly labels: Map<string, Label>;
  readonly undeclared: Set<string>;
  frameSize: number;
  loops: number;
  /** Enclosing switches, innermost last. */
  readonly switches: SwitchCases[];
  /** In a loop or switch that `break` leaves. */
  breakable: number;
}

export class Context {
  readonly report: Reporter;
  private readonly scopes: Scope[] = [newScope()];
  fn: FunctionContext | undefined;
  readonly statics: { readonly variable: Variable; init: Init | undefined }[] = [];
  readonly functions: FunctionSymbol[] = [];
  dataSize = LIBRARY_DATA_SIZE;

  constructor(report: Reporter) {
    this.report = report;
  }

  get global(): boolean {
    return this.scopes.length === 1;
  }

  push(): void {
    this.scopes.push(newScope());
  }

  pop(): void {
    const scope = this.scopes.pop();
    for (const symbol of scope?.names.values() ?? []) if (symbol.kind === 'variable') this.warnUnused(symbol);
  }

  warnUnused(v: Variable): void {
    if (v.system || v.storage === 'parameter' || v.storage === 'extern' || v.storage === 'global') return;
    if (!v.used && !v.assigned) this.report.warn(v.loc, '-Wunused-variable', `unused variable '${v.name}'`);
    else if (!v.used && v.storage === 'local')
      this.report.warn(v.loc, '-Wunused-but-set-variable', `variable '${v.name}' set but not used`);
  }

  lookup(name: string): Symbol | undefined {
    for (let i = this.scopes.length - 1; i >= 0; i -= 1) {
      const found = this.scopes[i]?.names.get(name);
      if (found) return found;
    }
    return undefined;
  }

  /** Declared in the innermost scope already. */
  local(name: string): Symbol | undefined {
    return this.scopes[this.scopes.length - 1]?.names.get(name);
  }

  outermost(name: string): Symbol | undefined {
    return this.scopes[0]?.names.get(name);
  }

  declare(symbol: Symbol, outermost = false): void {
    this.scopes[outermost ? 0 : this.scopes.length - 1]?.names.set(symbol.name, symbol);
  }

  tag(
    name: string,
    onlyHere: boolean,
  ): { readonly type: Type; readonly layout: Layout | undefined; readonly loc: Loc } | undefined {
    for (let i = this.scopes.length - 1; i >= 0; i -= 1) {
      const found = this.scopes[i]?.tags.get(name);
      if (found || onlyHere) return found;
    }
    return undefined;
  }

  declareTag(name: string, type: Type, layout: Layout | undefined, loc: Loc): void {
    this.scopes[this.scopes.length - 1]?.tags.set(name, { type, layout, loc });
  }

  /** All visible names, innermost scope first: what a misspelt name could mean. */
  *visible(): Generator<string> {
    for (let i = this.scopes.length - 1; i >= 0; i -= 1) yield* this.scopes[i]?.names.keys() ?? [];
  }

  isTypeName(name: string): boolean {
    return this.lookup(name)?.kind === 'typedef';
  }

  /** Gives a variable its place in the frame. */
  place(v: Variable): void {
    const { fn } = this;
    if (!fn) return;
    const align = Math.max(alignOf(v.type), sizeOf(v.type) >= 16 ? 16 : 1);
    v.offset = Math.ceil(fn.frameSize / align) * align;
    fn.frameSize = v.offset + Math.max(1, sizeOf(v.type));
    if (fn.frameSize > MAX_OBJECT) {
      this.report.error(v.loc, `size of array '${v.name}' is too large`);
      fn.frameSize = 0;
    }
    fn.locals.push(v);
  }

  /** Gives a static or global variable its place in the data segment. */
  placeStatic(v: Variable): void {
    const library = v.system ? LIBRARY_DATA[v.name] : undefined;
    if (library !== undefined) {
      v.offset = library;
      return;
    }
    const align = Math.max(alignOf(v.type), sizeOf(v.type) >= 16 ? 16 : 1);
    v.offset = Math.ceil(this.dataSize / align) * align;
    this.dataSize = v.offset + Math.max(1, sizeOf(v.type));
    if (this.dataSize > MAX_OBJECT) {
      this.report.error(v.loc, `size of array '${v.name}' is too large`);
      this.dataSize = LIBRARY_DATA_SIZE;
    }
  }
}
