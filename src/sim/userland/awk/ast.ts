// The tree of an awk program.

export interface NameRef {
  readonly name: string;
  /** The function whose parameter it is. */
  readonly local: string | undefined;
}

/** Something that can be assigned to. */
export type Place =
  | { readonly kind: 'name'; readonly ref: NameRef; readonly line: number }
  | { readonly kind: 'element'; readonly array: NameRef; readonly index: readonly Expr[] }
  | { readonly kind: 'field'; readonly index: Expr };

export type BinaryOperator = '+' | '-' | '*' | '/' | '%' | '^' | 'cat' | '<' | '<=' | '==' | '!=' | '>' | '>=';

export type Expr =
  | Place
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'string'; readonly value: string }
  /** Alone it is matched against the record. */
  | { readonly kind: 'regex'; readonly source: string }
  | { readonly kind: 'binary'; readonly operator: BinaryOperator; readonly left: Expr; readonly right: Expr }
  | { readonly kind: 'unary'; readonly operator: '+' | '-' | '!'; readonly operand: Expr }
  | { readonly kind: 'and' | 'or'; readonly left: Expr; readonly right: Expr }
  | { readonly kind: 'choice'; readonly test: Expr; readonly yes: Expr; readonly no: Expr }
  | { readonly kind: 'match'; readonly negated: boolean; readonly left: Expr; readonly right: Expr }
  | { readonly kind: 'in'; readonly index: readonly Expr[]; readonly array: NameRef }
  /** operator '' is a plain assignment. */
  | {
      readonly kind: 'assign';
      readonly operator: '' | '+' | '-' | '*' | '/' | '%' | '^';
      readonly place: Place;
      readonly value: Expr;
    }
  | { readonly kind: 'step'; readonly by: 1 | -1; readonly prefix: boolean; readonly place: Place }
  | { readonly kind: 'builtin'; readonly name: string; readonly args: readonly Expr[] }
  | { readonly kind: 'call'; readonly name: string; readonly args: readonly Expr[]; readonly line: number }
  | {
      readonly kind: 'getline';
      readonly from: 'main' | 'file' | 'command';
      readonly source: Expr | undefined;
      readonly place: Place | undefined;
    }
  /** A bare name given to a function: a value or an array, as the function wants it. */
  | { readonly kind: 'bare'; readonly ref: NameRef; readonly line: number }
  | { readonly kind: 'array'; readonly ref: NameRef };

export interface Redirection {
  readonly kind: '>' | '>>' | '|';
  readonly target: Expr;
}

export type Statement =
  | { readonly kind: 'expression'; readonly value: Expr }
  | {
      readonly kind: 'print';
      readonly formatted: boolean;
      readonly args: readonly Expr[];
      readonly to: Redirection | undefined;
    }
  | { readonly kind: 'block'; readonly body: readonly Statement[] }
  | { readonly kind: 'if'; readonly test: Expr; readonly yes: Statement; readonly no: Statement | undefined }
  | { readonly kind: 'while'; readonly test: Expr; readonly body: Statement }
  | { readonly kind: 'do'; readonly body: Statement; readonly test: Expr }
  | {
      readonly kind: 'for';
      readonly init: Expr | undefined;
      readonly test: Expr | undefined;
      readonly step: Expr | undefined;
      readonly body: Statement;
    }
  | { readonly kind: 'for-in'; readonly ref: NameRef; readonly array: NameRef; readonly body: Statement }
  | { readonly kind: 'break' | 'continue' | 'next' | 'nextfile' }
  | { readonly kind: 'exit' | 'return'; readonly value: Expr | undefined }
  | { readonly kind: 'delete'; readonly array: NameRef; readonly index: readonly Expr[] | undefined };

export type Pattern =
  | { readonly kind: 'always' }
  | { readonly kind: 'one'; readonly test: Expr }
  | { readonly kind: 'range'; readonly from: Expr; readonly to: Expr };

export interface Rule {
  readonly pattern: Pattern;
  /** Undefined: print the record. */
  readonly body: Statement | undefined;
}

export interface FunctionText {
  readonly name: string;
  readonly params: readonly string[];
  readonly body: Statement;
}

export type Kind = 'array' | 'scalar';

export interface ProgramText {
  readonly begin: readonly Statement[];
  readonly rules: readonly Rule[];
  readonly end: readonly Statement[];
  readonly functions: ReadonlyMap<string, FunctionText>;
  /** What each name is: globals by name, parameters by `function/name`. */
  readonly kinds: ReadonlyMap<string, Kind>;
}

export const kindKey = (ref: NameRef): string => (ref.local === undefined ? ref.name : `${ref.local}/${ref.name}`);
