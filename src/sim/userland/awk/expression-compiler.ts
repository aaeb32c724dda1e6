// Expressions → nodes that compute them.
import { SECOND, sys } from '../../kernel/abi/index.ts';
import type { AwkArray } from './array.ts';
import { type BinaryOperator, type Expr, type NameRef, type Place } from './ast.ts';
import { BUILTIN_VALUES } from './builtins.ts';
import type { Machine } from './machine.ts';
import { deeper, effect, map, map2, mapAll, pure, type Node } from './node.ts';
import type { Regex } from '../../posix/index.ts';
import { splitText, type Separator } from './separator.ts';
import { substitute } from './substitute.ts';
import { compare, Input, isTrue, toNumber, type Cell, type Value } from './values.ts';

/** A compiled function: runs with these arguments. */
export interface Callee {
  readonly params: readonly string[];
  call: Node<Value>;
}

const ARITHMETIC: Readonly<Record<string, (a: number, b: number) => number>> = {
  '+': (a, b) => a + b,
  '-': (a, b) => a - b,
  '*': (a, b) => a * b,
  '/': (a, b) => a / b,
  '%': (a, b) => a % b,
  '^': (a, b) => a ** b,
};

const COMPARISONS: Readonly<Record<string, (order: number) => boolean>> = {
  '<': (order) => order < 0,
  '<=': (order) => order <= 0,
  '==': (order) => order === 0,
  '!=': (order) => order !== 0,
  '>': (order) => order > 0,
  '>=': (order) => order >= 0,
};

export class ExpressionCompiler {
  protected readonly machine: Machine;
  readonly functions = new Map<string, Callee>();

  constructor(machine: Machine) {
    this.machine = machine;
  }

  expression(expr: Expr): Node<Value> {
    const { machine } = this;
    switch (expr.kind) {
      case 'number':
      case 'string': {
        const { value } = expr;
        return pure(() => value);
      }
      case 'regex': {
        const regex = machine.regex(expr.source);
        return pure(() => (regex.test(machine.record.text) ? 1 : 0));
      }
      case 'name':
      case 'bare':
        return this.#variable(expr.ref);
      case 'field':
        return map(this.expression(expr.index), (index) => machine.record.get(machine.record.index(index)));
      case 'element':
        return map(this.place(expr), (cell) => cell.value);
      case 'binary':
        return this.#binary(expr.operator, this.expression(expr.left), this.expression(expr.right));
      case 'unary':
        return this.#unary(expr.operator, this.expression(expr.operand));
      case 'and':
      case 'or':
        return this.#logical(expr.kind === 'and', this.expression(expr.left), this.expression(expr.right));
      case 'choice':
        return this.#choice(this.expression(expr.test), this.expression(expr.yes), this.expression(expr.no));
      case 'match': {
        const { negated } = expr;
        return map2(this.expression(expr.left), this.#pattern(expr.right), (text, regex) =>
          regex.test(machine.text(text)) === negated ? 0 : 1,
        );
      }
      case 'in': {
        const array = this.array(expr.array);
        return map(this.index(expr.index), (key) => (array().has(key, machine.convfmt) ? 1 : 0));
      }
      case 'assign':
        return this.#assign(expr.operator, expr.place, expr.value);
      case 'step': {
        const { by, prefix } = expr;
        return map(this.place(expr.place), (cell) => {
          const old = toNumber(cell.value);
          cell.value = old + by;
          return prefix ? old + by : old;
        });
      }
      case 'builtin':
        return this.#builtin(expr.name, expr.args);
      case 'call':
        return this.#call(expr.name, expr.args);
      case 'getline':
        return this.#getline(expr);
      case 'array':
        return pure(() => undefined);
    }
  }

  #variable(ref: NameRef): Node<Value> {
    if (this.machine.isArray(ref)) return pure(() => undefined);
    return map(this.#cell(ref), (cell) => cell.value);
  }

  #cell(ref: NameRef): Node<Cell> {
    const { machine } = this;
    if (ref.local === undefined) {
      const cell = machine.cell(ref.name);
      return pure(() => cell);
    }
    const slot = this.#slot(ref);
    return pure(() => machine.frame[slot] as Cell);
  }

  #slot(ref: NameRef): number {
    return this.functions.get(ref.local ?? '')?.params.indexOf(ref.name) ?? -1;
  }

  array(ref: NameRef): () => AwkArray {
    const { machine } = this;
    if (ref.local === undefined) {
      const array = machine.array(ref.name);
      return () => array;
    }
    const slot = this.#slot(ref);
    return () => machine.frame[slot] as AwkArray;
  }

  /** A subscript: one value, or several joined with SUBSEP. */
  index(list: readonly Expr[]): Node<Value> {
    const [only] = list;
    if (list.length === 1 && only) return this.expression(only);
    const { machine } = this;
    return mapAll(
      list.map((expr) => this.expression(expr)),
      (values) => values.map((value) => machine.text(value)).join(machine.subsep),
    );
  }

  place(place: Place): Node<Cell> {
    const { machine } = this;
    if (place.kind === 'name') return this.#cell(place.ref);
    if (place.kind === 'field') return map(this.expression(place.index), (index) => machine.record.cell(index));
    const array = this.array(place.array);
    return map(this.index(place.index), (key) => array().at(key, machine.convfmt));
  }

  #binary(operator: BinaryOperator, left: Node<Value>, right: Node<Value>): Node<Value> {
    const { machine } = this;
    if (operator === 'cat') return map2(left, right, (a, b) => machine.join(machine.text(a), machine.text(b)));
    const arithmetic = ARITHMETIC[operator];
    if (arithmetic) return map2(left, right, (a, b) => arithmetic(toNumber(a), toNumber(b)));
    const holds = COMPARISONS[operator] ?? (() => false);
    return map2(left, right, (a, b) => (holds(compare(a, b, machine.convfmt)) ? 1 : 0));
  }

  #unary(operator: '+' | '-' | '!', operand: Node<Value>): Node<Value> {
    if (operator === '!') return map(operand, (value) => (isTrue(value) ? 0 : 1));
    return map(operand, operator === '-' ? (value) => -toNumber(value) : toNumber);
  }

  #logical(and: boolean, left: Node<Value>, right: Node<Value>): Node<Value> {
    if (left.pure && right.pure) {
      const [first, second] = [left.run, right.run];
      return pure(() => (isTrue(first()) === and ? (isTrue(second()) ? 1 : 0) : and ? 0 : 1));
    }
    return effect(function* () {
      if (isTrue(left.pure ? left.run() : yield* left.run()) !== and) return and ? 0 : 1;
      return isTrue(right.pure ? right.run() : yield* right.run()) ? 1 : 0;
    });
  }

  #choice(test: Node<Value>, yes: Node<Value>, no: Node<Value>): Node<Value> {
    if (test.pure && yes.pure && no.pure) {
      const [asked, first, second] = [test.run, yes.run, no.run];
      return pure(() => (isTrue(asked()) ? first() : second()));
    }
    return effect(function* () {
      const chosen = isTrue(test.pure ? test.run() : yield* test.run()) ? yes : no;
      return chosen.pure ? chosen.run() : yield* chosen.run();
    });
  }

  #assign(operator: '' | '+' | '-' | '*' | '/' | '%' | '^', place: Place, value: Expr): Node<Value> {
    const arithmetic = ARITHMETIC[operator];
    return map2(this.place(place), this.expression(value), (cell, given) => {
      const result = arithmetic ? arithmetic(toNumber(cell.value), toNumber(given)) : given;
      cell.value = result;
      return result;
    });
  }

  /** The expression a text is matched against: constant, or computed from a value. */
  #pattern(expr: Expr): Node<Regex> {
    const { machine } = this;
    if (expr.kind === 'regex' || expr.kind === 'string') {
      const regex = machine.regex(expr.kind === 'regex' ? expr.source : expr.value);
      return pure(() => regex);
    }
    return map(this.expression(expr), (value) => machine.regex(machine.text(value)));
  }

  #separator(expr: Expr | undefined): Node<Separator> {
    const { machine } = this;
    if (!expr) return pure(() => machine.separator());
    if (expr.kind === 'regex') {
      const separator: Separator = { kind: 'regex', regex: machine.regex(expr.source) };
      return pure(() => separator);
    }
    return map(this.expression(expr), (value) => machine.separatorFor(machine.text(value)));
  }

  #builtin(name: string, args: readonly Expr[]): Node<Value> {
    const { machine } = this;
    const [first, second, third] = args;
    const apply = BUILTIN_VALUES[name];
    if (apply)
      return mapAll(
        args.map((arg) => this.expression(arg)),
        (values) => apply(machine, values),
      );
    switch (name) {
      case 'length': {
        if (!first) return pure(() => machine.record.text.length);
        if (first.kind === 'bare' && machine.isArray(first.ref)) {
          const array = this.array(first.ref);
          return pure(() => array().size);
        }
        return map(this.expression(first), (value) => machine.text(value).length);
      }
      case 'split': {
        const array = second?.kind === 'array' ? this.array(second.ref) : undefined;
        if (!first || !array) return pure(() => 0);
        return map2(this.expression(first), this.#separator(third), (text, separator) => {
          const parts = splitText(machine.text(text), separator);
          array().fill(parts.map((part) => new Input(part)));
          return parts.length;
        });
      }
      case 'match': {
        if (!first || !second) return pure(() => 0);
        const [start, length] = [machine.cell('RSTART'), machine.cell('RLENGTH')];
        return map2(this.expression(first), this.#pattern(second), (text, regex) => {
          const found = regex.span(machine.text(text));
          start.value = found ? found[0] + 1 : 0;
          length.value = found ? found[1] - found[0] : -1;
          return start.value;
        });
      }
      case 'sub':
      case 'gsub':
        return this.#substitution(name === 'gsub', args);
      case 'srand': {
        if (!first) return effect(() => this.#seedByTime());
        return map(this.expression(first), (value) => this.#reseed(value));
      }
      default:
        return this.#calls(
          name,
          args.map((arg) => this.expression(arg)),
        );
    }
  }

  #reseed(value: Value): Value {
    const { machine } = this;
    const old = machine.seed;
    machine.seed = value;
    // a string does not become a number here
    const seed = typeof value === 'string' ? 1 : Math.trunc(toNumber(value));
    machine.random.seed(Math.min(Math.max(seed, -2_147_483_647), 2_147_483_647));
    return old;
  }

  *#seedByTime(): Generator<import('../../kernel/abi/index.ts').SysCall, Value, unknown> {
    return this.#reseed(Math.floor((yield* sys.clock()) / SECOND));
  }

  #substitution(all: boolean, [pattern, replacement, target]: readonly Expr[]): Node<Value> {
    const { machine } = this;
    if (!pattern || !replacement) return pure(() => 0);
    const isPlace =
      target === undefined || target.kind === 'name' || target.kind === 'element' || target.kind === 'field';
    const cell: Node<Cell> =
      target === undefined
        ? pure(() => machine.record.cell(0))
        : isPlace
          ? this.place(target)
          : map(this.expression(target), (value) => ({ value }));
    const work = map2(this.#pattern(pattern), this.expression(replacement), (regex, value) => ({
      regex,
      text: machine.text(value),
    }));
    return map2(work, cell, ({ regex, text }, to) => {
      const done = substitute(machine.text(to.value), regex, text, all);
      if (done.count > 0) to.value = done.text;
      return done.count;
    });
  }

  /** Functions that make system calls. */
  #calls(name: string, args: readonly Node<Value>[]): Node<Value> {
    const { machine } = this;
    const [first] = args;
    return effect(function* () {
      const value = first ? machine.text(first.pure ? first.run() : yield* first.run()) : undefined;
      if (name === 'systime') return Math.floor((yield* sys.clock()) / SECOND);
      if (name === 'fflush') return yield* machine.streams.flush(value);
      if (name === 'close') return yield* machine.streams.close(value ?? '');
      return yield* machine.streams.system(value ?? '');
    });
  }

  #call(name: string, args: readonly Expr[]): Node<Value> {
    const { machine } = this;
    const callee = this.functions.get(name);
    if (!callee) return pure(() => undefined);
    const isArray = callee.params.map((param) => machine.isArray({ name: param, local: name }));
    const given = args.map((arg, i): Node<Cell | AwkArray> => {
      if (isArray[i] && arg.kind === 'bare') return pure(this.array(arg.ref));
      return map(this.expression(arg), (value) => ({ value }));
    });
    const fresh = isArray.slice(args.length);
    const cells = Math.max(1, callee.params.length);
    const { newArray } = this;
    return effect(function* () {
      const frame: (Cell | AwkArray)[] = [];
      for (const node of given) frame.push(node.pure ? node.run() : yield* node.run());
      for (const array of fresh) frame.push(array ? newArray() : { value: undefined });
      const outer = machine.frame;
      machine.enter(cells);
      yield* machine.tick();
      machine.frame = frame;
      const { call } = callee;
      const result = call.pure ? call.run() : machine.deep ? yield* deeper(call.run()) : yield* call.run();
      machine.frame = outer;
      machine.leave(cells);
      return result;
    });
  }

  protected newArray(): AwkArray {
    throw new Error('given by the statement compiler');
  }

  #getline(expr: Extract<Expr, { kind: 'getline' }>): Node<Value> {
    const { machine } = this;
    const place = expr.place ? this.place(expr.place) : undefined;
    const source = expr.source ? this.expression(expr.source) : undefined;
    const { from } = expr;
    return effect(function* () {
      let text;
      if (from === 'main' || !source) {
        text = yield* machine.mainRecord();
      } else {
        const reader = yield* machine.streams.input(
          from === 'command',
          machine.text(source.pure ? source.run() : yield* source.run()),
        );
        if (!reader) return -1;
        text = yield* reader.next(machine.recordSeparator());
      }
      if (text === undefined) return 0;
      if (place) (place.pure ? place.run() : yield* place.run()).value = new Input(text);
      else machine.record.read(text);
      return 1;
    });
  }
}
