// The expression of an #if line (ISO 9899, 6.10.1): integers, names that are 0, and the operators.
import type { Loc, Reporter } from './diagnostics.ts';
import type { Token } from './lex.ts';
import { charConstant, integerConstant } from './literal.ts';

const LEVELS: readonly (readonly string[])[] = [
  ['||'], ['&&'], ['|'], ['^'], ['&'], ['==', '!='], ['<', '>', '<=', '>='], ['<<', '>>'], ['+', '-'], ['*', '/', '%'],
]; // prettier-ignore

const flag = (value: boolean): bigint => (value ? 1n : 0n);

function apply(op: string, a: bigint, b: bigint): bigint {
  switch (op) {
    case '||':
      return flag(a !== 0n || b !== 0n);
    case '&&':
      return flag(a !== 0n && b !== 0n);
    case '|':
      return a | b;
    case '^':
      return a ^ b;
    case '&':
      return a & b;
    case '==':
      return flag(a === b);
    case '!=':
      return flag(a !== b);
    case '<':
      return flag(a < b);
    case '>':
      return flag(a > b);
    case '<=':
      return flag(a <= b);
    case '>=':
      return flag(a >= b);
    case '<<':
      return BigInt.asIntN(64, a << (b & 63n));
    case '>>':
      return a >> (b & 63n);
    case '+':
      return BigInt.asIntN(64, a + b);
    case '-':
      return BigInt.asIntN(64, a - b);
    case '*':
      return BigInt.asIntN(64, a * b);
    case '/':
      return b === 0n ? 0n : a / b;
    default:
      return b === 0n ? 0n : a % b;
  }
}

class Wrong extends Error {}

/** Deeper parentheses are refused: the host's stack is not the learner's business. */
const MAX_DEPTH = 200;

/** Whether the condition holds; a wrong one is reported and does not. */
export function condition(at: Loc, tokens: readonly Token[], report: Reporter): boolean {
  let next = 0;
  let depth = 0;
  const binary = (level: number): bigint => {
    const ops = LEVELS[level];
    if (!ops) return unary();
    let left = binary(level + 1);
    for (let token = tokens[next]; token && ops.includes(token.text); token = tokens[next]) {
      next += 1;
      left = apply(token.text, left, binary(level + 1));
    }
    return left;
  };
  const unary = (): bigint => {
    const token = tokens[next];
    next += 1;
    if (!token || (depth += 1) > MAX_DEPTH) throw new Wrong('#if with no expression');
    try {
      if (token.text === '!') return flag(unary() === 0n);
      if (token.text === '-') return -unary();
      if (token.text === '+') return unary();
      if (token.text === '~') return ~unary();
      if (token.text === '(') {
        const value = binary(0);
        if (tokens[next]?.text !== ')') throw new Wrong("missing ')' in expression");
        next += 1;
        return value;
      }
    } finally {
      depth -= 1;
    }
    if (token.kind === 'number') return BigInt(integerConstant(token, report).value);
    if (token.kind === 'char') return BigInt(charConstant(token, report).value);
    if (token.kind === 'id') return 0n;
    throw new Wrong(`token "${token.text}" is not valid in preprocessor expressions`);
  };
  try {
    const value = binary(0);
    const rest = tokens[next];
    if (rest) throw new Wrong('missing binary operator before token "' + rest.text + '"');
    return value !== 0n;
  } catch (error) {
    if (!(error instanceof Wrong)) throw error;
    report.error(at, error.message);
    return false;
  }
}
