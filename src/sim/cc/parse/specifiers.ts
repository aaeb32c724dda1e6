// Declaration specifiers: storage class, qualifiers, and the type that the words name together (6.7.1 to 6.7.3).
import { constantValue } from '../check/constant.ts';
import { nearest } from '../check/spell.ts';
import type { Token } from '../lex.ts';
import {
  BOOL, CHAR, complete, INT, isComplete, LLONG, LONG, SCHAR, SHORT, sizeOf, UCHAR, UINT, ULLONG, ULONG, USHORT, VOID,
  type IntType, type Layout, type Type,
} from '../types.ts'; // prettier-ignore
import { MAX_OBJECT } from '../check/context.ts';
import { declarator } from './declarator.ts';
import { conditional } from './expression.ts';
import { isUnknownWord, KEYWORDS, type Parser } from './stream.ts';

export interface Specifiers {
  readonly type: Type;
  readonly storage: 'typedef' | 'extern' | 'static' | 'auto' | 'register' | undefined;
  readonly inline: boolean;
  /** No type was named: `x = 3;` at the outermost level. */
  readonly implicit: boolean;
  /** Defines or names a struct, union or enum: may stand alone. */
  readonly tagged: boolean;
  /** A definition of a struct without its `;`: the next declaration begins at once. */
  readonly ended: boolean;
  readonly at: Token;
}

const STORAGE = new Set(['typedef', 'extern', 'static', 'auto', 'register']);
const QUALIFIER: Readonly<Record<string, 'const' | 'volatile' | 'other'>> = {
  const: 'const', __const: 'const', volatile: 'volatile', __volatile__: 'volatile', restrict: 'other', __restrict: 'other',
  inline: 'other', __inline: 'other', _Noreturn: 'other', __extension__: 'other',
}; // prettier-ignore
const WORDS = new Set(['void', 'char', 'short', 'int', 'long', 'signed', 'unsigned', '_Bool']);

/** The words that may begin a type, besides typedef names. */
export const beginsType = (text: string): boolean =>
  WORDS.has(text) || STORAGE.has(text) || QUALIFIER[text] !== undefined || text === 'struct' || text === 'union' ||
  text === 'enum' || text === '__attribute__' || (isUnknownWord(text) && text !== '_Generic' && text !== '_Alignof' && !text.includes('asm')); // prettier-ignore

/** `unsigned long int` in any order. */
function named(words: readonly string[]): IntType | undefined {
  const count = (word: string): number => words.filter((each) => each === word).length;
  const [longs, unsigned, signed] = [count('long'), count('unsigned') > 0, count('signed') > 0];
  if ((unsigned && signed) || longs > 2) return undefined;
  if (count('_Bool')) return words.length === 1 ? BOOL : undefined;
  if (count('char'))
    return longs || count('short') || count('int') ? undefined : unsigned ? UCHAR : signed ? SCHAR : CHAR;
  if (count('short')) return longs ? undefined : unsigned ? USHORT : SHORT;
  if (longs === 2) return unsigned ? ULLONG : LLONG;
  if (longs === 1) return unsigned ? ULONG : LONG;
  return unsigned ? UINT : INT;
}

/** What gcc says when a word does not go with those before it. */
function clash(words: readonly string[], word: string): string {
  if (word === 'long' && words.filter((each) => each === 'long').length > 1)
    return "'long long long' is too long for GCC";
  if (words.includes(word)) return `duplicate '${word}'`;
  const basic = (each: string): boolean => each === 'int' || each === 'char' || each === '_Bool';
  if (basic(word) && words.some(basic)) return 'two or more data types in declaration specifiers';
  return `both '${word}' and '${words.find((each) => each !== 'int') ?? ''}' in declaration specifiers`;
}

export function attributes(p: Parser): void {
  while (p.is('__attribute__')) {
    p.next();
    let depth = 0;
    do {
      if (p.is('(')) depth += 1;
      else if (p.is(')')) depth -= 1;
      if (p.atEnd) p.fail("')'");
      p.next();
    } while (depth > 0);
  }
}

export function specifiers(p: Parser): Specifiers {
  const at = p.token;
  const { report } = p.c;
  let storage: Specifiers['storage'];
  let base: Type | undefined;
  let inline = false;
  let tagged = false;
  let ended = false;
  const quals: { const?: boolean; volatile?: boolean } = {};
  const words: string[] = [];
  for (;;) {
    const { token } = p;
    if (token.kind !== 'id') break;
    const { text } = token;
    if (text === '__attribute__') attributes(p);
    else if (STORAGE.has(text)) {
      p.next();
      if (storage !== undefined)
        report.error(
          token,
          storage === text ? `duplicate '${text}'` : 'multiple storage classes in declaration specifiers',
        );
      storage = text as Specifiers['storage'];
    } else if (QUALIFIER[text] !== undefined) {
      p.next();
      if (text.includes('inline')) inline = true;
      const qualifier = QUALIFIER[text];
      if (qualifier !== 'other' && qualifier !== undefined) quals[qualifier] = true;
    } else if (isUnknownWord(text)) {
      p.next();
      report.error(token, `this compiler does not know '${text}'`);
      base ??= { kind: 'error' };
    } else if (text === 'struct' || text === 'union') {
      if (base || words.length > 0) report.error(token, 'two or more data types in declaration specifiers');
      base = structure(p);
      tagged = true;
      if (p.previous.text === '}' && p.c.global && WORDS.has(p.token.text)) {
        p.missing("';', identifier or '('", false);
        ended = true;
        break;
      }
    } else if (text === 'enum') {
      base = enumeration(p);
      tagged = true;
    } else if (WORDS.has(text)) {
      p.next();
      if (base || (text === 'void' && words.length > 0))
        report.error(token, 'two or more data types in declaration specifiers');
      else if (text === 'void') base = VOID;
      else {
        words.push(text);
        const twice = words.filter((each) => each === text && each !== 'long').length > 1;
        if (named(words) === undefined || twice) {
          words.pop();
          report.error(token, clash(words, text));
        }
      }
    } else if (!base && words.length === 0 && !KEYWORDS.has(text)) {
      const symbol = p.c.lookup(text);
      if (symbol?.kind === 'typedef') {
        p.next();
        base = { ...symbol.type, alias: text };
      } else if (isUnknownType(p)) {
        p.next();
        base = unknownType(p, token);
      } else break;
    } else break;
  }
  const implicit = !base && words.length === 0;
  const type = base ?? named(words) ?? INT;
  return {
    type: quals.const || quals.volatile ? { ...type, ...quals } : type,
    storage,
    inline,
    implicit,
    tagged,
    ended,
    at,
  };
}

/** `foo x`, `foo *x` where nothing is known of foo: meant as a type. */
function isUnknownType(p: Parser): boolean {
  if (p.c.lookup(p.token.text)) return false;
  const after = p.peek(1);
  return (
    (after.kind === 'id' && !KEYWORDS.has(after.text)) ||
    (after.text === '*' && p.peek(2).kind === 'id' && !p.c.lookup(p.peek(2).text) && /^[;,=[)]$/.test(p.peek(3).text))
  );
}

function unknownType(p: Parser, token: Token): Type {
  const tag = p.c.tag(token.text, false);
  if (tag) {
    const keyword = tag.type.kind === 'struct' ? (tag.type.layout.union ? 'union' : 'struct') : 'enum';
    p.c.report.error(token, `unknown type name '${token.text}'; use '${keyword}' keyword to refer to the type`);
    return tag.type;
  }
  const near = nearest(token.text, typeWords(p));
  p.c.report.error(token, `unknown type name '${token.text}'${near === undefined ? '' : `; did you mean '${near}'?`}`);
  return { kind: 'error' };
}

function* typeWords(p: Parser): Generator<string> {
  for (const name of p.c.visible()) if (p.c.isTypeName(name)) yield name;
  yield* WORDS;
}

function structure(p: Parser): Type {
  const { c } = p;
  const keyword = p.next();
  const union = keyword.text === 'union';
  attributes(p);
  const tag = p.isName ? p.next() : undefined;
  if (!tag && !p.is('{')) p.fail("'{'");
  const known = tag && c.tag(tag.text, p.is('{') || p.is(';'));
  if (known && (known.type.kind !== 'struct' || known.type.layout.union !== union)) {
    c.report.error(tag, `'${tag.text}' defined as wrong kind of tag`);
    return { kind: 'error' };
  }
  const layout: Layout = known?.layout ?? { tag: tag?.text, union, fields: undefined, size: 0, align: 1 };
  const type: Type = { kind: 'struct', layout };
  if (tag && !known) c.declareTag(tag.text, type, layout, tag);
  if (!p.is('{')) return type;
  if (layout.fields) {
    c.report.error(tag ?? keyword, `redefinition of '${keyword.text} ${tag?.text ?? ''}'`);
    if (known) c.report.note(known.loc, 'originally defined here');
  }
  complete(
    layout,
    p.nested(() => members(p)),
  );
  return type;
}

function members(p: Parser): { name: string | undefined; type: Type }[] {
  const { report } = p.c;
  const out: { name: string | undefined; type: Type }[] = [];
  const seen = new Map<string, Token>();
  p.next();
  while (!p.is('}')) {
    if (p.atEnd) p.fail("'}'");
    if (p.accept(';')) continue;
    const specs = specifiers(p);
    if (specs.implicit) p.fail('specifier-qualifier-list');
    if (p.is(';')) {
      if (specs.type.kind === 'struct') out.push({ name: undefined, type: specs.type });
      else report.warn(specs.at, undefined, 'declaration does not declare anything');
      p.next();
      continue;
    }
    do {
      const { name, type } = declarator(p, specs.type, 'member');
      if (p.is(':')) {
        report.error(p.token, 'this compiler does not know bit-fields');
        p.next();
        conditional(p);
      }
      if (!name) continue;
      if (seen.has(name.text)) {
        report.error(name, `duplicate member '${name.text}'`);
        continue;
      }
      seen.set(name.text, name);
      if (type.kind === 'function') report.error(name, `field '${name.text}' declared as a function`);
      else if (type.kind === 'void') report.error(name, `variable or field '${name.text}' declared void`);
      else if (!isComplete(type) && type.kind !== 'error')
        report.error(name, `field '${name.text}' has incomplete type`);
      else out.push({ name: name.text, type });
    } while (p.accept(','));
    if (p.accept(';')) continue;
    p.missing(p.is('}') ? "';'" : "':', ',', ';', '}' or '__attribute__'");
    p.skipStatement();
  }
  p.next();
  attributes(p);
  if (out.reduce((sum, each) => sum + sizeOf(each.type), 0) > MAX_OBJECT) report.error(p.previous, 'type is too large');
  return out;
}

function enumeration(p: Parser): Type {
  const { c } = p;
  const keyword = p.next();
  const tag = p.isName ? p.next() : undefined;
  const known = tag && c.tag(tag.text, p.is('{'));
  const type: Type = known?.type ?? { ...UINT, enum: `enum ${tag?.text ?? '<anonymous>'}` };
  if (!p.is('{')) {
    if (!tag) p.fail("'{'");
    if (!known) c.report.error(keyword, `this compiler does not know an 'enum' before its definition`);
    return type;
  }
  p.next();
  if (tag) c.declareTag(tag.text, type, undefined, tag);
  let value = 0n;
  do {
    if (p.is('}')) break;
    if (!p.isName) p.fail('identifier');
    const name = p.next();
    if (p.accept('=')) {
      const e = conditional(p);
      const given = constantValue(e);
      if (given === undefined && e.k !== 'wrong')
        c.report.error(name, `enumerator value for '${name.text}' is not an integer constant`);
      value = BigInt(given ?? 0);
    }
    const before = c.local(name.text);
    if (before) {
      c.report.error(
        name,
        `${before.kind === 'constant' ? 'redeclaration of enumerator' : 'redeclaration of'} '${name.text}'`,
      );
      c.report.note(
        before.loc,
        `previous definition of '${name.text}'${before.kind === 'constant' ? " with type 'int'" : ''}`,
      );
    }
    c.declare({ kind: 'constant', name: name.text, value: Number(BigInt.asIntN(32, value)), type: INT, loc: name });
    value += 1n;
  } while (p.accept(','));
  if (!p.accept('}')) {
    p.missing("',' or '}'");
    p.skipStatement();
  }
  return type;
}
