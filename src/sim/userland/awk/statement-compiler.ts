// Statements → nodes that run them and say how control goes on.
import type { Sys } from '../../kernel/abi/index.ts';
import { AwkArray } from './array.ts';
import type { Expr, Statement } from './ast.ts';
import { ExpressionCompiler, type Callee } from './expression-compiler.ts';
import { format } from './format.ts';
import { effect, map, mapAll, pure, type Node } from './node.ts';
import { Unwind } from './trouble.ts';
import { isTrue, numberText, toNumber, toText, type Value } from './values.ts';

export const NORMAL = 0;
export const BREAK = 1;
export const CONTINUE = 2;
export const NEXT = 3;
export const NEXTFILE = 4;
export const RETURN = 5;
export const EXIT = 6;
export type Flow = number;

export class StatementCompiler extends ExpressionCompiler {
  /** What `return` leaves. */
  #result: Value = undefined;
  /** What `exit` leaves. */
  status = 0;

  /** Declares a function; its body comes once all are known. */
  declare(name: string, params: readonly string[]): void {
    this.functions.set(name, { params, call: pure(() => undefined) });
  }

  define(name: string, body: Statement): void {
    const callee = this.functions.get(name) as Callee;
    const statement = this.statement(body);
    callee.call = effect(() => this.#invoke(statement));
  }

  *#invoke(body: Node<Flow>): Sys<Value> {
    const flow = body.pure ? body.run() : yield* body.run();
    if (flow === NEXT || flow === NEXTFILE || flow === EXIT) throw new Unwind(flow);
    const result = flow === RETURN ? this.#result : undefined;
    this.#result = undefined;
    return result;
  }

  protected override newArray(): AwkArray {
    return new AwkArray();
  }

  #condition(expr: Expr): Node<boolean> {
    return map(this.expression(expr), isTrue);
  }

  statement(statement: Statement): Node<Flow> {
    switch (statement.kind) {
      case 'expression':
        return map(this.expression(statement.value), () => NORMAL);
      case 'block':
        return this.#block(statement.body.map((part) => this.statement(part)));
      case 'print':
        return this.#print(statement);
      case 'if':
        return this.#if(
          this.#condition(statement.test),
          this.statement(statement.yes),
          statement.no ? this.statement(statement.no) : pure(() => NORMAL),
        );
      case 'while':
        return this.#loop(this.#condition(statement.test), this.statement(statement.body), undefined);
      case 'do':
        return this.#loop(this.#condition(statement.test), this.statement(statement.body), undefined, true);
      case 'for': {
        const test = statement.test ? this.#condition(statement.test) : pure(() => true);
        const step = statement.step ? this.expression(statement.step) : undefined;
        const loop = this.#loop(test, this.statement(statement.body), step);
        return statement.init ? this.#block([map(this.expression(statement.init), () => NORMAL), loop]) : loop;
      }
      case 'for-in':
        return this.#forIn(statement);
      case 'break':
        return pure(() => BREAK);
      case 'continue':
        return pure(() => CONTINUE);
      case 'next':
        return pure(() => NEXT);
      case 'nextfile':
        return pure(() => NEXTFILE);
      case 'return':
        return map(statement.value ? this.expression(statement.value) : pure((): Value => undefined), (value) => {
          this.#result = value;
          return RETURN;
        });
      case 'exit':
        if (!statement.value) return pure(() => EXIT);
        return map(this.expression(statement.value), (value) => {
          this.status = Math.trunc(toNumber(value)) & 255;
          return EXIT;
        });
      case 'delete': {
        const { machine } = this;
        const array = this.array(statement.array);
        if (!statement.index) {
          return pure(() => {
            array().clear();
            return NORMAL;
          });
        }
        return map(this.index(statement.index), (key) => {
          array().delete(key, machine.convfmt);
          return NORMAL;
        });
      }
    }
  }

  #block(parts: readonly Node<Flow>[]): Node<Flow> {
    const [only] = parts;
    if (parts.length === 1 && only) return only;
    if (parts.every((part) => part.pure)) {
      const runs = parts.map((part) => part.run as () => Flow);
      return pure(() => {
        for (const run of runs) {
          const flow = run();
          if (flow !== NORMAL) return flow;
        }
        return NORMAL;
      });
    }
    return effect(function* () {
      for (const part of parts) {
        const flow = part.pure ? part.run() : yield* part.run();
        if (flow !== NORMAL) return flow;
      }
      return NORMAL;
    });
  }

  #if(test: Node<boolean>, yes: Node<Flow>, no: Node<Flow>): Node<Flow> {
    if (test.pure && yes.pure && no.pure) {
      const [asked, first, second] = [test.run, yes.run, no.run];
      return pure(() => (asked() ? first() : second()));
    }
    return effect(function* () {
      const chosen = (test.pure ? test.run() : yield* test.run()) ? yes : no;
      return chosen.pure ? chosen.run() : yield* chosen.run();
    });
  }

  #loop(test: Node<boolean>, body: Node<Flow>, step: Node<Value> | undefined, bodyFirst = false): Node<Flow> {
    const { machine } = this;
    return effect(function* () {
      for (let first = bodyFirst; ; first = false) {
        yield* machine.tick();
        if (!first && !(test.pure ? test.run() : yield* test.run())) return NORMAL;
        const flow = body.pure ? body.run() : yield* body.run();
        if (flow === BREAK) return NORMAL;
        if (flow !== NORMAL && flow !== CONTINUE) return flow;
        if (step) {
          if (step.pure) step.run();
          else yield* step.run();
        }
      }
    });
  }

  #forIn(statement: Extract<Statement, { kind: 'for-in' }>): Node<Flow> {
    const { machine } = this;
    const array = this.array(statement.array);
    const place = this.place({ kind: 'name', ref: statement.ref, line: 0 });
    const body = this.statement(statement.body);
    return effect(function* () {
      // the keys of the beginning: what the body adds or deletes changes nothing
      for (const key of array().keys()) {
        yield* machine.tick();
        (place.pure ? place.run() : yield* place.run()).value = key;
        const flow = body.pure ? body.run() : yield* body.run();
        if (flow === BREAK) return NORMAL;
        if (flow !== NORMAL && flow !== CONTINUE) return flow;
      }
      return NORMAL;
    });
  }

  #print(statement: Extract<Statement, { kind: 'print' }>): Node<Flow> {
    const { machine } = this;
    const args = statement.args.map((arg) => this.expression(arg));
    const text = statement.formatted
      ? mapAll(args, ([layout, ...rest]) => format('printf', machine.text(layout), rest, machine.convfmt))
      : args.length === 0
        ? pure(() => machine.record.text + machine.text(machine.ors.value))
        : mapAll(args, (values) => {
            const shown = values.map((value) =>
              typeof value === 'number' ? numberText(value, machine.ofmt) : toText(value, machine.convfmt),
            );
            return shown.join(machine.outputSeparator) + machine.text(machine.ors.value);
          });
    const { to } = statement;
    const target = to ? this.expression(to.target) : undefined;
    return effect(function* () {
      const line = text.pure ? text.run() : yield* text.run();
      const out =
        to && target
          ? yield* machine.streams.output(to.kind, machine.text(target.pure ? target.run() : yield* target.run()))
          : machine.tool.out;
      yield* machine.streams.print(out, line);
      return NORMAL;
    });
  }
}
