// Primary expressions: constants, strings, names and parentheses; and what is said of a name that nobody knows (6.5.1).
import { implicitFunction } from '../check/calls.ts';
import { nearest } from '../check/spell.ts';
import { span, type Loc } from '../diagnostics.ts';
import { charConstant, integerConstant, unescape } from '../literal.ts';
import type { Expr } from '../tree.ts';
import { arrayOf, CHAR } from '../types.ts';
import { converter } from '../value.ts';
import { cast, expression, wrongAt } from './expression.ts';
import { isUnknownWord, KEYWORDS, type Parser } from './stream.ts';

export function primary(p: Parser): Expr {
  const { token } = p;
  switch (token.kind) {
    case 'number': {
      p.next();
      const { value, type } = integerConstant(token, p.c.report);
      return { k: 'const', value: converter(type)(value), type, loc: token };
    }
    case 'char': {
      p.next();
      return { k: 'const', ...charConstant(token, p.c.report), loc: token };
    }
    case 'string':
      return string(p);
    case 'id':
      if (!KEYWORDS.has(token.text)) return name(p);
      if (isUnknownWord(token.text)) {
        p.c.report.error(token, `this compiler does not know '${token.text}'`);
        p.skipStatement();
        return wrongAt(token);
      }
      if (token.text === '__extension__') {
        p.next();
        return cast(p);
      }
      return p.fail('expression');
    case 'punct':
      if (token.text === '(') {
        return p.nested(() => {
          const open = p.next();
          if (p.is('{')) {
            p.c.report.error(open, 'this compiler does not know statement expressions');
            return p.fail('expression');
          }
          const e = expression(p);
          const close = p.closeParen(open);
          void close;
          return { ...e, parenthesized: true };
        });
      }
      return p.fail('expression');
    case 'eof':
      return p.fail('expression');
  }
}

function string(p: Parser): Expr {
  const first = p.token;
  let bytes = '';
  let last = first;
  while (p.token.kind === 'string') {
    last = p.next();
    bytes += unescape(last, p.c.report);
  }
  const raw = first === last ? { raw: first.text } : {};
  return { k: 'string', bytes, ...raw, type: arrayOf(CHAR, bytes.length + 1), loc: span(first, first, last) };
}

function name(p: Parser): Expr {
  const token = p.next();
  const { c } = p;
  const symbol = c.lookup(token.text);
  switch (symbol?.kind) {
    case 'variable':
      return { k: 'variable', variable: symbol, type: symbol.type, loc: token };
    case 'function':
      return { k: 'function', symbol, type: symbol.type, loc: token };
    case 'constant':
      return { k: 'const', value: symbol.value, type: symbol.type, loc: token };
    case 'typedef':
      c.report.error(token, `unexpected type name '${token.text}': expected expression`);
      return wrongAt(token);
  }
  if ((token.text === '__func__' || token.text === '__FUNCTION__') && c.fn) {
    const bytes = c.fn.symbol.name;
    return { k: 'string', bytes, type: arrayOf({ ...CHAR, const: true }, bytes.length + 1), loc: token };
  }
  if (p.is('(') && c.fn) {
    const fn = implicitFunction(c, token.text, token, p.builtins);
    return { k: 'function', symbol: fn, type: fn.type, loc: token };
  }
  undeclared(p, token.text, token);
  return wrongAt(token);
}

function undeclared(p: Parser, text: string, loc: Loc): void {
  const { c } = p;
  if (c.fn?.undeclared.has(text)) return;
  const known = p.builtins.headerOf(text);
  const near = known === undefined ? nearest(text, [...c.visible(), ...p.builtins.macros()]) : undefined;
  const hint = near === undefined ? '' : `; did you mean '${near}'?`;
  if (!c.fn) {
    c.report.error(loc, `'${text}' undeclared here (not in a function)${hint}`);
    return;
  }
  const first = c.fn.undeclared.size === 0;
  c.fn.undeclared.add(text);
  c.report.error(loc, `'${text}' undeclared (first use in this function)${hint}`);
  if (known !== undefined)
    c.report.note(loc, `'${text}' is defined in header '<${known}>'; did you forget to '#include <${known}>'?`);
  if (first) c.report.note(loc, 'each undeclared identifier is reported only once for each function it appears in');
}
