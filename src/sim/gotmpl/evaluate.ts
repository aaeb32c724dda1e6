/** Evaluates pipelines, commands, fields and calls of a template, with text/template's errors. */
import { CALL } from './builtins.ts';
import type { ExecContext } from './exec.ts';
import {
  locationOf,
  nodeText,
  type ChainNode,
  type CommandNode,
  type IdentifierNode,
  type Node,
  type PipeNode,
  type VariableNode,
  type FieldNode,
} from './node.ts';
import { idealConstant, literalFor, type Literal } from './literal.ts';
import { quote } from './text.ts';
import {
  ANY,
  assignable,
  CallError,
  canBeNil,
  Dict,
  isTrue,
  Nil,
  REFLECT,
  Struct,
  typeOf,
  zeroOf,
  type Func,
  type Value,
} from './value.ts';

/** A value, and whether its static type is interface{}: Go names that type in its errors. */
export interface Ref {
  readonly v: Value;
  readonly iface: boolean;
}

/** An execution error: unwinds to Template.execute, which returns its text. */
export class ExecFailure extends Error {}

/** No value came through the pipe. */
const MISSING: Ref = Object.freeze({ v: undefined, iface: false });
const INVALID: Ref = Object.freeze({ v: undefined, iface: false });

const concrete = (v: Value): Ref => ({ v, iface: false });

export class Evaluator {
  private readonly template: string;
  private readonly context: ExecContext;
  private vars: { name: string; value: Ref }[];
  private node: Node | undefined;

  constructor(template: string, context: ExecContext, dot: Ref) {
    this.template = template;
    this.context = context;
    this.vars = [{ name: '$', value: dot }];
  }

  at(node: Node): void {
    this.node = node;
  }
  mark(): number {
    return this.vars.length;
  }
  pop(mark: number): void {
    this.vars.length = mark;
  }
  setTop(n: number, value: Ref): void {
    const v = this.vars[this.vars.length - n];
    if (v !== undefined) v.value = value;
  }
  assign(name: string, value: Ref): void {
    const v = this.vars.findLast((x) => x.name === name);
    if (v === undefined) this.fail(`undefined variable: ${name}`);
    else v.value = value;
  }
  private variable(name: string): Ref {
    const v = this.vars.findLast((x) => x.name === name);
    return v === undefined ? this.fail(`undefined variable: ${name}`) : v.value;
  }

  fail(message: string): never {
    if (this.node === undefined) throw new ExecFailure(`template: ${this.template}: ${message}`);
    throw new ExecFailure(
      `template: ${locationOf(this.node)}: executing ${quote(this.template)} at <${nodeText(this.node)}>: ${message}`,
    );
  }

  pipeline(dot: Ref, pipe: PipeNode): Ref {
    this.at(pipe);
    let value = MISSING;
    for (const cmd of pipe.cmds) {
      value = this.command(dot, cmd, value);
      // An interface is opened: what is inside counts from here on; a nil one becomes "no value".
      if (value.iface) value = concrete(value.v === null ? undefined : value.v);
    }
    for (const d of pipe.decl) {
      const name = d.ident[0] as string;
      if (pipe.assign) this.assign(name, value);
      else this.vars.push({ name, value });
    }
    return value;
  }

  private noArguments(args: readonly Node[], final: Ref): void {
    if (args.length > 1 || final !== MISSING)
      this.fail(`can't give argument to non-function ${nodeText(args[0] as Node)}`);
  }

  private command(dot: Ref, cmd: CommandNode, final: Ref): Ref {
    const first = cmd.args[0] as Node;
    switch (first.kind) {
      case 'field':
        return this.fieldNode(dot, first, cmd.args, final);
      case 'chain':
        return this.chainNode(dot, first, cmd.args, final);
      case 'identifier':
        return this.functionNode(dot, first, cmd, cmd.args, final);
      case 'pipe':
        this.noArguments(cmd.args, final);
        return this.pipeline(dot, first);
      case 'variable':
        return this.variableNode(dot, first, cmd.args, final);
      default:
    }
    this.at(first);
    this.noArguments(cmd.args, final);
    switch (first.kind) {
      case 'bool':
        return concrete(first.value);
      case 'dot':
        return dot;
      case 'nil':
        return this.fail('nil is not a command');
      case 'number':
        this.at(first);
        return this.taken(idealConstant(first));
      case 'string':
        return concrete(first.text);
      default:
        return this.fail(`can't evaluate command ${quote(nodeText(first))}`);
    }
  }

  private taken(l: Literal): Ref {
    return 'error' in l ? this.fail(l.error) : concrete(l.v);
  }

  private fieldNode(dot: Ref, n: FieldNode, args: readonly Node[] | undefined, final: Ref): Ref {
    this.at(n);
    return this.fieldChain(dot, dot, n, n.ident, args, final);
  }

  private chainNode(dot: Ref, n: ChainNode, args: readonly Node[] | undefined, final: Ref): Ref {
    this.at(n);
    if (n.node.kind === 'nil') this.fail(`indirection through explicit nil in ${nodeText(n)}`);
    const pipe = this.arg(dot, undefined, n.node);
    return this.fieldChain(dot, pipe, n, n.field, args, final);
  }

  private variableNode(dot: Ref, n: VariableNode, args: readonly Node[] | undefined, final: Ref): Ref {
    this.at(n);
    const value = this.variable(n.ident[0] as string);
    if (n.ident.length === 1) {
      if (args !== undefined) this.noArguments(args, final);
      return value;
    }
    return this.fieldChain(dot, value, n, n.ident.slice(1), args, final);
  }

  private fieldChain(
    dot: Ref,
    receiver: Ref,
    node: Node,
    ident: readonly string[],
    args: readonly Node[] | undefined,
    final: Ref,
  ): Ref {
    let r = receiver;
    ident.forEach((name, i) => {
      r =
        i < ident.length - 1
          ? this.field(dot, name, node, undefined, MISSING, r)
          : this.field(dot, name, node, args, final, r);
    });
    return r;
  }

  private functionNode(dot: Ref, n: IdentifierNode, cmd: Node, args: readonly Node[] | undefined, final: Ref): Ref {
    this.at(n);
    const f = this.context.func(n.ident);
    if (f === undefined) return this.fail(`${quote(n.ident)} is not a defined function`);
    return this.call(dot, f, cmd, n.ident, args, final);
  }

  private field(dot: Ref, name: string, node: Node, args: readonly Node[] | undefined, final: Ref, receiver: Ref): Ref {
    const v = receiver.v;
    if (v === undefined) {
      if (this.context.missingKey === 'error') this.fail(`nil data; no entry for key ${quote(name)}`);
      return INVALID;
    }
    const type = receiver.iface ? ANY : typeOf(v);
    if (v === null) return this.fail(`nil pointer evaluating ${ANY}.${name}`);
    const hasArgs = (args !== undefined && args.length > 1) || final !== MISSING;
    if (v instanceof Struct) {
      const method = v.options.methods?.get(name);
      if (method !== undefined) return this.call(dot, method, node, name, args, final);
      if (v.fields.has(name)) {
        if (hasArgs) this.fail(`${name} has arguments but cannot be invoked as function`);
        return concrete(v.fields.get(name));
      }
    } else if (v instanceof Dict) {
      const method = v.methods?.get(name);
      if (method !== undefined) return this.call(dot, method, node, name, args, final);
      if (hasArgs) this.fail(`${name} is not a method but has arguments`);
      return this.entry(v, name);
    } else if (v instanceof Nil && v.type.startsWith('*')) {
      return this.fail(`nil pointer evaluating ${type}.${name}`);
    }
    return this.fail(`can't evaluate field ${name} in type ${type}`);
  }

  private entry(d: Dict, name: string): Ref {
    const iface = d.elem === ANY;
    if (d.entries.has(name)) {
      const v = d.entries.get(name);
      return { v: v === undefined ? null : v, iface };
    }
    switch (this.context.missingKey) {
      case 'default':
        return INVALID;
      case 'zero':
        return { v: zeroOf(d.elem), iface };
      case 'error':
        return this.fail(`map has no entry for key ${quote(name)}`);
    }
  }

  private call(dot: Ref, f: Func, node: Node, name: string, argNodes: readonly Node[] | undefined, final: Ref): Ref {
    const args = argNodes?.slice(1) ?? [];
    const { params, variadic = false } = f.signature;
    const count = args.length + (final === MISSING ? 0 : 1);
    const fixed = variadic ? params.length - 1 : params.length;
    if (variadic && count < fixed)
      this.fail(`wrong number of args for ${name}: want at least ${fixed} got ${args.length}`);
    if (!variadic && count !== fixed) this.fail(`wrong number of args for ${name}: want ${fixed} got ${count}`);
    if (name === 'and' || name === 'or') return this.shortCircuit(dot, name, args, final);
    const typeAt = (i: number): string => params[Math.min(i, params.length - 1)] as string;
    const values = args.map((a, i) => this.arg(dot, typeAt(i), a).v);
    if (final !== MISSING) values.push(this.validate(final, typeAt(count - 1)).v);
    // The builtin `call` names the function in its errors.
    if (name === 'call' && f === CALL) values.unshift(args[0] === undefined ? '' : nodeText(args[0]));
    try {
      return { v: f.call(values), iface: f.signature.result === ANY };
    } catch (e) {
      if (!(e instanceof CallError)) throw e;
      this.at(node);
      return this.fail(`error calling ${name}: ${e.message}`);
    }
  }

  /** `and` and `or` stop at the first argument that decides. */
  private shortCircuit(dot: Ref, name: 'and' | 'or', args: readonly Node[], final: Ref): Ref {
    let v = INVALID;
    for (const a of args) {
      v = this.arg(dot, REFLECT, a);
      if (isTrue(v.v) === (name === 'or')) return v;
    }
    return final === MISSING ? v : this.validate(final, REFLECT);
  }

  private validate(value: Ref, type: string | undefined): Ref {
    if (value.v === undefined) {
      if (type === undefined) return INVALID;
      if (!canBeNil(type)) return this.fail(`invalid value; expected ${type}`);
      return type === REFLECT ? value : { v: zeroOf(type), iface: type === ANY };
    }
    if (type === undefined || assignable(value.v, type)) return value;
    if (value.v === null) return this.fail(`wrong type for value; expected ${type}; got ${ANY}`);
    if (value.v instanceof Struct && value.v.type === '*' + type) return value;
    return this.fail(`wrong type for value; expected ${type}; got ${typeOf(value.v)}`);
  }

  /** Evaluates an argument for a parameter of type `type`. */
  private arg(dot: Ref, type: string | undefined, n: Node): Ref {
    this.at(n);
    switch (n.kind) {
      case 'dot':
        return this.validate(dot, type);
      case 'nil':
        if (type !== undefined && canBeNil(type)) return { v: zeroOf(type), iface: type === ANY };
        return this.fail(`cannot assign nil to ${type ?? 'nil'}`);
      case 'field':
        return this.validate(this.fieldNode(dot, n, [n], MISSING), type);
      case 'variable':
        return this.validate(this.variableNode(dot, n, undefined, MISSING), type);
      case 'pipe':
        return this.validate(this.pipeline(dot, n), type);
      case 'identifier':
        return this.validate(this.functionNode(dot, n, n, undefined, MISSING), type);
      case 'chain':
        return this.validate(this.chainNode(dot, n, undefined, MISSING), type);
      default:
    }
    return this.taken(literalFor(type ?? ANY, n));
  }
}
