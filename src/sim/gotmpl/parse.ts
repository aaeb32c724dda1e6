/** The parser of text/template: tokens to trees, with Go's own words for every mistake. */
import { Lexer, type Token } from './lex.ts';
import {
  isEmptyTree,
  nodeText,
  type BranchNode,
  type ListNode,
  type Node,
  type PipeNode,
  type Tree,
  type WordNode,
} from './node.ts';
import { PipelineParser } from './pipeline.ts';
import { quote, unquote } from './text.ts';
import { ParseFailure, type ParseOptions } from './tokens.ts';

/** Parses `text`; the trees of {{define}} and {{block}} come with it, by name. */
export function parseTrees(
  name: string,
  text: string,
  options: ParseOptions,
): { trees: Map<string, Tree> } | { error: string } {
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

class Parser extends PipelineParser {
  private ranges = 0;

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
    const p = new Parser(
      { name, parseName: this.tree.parseName, text: this.tree.text, root: undefined },
      this.lexer,
      this.trees,
      this.options,
    );
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
    else if (!isEmptyTree(this.tree.root))
      this.fail(`template: multiple definition of template ${quote(this.tree.name)}`);
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
    this.deeper();
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
    this.deeper();
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
}
