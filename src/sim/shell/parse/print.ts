// Program text from nodes, in bash's own layout: `declare -f`, `type`, job lists, BASH_COMMAND (bash's print_cmd.c).
import type { ByteString } from '../../kernel/abi/index.ts';
import type { AndOr, Case, FunctionDef, If, List, Node, Pipeline, Redir, Simple, Test } from './nodes.ts';

const STEP = 4;

class Printer {
  out = '';
  private indentation = 0;
  private skip = 0;
  private insideFunction: number;
  private deferred: Redir[] = [];

  constructor(insideFunction: boolean) {
    this.insideFunction = insideFunction ? 1 : 0;
  }

  private indent(): void {
    this.out += ' '.repeat(this.indentation);
  }
  private newline(text: string): void {
    this.out += '\n';
    this.indent();
    this.out += text;
  }
  private semicolon(): void {
    if (this.out.endsWith('&') || this.out.endsWith('\n')) return;
    this.out += ';';
  }

  /** Bodies of here-documents whose line is complete. */
  private hereDocs(after: string): void {
    const list = this.deferred;
    this.deferred = [];
    if (list.length === 0) return;
    if (after !== '') this.out += after;
    this.out += '\n';
    for (const r of list) this.out += `${r.word.text}${r.delimiter.replace(/["'\\]/g, '')}\n`;
  }

  node(node: Node): void {
    if (this.skip > 0) this.skip -= 1;
    else this.indent();
    this.bare(node);
  }

  private inline(node: Node): void {
    this.skip += 1;
    this.node(node);
  }

  private bare(node: Node): void {
    switch (node.kind) {
      case 'simple':
        return this.simple(node);
      case 'pipeline':
        return this.pipeline(node);
      case 'andor':
        return this.andOr(node);
      case 'list':
        return this.list(node);
      case 'function':
        return this.functionDef(node);
      case 'coproc':
        this.out += `coproc ${node.name} `;
        return this.inline(node.body);
      case 'if':
        this.ifCommand(node);
        break;
      case 'while':
        this.out += node.until ? 'until ' : 'while ';
        this.inline(node.test);
        this.hereDocs('');
        this.semicolon();
        this.out += ' do\n';
        this.body(node.body);
        break;
      case 'for':
      case 'select':
        this.out += `${node.kind} ${node.name} in ${node.words === undefined ? '"$@"' : node.words.map((w) => w.text).join(' ')};`;
        this.newline('do\n');
        this.body(node.body);
        break;
      case 'arithfor':
        this.out += `for ((${[node.init, node.test, node.update].map((w) => w.text.trim() || '1').join('; ')}))`;
        this.newline('do\n');
        this.body(node.body);
        break;
      case 'case':
        this.caseCommand(node);
        break;
      case 'subshell':
        this.out += '( ';
        this.inline(node.body);
        this.hereDocs('');
        this.out += ' )';
        break;
      case 'group':
        this.group(node.body);
        break;
      case 'arith':
        this.out += `((${node.expr.text}))`;
        break;
      case 'cond':
        this.out += '[[ ';
        this.test(node.test);
        this.out += ' ]]';
        break;
    }
    this.redirections(node.redirs);
  }

  private body(list: List): void {
    this.indentation += STEP;
    this.node(list);
    this.hereDocs('');
    this.semicolon();
    this.indentation -= STEP;
    this.newline('done');
  }

  private simple(node: Simple): void {
    const words = [...node.assigns.map((a) => a.text), ...node.args.map((arg) => arg.assign?.text ?? arg.word.text)];
    this.out += words.join(' ');
    this.redirections(node.redirs, words.length > 0);
  }

  private redirections(redirs: readonly Redir[], space = true): void {
    redirs.forEach((r, i) => {
      this.out += (i > 0 || space ? ' ' : '') + this.redirection(r);
    });
  }

  private redirection(r: Redir): string {
    const name = r.fdName === undefined ? undefined : `{${r.fdName}}`;
    const input = r.operator.startsWith('<');
    const fd = name ?? (r.fd !== undefined && r.fd !== (input ? 0 : 1) ? String(r.fd) : '');
    if (r.operator === '<<' || r.operator === '<<-') {
      this.deferred.push(r);
      return `${fd}${r.operator}${r.delimiter}`;
    }
    if (r.operator === '<&' || r.operator === '>&') {
      const target = r.word.text;
      if (target === '-')
        return `${name ?? String(r.fd ?? (input ? 0 : 1))}>&-`.replace(
          '>&-',
          input && name === undefined ? '>&-' : '>&-',
        );
      return `${fd}${r.operator}${target}`;
    }
    return `${fd}${r.operator} ${r.word.text}`;
  }

  private pipeline(node: Pipeline): void {
    if (node.time !== 'none') this.out += node.time === 'posix' ? 'time -p ' : 'time ';
    if (node.negate) this.out += '! ';
    node.commands.forEach((command, i) => {
      if (i > 0) {
        const both = node.stderr[i - 1] === true;
        if (both) this.out += ' 2>&1';
        this.out += ' |';
        if (this.deferred.length > 0) this.hereDocs('');
        else this.out += ' ';
      }
      this.inline(command);
    });
  }

  private andOr(node: AndOr): void {
    node.commands.forEach((command, i) => {
      if (i > 0) {
        this.out += ` ${node.operators[i - 1] ?? ''}`;
        if (this.deferred.length > 0) this.hereDocs('');
        else this.out += ' ';
      }
      this.inline(command);
    });
  }

  private list(list: List): void {
    list.items.forEach((item, i) => {
      if (i > 0 && this.insideFunction > 0 && list.items[i - 1]?.background !== true) this.indent();
      this.bare(item.node);
      const last = i === list.items.length - 1;
      if (item.background) {
        this.out += ' &';
        if (!last) this.out += ' ';
        return;
      }
      if (last) return;
      if (this.deferred.length > 0) {
        this.hereDocs(this.insideFunction > 0 ? '' : ';');
      } else this.out += ';';
      this.out += this.insideFunction > 0 ? '\n' : ' ';
    });
  }

  private ifCommand(node: If, from = 0): void {
    const clause = node.clauses[from];
    if (!clause) return;
    this.out += 'if ';
    this.inline(clause.test);
    this.semicolon();
    this.out += ' then\n';
    this.indentation += STEP;
    this.node(clause.body);
    this.hereDocs('');
    this.indentation -= STEP;
    const more = from + 1 < node.clauses.length;
    if (more || node.otherwise) {
      this.semicolon();
      this.newline('else\n');
      this.indentation += STEP;
      if (more) {
        this.indent();
        this.ifCommand(node, from + 1);
      } else if (node.otherwise) this.node(node.otherwise);
      this.hereDocs('');
      this.indentation -= STEP;
    }
    this.semicolon();
    this.newline('fi');
  }

  private caseCommand(node: Case): void {
    this.out += `case ${node.word.text} in `;
    this.indentation += STEP;
    for (const clause of node.clauses) {
      this.newline('');
      this.out += `${clause.patterns.map((p) => p.text).join(' | ')})\n`;
      this.indentation += STEP;
      if (clause.body) this.node(clause.body);
      this.indentation -= STEP;
      this.hereDocs('');
      this.newline(clause.end);
    }
    this.indentation -= STEP;
    this.newline('esac');
  }

  private group(body: List): void {
    this.out += '{ ';
    if (this.insideFunction === 0) this.skip += 1;
    else {
      this.out += '\n';
      this.indentation += STEP;
    }
    this.node(body);
    this.hereDocs('');
    if (this.insideFunction > 0) {
      this.out += '\n';
      this.indentation -= STEP;
      this.indent();
    } else {
      this.semicolon();
      this.out += ' ';
    }
    this.out += '}';
  }

  private functionDef(node: FunctionDef): void {
    this.out += `function ${node.name} () \n`;
    this.indent();
    this.functionBody(node.body);
  }

  /** `{ \n … \n}` */
  functionBody(body: Node): void {
    this.out += '{ \n';
    this.insideFunction += 1;
    this.indentation += STEP;
    if (body.kind === 'group') this.node(body.body);
    else this.node(body);
    this.hereDocs('');
    this.indentation -= STEP;
    this.insideFunction -= 1;
    this.newline('}');
    if (body.kind === 'group') this.redirections(body.redirs);
  }

  private test(test: Test): void {
    switch (test.kind) {
      case 'unary':
        this.out += `${test.op} ${test.word.text}`;
        return;
      case 'binary':
        this.out += `${test.left.text} ${test.op} ${test.right.text}`;
        return;
      case 'and':
      case 'or':
        this.test(test.left);
        this.out += test.kind === 'and' ? ' && ' : ' || ';
        this.test(test.right);
        return;
      case 'not':
        this.out += '! ';
        this.test(test.test);
        return;
      case 'group':
        this.out += '( ';
        this.test(test.test);
        this.out += ' )';
    }
  }
}

/** One command as the job list shows it. `asFunction`: a function's body in the environment. */
export function nodeText(node: Node, asFunction = false): ByteString {
  const printer = new Printer(false);
  if (asFunction) printer.functionBody(node);
  else printer.node(node);
  return printer.out;
}

export function pipelineTexts(node: Pipeline): ByteString[] {
  return node.commands.map((command, i) => nodeText(command) + (node.stderr[i] === true ? ' 2>&1' : ''));
}

/** `f () \n{ \n    …\n}` */
export function functionText(def: FunctionDef): ByteString {
  const printer = new Printer(false);
  printer.functionBody(def.body);
  return `${def.name} () \n${printer.out}`;
}
