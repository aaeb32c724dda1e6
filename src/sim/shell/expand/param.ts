// Parameter expansion: what a parameter is worth, and what each operator makes of it (bash manual, 3.5.3).
import type { ByteString } from '../../kernel/abi/index.ts';
import type { ParamOp, ParamPart, Word } from '../parse/nodes.ts';
import { ExpansionFault } from '../run/faults.ts';
import { optionFlags } from '../run/options.ts';
import type { Shell } from '../run/shell.ts';
import { arithNumber, assign, assignElement, AssignFault, getElement } from '../vars/access.ts';
import { get, isName, lookup, splitReference } from '../vars/read.ts';
import { arrayKeys, arrayValues, isArray, type Variable } from '../vars/variable.ts';
import { ArithError } from './arith.ts';
import { expandString, type Pre } from './expander.ts';
import { compilePattern, type Pattern } from './pattern.ts';
import { characters, type Sink } from './sinks.ts';
import { transform } from './transform.ts';
import { compileWord } from '../parse/word.ts';

export type ParamValue =
  | { readonly kind: 'scalar'; readonly value: ByteString | undefined }
  | {
      readonly kind: 'list';
      readonly items: readonly ByteString[];
      readonly star: boolean;
      readonly keys: readonly (number | ByteString)[];
    };

export interface Target {
  readonly name: ByteString;
  /** Expanded subscript. */
  readonly index: ByteString | undefined;
  readonly all: 'at' | 'star' | undefined;
}

export function special(sh: Shell, name: ByteString): ByteString | undefined {
  switch (name) {
    case '?':
      return String(sh.status);
    case '$':
      return String(sh.pid);
    case '!':
      return sh.lastBackground === 0 ? undefined : String(sh.lastBackground);
    case '#':
      return String(sh.positional.length);
    case '-':
      return optionFlags(sh);
    case '_':
      return sh.lastArg;
    case '0':
      return sh.arg0;
    default:
      return /^[0-9]/.test(name) ? sh.positional[Number(name) - 1] : undefined;
  }
}

function arrayItems(v: Variable | undefined): { items: ByteString[]; keys: (number | ByteString)[] } {
  if (v?.array) return { items: arrayValues(v.array), keys: arrayKeys(v.array) };
  if (v?.assoc) return { items: v.assoc.values(), keys: [...v.assoc.keys()] };
  return v?.value === undefined ? { items: [], keys: [] } : { items: [v.value], keys: [0] };
}

/** Value of a target before any operator. */
export function valueOf(sh: Shell, target: Target): ParamValue {
  const { name, index, all } = target;
  if (all) {
    return { kind: 'list', star: all === 'star', ...arrayItems(lookup(sh, name)) };
  }
  if (name === '@' || name === '*')
    return { kind: 'list', items: sh.positional, star: name === '*', keys: sh.positional.map((_, i) => i + 1) };
  if (index !== undefined) return { kind: 'scalar', value: getElement(sh, name, index) };
  const c = name.charCodeAt(0);
  if ((c >= 97 && c <= 122) || (c >= 65 && c <= 90) || (c === 95 && name.length > 1))
    return { kind: 'scalar', value: get(sh, name) };
  return { kind: 'scalar', value: special(sh, name) };
}

/** Name and subscript that `${…}` speaks of, after `!`. */
export function targetOf(sh: Shell, part: ParamPart, pre: Pre): Target {
  const direct: Target = {
    name: part.name,
    index: part.index?.kind === 'word' ? subscript(sh, part.name, part.index.word, pre) : undefined,
    all: part.index?.kind === 'at' ? 'at' : part.index?.kind === 'star' ? 'star' : undefined,
  };
  if (!part.indirect || part.op?.kind === 'names') return direct;
  const v = isName(part.name) ? sh.vars.find(part.name) : undefined;
  if (v?.nameref && part.index === undefined) return direct;
  const value = valueOf(sh, direct);
  const name = value.kind === 'scalar' ? value.value : value.items.join(' ');
  if (name === undefined) throw new ExpansionFault(`${part.name}: invalid indirect expansion`, false);
  if (isName(name) || /^(?:[0-9]+|[@*#?$!-])$/.test(name)) return { name, index: undefined, all: undefined };
  const reference = splitReference(name);
  if (!reference) throw new ExpansionFault(`${name}: invalid variable name`, false);
  if (reference.index === '@' || reference.index === '*')
    return { name: reference.name, index: undefined, all: reference.index === '@' ? 'at' : 'star' };
  return {
    name: reference.name,
    index: subscript(sh, reference.name, compileWord(reference.index, 'double', { dash: false, line: sh.line }), pre),
    all: undefined,
  };
}

export function subscript(sh: Shell, _name: ByteString, word: Word, pre: Pre): ByteString {
  return expandString(sh, word, 'string', pre);
}

const display = (part: ParamPart): ByteString =>
  part.index?.kind === 'word'
    ? `${part.name}[${part.index.word.text}]`
    : part.index
      ? `${part.name}[${part.index.kind === 'at' ? '@' : '*'}]`
      : part.name;

export function unbound(sh: Shell, part: ParamPart): ExpansionFault {
  const name = display(part);
  const shown = sh.dash ? name : part.text.startsWith('${') ? name : /^[0-9!]/.test(name) ? `$${name}` : name;
  return new ExpansionFault(
    sh.dash ? `${shown}: parameter not set` : `${shown}: unbound variable`,
    true,
    sh.dash ? 2 : 1,
  );
}

const isSet = (value: ParamValue): boolean =>
  value.kind === 'scalar' ? value.value !== undefined : value.items.length > 0;
const isNull = (value: ParamValue): boolean =>
  value.kind === 'scalar' ? (value.value ?? '') === '' : value.items.join('') === '';

/** Does the operand of `-`, `=`, `?`, `+` take effect? */
export function operandUsed(sh: Shell, op: Extract<ParamOp, { colon: boolean }>, value: ParamValue): boolean {
  // dash takes $@ and $* for set even when there is nothing in them.
  const missing = (!isSet(value) && !(sh.dash && value.kind === 'list')) || (op.colon && isNull(value));
  return op.kind === 'alternate' ? !missing : missing;
}

function emit(sh: Shell, part: ParamPart, value: ParamValue, sink: Sink): void {
  if (value.kind === 'scalar') {
    const text = value.value ?? '';
    if (part.quoted) sink.text(text, true);
    else sink.split(text);
    return;
  }
  if (value.star && part.quoted) {
    sink.text(value.items.join(joiner(sh)), true);
    return;
  }
  sink.list(value.items, part.quoted, value.star);
}

/** First character of IFS: what `"$*"` puts between. */
export function joiner(sh: Shell): ByteString {
  const ifs = get(sh, 'IFS');
  return ifs === undefined ? ' ' : ifs.slice(0, 1);
}

/** Expands a parameter part whose operands are pure or already in `pre`. The `-=+` operand itself is given to `operand`. */
export function expandParam(sh: Shell, part: ParamPart, sink: Sink, pre: Pre, operand: (word: Word) => void): void {
  const { op } = part;
  if (op === undefined && part.index === undefined && !part.length && !part.indirect) {
    // $name and ${name}
    const value = valueOf(sh, { name: part.name, index: undefined, all: undefined });
    if (value.kind === 'scalar' && value.value === undefined && sh.options.has('nounset')) throw unbound(sh, part);
    return emit(sh, part, value, sink);
  }
  if (op?.kind === 'bad')
    throw new ExpansionFault(sh.dash ? 'Bad substitution' : `${part.text}: bad substitution`, sh.dash, sh.dash ? 2 : 1);
  if (op?.kind === 'names') {
    const items = sh.vars
      .names()
      .filter((name) => name.startsWith(part.name) && lookup(sh, name) !== undefined && nameIsSet(sh, name));
    return emit(sh, part, { kind: 'list', items, star: op.star, keys: [] }, sink);
  }
  if (part.indirect && part.index && part.index.kind !== 'word' && op === undefined) {
    const { keys } = arrayItems(lookup(sh, part.name));
    return emit(sh, part, { kind: 'list', items: keys.map(String), star: part.index.kind === 'star', keys: [] }, sink);
  }
  if (part.indirect && op === undefined && part.index === undefined) {
    const v = sh.vars.find(part.name);
    if (v?.nameref) return emit(sh, part, { kind: 'scalar', value: v.value ?? '' }, sink);
  }
  const target = targetOf(sh, part, pre);
  let value = valueOf(sh, target);
  if (part.length) {
    if (sh.options.has('nounset') && value.kind === 'scalar' && value.value === undefined) throw unbound(sh, part);
    const n = value.kind === 'list' ? value.items.length : characters(value.value ?? '', sh.locale === 'UTF-8').length;
    return emit(sh, part, { kind: 'scalar', value: String(n) }, sink);
  }
  if (op && 'colon' in op) {
    if (!operandUsed(sh, op, value)) {
      if (sh.dash && value.kind === 'list' && part.quoted) sink.text('', true);
      if (op.kind === 'alternate') {
        if (part.quoted) sink.text('', true);
        return;
      }
      return emit(sh, part, value, sink);
    }
    if (op.kind === 'error') throw errorFault(sh, part, expandString(sh, op.word, 'string', pre), op.colon);
    if (op.kind === 'assign') {
      const text = expandString(sh, op.word, 'string', pre);
      assignTo(sh, part, target, text);
      return emit(sh, part, { kind: 'scalar', value: valueAfterAssign(sh, target, text) }, sink);
    }
    return operand(op.word);
  }
  if (sh.options.has('nounset') && value.kind === 'scalar' && value.value === undefined) throw unbound(sh, part);
  // What is not set stays so: patterns and offsets are not even looked at.
  const nothing =
    value.kind === 'scalar'
      ? value.value === undefined || (value.value === '' && op?.kind === 'slice')
      : value.items.length === 0;
  if (op && (!nothing || op.kind === 'transform' || target.name === '@' || target.name === '*'))
    value = apply(sh, part, op, value, target, pre);
  emit(sh, part, value, sink);
}

function nameIsSet(sh: Shell, name: ByteString): boolean {
  const v = lookup(sh, name);
  return v !== undefined && (v.value !== undefined || isArray(v));
}

function valueAfterAssign(sh: Shell, target: Target, text: ByteString): ByteString {
  const value = valueOf(sh, target);
  return value.kind === 'scalar' ? (value.value ?? text) : text;
}

function errorFault(sh: Shell, part: ParamPart, message: ByteString, colon: boolean): ExpansionFault {
  const text =
    message !== ''
      ? message
      : colon
        ? sh.dash
          ? 'parameter not set or null'
          : 'parameter null or not set'
        : 'parameter not set';
  return new ExpansionFault(`${display(part)}: ${text}`, true, sh.dash ? 2 : 127);
}

function assignTo(sh: Shell, part: ParamPart, target: Target, text: ByteString): void {
  if (target.all && !sh.dash)
    throw new ExpansionFault(`${target.name}[${target.all === 'at' ? '@' : '*'}]: bad array subscript`, false);
  if (sh.dash && !isName(target.name)) throw new ExpansionFault(`${target.name}: bad variable name`, true, 2);
  if (!isName(target.name) || target.all) throw new ExpansionFault(`$${part.name}: cannot assign in this way`, false);
  try {
    if (target.index !== undefined) assignElement(sh, target.name, target.index, text);
    else assign(sh, target.name, text);
  } catch (error) {
    if (error instanceof AssignFault) throw new ExpansionFault(error.message, false);
    throw error;
  }
}

function mapValue(value: ParamValue, f: (text: ByteString) => ByteString): ParamValue {
  if (value.kind === 'scalar') return { kind: 'scalar', value: f(value.value ?? '') };
  return { ...value, items: value.items.map(f) };
}

function pattern(sh: Shell, word: Word, pre: Pre): Pattern {
  return compilePattern(expandString(sh, word, 'pattern', pre), { extglob: sh.shopts.has('extglob'), nocase: false });
}

function apply(sh: Shell, part: ParamPart, op: ParamOp, value: ParamValue, target: Target, pre: Pre): ParamValue {
  // dash trims the joined text of $@ and $*.
  if (sh.dash && value.kind === 'list' && (op.kind === 'prefix' || op.kind === 'suffix')) {
    const joined = apply(sh, part, op, { kind: 'scalar', value: value.items.join('\0') }, target, pre);
    return { ...value, items: joined.kind === 'scalar' ? (joined.value ?? '').split('\0') : joined.items };
  }
  switch (op.kind) {
    case 'prefix': {
      const p = pattern(sh, op.pattern, pre);
      return mapValue(value, (text) => {
        const n = p.matchAt(text, 0, op.longest);
        return n < 0 ? text : text.slice(n);
      });
    }
    case 'suffix': {
      const p = pattern(sh, op.pattern, pre);
      return mapValue(value, (text) => {
        const start = p.matchEnd(text, op.longest);
        return start < 0 ? text : text.slice(0, start);
      });
    }
    case 'replace':
      return replace(sh, op, value, pre);
    case 'slice':
      return slice(sh, part, op, value, target, pre);
    case 'case': {
      const p = op.pattern ? pattern(sh, op.pattern, pre) : undefined;
      const change = (c: string): string => {
        if (p && !p.matches(c)) return c;
        if (op.toggle) return asciiCase(c, c === asciiCase(c, false));
        return asciiCase(c, op.upper);
      };
      return mapValue(value, (text) =>
        op.all ? [...text].map(change).join('') : text === '' ? '' : change(text[0] ?? '') + text.slice(1),
      );
    }
    case 'transform':
      return transform(sh, op.letter, value, target);
    default:
      return value;
  }
}

const asciiCase = (c: string, upper: boolean): string =>
  c.charCodeAt(0) > 127 ? c : upper ? c.toUpperCase() : c.toLowerCase();

function replace(sh: Shell, op: Extract<ParamOp, { kind: 'replace' }>, value: ParamValue, pre: Pre): ParamValue {
  const source = expandString(sh, op.pattern, 'pattern', pre);
  if (source === '' && op.mode !== 'start' && op.mode !== 'end') return mapValue(value, (text) => text);
  const p = compilePattern(source, { extglob: sh.shopts.has('extglob'), nocase: sh.shopts.has('nocasematch') });
  const ampersand = sh.shopts.has('patsub_replacement');
  // With patsub_replacement quoted text comes escaped, so that its `&` is literal.
  const raw = op.replacement ? expandString(sh, op.replacement, ampersand ? 'replacement' : 'string', pre) : '';
  const special_ = ampersand && /[&\\]/.test(raw);
  const insert = (match: ByteString): ByteString =>
    special_ ? raw.replace(/\\([\\&])|&/g, (all, quoted?: string) => (all === '&' ? match : (quoted ?? all))) : raw;
  return mapValue(value, (text) => {
    if (op.mode === 'start') {
      const n = p.matchAt(text, 0, true);
      return n < 0 ? text : insert(text.slice(0, n)) + text.slice(n);
    }
    if (op.mode === 'end') {
      const start = p.matchEnd(text, true);
      return start < 0 ? text : text.slice(0, start) + insert(text.slice(start));
    }
    let out = '';
    let i = 0;
    while (i <= text.length) {
      const n = p.matchAt(text, i, true);
      if (n > 0 || (n === 0 && text === '')) {
        out += insert(text.slice(i, i + n));
        i += n;
        if (op.mode === 'first' || n === 0) break;
      } else {
        if (i >= text.length) break;
        out += text[i] ?? '';
        i += 1;
      }
    }
    return out + text.slice(i);
  });
}

function slice(
  sh: Shell,
  part: ParamPart,
  op: Extract<ParamOp, { kind: 'slice' }>,
  value: ParamValue,
  target: Target,
  pre: Pre,
): ParamValue {
  const number = (word: Word): number => {
    try {
      return arithNumber(sh, expandString(sh, word, 'string', pre));
    } catch (error) {
      throw error instanceof ArithError ? new ArithError(`${part.name}: ${error.message}`, error.bare) : error;
    }
  };
  let offset = number(op.offset);
  const length = op.length ? number(op.length) : undefined;
  const tooSmall = (): ExpansionFault =>
    new ExpansionFault(`${op.length?.text.trim() ?? ''}: substring expression < 0`, false);
  if (value.kind === 'scalar') {
    const chars = characters(value.value ?? '', sh.locale === 'UTF-8');
    if (offset < 0) offset += chars.length;
    if (offset < 0 || offset > chars.length) return { kind: 'scalar', value: '' };
    const end = length === undefined ? chars.length : length < 0 ? chars.length + length : offset + length;
    if (length !== undefined && length < 0 && end < offset) throw tooSmall();
    return { kind: 'scalar', value: chars.slice(offset, end).join('') };
  }
  if (length !== undefined && length < 0) throw tooSmall();
  if (target.name === '@' || target.name === '*') {
    // Offset 0 includes $0; negative counts from behind the last.
    const all = offset === 0 ? [sh.arg0, ...value.items] : value.items;
    const start = offset < 0 ? all.length + offset + (offset === 0 ? 0 : 0) : Math.max(offset - 1, 0);
    if (start < 0) return { ...value, items: [], keys: [] };
    return { ...value, items: all.slice(start, length === undefined ? undefined : start + length), keys: [] };
  }
  const numeric = value.keys.every((key) => typeof key === 'number');
  if (!numeric) {
    const start = offset < 0 ? value.items.length + offset : Math.max(offset - (offset > 0 ? 1 : 0), 0);
    return {
      ...value,
      items: start < 0 ? [] : value.items.slice(start, length === undefined ? undefined : start + length),
      keys: [],
    };
  }
  const last = Number(value.keys[value.keys.length - 1] ?? -1);
  const from = offset < 0 ? last + 1 + offset : offset;
  if (from < 0) return { ...value, items: [], keys: [] };
  const first = value.keys.findIndex((key) => Number(key) >= from);
  if (first < 0) return { ...value, items: [], keys: [] };
  return { ...value, items: value.items.slice(first, length === undefined ? undefined : first + length), keys: [] };
}
