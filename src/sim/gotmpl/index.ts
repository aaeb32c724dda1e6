/** Go's text/template, fmt and encoding/json as a library for the simulated Go programs. */
export { Templates, type Executed, type TemplateOptions } from './template.ts';
export type { MissingKey } from './exec.ts';
export {
  ANY,
  ANY_LIST,
  ANY_MAP,
  asInt,
  basic,
  byBytes,
  CallError,
  Dict,
  Func,
  isTrue,
  kindOf,
  List,
  Nil,
  REFLECT,
  Scalar,
  sortedKeys,
  Struct,
  typeOf,
  zeroOf,
  type Signature,
  type StructOptions,
  type Value,
} from './value.ts';
export { plain, sprint, sprintln } from './print.ts';
export { sprintf } from './printf.ts';
export { formatFloat } from './float.ts';
export { indentJson, jsonString, toJson, type JsonOptions } from './json.ts';
export { fromJson } from './fromjson.ts';
export { encodeRune, encodeRunes, quote, quoteRune, runeAt, runeCount, runes, unquote } from './text.ts';
