// expr(1): evaluates expressions given as words.
import { type ByteString, type Sys } from '../../kernel/abi/index.ts';
import { compileRegex } from '../../posix/index.ts';
import { command, type Tool } from '../lib/tool.ts';

class ExprError extends Error {}

type Value = ByteString;

const isInteger = (value: Value): boolean => /^-?[0-9]+$/.test(value);
const isNull = (value: Value): boolean => value === '' || /^-?0+$/.test(value);

class Evaluator {
  readonly #words: readonly ByteString[];
  readonly #quote: (text: string) => string;
  #at = 0;

  constructor(words: readonly ByteString[], quote: (text: string) => string) {
    this.#words = words;
    this.#quote = quote;
  }

  run(): Value {
    const value = this.#or(true);
    if (this.#at < this.#words.length)
      throw new ExprError(`syntax error: unexpected argument ${this.#quote(this.#words[this.#at] ?? '')}`);
    return value;
  }

  #next(...operators: readonly string[]): string | undefined {
    const word = this.#words[this.#at];
    if (word === undefined || !operators.includes(word)) return undefined;
    this.#at += 1;
    return word;
  }

  #or(live: boolean): Value {
    let left = this.#and(live);
    while (this.#next('|') !== undefined) {
      const right = this.#and(live && isNull(left));
      if (isNull(left)) left = isNull(right) ? '0' : right;
    }
    return left;
  }

  #and(live: boolean): Value {
    let left = this.#compare(live);
    while (this.#next('&') !== undefined) {
      const right = this.#compare(live && !isNull(left));
      if (isNull(left) || isNull(right)) left = '0';
    }
    return left;
  }

  #compare(live: boolean): Value {
    let left = this.#add(live);
    for (;;) {
      const op = this.#next('<', '<=', '=', '==', '!=', '>=', '>');
      if (op === undefined) return left;
      const right = this.#add(live);
      const [a, b] = isInteger(left) && isInteger(right) ? [BigInt(left), BigInt(right)] : [left, right];
      const result = { '<': a < b, '<=': a <= b, '=': a === b, '==': a === b, '!=': a !== b, '>=': a >= b, '>': a > b }[
        op
      ];
      left = result ? '1' : '0';
    }
  }

  #number(value: Value, live: boolean): bigint {
    if (isInteger(value)) return BigInt(value);
    if (live) throw new ExprError('non-integer argument');
    return 0n;
  }

  #add(live: boolean): Value {
    let left = this.#multiply(live);
    for (;;) {
      const op = this.#next('+', '-');
      if (op === undefined) return left;
      const right = this.#multiply(live);
      if (live)
        left = String(
          op === '+'
            ? this.#number(left, live) + this.#number(right, live)
            : this.#number(left, live) - this.#number(right, live),
        );
    }
  }

  #multiply(live: boolean): Value {
    let left = this.#match(live);
    for (;;) {
      const op = this.#next('*', '/', '%');
      if (op === undefined) return left;
      const right = this.#match(live);
      if (!live) continue;
      const [a, b] = [this.#number(left, live), this.#number(right, live)];
      if (op !== '*' && b === 0n) throw new ExprError('division by zero');
      left = String(op === '*' ? a * b : op === '/' ? a / b : a % b);
    }
  }

  #match(live: boolean): Value {
    let left = this.#unary(live);
    while (this.#next(':') !== undefined) {
      const right = this.#unary(live);
      if (live) left = this.#matched(left, right);
    }
    return left;
  }

  #matched(text: Value, pattern: Value): Value {
    const compiled = compileRegex(pattern.startsWith('^') ? pattern : `^${pattern}`.replace(/^\^\*/, '^\\*'), {
      dialect: 'sed',
    });
    if (!compiled.ok)
      throw new ExprError(compiled.error.startsWith('Unmatched [') ? 'Invalid regular expression' : compiled.error);
    const match = compiled.regex.exec(text);
    if (compiled.regex.groups > 0) {
      const group = match?.[1];
      return group ? text.slice(group[0], group[1]) : '';
    }
    const whole = match?.[0];
    return String(whole ? whole[1] - whole[0] : 0);
  }

  #operand(): Value {
    const word = this.#words[this.#at];
    if (word === undefined)
      throw new ExprError(`syntax error: missing argument after ${this.#quote(this.#words.at(-1) ?? '')}`);
    this.#at += 1;
    return word;
  }

  #unary(live: boolean): Value {
    const word = this.#words[this.#at];
    if (this.#next('+') !== undefined) return this.#operand();
    if (word === 'length') {
      this.#at += 1;
      return String(this.#unary(live).length);
    }
    if (word === 'match') {
      this.#at += 1;
      const text = this.#unary(live);
      return live ? this.#matched(text, this.#unary(live)) : (this.#unary(live), '');
    }
    if (word === 'index') {
      this.#at += 1;
      const text = this.#unary(live);
      const chars = this.#unary(live);
      return String([...text].findIndex((char) => chars.includes(char)) + 1);
    }
    if (word === 'substr') {
      this.#at += 1;
      const text = this.#unary(live);
      const from = this.#unary(live);
      const count = this.#unary(live);
      if (!isInteger(from) || !isInteger(count) || Number(from) <= 0 || Number(count) <= 0) return '';
      return text.slice(Number(from) - 1, Number(from) - 1 + Number(count));
    }
    return this.#primary(live);
  }

  #primary(live: boolean): Value {
    const word = this.#operand();
    if (word === '(') {
      const value = this.#or(live);
      const close = this.#words[this.#at];
      if (close === undefined)
        throw new ExprError(
          `syntax error: expecting ${this.#quote(')')} after ${this.#quote(this.#words.at(-1) ?? '')}`,
        );
      if (close !== ')')
        throw new ExprError(`syntax error: expecting ${this.#quote(')')} instead of ${this.#quote(close)}`);
      this.#at += 1;
      return value;
    }
    if (word === ')') throw new ExprError(`syntax error: unexpected ${this.#quote(')')}`);
    return word;
  }
}

function* main(tool: Tool): Sys<number> {
  const words = [...tool.args];
  if (words.length === 1 && (words[0] === '--help' || words[0] === '--version'))
    return yield* tool.other({ key: words[0].slice(2), arg: undefined });
  if (words[0] === '--') words.shift();
  if (words.length === 0) return yield* tool.usage(2, 'missing operand');
  try {
    const value = new Evaluator(words, (text) => tool.q(text)).run();
    yield* tool.out.put(`${value}\n`);
    return isNull(value) ? 1 : 0;
  } catch (reason) {
    if (reason instanceof ExprError) return yield* tool.fail(2, reason.message);
    throw reason;
  }
}

export const expr = command(
  { name: 'expr', pkg: 'coreutils', synopsis: 'EXPRESSION', summary: 'Evaluates an expression given as words.' },
  main,
  3,
);
