/** C for the editor: words, colours and indentation, line by line. Small, because the compiler itself says what is wrong. */
import { StreamLanguage, type StringStream } from '@codemirror/language';

const KEYWORDS = new Set(
  'break case const continue default do else enum extern for goto if inline register restrict return sizeof static struct switch typedef union volatile while'.split(
    ' ',
  ),
);
const TYPES = new Set(
  '_Bool bool char double float int long short signed unsigned void pid_t size_t ssize_t uid_t sigset_t sig_atomic_t'.split(
    ' ',
  ),
);

interface State {
  /** Inside of a block comment. */
  comment: boolean;
  /** On a line of the preprocessor: what comes is part of it. */
  directive: boolean;
  braces: number;
  parens: number;
  /** The last character that was not blank or comment: tells whether a statement goes on. */
  last: string;
}

function blockComment(stream: StringStream, state: State): string {
  state.comment = !stream.skipTo('*/');
  if (state.comment) stream.skipToEnd();
  else stream.match('*/');
  return 'comment';
}

function word(stream: StringStream, state: State, text: string): string {
  if (KEYWORDS.has(text)) return 'keyword';
  if (TYPES.has(text)) return 'typeName';
  if (/^[A-Z][A-Z0-9_]+$/.test(text)) return 'literal';
  // A name before a parenthesis outside of all functions is the function that is defined there.
  return state.braces === 0 && state.parens === 0 && stream.match(/^\s*\(/, false)
    ? 'variableName.definition'
    : 'variableName';
}

function token(stream: StringStream, state: State): string | null {
  if (stream.sol()) state.directive = false;
  if (state.comment) return blockComment(stream, state);
  if (stream.eatSpace()) return null;
  if (stream.match('/*')) return blockComment(stream, state);
  if (stream.match('//')) {
    stream.skipToEnd();
    return 'comment';
  }
  if (stream.match(/^#\s*\w*/)) {
    state.directive = true;
    return 'meta';
  }
  if (state.directive && stream.match(/^<[^>]*>/)) return 'string';
  if (stream.match(/^"(?:[^"\\]|\\.)*"?/) || stream.match(/^'(?:[^'\\]|\\.)*'?/)) {
    state.last = '"';
    return 'string';
  }
  if (stream.match(/^(?:0[xX][0-9a-fA-F]+|\d+)[uUlL]*/)) {
    state.last = '0';
    return 'number';
  }
  const name = stream.match(/^[A-Za-z_]\w*/);
  if (Array.isArray(name)) {
    const text = name[0] ?? '';
    // After these a statement of its own follows, as after a closing parenthesis.
    state.last = text === 'else' || text === 'do' ? ')' : 'a';
    return word(stream, state, text);
  }
  const char = stream.next() ?? '';
  if (!state.directive) {
    if (char === '{') state.braces += 1;
    if (char === '}') state.braces = Math.max(0, state.braces - 1);
    if (char === '(') state.parens += 1;
    if (char === ')') state.parens = Math.max(0, state.parens - 1);
    state.last = char;
  }
  return null;
}

export const cLanguage = StreamLanguage.define<State>({
  name: 'c',
  startState: () => ({ comment: false, directive: false, braces: 0, parens: 0, last: '' }),
  token,
  indent(state, textAfter, context) {
    const closing = /^\s*\}/.test(textAfter) ? 1 : 0;
    const hanging = state.last === ')' && state.parens === 0 && state.braces > 0 && !/^\s*\{/.test(textAfter) ? 1 : 0;
    return Math.max(0, state.braces - closing + hanging) * context.unit;
  },
  languageData: { commentTokens: { block: { open: '/*', close: '*/' } }, indentOnInput: /^\s*[{}]$/ },
});
