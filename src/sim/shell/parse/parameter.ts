// What stands between `${` and `}`: name, subscript and operator (bash manual, 3.5.3).
import { Grammar } from './grammar.ts';
import type { Index, ParamOp, ParamPart, Word } from './nodes.ts';
import { compileWord, NEEDS_CLOCK, type WordMode, type WordOptions } from './word.ts';

const NAME = /^(?:[A-Za-z_][A-Za-z0-9_]*|[0-9]+|[-@*#?$!])/;

/** What stands between `${` and `}`. */
export function parameter(raw: string, quoted: boolean, options: WordOptions): ParamPart {
  const body = raw.replace(/^((?:[^\\'"]|\\[^\n])*?)\\\n/, '$1');
  const text = `\${${body}}`;
  const bad: ParamPart = {
    kind: 'param',
    name: '',
    text,
    quoted,
    indirect: false,
    length: false,
    index: undefined,
    op: { kind: 'bad' },
    pure: true,
  };
  let rest = body;
  let length = false;
  let indirect = false;
  if (rest.startsWith('#') && rest.length > 1 && !/^#(?:[-=?+:%#/^,]|$)/.test(rest)) {
    length = true;
    rest = rest.slice(1);
  } else if (rest === '##' || rest === '#?' || rest === '#-') {
    length = true;
    rest = rest.slice(1);
  } else if (
    !options.dash &&
    rest.startsWith('!') &&
    /^![A-Za-z_0-9@*#?$!-]/.test(rest) &&
    !/^![-+=?](?![}]|$)./.test(rest)
  ) {
    indirect = true;
    rest = rest.slice(1);
  }
  const name = NAME.exec(rest)?.[0];
  if (name === undefined) return bad;
  rest = rest.slice(name.length);
  let index: Index | undefined;
  if (!options.dash && rest.startsWith('[') && /^[A-Za-z_]/.test(name)) {
    const end = subscriptEnd(rest);
    if (end < 0) return bad;
    const inside = rest.slice(1, end);
    index =
      inside === '@'
        ? { kind: 'at' }
        : inside === '*'
          ? { kind: 'star' }
          : { kind: 'word', word: compileWord(inside, 'double', options) };
    if (index.kind === 'word' && /['"\\]/.test(inside))
      index = { kind: 'word', word: compileWord(inside, 'word', options) };
    rest = rest.slice(end + 1);
  }
  let op: ParamOp | undefined;
  if (rest !== '') {
    if (length) return bad;
    if (indirect && index === undefined && (rest === '*' || rest === '@')) op = { kind: 'names', star: rest === '*' };
    else op = operation(rest, quoted, options);
    if (op === undefined) return bad;
  }
  const pure =
    !NEEDS_CLOCK.test(name) && (index?.kind !== 'word' || index.word.pure) && operands(op).every((word) => word.pure);
  return { kind: 'param', name, text, quoted, indirect, length, index, op, pure };
}

function subscriptEnd(text: string): number {
  let level = 0;
  for (let i = 0; i < text.length; i += 1) {
    const c = text[i];
    if (c === '\\') i += 1;
    else if (c === "'" || c === '"') {
      const close = text.indexOf(c, i + 1);
      if (close < 0) return -1;
      i = close;
    } else if (c === '[') level += 1;
    else if (c === ']') {
      level -= 1;
      if (level === 0) return i;
    }
  }
  return -1;
}

export function operands(op: ParamOp | undefined): Word[] {
  switch (op?.kind) {
    case 'default':
    case 'assign':
    case 'error':
    case 'alternate':
      return [op.word];
    case 'prefix':
    case 'suffix':
      return [op.pattern];
    case 'replace':
      return op.replacement ? [op.pattern, op.replacement] : [op.pattern];
    case 'slice':
      return op.length ? [op.offset, op.length] : [op.offset];
    case 'case':
      return op.pattern ? [op.pattern] : [];
    default:
      return [];
  }
}

function operation(rest: string, quoted: boolean, options: WordOptions): ParamOp | undefined {
  const { dash } = options;
  const operandMode: WordMode = quoted ? 'operand' : 'word';
  const word = (text: string, mode: WordMode) => compileWord(text, mode, options);
  const def = /^(:?)([-=?+])/.exec(rest);
  if (def) {
    const kind = ({ '-': 'default', '=': 'assign', '?': 'error', '+': 'alternate' } as const)[
      def[2] as '-' | '=' | '?' | '+'
    ];
    return { kind, colon: def[1] === ':', word: word(rest.slice(def[0].length), operandMode) };
  }
  const c = rest[0];
  if (c === '#' || c === '%') {
    const longest = rest[1] === c;
    return { kind: c === '#' ? 'prefix' : 'suffix', longest, pattern: word(rest.slice(longest ? 2 : 1), 'word') };
  }
  if (dash) return undefined;
  if (c === '/') return replacement(rest, quoted, options);
  if (c === ':') {
    const colon = sliceColon(rest);
    const offset = word(rest.slice(1, colon < 0 ? undefined : colon), 'operand');
    return { kind: 'slice', offset, length: colon < 0 ? undefined : word(rest.slice(colon + 1), 'operand') };
  }
  if (c === '^' || c === ',' || c === '~') {
    const all = rest[1] === c;
    const pattern = rest.slice(all ? 2 : 1);
    return {
      kind: 'case',
      upper: c === '^',
      toggle: c === '~',
      all,
      pattern: pattern === '' ? undefined : word(pattern, 'word'),
    };
  }
  if (c === '@') return /^@[UuLQEPAKak]$/.test(rest) ? { kind: 'transform', letter: rest[1] ?? '' } : undefined;
  return undefined;
}

function replacement(rest: string, quoted: boolean, options: WordOptions): ParamOp {
  const second = rest[1];
  const mode = second === '/' ? 'all' : second === '#' ? 'start' : second === '%' ? 'end' : 'first';
  let i = mode === 'first' ? 1 : 2;
  const from = i;
  const grammar = new Grammar(rest, { dash: false, extglob: true, final: true, line: options.line });
  while (i < rest.length && rest[i] !== '/') {
    const c = rest[i];
    if (c === '\\') i += 2;
    else if (c === "'") i = grammar.single(i);
    else if (c === '"') i = grammar.double(i);
    else if (c === '$') i = grammar.dollar(i, quoted);
    else if (c === '`') i = grammar.backtick(i);
    else i += 1;
  }
  const pattern = compileWord(rest.slice(from, i), 'word', options);
  const replacement = i < rest.length ? compileWord(rest.slice(i + 1), 'word', options) : undefined;
  return { kind: 'replace', mode, pattern, replacement };
}

/** The `:` between offset and length: not one of a `?:`, not inside parentheses or an expansion. */
function sliceColon(rest: string): number {
  let level = 0;
  let ternary = 0;
  for (let i = 1; i < rest.length; i += 1) {
    const c = rest[i];
    if (c === '\\') i += 1;
    else if (c === '(' || c === '[' || c === '{') level += 1;
    else if (c === ')' || c === ']' || c === '}') level -= 1;
    else if (level === 0 && c === '?') ternary += 1;
    else if (level === 0 && c === ':') {
      if (ternary === 0) return i;
      ternary -= 1;
    }
  }
  return -1;
}
