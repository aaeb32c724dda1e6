// The checked program: every expression has its type, every conversion is written out. What the parser makes and lowering reads.
import type { Loc } from './diagnostics.ts';
import type { FunctionType, IntType, Type } from './types.ts';
import type { Value } from './value.ts';

export interface Variable {
  readonly kind: 'variable';
  readonly name: string;
  type: Type;
  readonly storage: 'local' | 'parameter' | 'static' | 'global' | 'extern';
  /** In its frame, or in the data segment. */
  offset: number;
  readonly loc: Loc;
  /** From a header. */
  readonly system: boolean;
  used: boolean;
  assigned: boolean;
  /** `int x;` without a value: reading it before it is set is worth a warning. */
  bare: boolean;
  /** Its address was taken: it may be set from elsewhere. */
  escapes: boolean;
}

export interface FunctionSymbol {
  readonly kind: 'function';
  readonly name: string;
  type: FunctionType;
  loc: Loc;
  defined: boolean;
  static: boolean;
  used: boolean;
  readonly system: boolean;
  /** Where its parameters are declared. */
  paramLocs: readonly Loc[];
  /** Came into being by being called. */
  implicit: boolean;
}

export interface TypedefSymbol {
  readonly kind: 'typedef';
  readonly name: string;
  readonly type: Type;
  readonly loc: Loc;
}

export interface EnumSymbol {
  readonly kind: 'constant';
  readonly name: string;
  readonly value: Value;
  readonly type: IntType;
  readonly loc: Loc;
}

export type Symbol = Variable | FunctionSymbol | TypedefSymbol | EnumSymbol;

export type ArithmeticOp = '+' | '-' | '*' | '/' | '%' | '&' | '|' | '^' | '<<' | '>>';
export type CompareOp = '==' | '!=' | '<' | '>' | '<=' | '>=';

interface Node {
  readonly loc: Loc;
  readonly type: Type;
  /** `if (a = b)` is worth a warning, `if ((a = b))` is not. */
  readonly parenthesized?: boolean;
}

/** One value stored at an offset of an object that is being initialised. */
export interface Store {
  readonly offset: number;
  readonly type: Type;
  readonly value: Expr;
}
/** What an initialiser does: first all bytes to zero, where it must, then the stores in order. */
export interface Init {
  readonly zero: boolean;
  readonly stores: readonly Store[];
}

export type Expr = Node &
  (
    | { readonly k: 'const'; readonly value: Value }
    | { readonly k: 'string'; readonly bytes: string; /** As written, of a single literal. */ readonly raw?: string }
    | { readonly k: 'variable'; readonly variable: Variable }
    | { readonly k: 'function'; readonly symbol: FunctionSymbol }
    | { readonly k: 'negate' | 'invert' | 'not'; readonly e: Expr }
    | { readonly k: 'deref'; readonly e: Expr }
    | { readonly k: 'address'; readonly e: Expr }
    | { readonly k: 'member'; readonly e: Expr; readonly offset: number }
    | { readonly k: 'binary'; readonly op: ArithmeticOp; readonly l: Expr; readonly r: Expr }
    | { readonly k: 'compare'; readonly op: CompareOp; readonly l: Expr; readonly r: Expr }
    /** Pointer plus or minus an integer, in elements of `size` bytes. */
    | { readonly k: 'offset'; readonly e: Expr; readonly by: Expr; readonly size: number; readonly sign: 1 | -1 }
    | { readonly k: 'difference'; readonly l: Expr; readonly r: Expr; readonly size: number }
    | { readonly k: 'logic'; readonly op: '&&' | '||'; readonly l: Expr; readonly r: Expr }
    | { readonly k: 'choose'; readonly c: Expr; readonly a: Expr; readonly b: Expr }
    | { readonly k: 'comma'; readonly l: Expr; readonly r: Expr }
    | { readonly k: 'assign'; readonly l: Expr; readonly r: Expr }
    /** `l op= r`, `++l`, `l++`: computed in the type `common`; a pointer moves by r bytes. */
    | {
        readonly k: 'update';
        readonly op: ArithmeticOp;
        readonly l: Expr;
        readonly r: Expr;
        readonly common: Type;
        readonly post: boolean;
      }
    | { readonly k: 'convert'; readonly e: Expr }
    /** Array to pointer to its first element, function to pointer. */
    | { readonly k: 'decay'; readonly e: Expr }
    | { readonly k: 'call'; readonly fn: Expr; readonly args: readonly Expr[] }
    /** `(type){…}` */
    | { readonly k: 'literal'; readonly variable: Variable; readonly init: Init }
    /** A result that lowering has put aside. */
    | { readonly k: 'temp'; readonly index: number }
    | { readonly k: 'wrong' }
  );

export interface Label {
  readonly name: string;
  readonly loc: Loc;
  defined: boolean;
  used: boolean;
}

export type Stmt =
  | { readonly k: 'expr'; readonly e: Expr; readonly line: number }
  | { readonly k: 'init'; readonly variable: Variable; readonly init: Init; readonly line: number }
  /** A variable is there from here to the end of its block. */
  | { readonly k: 'declare'; readonly variable: Variable }
  | { readonly k: 'block'; readonly items: readonly Stmt[] }
  | { readonly k: 'if'; readonly test: Expr; readonly yes: Stmt; readonly no: Stmt | undefined; readonly line: number }
  | { readonly k: 'while'; readonly test: Expr; readonly body: Stmt; readonly line: number }
  | { readonly k: 'do'; readonly test: Expr; readonly body: Stmt; readonly line: number }
  | {
      readonly k: 'for';
      readonly test: Expr | undefined;
      readonly step: Expr | undefined;
      readonly body: Stmt;
      readonly line: number;
    }
  | {
      readonly k: 'switch';
      readonly value: Expr;
      readonly body: Stmt;
      readonly cases: SwitchCases;
      readonly line: number;
    }
  | { readonly k: 'case'; readonly cases: SwitchCases; readonly value: Value | undefined }
  | { readonly k: 'break' | 'continue'; readonly line: number }
  | { readonly k: 'return'; readonly e: Expr | undefined; readonly line: number }
  | { readonly k: 'goto'; readonly label: Label; readonly line: number }
  | { readonly k: 'label'; readonly label: Label }
  | { readonly k: 'empty' };

/** The labels of one switch. */
export interface SwitchCases {
  readonly type: Type;
  readonly values: Map<Value, Loc>;
  fallback: Loc | undefined;
}

export interface FunctionDefinition {
  readonly symbol: FunctionSymbol;
  readonly params: readonly Variable[];
  readonly body: Stmt;
  /** Bytes of its frame. */
  readonly frameSize: number;
  readonly locals: readonly Variable[];
  readonly firstLine: number;
  readonly lastLine: number;
}

export interface Program {
  readonly functions: readonly FunctionDefinition[];
  /** With their values at the start, where they have one. */
  readonly statics: readonly { readonly variable: Variable; readonly init: Init | undefined }[];
  readonly dataSize: number;
}
