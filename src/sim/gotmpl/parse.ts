/** The parser of text/template: tokens to trees, with Go's own words for every mistake. */
import { Lexer, tokenText, type LexOptions, type Token, type TokenKind } from './lex.ts';
import { isEmptyTree, nodeText, type BranchNode, type CommandNode, type ListNode, type Node, type PipeNode, type Tree, type VariableNode, type WordNode } from './node.ts';
import { parseNumber } from './number.ts';
import { quote, unquote } from './text.ts';

/** Deeper nesting than any chart has; keeps hostile input from exhausting the stack. */
const MAX_DEPTH = 1000;

class ParseFailure extends Error {}

export interface ParseOptions extends LexOptions {
  readonly hasFunction: (name: string) => boolean;
}

/** Parses `text`; the trees of {{define}} and {{block}} come with it, by name. */
export function parseTrees(name: string, text: string, options: ParseOptions): { trees: Map<string, Tree> } | { error: string } {
  const trees = new Map<string, Tree>();
  const lexer = new Lexer(text, options);
  const parser = new Parser({ name, parseName: name, text, root: undefined }, lexer, trees, options);
  try {
    parser.parseAll();
    return { trees };
  } catch (e) {
    if (e instanceof ParseFailure) return { error: e.message };
    throw e;
  }
}

const OPERANDS: ReadonlySet<TokenKind> = new Set(['bool', 'charConstant', 'dot', 'field', 'identifier', 'number', 'nil', 'rawString', 'string', 'variable', 'leftParen']);

class Parser {
  private tree: Tree;
  private readonly lexer: Lexer;
  private readonly trees: Map<string, Tree>;
  private readonly options: ParseOptions;
  /** Look-ahead, the next token last. */
  private readonly ahead: Token[] = [];
  /** The token read last from the lexer: its line is the line of an error. */
  private latest: Token | undefined;
  private vars: string[] = ['$'];
  private ranges = 0;
  private depth = 0;
  private actionLine = 0;

  constructor(tree: Tree, lexer: Lexer, trees: Map<string, Tree>, options: ParseOptions) {
    this.tree = tree;
    this.lexer = lexer;
    this.trees = trees;
    this.options = options;
  }

  private next(): Token {
    const t = this.ahead.pop();
    if (t !== undefined) return t;
    this.latest = this.lexer.next();
    return this.latest;
  }
  private peek(): Token {
    const t = this.next();
    this.ahead.push(t);
    return t;
  }
  private nextNonSpace(): Token {
    for (;;) {
      const t = this.next();
      if (t.kind !== 'space') return t;
    }
  }
  private peekNonSpace(): Token {
    const t = this.nextNonSpace();
    this.ahead.push(t);
    return t;
  }

  private fail(message: string): never {
    this.tree.root = undefined;
    throw new ParseFailure(`template: ${this.tree.parseName}:${this.latest?.line ?? 0}: ${message}`);
  }
  private unexpected(t: Token, context: string): never {
    if (t.kind !== 'error') return this.fail(`unexpected ${tokenText(t)} in ${context}`);
    let extra = '';
    if (this.actionLine !== 0 && this.actionLine !== t.line) {
      extra = ` in action started at ${this.tree.parseName}:${this.actionLine}`;
      if (t.val.endsWith(' action')) extra = extra.slice(' in action'.length);
    }
    return this.fail(t.val + extra);
  }
  private expect(kind: TokenKind, context: string): Token {
    const t = this.nextNonSpace();
    return t.kind === kind ? t : this.unexpected(t, context);
  }

  parseAll(): void {
    const root: ListNode = { kind: 'list', pos: this.peek().pos, tree: this.tree, nodes: [] };
    this.tree.root = root;
    while (this.peek().kind !== 'eof') {
      if (this.peek().kind === 'leftDelim') {
        const delim = this.next();
        const word = this.nextNonSpace();
        if (word.kind === 'define') {
          this.child('definition', (p) => p.parseDefinition());
          continue;
        }
        this.ahead.push(word, delim);
      }
      const n = this.textOrAction();
      if (n.kind === 'end' || n.kind === 'else') this.fail(`unexpected ${nodeText(n)}`);
      root.nodes.push(n);
    }
    this.add();
  }

  /** A nested template reads on from the same lexer with variables of its own. */
  private child(name: string, parse: (p: Parser) => void): void {
    const p = new Parser({ name, parseName: this.tree.parseName, text: this.tree.text, root: undefined }, this.lexer, this.trees, this.options);
    parse(p);
    this.ahead.unshift(...p.ahead);
  }

  private parseDefinition(): void {
    const context = 'define clause';
    const t = this.nextNonSpace();
    if (t.kind !== 'string' && t.kind !== 'rawString') this.unexpected(t, context);
    const name = unquote(t.val) ?? this.fail('invalid syntax');
    this.tree = { ...this.tree, name };
    this.expect('rightDelim', context);
    const [list, end] = this.itemList();
    this.tree.root = list;
    if (end.kind !== 'end') this.fail(`unexpected ${nodeText(end)} in ${context}`);
    this.add();
  }

  private add(): void {
    const old = this.trees.get(this.tree.name);
    if (old === undefined || isEmptyTree(old.root)) this.trees.set(this.tree.name, this.tree);
    else if (!isEmptyTree(this.tree.root)) this.fail(`template: multiple definition of template ${quote(this.tree.name)}`);
  }

  private itemList(): [ListNode, WordNode] {
    const list: ListNode = { kind: 'list', pos: this.peekNonSpace().pos, tree: this.tree, nodes: [] };
    while (this.peekNonSpace().kind !== 'eof') {
      const n = this.textOrAction();
      if (n.kind === 'end' || n.kind === 'else') return [list, n];
      list.nodes.push(n);
    }
    return this.fail('unexpected EOF');
  }

  private textOrAction(): Node {
    const t = this.nextNonSpace();
    if (t.kind === 'text') return { kind: 'text', pos: t.pos, tree: this.tree, text: t.val };
    if (t.kind !== 'leftDelim') return this.unexpected(t, 'input');
    this.actionLine = t.line;
    if (++this.depth > MAX_DEPTH) this.fail('template nesting too deep');
    const n = this.action();
    this.depth--;
    this.actionLine = 0;
    return n;
  }

  private action(): Node {
    const t = this.nextNonSpace();
    switch (t.kind) {
      case 'block':
        return this.blockControl();
      case 'break':
      case 'continue': {
        const close = this.nextNonSpace();
        if (close.kind !== 'rightDelim') this.unexpected(close, `{{${t.kind}}}`);
        if (this.ranges === 0) this.fail(`{{${t.kind}}} outside {{range}}`);
        return { kind: t.kind, pos: t.pos, tree: this.tree };
      }
      case 'else': {
        const peek = this.peekNonSpace();
        if (peek.kind === 'if' || peek.kind === 'with') return { kind: 'else', pos: peek.pos, tree: this.tree };
        return { kind: 'else', pos: this.expect('rightDelim', 'else').pos, tree: this.tree };
      }
      case 'end':
        return { kind: 'end', pos: this.expect('rightDelim', 'end').pos, tree: this.tree };
      case 'if':
      case 'range':
      case 'with':
        return this.branch(t.kind);
      case 'template':
        return this.templateControl();
      default:
    }
    this.ahead.push(t);
    return { kind: 'action', pos: t.pos, tree: this.tree, pipe: this.pipeline('command', 'rightDelim') };
  }

  private branch(kind: BranchNode['kind']): BranchNode {
    const vars = this.vars.length;
    if (++this.depth > MAX_DEPTH) this.fail('template nesting too deep');
    const pipe = this.pipeline(kind, 'rightDelim');
    if (kind === 'range') this.ranges++;
    const [list, next] = this.itemList();
    if (kind === 'range') this.ranges--;
    let elseList: ListNode | undefined;
    if (next.kind === 'else') {
      const peek = this.peek();
      if (kind !== 'range' && peek.kind === kind) {
        this.next();
        elseList = { kind: 'list', pos: next.pos, tree: this.tree, nodes: [this.branch(kind)] };
      } else {
        const [other, end] = this.itemList();
        elseList = other;
        if (end.kind !== 'end') this.fail(`expected end; found ${nodeText(end)}`);
      }
    }
    this.vars.length = vars;
    this.depth--;
    return { kind, pos: pipe.pos, tree: this.tree, pipe, list, elseList };
  }

  private blockControl(): Node {
    const context = 'block clause';
    const token = this.nextNonSpace();
    const name = this.templateName(token, context);
    const pipe = this.pipeline(context, 'rightDelim');
    this.child(name, (p) => {
      const [list, end] = p.itemList();
      p.tree.root = list;
      if (end.kind !== 'end') this.fail(`unexpected ${nodeText(end)} in ${context}`);
      p.add();
    });
    return { kind: 'template', pos: token.pos, tree: this.tree, name, pipe };
  }

  private templateControl(): Node {
    const context = 'template clause';
    const token = this.nextNonSpace();
    const name = this.templateName(token, context);
    const after = this.nextNonSpace();
    let pipe: PipeNode | undefined;
    if (after.kind !== 'rightDelim') {
      this.ahead.push(after);
      pipe = this.pipeline(context, 'rightDelim');
    }
    return { kind: 'template', pos: token.pos, tree: this.tree, name, pipe };
  }

  private templateName(t: Token, context: string): string {
    if (t.kind !== 'string' && t.kind !== 'rawString') return this.unexpected(t, context);
    return unquote(t.val) ?? this.fail('invalid syntax');
  }

  private pipeline(context: string, end: TokenKind): PipeNode {
    const pipe: PipeNode = { kind: 'pipe', pos: this.peekNonSpace().pos, tree: this.tree, assign: false, decl: [], cmds: [] };
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
      if (['bool', 'dot', 'nil', 'number', 'string'].includes(first)) this.fail(`non executable command in pipeline stage ${i + 2}`);
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
        if (++this.depth > MAX_DEPTH) this.fail('template nesting too deep');
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
