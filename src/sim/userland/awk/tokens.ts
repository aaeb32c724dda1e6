// Tokens of awk, and the words and signs that mawk's scanner knows.

export type TokenKind =
  | 'eof'
  | 'newline'
  | 'semicolon'
  | 'fake-semicolon'
  | '{'
  | '}'
  | '('
  | ')'
  | '['
  | ']'
  | ','
  | '?'
  | ':'
  | 'or'
  | 'and'
  | 'in'
  | 'assign'
  | 'match'
  | 'compare'
  | '+'
  | '-'
  | '*'
  | '/'
  | '%'
  | '^'
  | '!'
  | 'step'
  | '$'
  | 'field'
  | 'out'
  | 'input'
  | 'pipe'
  | 'number'
  | 'string'
  | 'regex'
  | 'name'
  | 'function-name'
  | 'builtin'
  | 'length'
  | 'keyword'
  | 'getline'
  | 'unexpected'
  | 'bad-decimal';

export interface Token {
  readonly kind: TokenKind;
  /** As the message about a syntax error shows it. */
  readonly text: string;
  readonly line: number;
  readonly value: number;
}

export const KEYWORDS = new Set([
  'BEGIN',
  'END',
  'if',
  'else',
  'while',
  'do',
  'for',
  'break',
  'continue',
  'next',
  'nextfile',
  'exit',
  'return',
  'function',
  'print',
  'printf',
  'delete',
]);
export const BUILTINS = new Set([
  'substr',
  'index',
  'split',
  'match',
  'sub',
  'gsub',
  'sprintf',
  'sin',
  'cos',
  'exp',
  'log',
  'sqrt',
  'int',
  'atan2',
  'rand',
  'srand',
  'close',
  'system',
  'toupper',
  'tolower',
  'fflush',
  'mktime',
  'strftime',
  'systime',
]);
/** After these a slash divides. */
export const BEFORE_DIVISION = new Set<TokenKind>(['number', 'string', ')', 'name', 'regex', ']', 'field', 'getline']);
/** Highest field that mawk accepts. */
export const MAX_FIELD = 2_147_483_647;

export const OPERATORS: readonly (readonly [string, TokenKind])[] = [
  ['+=', 'assign'],
  ['-=', 'assign'],
  ['*=', 'assign'],
  ['%=', 'assign'],
  ['^=', 'assign'],
  ['++', 'step'],
  ['--', 'step'],
  ['==', 'compare'],
  ['!=', 'compare'],
  ['>=', 'compare'],
  ['!~', 'match'],
  ['=', 'assign'],
  ['[', '['],
  [']', ']'],
  ['?', '?'],
  [':', ':'],
  ['+', '+'],
  ['-', '-'],
  ['*', '*'],
  ['%', '%'],
  ['^', '^'],
  ['!', '!'],
];
