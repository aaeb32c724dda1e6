// How `declare -p` and `set` print variables.
import type { ByteString } from '../../kernel/abi/index.ts';
import { declareQuote, plainQuote } from '../expand/quote.ts';
import { arrayKeys, attributes, type Variable } from './variable.ts';

const subscript = (key: ByteString, utf8: boolean): ByteString =>
  /^[A-Za-z0-9_@.,/+-]+$/.test(key) && key !== '@' ? key : declareQuote(key, utf8);

/** `([0]="a" [1]="b")`; an associative array ends in a blank. */
export function compound(v: Variable, utf8: boolean): ByteString {
  if (v.array) {
    const { array } = v;
    return `(${arrayKeys(array)
      .map((key) => `[${key}]=${declareQuote(array[key] ?? '', utf8)}`)
      .join(' ')})`;
  }
  const { assoc } = v;
  if (!assoc) return '';
  return `(${assoc
    .keys()
    .map((key) => `[${subscript(key, utf8)}]=${declareQuote(assoc.get(key) ?? '', utf8)} `)
    .join('')})`;
}

/** `declare -x PATH="/bin"` */
export function declaration(name: ByteString, v: Variable, utf8: boolean): ByteString {
  const letters = attributes(v);
  const head = `declare -${letters === '' ? '-' : letters} ${name}`;
  if ((v.array || v.assoc) && !v.unseen) return `${head}=${compound(v, utf8)}`;
  return v.value === undefined ? head : `${head}=${declareQuote(v.value, utf8)}`;
}

/** A line of `set`. */
export function setLine(name: ByteString, v: Variable, utf8: boolean): ByteString {
  if (v.array || v.assoc) return `${name}=${compound(v, utf8)}`;
  return `${name}=${plainQuote(v.value ?? '', utf8)}`;
}
