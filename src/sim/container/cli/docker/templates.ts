/** Templates with docker's extra functions, and values made for them. */
import {
  ANY,
  basic,
  CallError,
  Func,
  List,
  plain,
  runes,
  encodeRunes,
  Templates,
  toJson,
  type Value,
} from '../../../gotmpl/index.ts';

const str = (v: Value): string => {
  const b = basic(v);
  return typeof b === 'string' ? b : plain(v);
};
const fn = (params: readonly string[], call: (...args: Value[]) => Value): Func =>
  new Func({ params }, (args) => call(...args));

function lower(s: string): string {
  return encodeRunes(
    runes(s).flatMap((r) => Array.from(String.fromCodePoint(r).toLowerCase(), (c) => c.codePointAt(0) ?? 0)),
  );
}
function upper(s: string): string {
  return encodeRunes(
    runes(s).flatMap((r) => Array.from(String.fromCodePoint(r).toUpperCase(), (c) => c.codePointAt(0) ?? 0)),
  );
}

function items(v: Value): string[] {
  return v instanceof List ? v.items.map(str) : [];
}

const FUNCTIONS: ReadonlyMap<string, Func> = new Map([
  ['json', fn([ANY], (v) => toJson(v))],
  ['split', fn(['string', 'string'], (s, sep) => new List(str(s).split(str(sep)), '[]string'))],
  ['join', fn(['[]string', 'string'], (l, sep) => items(l).join(str(sep)))],
  [
    'title',
    fn(['string'], (s) =>
      str(s).replace(/(^|[^A-Za-z0-9_'])([a-z])/g, (_, a: string, c: string) => a + c.toUpperCase()),
    ),
  ],
  ['lower', fn(['string'], (s) => lower(str(s)))],
  ['upper', fn(['string'], (s) => upper(str(s)))],
  [
    'pad',
    fn(['string', 'int', 'int'], (s, before, after) =>
      s === '' ? '' : ' '.repeat(Math.max(0, Number(before))) + str(s) + ' '.repeat(Math.max(0, Number(after))),
    ),
  ],
  ['truncate', fn(['string', 'int'], (s, n) => truncate(str(s), Number(n)))],
]);

function truncate(s: string, n: number): string {
  if (n < 0) throw new CallError(`runtime error: slice bounds out of range [:${n}]`);
  return s.slice(0, n);
}

const same = (params: readonly string[]): Func => fn(params, (v) => v ?? '');

/** Over a header these leave the column's name as it is. */
export const HEADER_FUNCTIONS: ReadonlyMap<string, Func> = new Map([
  ['json', same(['string'])],
  ['split', same(['string', 'string'])],
  ['join', same(['string', 'string'])],
  ['title', same(['string'])],
  ['lower', same(['string'])],
  ['upper', same(['string'])],
  ['truncate', same(['string', 'int'])],
]);

/** Parses a template, without a name in most commands; a string is the error. */
export function parseTemplate(text: string, name = ''): Templates | string {
  const t = new Templates({ funcs: FUNCTIONS });
  return t.parse(name, text) ?? t;
}
