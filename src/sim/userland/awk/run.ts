// A run of an awk program: BEGIN, the records with their rules, END.
import type { Sys } from '../../kernel/abi/index.ts';
import type { Pattern, ProgramText } from './ast.ts';
import type { Machine } from './machine.ts';
import { drive, evaluate, map, type Node } from './node.ts';
import { EXIT, NEXT, NEXTFILE, NORMAL, StatementCompiler, type Flow } from './statement-compiler.ts';
import { Unwind } from './trouble.ts';
import { isTrue } from './values.ts';

/** Whether a rule applies to the record. */
type Test = () => Sys<boolean>;

/** One step: a flow, also when a function unwound to here. */
function* guarded(run: () => Sys<Flow>): Sys<Flow> {
  try {
    return yield* run();
  } catch (reason) {
    if (reason instanceof Unwind) return reason.flow;
    throw reason;
  }
}

function compileTest(compiler: StatementCompiler, pattern: Pattern): Test {
  if (pattern.kind === 'always') {
    return function* () {
      return true;
    };
  }
  if (pattern.kind === 'one') {
    const test = map(compiler.expression(pattern.test), isTrue);
    return () => evaluate(test);
  }
  const from = map(compiler.expression(pattern.from), isTrue);
  const to = map(compiler.expression(pattern.to), isTrue);
  let inside = false;
  return function* () {
    if (!inside && !(yield* evaluate(from))) return false;
    inside = !(yield* evaluate(to));
    return true;
  };
}

/** The exit status. RunTrouble goes through to the caller. */
export const runProgram = (machine: Machine, program: ProgramText): Sys<number> => drive(sections(machine, program));

function* sections(machine: Machine, program: ProgramText): Sys<number> {
  const compiler = new StatementCompiler(machine);
  for (const text of program.functions.values()) compiler.declare(text.name, text.params);
  for (const text of program.functions.values()) compiler.define(text.name, text.body);
  const begin = program.begin.map((body) => compiler.statement(body));
  const end = program.end.map((body) => compiler.statement(body));
  const print = compiler.statement({ kind: 'print', formatted: false, args: [], to: undefined });
  const rules = program.rules.map((rule) => ({
    test: compileTest(compiler, rule.pattern),
    body: rule.body ? compiler.statement(rule.body) : print,
  }));

  const section = function* (parts: readonly Node<Flow>[]): Sys<Flow> {
    for (const part of parts) {
      const flow = yield* guarded(() => evaluate(part));
      if (flow !== NORMAL) return flow;
    }
    return NORMAL;
  };
  const record = function* (): Sys<Flow> {
    for (const rule of rules) {
      if (!(yield* rule.test())) continue;
      const flow = yield* evaluate(rule.body);
      if (flow !== NORMAL) return flow;
    }
    return NORMAL;
  };

  let flow = yield* section(begin);
  if (flow !== EXIT && (rules.length > 0 || end.length > 0)) {
    for (;;) {
      const text = yield* machine.mainRecord();
      if (text === undefined) break;
      yield* machine.tick();
      machine.record.read(text);
      flow = yield* guarded(record);
      if (flow === EXIT) break;
      if (flow === NEXTFILE) yield* machine.nextFile();
      else if (flow !== NEXT && flow !== NORMAL) break;
    }
  }
  yield* section(end);
  return compiler.status;
}
