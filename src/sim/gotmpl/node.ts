/** The parse tree of a template: nodes with their byte position, and their text as Go prints it in error messages. */

export interface Tree {
  /** The template's own name. */
  readonly name: string;
  /** The name of the text that was parsed: error positions refer to it. */
  readonly parseName: string;
  readonly text: string;
  root: ListNode | undefined;
}

interface At {
  readonly pos: number;
  readonly tree: Tree;
}

export interface TextNode extends At {
  readonly kind: 'text';
  readonly text: string;
}
export interface ListNode extends At {
  readonly kind: 'list';
  readonly nodes: Node[];
}
export interface ActionNode extends At {
  readonly kind: 'action';
  readonly pipe: PipeNode;
}
export interface PipeNode extends At {
  readonly kind: 'pipe';
  assign: boolean;
  readonly decl: VariableNode[];
  readonly cmds: CommandNode[];
}
export interface CommandNode extends At {
  readonly kind: 'command';
  readonly args: Node[];
}
export interface IdentifierNode extends At {
  readonly kind: 'identifier';
  readonly ident: string;
}
export interface VariableNode extends At {
  readonly kind: 'variable';
  readonly ident: readonly string[];
}
export interface FieldNode extends At {
  readonly kind: 'field';
  readonly ident: readonly string[];
}
export interface ChainNode extends At {
  readonly kind: 'chain';
  readonly node: Node;
  readonly field: string[];
}
export interface DotNode extends At {
  readonly kind: 'dot';
}
export interface NilNode extends At {
  readonly kind: 'nil';
}
export interface BoolNode extends At {
  readonly kind: 'bool';
  readonly value: boolean;
}
export interface NumberNode extends At {
  readonly kind: 'number';
  readonly text: string;
  /** The value as an integer, when it is one. */
  readonly int: bigint | undefined;
  readonly float: number | undefined;
}
export interface StringNode extends At {
  readonly kind: 'string';
  readonly quoted: string;
  readonly text: string;
}
export interface BranchNode extends At {
  readonly kind: 'if' | 'with' | 'range';
  readonly pipe: PipeNode;
  readonly list: ListNode;
  readonly elseList: ListNode | undefined;
}
export interface TemplateNode extends At {
  readonly kind: 'template';
  readonly name: string;
  readonly pipe: PipeNode | undefined;
}
export interface WordNode extends At {
  readonly kind: 'end' | 'else' | 'break' | 'continue';
}

export type Node =
  | TextNode
  | ListNode
  | ActionNode
  | PipeNode
  | CommandNode
  | IdentifierNode
  | VariableNode
  | FieldNode
  | ChainNode
  | DotNode
  | NilNode
  | BoolNode
  | NumberNode
  | StringNode
  | BranchNode
  | TemplateNode
  | WordNode;

/** Node.String() of text/template/parse. */
export function nodeText(n: Node): string {
  switch (n.kind) {
    case 'text':
      return n.text;
    case 'list':
      return n.nodes.map(nodeText).join('');
    case 'action':
      return `{{${nodeText(n.pipe)}}}`;
    case 'pipe': {
      const decl = n.decl.map(nodeText).join(', ');
      return (decl === '' ? '' : decl + (n.assign ? ' = ' : ' := ')) + n.cmds.map(nodeText).join(' | ');
    }
    case 'command':
      return n.args.map(inParens).join(' ');
    case 'identifier':
      return n.ident;
    case 'variable':
      return n.ident.join('.');
    case 'field':
      return n.ident.map((i) => '.' + i).join('');
    case 'chain':
      return inParens(n.node) + n.field.map((i) => '.' + i).join('');
    case 'dot':
      return '.';
    case 'nil':
      return 'nil';
    case 'bool':
      return String(n.value);
    case 'number':
      return n.text;
    case 'string':
      return n.quoted;
    case 'if':
    case 'with':
    case 'range': {
      const other = n.elseList === undefined ? '' : '{{else}}' + nodeText(n.elseList);
      return `{{${n.kind} ${nodeText(n.pipe)}}}${nodeText(n.list)}${other}{{end}}`;
    }
    case 'template':
      return `{{template "${n.name}"${n.pipe === undefined ? '' : ' ' + nodeText(n.pipe)}}}`;
    case 'end':
    case 'else':
    case 'break':
    case 'continue':
      return `{{${n.kind}}}`;
  }
}

function inParens(n: Node): string {
  return n.kind === 'pipe' ? `(${nodeText(n)})` : nodeText(n);
}

/** A list that holds nothing but space: a template so defined may be replaced by a later definition. */
export function isEmptyTree(n: Node | undefined): boolean {
  if (n === undefined) return true;
  if (n.kind === 'list') return n.nodes.every(isEmptyTree);
  return n.kind === 'text' && n.text.trim() === '';
}

/** Where a node is: `name:line:column`, columns counted in bytes from 0. */
export function locationOf(n: Node): string {
  const before = n.tree.text.slice(0, n.pos);
  const line = before.split('\n').length;
  return `${n.tree.parseName}:${line}:${n.pos - (before.lastIndexOf('\n') + 1)}`;
}
