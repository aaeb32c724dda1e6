// `[[ … ]]`: lazy logic, patterns and regular expressions on unsplit words.
import { sys, type Sys } from '../../kernel/abi/index.ts';
import { arithmetic, expandStringGeneral } from '../expand/expander.ts';
import { equal } from '../expand/int64.ts';
import { compilePattern } from '../expand/pattern.ts';
import type { Cond, Test } from '../parse/nodes.ts';
import { assignArray } from '../vars/access.ts';
import { ExpansionFault } from './faults.ts';
import { matchRegex, RegexFault } from '../expand/ere.ts';
import { complain, flush } from './report.ts';
import type { Shell } from './shell.ts';
import { compareFiles, unaryTest } from './test-ops.ts';
import { traceLine } from './trace.ts';
import { traceQuote } from '../expand/quote.ts';

/** Status: 0 true, 1 false, 2 after a message. */
export function* evaluateTest(sh: Shell, node: Cond): Sys<number> {
  try {
    return (yield* evaluate(sh, node.test)) ? 0 : 1;
  } catch (error) {
    if (error instanceof RegexFault) return 2;
    if (error instanceof ExpansionFault && !error.fatal && error.message.startsWith('[[: ')) {
      complain(sh, error.message);
      yield* flush(sh);
      return 1;
    }
    throw error;
  }
}

function* evaluate(sh: Shell, test: Test, not = ''): Sys<boolean> {
  switch (test.kind) {
    case 'and':
      return (yield* evaluate(sh, test.left)) && (yield* evaluate(sh, test.right));
    case 'or':
      return (yield* evaluate(sh, test.left)) || (yield* evaluate(sh, test.right));
    case 'not':
      return !(yield* evaluate(sh, test.test, '! '));
    case 'group':
      return yield* evaluate(sh, test.test);
    case 'unary': {
      const operand = yield* expandStringGeneral(sh, test.word, 'string');
      if (sh.opt('xtrace')) traceLine(sh, `[[ ${not}${test.op} ${traceQuote(operand)} ]]`);
      return yield* unaryTest(sh, test.op, operand, true);
    }
    case 'binary':
      return yield* binary(sh, test, not);
  }
}

function* binary(sh: Shell, test: Extract<Test, { kind: 'binary' }>, not: string): Sys<boolean> {
  const { op } = test;
  const left = yield* expandStringGeneral(sh, test.left, 'string');
  if (op === '=~') {
    const source = yield* expandStringGeneral(sh, test.right, 'regex');
    if (sh.opt('xtrace')) traceLine(sh, `[[ ${not}${traceQuote(left)} =~ ${source} ]]`);
    const groups = matchRegex(source, left, sh.shopts.has('nocasematch'));
    assignArray(
      sh,
      'BASH_REMATCH',
      (groups ?? []).map((value) => ({ index: undefined, value, append: false })),
      false,
    );
    return groups !== undefined;
  }
  if (op === '=' || op === '==' || op === '!=') {
    // Every quoted character gets a backslash, as the trace shows it.
    const source = yield* expandStringGeneral(sh, test.right, sh.opt('xtrace') ? 'quoted' : 'pattern');
    if (sh.opt('xtrace')) traceLine(sh, `[[ ${not}${traceQuote(left)} ${op} ${source === '' ? "''" : source} ]]`);
    const hit = compilePattern(source, { extglob: true, nocase: sh.shopts.has('nocasematch') }).matches(left);
    return hit === (op !== '!=');
  }
  const right = yield* expandStringGeneral(sh, test.right, 'string');
  if (sh.opt('xtrace')) traceLine(sh, `[[ ${not}${traceQuote(left)} ${op} ${traceQuote(right)} ]]`);
  if (op === '<') return left < right;
  if (op === '>') return left > right;
  if (op === '-nt' || op === '-ot' || op === '-ef') return yield* compareFiles(op, left, right);
  if (/SECONDS|EPOCH/.test(left + right)) sh.now = yield* sys.clock();
  const a = arithmetic(sh, left, '[[: ');
  const b = arithmetic(sh, right, '[[: ');
  switch (op) {
    case '-eq':
      return equal(a, b);
    case '-ne':
      return !equal(a, b);
    case '-lt':
      return a < b;
    case '-le':
      return a <= b;
    case '-gt':
      return a > b;
    default:
      return a >= b;
  }
}
