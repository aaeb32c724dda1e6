/** Parses what stands inside an action: declarations, commands joined by pipes, operands and their fields. */
import type { TokenKind } from './lex.ts';
import { nodeText, type CommandNode, type Node, type PipeNode, type VariableNode } from './node.ts';
import { parseNumber } from './number.ts';
import { quote, unquote } from './text.ts';
import { TokenReader } from './tokens.ts';

const OPERANDS: ReadonlySet<TokenKind> = new Set([
  'bool',
  'charConstant',
  'dot',
  'field',
  'identifier',
  'number',
  'nil',
  'rawString',
  'string',
  'variable',
  'leftParen',
]);

export class PipelineParser extends TokenReader {
  protected pipeline(context: string, end: TokenKind): PipeNode {
    const pipe: PipeNode = {
      kind: 'pipe',
      pos: this.peekNonSpace().pos,
      tree: this.tree,
      assign: false,
      decl: [],
      cmds: [],
    };
    while (this.declaration(pipe, context)) continue;
    for (;;) {
      const t = this.nextNonSpace();
      if (t.kind === end) {
        this.checkPipeline(pipe, context);
        return pipe;
      }
      if (!OPERANDS.has(t.kind)) this.unexpected(t, context);
      this.ahead.push(t);
      pipe.cmds.push(this.command());
    }
  }

  /** `$x :=`, `$x =` or `$i, ` at the start of a pipeline; true when another variable may follow. */
  private declaration(pipe: PipeNode, context: string): boolean {
    const v = this.peekNonSpace();
    if (v.kind !== 'variable') return false;
    this.next();
    const after = this.peek();
    const next = this.peekNonSpace();
    const declare = (): void => {
      this.nextNonSpace();
      pipe.decl.push({ kind: 'variable', pos: v.pos, tree: this.tree, ident: v.val.split('.') } satisfies VariableNode);
      this.vars.push(v.val);
    };
    if (next.kind === 'assign' || next.kind === 'declare') {
      pipe.assign = next.kind === 'assign';
      declare();
      return false;
    }
    if (next.kind === 'char' && next.val === ',') {
      declare();
      if (context !== 'range' || pipe.decl.length >= 2) return this.fail(`too many declarations in ${context}`);
      const kind = this.peekNonSpace().kind;
      if (kind === 'variable' || kind === 'rightDelim' || kind === 'rightParen') return true;
      return this.fail('range can only initialize variables');
    }
    if (after.kind === 'space') this.ahead.push(after);
    this.ahead.push(v);
    return false;
  }

  private checkPipeline(pipe: PipeNode, context: string): void {
    if (pipe.cmds.length === 0) this.fail(`missing value for ${context}`);
    pipe.cmds.slice(1).forEach((c, i) => {
      const first = c.args[0]?.kind ?? 'nil';
      if (['bool', 'dot', 'nil', 'number', 'string'].includes(first))
        this.fail(`non executable command in pipeline stage ${i + 2}`);
    });
  }

  private command(): CommandNode {
    const cmd: CommandNode = { kind: 'command', pos: this.peekNonSpace().pos, tree: this.tree, args: [] };
    for (;;) {
      this.peekNonSpace();
      const operand = this.operand();
      if (operand !== undefined) cmd.args.push(operand);
      const t = this.next();
      if (t.kind === 'space') continue;
      if (t.kind === 'rightDelim' || t.kind === 'rightParen') this.ahead.push(t);
      else if (t.kind !== 'pipe') this.unexpected(t, 'operand');
      break;
    }
    if (cmd.args.length === 0) this.fail('empty command');
    return cmd;
  }

  private operand(): Node | undefined {
    const node = this.term();
    if (node === undefined || this.peek().kind !== 'field') return node;
    const pos = this.peek().pos;
    const fields: string[] = [];
    while (this.peek().kind === 'field') fields.push(this.next().val.slice(1));
    switch (node.kind) {
      case 'field':
      case 'variable':
        return { ...node, pos, ident: [...node.ident, ...fields] };
      case 'bool':
      case 'string':
      case 'number':
      case 'nil':
      case 'dot':
        return this.fail(`unexpected . after term ${quote(nodeText(node))}`);
      default:
        return { kind: 'chain', pos, tree: this.tree, node, field: fields };
    }
  }

  private term(): Node | undefined {
    const t = this.nextNonSpace();
    const at = { pos: t.pos, tree: this.tree };
    switch (t.kind) {
      case 'identifier':
        if (!this.options.hasFunction(t.val)) this.fail(`function ${quote(t.val)} not defined`);
        return { kind: 'identifier', ...at, ident: t.val };
      case 'dot':
      case 'nil':
        return { kind: t.kind, ...at };
      case 'variable':
        if (!this.vars.includes(t.val)) this.fail(`undefined variable ${quote(t.val)}`);
        return { kind: 'variable', ...at, ident: [t.val] };
      case 'field':
        return { kind: 'field', ...at, ident: [t.val.slice(1)] };
      case 'bool':
        return { kind: 'bool', ...at, value: t.val === 'true' };
      case 'charConstant':
      case 'number': {
        const n = parseNumber(t.val);
        return typeof n === 'string' ? this.fail(n) : { kind: 'number', ...at, text: t.val, ...n };
      }
      case 'leftParen': {
        this.deeper();
        const pipe = this.pipeline('parenthesized pipeline', 'rightParen');
        this.depth--;
        return pipe;
      }
      case 'string':
      case 'rawString':
        return { kind: 'string', ...at, quoted: t.val, text: unquote(t.val) ?? this.fail('invalid syntax') };
      default:
        this.ahead.push(t);
        return undefined;
    }
  }
}
