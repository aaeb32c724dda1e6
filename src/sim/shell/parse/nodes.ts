// The shell's own compiled form of a program: immutable nodes that every process of a machine may share.
import type { ByteString } from '../../kernel/abi/index.ts';

/** A piece of a word after lexing. `quoted` pieces are neither split nor globbed. */
export type Part =
  | { readonly kind: 'text'; readonly text: ByteString; readonly quoted: boolean }
  | ParamPart
  | {
      readonly kind: 'command';
      readonly source: ByteString;
      readonly line: number;
      readonly quoted: boolean;
      readonly backtick: boolean;
      readonly cache: ScriptCache;
    }
  | { readonly kind: 'arith'; readonly expr: Word; readonly quoted: boolean }
  | {
      readonly kind: 'process';
      readonly operator: '<' | '>';
      readonly source: ByteString;
      readonly line: number;
      readonly cache: ScriptCache;
    }
  | { readonly kind: 'tilde'; readonly user: ByteString };

/** Where a substitution keeps its compiled script once it was needed (a memo, not state: it depends on the source only). */
export interface ScriptCache {
  script?: List | undefined;
}

export interface ParamPart {
  readonly kind: 'param';
  /** Variable name, digits, or one of `@*#?-$!`. */
  readonly name: ByteString;
  /** As written, for messages: `${x!y}`. */
  readonly text: ByteString;
  readonly quoted: boolean;
  /** `${!x…}` */
  readonly indirect: boolean;
  /** `${#x}` */
  readonly length: boolean;
  readonly index: Index | undefined;
  readonly op: ParamOp | undefined;
  /** No command substitution anywhere inside. */
  readonly pure: boolean;
}

export type Index =
  { readonly kind: 'at' } | { readonly kind: 'star' } | { readonly kind: 'word'; readonly word: Word };

export type ParamOp =
  | { readonly kind: 'default' | 'assign' | 'error' | 'alternate'; readonly colon: boolean; readonly word: Word }
  | { readonly kind: 'prefix' | 'suffix'; readonly longest: boolean; readonly pattern: Word }
  | {
      readonly kind: 'replace';
      readonly mode: 'first' | 'all' | 'start' | 'end';
      readonly pattern: Word;
      readonly replacement: Word | undefined;
    }
  | { readonly kind: 'slice'; readonly offset: Word; readonly length: Word | undefined }
  | {
      readonly kind: 'case';
      readonly upper: boolean;
      readonly toggle: boolean;
      readonly all: boolean;
      readonly pattern: Word | undefined;
    }
  | { readonly kind: 'transform'; readonly letter: string }
  | { readonly kind: 'names'; readonly star: boolean }
  | { readonly kind: 'bad' };

export interface Word {
  readonly parts: readonly Part[];
  /** As written. */
  readonly text: ByteString;
  /** Can be expanded without a system call (but for pathname expansion). */
  readonly pure: boolean;
  /** The one field this word always is: no expansion, no active glob character. */
  readonly constant: ByteString | undefined;
  /** Set when brace expansion may apply: keeps the words it gives. */
  readonly braces: BraceCache | undefined;
}

export interface BraceCache {
  readonly line: number;
  words?: readonly Word[] | undefined;
}

export interface Assign {
  readonly name: ByteString;
  readonly append: boolean;
  readonly index: Word | undefined;
  readonly value: Word | undefined;
  /** `a=( … )` */
  readonly elements: readonly ArrayElement[] | undefined;
  readonly text: ByteString;
}

export interface ArrayElement {
  /** `[index]=value`; the word is what stands in the brackets. */
  readonly index: Word | undefined;
  readonly append: boolean;
  readonly value: Word;
}

/** An argument that is an assignment to a declaration builtin (`declare a=(1)`), or a plain word. */
export interface Arg {
  readonly word: Word;
  readonly assign: Assign | undefined;
}

export interface Redir {
  readonly operator: '>' | '>>' | '<' | '<>' | '<&' | '>&' | '>|' | '&>' | '&>>' | '<<<' | '<<' | '<<-';
  readonly fd: number | undefined;
  /** `{name}>` */
  readonly fdName: ByteString | undefined;
  /** Target, here-string, or the body of a here-document. */
  readonly word: Word;
  /** Here-document: delimiter as written and whether it was quoted. */
  readonly delimiter: ByteString;
  readonly line: number;
}

interface NodeBase {
  readonly line: number;
  readonly redirs: readonly Redir[];
}

export interface Simple extends NodeBase {
  readonly kind: 'simple';
  readonly assigns: readonly Assign[];
  readonly args: readonly Arg[];
  readonly pure: boolean;
}

export interface Pipeline {
  readonly kind: 'pipeline';
  readonly line: number;
  readonly commands: readonly Node[];
  /** For each `|`: whether it was `|&`. */
  readonly stderr: readonly boolean[];
  readonly negate: boolean;
  readonly time: 'none' | 'bash' | 'posix';
}

export interface AndOr {
  readonly kind: 'andor';
  readonly line: number;
  readonly commands: readonly Node[];
  readonly operators: readonly ('&&' | '||')[];
}

export interface ListItem {
  readonly node: Node;
  readonly background: boolean;
  /** A newline (not `;`) stood after it. */
  readonly newline: boolean;
}

export interface List {
  readonly kind: 'list';
  readonly line: number;
  readonly items: readonly ListItem[];
}

export interface If extends NodeBase {
  readonly kind: 'if';
  readonly clauses: readonly { readonly test: List; readonly body: List }[];
  readonly otherwise: List | undefined;
}
export interface While extends NodeBase {
  readonly kind: 'while';
  readonly until: boolean;
  readonly test: List;
  readonly body: List;
}
export interface For extends NodeBase {
  readonly kind: 'for' | 'select';
  readonly name: ByteString;
  readonly words: readonly Word[] | undefined;
  readonly body: List;
}
export interface ArithFor extends NodeBase {
  readonly kind: 'arithfor';
  readonly init: Word;
  readonly test: Word;
  readonly update: Word;
  readonly body: List;
}
export interface CaseClause {
  readonly patterns: readonly Word[];
  readonly body: List | undefined;
  readonly end: ';;' | ';&' | ';;&';
}
export interface Case extends NodeBase {
  readonly kind: 'case';
  readonly word: Word;
  readonly clauses: readonly CaseClause[];
}
export interface Subshell extends NodeBase {
  readonly kind: 'subshell';
  readonly body: List;
}
export interface Group extends NodeBase {
  readonly kind: 'group';
  readonly body: List;
}
export interface Arith extends NodeBase {
  readonly kind: 'arith';
  readonly expr: Word;
}
export interface Cond extends NodeBase {
  readonly kind: 'cond';
  readonly test: Test;
}
export interface FunctionDef {
  readonly kind: 'function';
  readonly line: number;
  readonly name: ByteString;
  readonly body: Node;
  readonly redirs: readonly Redir[];
  readonly keyword: boolean;
}
export interface Coproc {
  readonly kind: 'coproc';
  readonly line: number;
  readonly name: ByteString;
  readonly body: Node;
  readonly redirs: readonly Redir[];
}

export type Test =
  | { readonly kind: 'unary'; readonly op: string; readonly word: Word; readonly line: number }
  | { readonly kind: 'binary'; readonly op: string; readonly left: Word; readonly right: Word; readonly line: number }
  | { readonly kind: 'and' | 'or'; readonly left: Test; readonly right: Test }
  | { readonly kind: 'not'; readonly test: Test }
  | { readonly kind: 'group'; readonly test: Test };

export type Compound = If | While | For | ArithFor | Case | Subshell | Group | Arith | Cond;
export type Node = Simple | Pipeline | AndOr | List | Compound | FunctionDef | Coproc;
