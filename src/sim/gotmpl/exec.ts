/** Runs a parsed template: walks the nodes, keeps the variables, prints the values. Evaluation itself is in evaluate.ts. */
import { Evaluator, type Ref } from './evaluate.ts';
import type { BranchNode, ListNode, Node, TemplateNode, Tree } from './node.ts';
import { plain } from './print.ts';
import { quote } from './text.ts';
import { asInt, Dict, Func, isTrue, List, Nil, sortedKeys, Struct, typeOf, ANY, type Value } from './value.ts';
import { nodeText } from './node.ts';

/** Go stops at 100,000 templates deep; the words are Go's, the number is what a JavaScript stack bears. */
const MAX_EXEC_DEPTH = 1500;
/** Nodes walked in one execution: a `range` over a huge number must end in a readable error. */
const MAX_STEPS = 5_000_000;

export type MissingKey = 'default' | 'zero' | 'error';

export interface ExecContext {
  readonly lookup: (name: string) => Tree | undefined;
  readonly func: (name: string) => Func | undefined;
  readonly missingKey: MissingKey;
}

type Flow = 'on' | 'break' | 'continue';

/** One execution; nested templates share the output and the step budget. */
export class Execution {
  private out: string[] = [];
  private steps = 0;
  private depth = 0;
  private readonly context: ExecContext;

  constructor(context: ExecContext) {
    this.context = context;
  }

  get output(): string {
    return this.out.join('');
  }

  run(tree: Tree, data: Value): void {
    const dot: Ref = { v: data, iface: false };
    const ev = new Evaluator(tree.name, this.context, dot);
    if (tree.root === undefined) ev.fail(`${quote(tree.name)} is an incomplete or empty template`);
    else this.walk(ev, dot, tree.root);
  }

  private walk(ev: Evaluator, dot: Ref, node: Node): Flow {
    ev.at(node);
    if (++this.steps > MAX_STEPS) ev.fail('template runs for too long');
    switch (node.kind) {
      case 'action': {
        const val = ev.pipeline(dot, node.pipe);
        if (node.pipe.decl.length === 0) this.print(ev, node, val);
        return 'on';
      }
      case 'break':
      case 'continue':
        return node.kind;
      case 'if':
      case 'with':
        return this.branch(ev, dot, node);
      case 'list':
        return this.walkList(ev, dot, node);
      case 'range':
        return this.range(ev, dot, node);
      case 'template':
        this.template(ev, dot, node);
        return 'on';
      case 'text':
        this.out.push(node.text);
        return 'on';
      default:
        return ev.fail(`unknown node: ${nodeText(node)}`);
    }
  }

  private walkList(ev: Evaluator, dot: Ref, list: ListNode): Flow {
    for (const n of list.nodes) {
      const flow = this.walk(ev, dot, n);
      if (flow !== 'on') return flow;
    }
    return 'on';
  }

  private branch(ev: Evaluator, dot: Ref, node: BranchNode): Flow {
    const mark = ev.mark();
    const val = ev.pipeline(dot, node.pipe);
    let flow: Flow = 'on';
    if (isTrue(val.v)) flow = this.walk(ev, node.kind === 'with' ? val : dot, node.list);
    else if (node.elseList !== undefined) flow = this.walk(ev, dot, node.elseList);
    ev.pop(mark);
    return flow;
  }

  private range(ev: Evaluator, dot: Ref, node: BranchNode): Flow {
    const outer = ev.mark();
    const val = ev.pipeline(dot, node.pipe).v;
    const mark = ev.mark();
    const { decl, assign } = node.pipe;
    let any = false;
    const turn = (index: Ref, elem: Ref): Flow => {
      any = true;
      const [first, second] = decl;
      if (first !== undefined && assign) ev.assign(first.ident[0] as string, second === undefined ? elem : index);
      if (second !== undefined && assign) ev.assign(second.ident[0] as string, elem);
      if (first !== undefined && !assign) ev.setTop(1, elem);
      if (second !== undefined && !assign) ev.setTop(2, index);
      const flow = this.walk(ev, elem, node.list);
      ev.pop(mark);
      return flow;
    };
    for (const [index, elem] of this.items(ev, val, decl.length)) if (turn(index, elem) === 'break') break;
    let flow: Flow = 'on';
    if (!any && node.elseList !== undefined) flow = this.walk(ev, dot, node.elseList);
    ev.pop(outer);
    return flow;
  }

  private *items(ev: Evaluator, val: Value, variables: number): Generator<[Ref, Ref]> {
    if (val instanceof List) {
      const iface = val.type === '[]' + ANY;
      for (let i = 0; i < val.items.length; i++)
        yield [
          { v: BigInt(i), iface: false },
          { v: val.items[i], iface },
        ];
      return;
    }
    if (val instanceof Dict) {
      const iface = val.elem === ANY;
      for (const k of sortedKeys(val))
        yield [
          { v: k, iface: false },
          { v: val.entries.get(k), iface },
        ];
      return;
    }
    const n = asInt(val);
    if (n !== undefined) {
      if (variables > 1) ev.fail(`can't use ${n} to iterate over more than one variable`);
      for (let i = 0n; i < n; i++)
        yield [
          { v: undefined, iface: false },
          { v: i, iface: false },
        ];
      return;
    }
    if (val === undefined || val === null) return;
    if (val instanceof Nil && !val.type.startsWith('*')) return;
    ev.fail(`range can't iterate over ${plain(val)}`);
  }

  private template(ev: Evaluator, dot: Ref, node: TemplateNode): void {
    const tree = this.context.lookup(node.name);
    if (tree?.root === undefined) return ev.fail(`template ${quote(node.name)} not defined`);
    if (this.depth >= MAX_EXEC_DEPTH) return ev.fail('exceeded maximum template depth (100000)');
    const data = node.pipe === undefined ? { v: undefined, iface: false } : ev.pipeline(dot, node.pipe);
    this.depth++;
    this.walk(new Evaluator(tree.name, this.context, data), data, tree.root);
    this.depth--;
  }

  private print(ev: Evaluator, node: Node, val: Ref): void {
    ev.at(node);
    if (val.v instanceof Func) ev.fail(`can't print ${nodeText(node)} of type ${typeOf(val.v)}`);
    if (val.v === undefined) this.out.push('<no value>');
    else if (val.v instanceof Struct && val.v.type.startsWith('*') && val.v.options.text === undefined) {
      // A pointer is followed before it is printed, so no `&`.
      this.out.push(plain(new Struct(val.v.type.slice(1), val.v.fields, val.v.options)));
    } else this.out.push(plain(val.v));
  }
}
