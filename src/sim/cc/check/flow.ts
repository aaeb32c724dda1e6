// Whether control can come to the end of a statement: for "control reaches end of non-void function".
import type { Expr, Stmt } from '../tree.ts';
import { constantValue } from './constant.ts';

/** Functions that do not return; their headers say so with an attribute. */
const NO_RETURN = new Set(['exit', '_exit', '_Exit', 'abort']);

const neverReturns = (e: Expr): boolean =>
  e.k === 'call' && e.fn.k === 'decay' && e.fn.e.k === 'function' && NO_RETURN.has(e.fn.e.symbol.name);

const isTrue = (e: Expr | undefined): boolean => e === undefined || Boolean(constantValue(e));
const isFalse = (e: Expr): boolean => constantValue(e) === 0;

/** Does the statement hold a `break` of the loop or switch around it? */
function breaks(s: Stmt | undefined): boolean {
  switch (s?.k) {
    case 'break':
      return true;
    case 'block':
      return s.items.some(breaks);
    case 'if':
      return breaks(s.yes) || breaks(s.no);
    default:
      return false;
  }
}

const hasLabel = (s: Stmt): boolean => s.k === 'label' || s.k === 'case' || (s.k === 'block' && s.items.some(hasLabel));

export function endReachable(s: Stmt): boolean {
  switch (s.k) {
    case 'return':
    case 'goto':
    case 'break':
    case 'continue':
      return false;
    case 'expr':
      return !neverReturns(s.e);
    case 'block': {
      let reachable = true;
      for (const item of s.items) {
        if (!reachable && !hasLabel(item)) continue;
        reachable = endReachable(item);
      }
      return reachable;
    }
    case 'if':
      if (isTrue(s.test)) return endReachable(s.yes);
      if (isFalse(s.test)) return s.no ? endReachable(s.no) : true;
      return endReachable(s.yes) || (s.no ? endReachable(s.no) : true);
    case 'while':
    case 'for':
      return !isTrue(s.test) || breaks(s.body);
    case 'do':
      return breaks(s.body) || (!isTrue(s.test) && (endReachable(s.body) || true));
    case 'switch':
      return s.cases.fallback === undefined || breaks(s.body) || endReachable(s.body);
    default:
      return true;
  }
}
