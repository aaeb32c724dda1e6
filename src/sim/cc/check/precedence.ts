// -Wparentheses between operators whose precedence people mistake.
import type { ArithmeticOp, Expr } from '../tree.ts';
import type { Context } from './context.ts';

/** Where gcc asks for parentheses (-Wparentheses). */
export function precedence(c: Context, op: ArithmeticOp, left: Expr, right: Expr): void {
  const bare = (test: (e: Expr) => boolean): Expr | undefined => [left, right].find((e) => !e.parenthesized && test(e));
  const sum = (e: Expr): boolean =>
    (e.k === 'binary' || e.k === 'offset') && e.k === 'binary' && (e.op === '+' || e.op === '-');
  const say = (e: Expr | undefined, words: string): void => {
    if (e) c.report.warn(e.loc, '-Wparentheses', words);
  };
  if (op === '<<' || op === '>>') {
    const e = bare(sum);
    say(e, `suggest parentheses around '${e?.k === 'binary' ? e.op : '+'}' inside '${op}'`);
  } else if (op === '&' || op === '|' || op === '^') {
    say(
      bare((e) => e.k === 'compare'),
      `suggest parentheses around comparison in operand of '${op}'`,
    );
    const e = bare(sum);
    say(
      e,
      op === '&'
        ? `suggest parentheses around '${e?.k === 'binary' ? e.op : '+'}' in operand of '&'`
        : `suggest parentheses around arithmetic in operand of '${op}'`,
    );
  }
}
