// -Wuninitialized, as far as gcc sees it without optimising: a local that is read before anything on the straight way there set it.
import type { Loc } from '../diagnostics.ts';
import type { Expr, Stmt, Variable } from '../tree.ts';
import type { Context } from './context.ts';

/** Follows the function's statements in order; gives up on a variable at the first branch, loop or label that could set it. */
export class Uninitialized {
  private readonly c: Context;
  private readonly bare = new Set<Variable>();

  constructor(c: Context) {
    this.c = c;
  }

  block(items: readonly Stmt[]): void {
    for (const item of items) this.statement(item);
  }

  private statement(s: Stmt): void {
    switch (s.k) {
      case 'declare':
        if (
          s.variable.bare &&
          !s.variable.escapes &&
          s.variable.type.kind !== 'array' &&
          s.variable.type.kind !== 'struct'
        )
          this.bare.add(s.variable);
        return;
      case 'init':
        for (const store of s.init.stores) this.read(store.value);
        this.bare.delete(s.variable);
        return;
      case 'expr':
        this.read(s.e);
        return;
      case 'block':
        this.block(s.items);
        return;
      case 'return':
        if (s.e) this.read(s.e);
        return;
      case 'if':
      case 'while':
      case 'switch':
        this.read(s.k === 'switch' ? s.value : s.test);
        this.bare.clear();
        return;
      case 'empty':
      case 'break':
      case 'continue':
        return;
      default:
        this.bare.clear();
    }
  }

  /** `at`: the operation that reads; gcc points there. */
  private read(e: Expr, at: Loc = e.loc): void {
    switch (e.k) {
      case 'variable':
        if (!this.bare.delete(e.variable)) return;
        if (this.c.report.warn(at, '-Wuninitialized', `'${e.variable.name}' is used uninitialized`))
          this.c.report.note(e.variable.loc, `'${e.variable.name}' was declared here`);
        return;
      case 'assign':
        this.read(e.r, e.loc);
        if (e.l.k === 'variable') this.bare.delete(e.l.variable);
        else this.read(e.l);
        return;
      case 'update':
      case 'binary':
      case 'compare':
      case 'difference':
      case 'comma':
        this.read(e.l, e.k === 'update' ? e.loc : at);
        this.read(e.r, e.k === 'update' ? e.loc : at);
        return;
      case 'logic':
        this.read(e.l);
        this.bare.clear();
        return;
      case 'choose':
        this.read(e.c);
        this.bare.clear();
        return;
      case 'offset':
        this.read(e.e);
        this.read(e.by);
        return;
      case 'call':
        for (const arg of e.args) this.read(arg, e.loc);
        return;
      case 'address':
        return;
      case 'negate':
      case 'invert':
      case 'not':
      case 'deref':
      case 'member':
      case 'convert':
      case 'decay':
        this.read(e.e, at);
        return;
      default:
    }
  }
}
