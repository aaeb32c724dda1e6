// What the C library gives to shells and tools alike: regular expressions, shell patterns, printf, escapes.
export { compileRegex, Regex, type Compiled, type Dialect, type Match, type RegexOptions } from './regex/index.ts';
export { compileGlob, fnmatch, type Glob, type GlobOptions } from './fnmatch.ts';
export {
  formatFloat,
  formatInteger,
  padString,
  parseInteger,
  readDirective,
  resolve,
  type Directive,
  type ParsedInteger,
  type RawDirective,
} from './printf.ts';
export { fromNumber, parseLongDouble, toNumber, type BinaryFloat, type ParsedFloat } from './float.ts';
export { encodeCodePoint, expandEscapes, oneEscape, type EscapeStyle, type Expanded } from './escapes.ts';
