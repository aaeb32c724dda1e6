// -Wunused-value: what a statement computes and nobody uses.
import type { Expr } from '../tree.ts';
import type { Context } from './context.ts';

/** Whether nothing happens when it is evaluated. */
export function hasNoEffect(e: Expr): boolean {
  switch (e.k) {
    case 'const':
    case 'string':
    case 'variable':
    case 'function':
    case 'negate':
    case 'invert':
    case 'not':
    case 'binary':
    case 'compare':
    case 'offset':
    case 'difference':
    case 'address':
    case 'decay':
      return !e.type.volatile;
    case 'member':
    case 'deref':
      return !e.type.volatile;
    case 'logic':
      return hasNoEffect(e.r);
    case 'convert':
      return e.type.kind !== 'void' && hasNoEffect(e.e);
    case 'comma':
      return hasNoEffect(e.r);
    default:
      return false;
  }
}
/** Says so of an expression that stands as a statement. */
export function useless(c: Context, e: Expr): void {
  if (e.k === 'wrong') return;
  if (e.k === 'update' && e.post && e.l.k === 'deref' && !e.parenthesized) return;
  if (e.k === 'deref' && e.e.k === 'update') {
    c.report.warn(e.loc, '-Wunused-value', 'value computed is not used');
    return;
  }
  if (e.k === 'comma') {
    if (hasNoEffect(e.r))
      c.report.warn(e.loc, '-Wunused-value', 'right-hand operand of comma expression has no effect');
    return;
  }
  if (e.type.kind === 'void' || (!hasNoEffect(e) && !(e.k === 'logic' && e.r.type.kind !== 'void'))) return;
  const computed = e.k === 'logic' || e.k === 'choose' || hasEffectInside(e);
  c.report.warn(e.loc, '-Wunused-value', computed ? 'value computed is not used' : 'statement with no effect');
}

function hasEffectInside(e: Expr): boolean {
  switch (e.k) {
    case 'binary':
    case 'compare':
    case 'difference':
      return hasEffectInside(e.l) || hasEffectInside(e.r);
    case 'offset':
      return hasEffectInside(e.e) || hasEffectInside(e.by);
    case 'negate':
    case 'invert':
    case 'not':
    case 'convert':
    case 'deref':
    case 'member':
    case 'decay':
      return hasEffectInside(e.e);
    case 'call':
    case 'assign':
    case 'update':
      return true;
    default:
      return false;
  }
}
