// From the parser library's syntax tree to the shell's own nodes: words lexed, line numbers fixed, here-document bodies compiled.
import type {
  ArithmeticFor,
  Assignment,
  Case as CaseAst,
  Command,
  CommandNode,
  CompoundCommand,
  CompoundList,
  Coproc as CoprocAst,
  Function as FunctionAst,
  ParsedScript,
  Pipeline as PipelineAst,
  AndOr as AndOrAst,
  Redirection,
  Statement,
  TestExpression,
  Word as WordAst,
} from 'unbash';
import type {
  ArrayElement,
  Arg,
  Assign,
  CaseClause,
  Compound,
  FunctionDef,
  List,
  ListItem,
  Node,
  Redir,
  Simple,
  Test,
  Word,
} from './nodes.ts';
import { compileWord, type WordMode } from './word.ts';
import { Grammar } from './grammar.ts';

export interface CompileOptions {
  readonly dash: boolean;
  /** Line number of the first line of the source. */
  readonly line: number;
}

const NO_REDIRS: readonly Redir[] = [];

export class Compiler {
  private readonly source: string;
  private readonly dash: boolean;
  /** Offset of each line's first character. */
  private readonly starts: number[] = [0];
  private readonly firstLine: number;

  constructor(source: string, options: CompileOptions) {
    this.source = source;
    this.dash = options.dash;
    this.firstLine = options.line;
    for (let i = source.indexOf('\n'); i >= 0; i = source.indexOf('\n', i + 1)) this.starts.push(i + 1);
  }

  private line(pos: number): number {
    let low = 0;
    let high = this.starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.starts[middle] ?? 0) <= pos) low = middle;
      else high = middle - 1;
    }
    return this.firstLine + low;
  }

  private text(node: { readonly pos: number; readonly end: number }): string {
    return this.source.slice(node.pos, node.end);
  }

  private word(node: WordAst, mode: WordMode = 'word'): Word {
    return this.wordText(this.text(node), node.pos, mode);
  }

  private wordText(text: string, pos: number, mode: WordMode): Word {
    return compileWord(text, mode, { dash: this.dash, line: this.line(pos) });
  }

  script(ast: ParsedScript): List {
    return this.list(ast.commands, ast.pos);
  }

  private list(statements: readonly Statement[], pos: number): List {
    const items: ListItem[] = statements.map((statement, i) => {
      const next = statements[i + 1];
      const between = next ? this.source.slice(statement.end, next.pos) : '';
      return {
        node: this.node(statement.command),
        background: statement.background === true,
        newline: next !== undefined && !/^[ \t]*;/.test(between) && between.includes('\n'),
      };
    });
    return { kind: 'list', line: this.line(statements[0]?.pos ?? pos), items };
  }

  private compoundList(list: CompoundList): List {
    return this.list(list.commands, list.pos);
  }

  private node(ast: CommandNode | PipelineAst | AndOrAst | CompoundList): Node {
    switch (ast.type) {
      case 'AndOr':
        return {
          kind: 'andor',
          line: this.line(ast.pos),
          commands: ast.commands.map((c) => this.node(c)),
          operators: ast.operators,
        };
      case 'Pipeline':
        return this.pipeline(ast);
      case 'Command':
        return this.command(ast);
      case 'Redirected': {
        const inner = this.compound(ast.command, this.redirections(ast.redirects));
        return inner;
      }
      case 'Function':
        return this.functionDef(ast);
      case 'Coproc':
        return this.coproc(ast);
      case 'CompoundList':
        return { kind: 'group', line: this.line(ast.pos), redirs: NO_REDIRS, body: this.compoundList(ast) };
      default:
        return this.compound(ast, NO_REDIRS);
    }
  }

  private pipeline(ast: PipelineAst): Node {
    let negate = false;
    let time: 'none' | 'bash' | 'posix' = 'none';
    for (const prefix of ast.prefixes) {
      if (prefix.type === 'Negation') negate = !negate;
      else time = prefix.posix ? 'posix' : 'bash';
    }
    return {
      kind: 'pipeline',
      line: this.line(ast.pos),
      commands: ast.commands.map((c) => this.node(c)),
      stderr: ast.operators.map((op) => op === '|&'),
      negate,
      time,
    };
  }

  private command(ast: Command): Simple {
    const assigns: Assign[] = [];
    const redirs: Redir[] = [];
    for (const item of ast.prefix) {
      if (item.type === 'Assignment') assigns.push(this.assignment(item));
      else redirs.push(this.redirection(item));
    }
    const args: Arg[] = [];
    if (ast.name) args.push({ word: this.word(ast.name), assign: undefined });
    for (const item of ast.suffix) {
      if (item.type === 'Assignment') {
        const text = this.text(item);
        args.push({ word: this.wordText(text, item.pos, 'word'), assign: this.assignment(item) });
      } else if (item.type === 'Word') {
        // Only a word that looks like an assignment can be one for `declare` and its kin.
        args.push({ word: this.word(item), assign: undefined });
      } else redirs.push(this.redirection(item));
    }
    const pure =
      redirs.length === 0 &&
      assigns.every(
        (a) => a.elements === undefined && a.index === undefined && (a.value === undefined || a.value.pure),
      );
    return { kind: 'simple', line: this.line(ast.name?.pos ?? ast.pos), redirs, assigns, args, pure };
  }

  private assignment(ast: Assignment): Assign {
    const text = this.text(ast);
    if (ast.value.type === 'ArrayValue') {
      const elements = ast.value.elements.map((element) => this.element(element));
      return {
        name: ast.name,
        append: ast.append === true,
        index: this.index(ast.index),
        value: undefined,
        elements,
        text,
      };
    }
    const value = this.wordText(this.text(ast.value), ast.value.pos, 'assign');
    return {
      name: ast.name,
      append: ast.append === true,
      index: this.index(ast.index),
      value,
      elements: undefined,
      text,
    };
  }

  private index(ast: WordAst | undefined): Word | undefined {
    if (!ast) return undefined;
    const text = this.text(ast);
    return this.wordText(text, ast.pos, /['"\\]/.test(text) ? 'word' : 'double');
  }

  private element(ast: WordAst): ArrayElement {
    const text = this.text(ast);
    if (text.startsWith('[')) {
      const grammar = new Grammar(text, { dash: false, extglob: false, final: true, line: 1 });
      const end = grammar.matched(0, '[', ']');
      const op = /^\+?=/.exec(text.slice(end, end + 2))?.[0];
      if (op !== undefined) {
        const inner = text.slice(1, end - 1);
        const index = this.wordText(inner, ast.pos, /['"\\]/.test(inner) ? 'word' : 'double');
        return { index, append: op === '+=', value: this.wordText(text.slice(end + op.length), ast.pos, 'assign') };
      }
    }
    return { index: undefined, append: false, value: this.wordText(text, ast.pos, 'word') };
  }

  private redirections(list: readonly Redirection[]): Redir[] {
    return list.map((r) => this.redirection(r));
  }

  private redirection(ast: Redirection): Redir {
    const fd = ast.descriptor?.type === 'FileDescriptor' ? ast.descriptor.value : undefined;
    const fdName = ast.descriptor?.type === 'FileDescriptorVariable' ? ast.descriptor.name : undefined;
    const line = this.line(ast.pos);
    if (ast.type !== 'HereDoc') {
      const word = ast.target ? this.word(ast.target) : this.wordText('', ast.pos, 'word');
      return { operator: ast.operator, fd, fdName, word, delimiter: '', line };
    }
    let body = this.source.slice(ast.body.pos, ast.body.end);
    if (ast.operator === '<<-') body = body.replace(/^\t+/gm, '');
    const quoted = ast.delimiter?.quoted === true || /['"\\]/.test(ast.delimiter?.text ?? '');
    const word: Word = quoted
      ? {
          parts: body === '' ? [] : [{ kind: 'text', text: body, quoted: true }],
          text: body,
          pure: true,
          constant: body === '' ? undefined : body,
          braces: undefined,
        }
      : this.wordText(body, ast.body.pos, 'heredoc');
    return { operator: ast.operator, fd, fdName, word, delimiter: ast.delimiter?.text ?? '', line };
  }

  private functionDef(ast: FunctionAst): FunctionDef {
    const body = this.node(ast.body);
    return {
      kind: 'function',
      line: this.line(ast.pos),
      name: this.text(ast.name),
      body,
      redirs: NO_REDIRS,
      keyword: this.text(ast).startsWith('function'),
    };
  }

  private coproc(ast: CoprocAst): Node {
    return {
      kind: 'coproc',
      line: this.line(ast.pos),
      name: ast.name ? this.text(ast.name) : 'COPROC',
      body: this.node(ast.body),
      redirs: NO_REDIRS,
    };
  }

  private compound(ast: CompoundCommand, redirs: readonly Redir[]): Compound | Node {
    const line = this.line(ast.pos);
    switch (ast.type) {
      case 'If':
        return {
          kind: 'if',
          line,
          redirs,
          clauses: [
            { test: this.compoundList(ast.clause), body: this.compoundList(ast.then) },
            ...ast.elif.map((e) => ({ test: this.compoundList(e.clause), body: this.compoundList(e.then) })),
          ],
          otherwise: ast.else ? this.compoundList(ast.else) : undefined,
        };
      case 'While':
        return {
          kind: 'while',
          line,
          redirs,
          until: ast.kind === 'until',
          test: this.compoundList(ast.clause),
          body: this.compoundList(ast.body),
        };
      case 'For':
      case 'Select':
        return {
          kind: ast.type === 'For' ? 'for' : 'select',
          line,
          redirs,
          name: this.text(ast.name),
          words: ast.wordlist?.map((w) => this.word(w)),
          body: this.compoundList(ast.body),
        };
      case 'ArithmeticFor':
        return this.arithFor(ast, line, redirs);
      case 'Case':
        return this.caseNode(ast, line, redirs);
      case 'Subshell':
        return { kind: 'subshell', line, redirs, body: this.compoundList(ast.body) };
      case 'BraceGroup':
        return { kind: 'group', line, redirs, body: this.compoundList(ast.body) };
      case 'ArithmeticCommand': {
        const raw = this.text(ast);
        const inner = raw.slice(raw.indexOf('((') + 2, raw.lastIndexOf('))'));
        return { kind: 'arith', line, redirs, expr: this.wordText(inner.replace(/\\\n/g, ''), ast.pos, 'operand') };
      }
      case 'TestCommand':
        return { kind: 'cond', line, redirs, test: this.test(ast.expression) };
    }
  }

  private arithFor(ast: ArithmeticFor, line: number, redirs: readonly Redir[]): Node {
    const raw = this.text(ast);
    const open = raw.indexOf('((');
    const grammar = new Grammar(raw, { dash: false, extglob: false, final: true, line: 1 });
    const end = grammar.arithmetic(open + 1);
    const inner = raw.slice(open + 2, end - 2);
    const pieces = inner.split(';').map((piece) => this.wordText(piece.replace(/\\\n/g, ''), ast.pos, 'operand'));
    const empty = this.wordText('', ast.pos, 'double');
    return {
      kind: 'arithfor',
      line,
      redirs,
      init: pieces[0] ?? empty,
      test: pieces[1] ?? empty,
      update: pieces[2] ?? empty,
      body: this.compoundList(ast.body),
    };
  }

  private caseNode(ast: CaseAst, line: number, redirs: readonly Redir[]): Node {
    const clauses: CaseClause[] = ast.items.map((item) => ({
      patterns: item.pattern.map((p) => this.word(p)),
      body: item.body.commands.length > 0 ? this.compoundList(item.body) : undefined,
      end: item.terminator ?? ';;',
    }));
    return { kind: 'case', line, redirs, word: this.word(ast.word), clauses };
  }

  private test(ast: TestExpression): Test {
    switch (ast.type) {
      case 'TestUnary':
        return { kind: 'unary', op: ast.operator, word: this.word(ast.operand), line: this.line(ast.pos) };
      case 'TestBinary':
        return {
          kind: 'binary',
          op: ast.operator,
          left: this.word(ast.left),
          right: this.word(ast.right),
          line: this.line(ast.pos),
        };
      case 'TestLogical': {
        const [first, ...rest] = ast.operands.map((operand) => this.test(operand));
        const kind = ast.operator === '&&' ? 'and' : 'or';
        return rest.reduce<Test>((left, right) => ({ kind, left, right }), first as Test);
      }
      case 'TestNot': {
        const inner = this.test(ast.operand);
        return ast.negations.length % 2 === 1 ? { kind: 'not', test: inner } : inner;
      }
      case 'TestGroup':
        return { kind: 'group', test: this.test(ast.expression) };
    }
  }
}
