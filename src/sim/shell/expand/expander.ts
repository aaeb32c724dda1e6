// Expands words: a synchronous path for what needs no system call (nearly everything), a general one for substitutions.
import { isErr, O_RDONLY, sys, type ByteString, type Sys } from '../../kernel/abi/index.ts';
import type { ParamPart, Part, Word } from '../parse/nodes.ts';
import { operands } from '../parse/parameter.ts';
import { compileWord, NEEDS_CLOCK } from '../parse/word.ts';
import { ExpansionFault } from '../run/faults.ts';
import type { Shell } from '../run/shell.ts';
import { arithEnv, AssignFault, UnboundFault } from '../vars/access.ts';
import { get } from '../vars/read.ts';
import { ArithError, evaluate } from './arith.ts';
import { expandBraces } from './brace.ts';
import { globFields } from './glob.ts';
import { expandParam, joiner, operandUsed, targetOf, valueOf } from './param.ts';
import { escapePattern } from './pattern.ts';
import { FieldSink, OperandSink, PatternSink, StringSink, type Field, type Sink } from './sinks.ts';

/** Results of impure operands that were expanded beforehand. */
export type Pre = ReadonlyMap<Word, ByteString> | undefined;

/** What becomes of quoted characters in the one string a word gives. */
export type Mode = 'string' | 'pattern' | 'replacement' | 'regex' | 'quoted';

const escapeRegex = (text: ByteString): ByteString => text.replace(/[.[\]{}()\\*+?|^$]/g, '\\$&');
const escapeReplacement = (text: ByteString): ByteString => text.replace(/[&\\]/g, '\\$&');

type StringLike = Sink & { readonly value: ByteString };

function stringSink(sh: Shell, mode: Mode): StringLike {
  switch (mode) {
    case 'string':
      return new StringSink(joiner(sh));
    case 'pattern':
      return new PatternSink(joiner(sh), escapePattern);
    case 'quoted':
      return new PatternSink(joiner(sh), (text) => text.replace(/[^]/g, '\\$&'));
    case 'regex':
      return new PatternSink(joiner(sh), escapeRegex);
    case 'replacement':
      return new PatternSink(joiner(sh), escapeReplacement);
  }
}

const plainConstant = /^[A-Za-z0-9_./,:%@=-]*$/;

/** One string, no splitting, no globbing. The word must be pure, or in `pre`. */
export function expandString(sh: Shell, word: Word, mode: Mode, pre?: Pre): ByteString {
  const known = pre?.get(word);
  if (known !== undefined) return known;
  if (
    word.constant !== undefined &&
    (mode === 'string' || (mode !== 'regex' && mode !== 'quoted' && plainConstant.test(word.constant)))
  )
    return word.constant;
  if (word.parts.length === 0) return '';
  const sink = stringSink(sh, mode);
  expandParts(sh, word.parts, sink, pre);
  return sink.value;
}

export function* expandStringGeneral(sh: Shell, word: Word, mode: Mode): Sys<ByteString> {
  if (word.pure) return expandString(sh, word, mode);
  const sink = stringSink(sh, mode);
  yield* expandPartsGeneral(sh, word.parts, sink);
  return sink.value;
}

/** Evaluates arithmetic text with the shell's variables; errors become expansion faults. */
export function arithmetic(sh: Shell, text: ByteString, prefix = ''): number | bigint {
  try {
    return evaluate(text, arithEnv(sh));
  } catch (error) {
    throw arithFault(sh, error, prefix, text);
  }
}

/** dash's words for what is wrong. */
function dashComplaint(bare: string): string {
  if (bare === 'division by 0') return 'division by zero';
  if (bare.startsWith('missing')) return "expecting ')'";
  if (bare.includes('operand')) return 'expecting primary';
  if (bare.startsWith("`:'")) return "expecting ':'";
  return bare === 'expression expected' ? 'expecting primary' : 'expecting EOF';
}

export function arithFault(sh: Shell, error: unknown, prefix = '', text?: ByteString): unknown {
  if (error instanceof ArithError) {
    if (sh.dash)
      return new ExpansionFault(`arithmetic expression: ${dashComplaint(error.bare)}: "${text ?? ''}"`, true, 2);
    return new ExpansionFault(prefix + error.message, false);
  }
  if (error instanceof AssignFault) return new ExpansionFault(error.message, sh.dash, sh.dash ? 2 : 1);
  if (error instanceof UnboundFault)
    return new ExpansionFault(
      `${error.message}: ${sh.dash ? 'parameter not set' : 'unbound variable'}`,
      true,
      sh.dash ? 2 : 1,
    );
  return error;
}

function home(sh: Shell, user: ByteString): ByteString | undefined {
  if (user === '') return get(sh, 'HOME') ?? '/root';
  if (user === '+') return get(sh, 'PWD');
  if (user === '-') return get(sh, 'OLDPWD');
  return undefined;
}

function emitTilde(sh: Shell, user: ByteString, sink: Sink): void {
  const dir = home(sh, user);
  if (dir === undefined) sink.text(`~${user}`, false);
  else sink.text(dir, true);
}

function expandPart(sh: Shell, part: Part, sink: Sink, pre: Pre): void {
  switch (part.kind) {
    case 'text':
      return sink.text(part.text, part.quoted);
    case 'param':
      try {
        return expandParam(sh, part, sink, pre, (word) => {
          if (part.quoted) {
            sink.text('', true);
            expandParts(sh, word.parts, sink, pre);
          } else expandParts(sh, word.parts, new OperandSink(sink), pre);
        });
      } catch (error) {
        throw arithFault(sh, error);
      }
    case 'arith': {
      const text = String(arithmetic(sh, expandString(sh, part.expr, 'string', pre)));
      return part.quoted ? sink.text(text, true) : sink.split(text);
    }
    case 'tilde':
      return emitTilde(sh, part.user, sink);
    case 'command':
    case 'process':
      throw new Error('a substitution on the synchronous path');
  }
}

export function expandParts(sh: Shell, parts: readonly Part[], sink: Sink, pre?: Pre): void {
  for (const part of parts) expandPart(sh, part, sink, pre);
}

function partPure(part: Part): boolean {
  if (part.kind === 'text') return true;
  if (part.kind === 'param') return part.pure;
  if (part.kind === 'arith') return part.expr.pure && !NEEDS_CLOCK.test(part.expr.text);
  return part.kind === 'tilde' && (part.user === '' || part.user === '+' || part.user === '-');
}

export function* expandPartsGeneral(sh: Shell, parts: readonly Part[], sink: Sink): Sys<void> {
  for (const part of parts) {
    if (partPure(part)) expandPart(sh, part, sink, undefined);
    else if (part.kind === 'command') {
      const text = yield* sh.language.commandSubstitution(sh, part);
      if (part.quoted) sink.text(text, true);
      else sink.split(text);
    } else if (part.kind === 'process') sink.text(yield* sh.language.processSubstitution(sh, part), true);
    else if (part.kind === 'arith') {
      const text = yield* expandStringGeneral(sh, part.expr, 'string');
      if (NEEDS_CLOCK.test(text)) sh.now = yield* sys.clock();
      const value = String(arithmetic(sh, text));
      if (part.quoted) sink.text(value, true);
      else sink.split(value);
    } else if (part.kind === 'param') yield* expandParamGeneral(sh, part, sink);
    else if (part.kind === 'tilde') {
      const dir = yield* homeOf(part.user);
      if (dir === undefined) sink.text(`~${part.user}`, false);
      else sink.text(dir, true);
    }
  }
}

function* expandParamGeneral(sh: Shell, part: ParamPart, sink: Sink): Sys<void> {
  if (NEEDS_CLOCK.test(part.text)) sh.now = yield* sys.clock();
  const pre = new Map<Word, ByteString>();
  if (part.index?.kind === 'word' && !part.index.word.pure)
    pre.set(part.index.word, yield* expandStringGeneral(sh, part.index.word, 'string'));
  const { op } = part;
  if (op && 'colon' in op) {
    if (operandUsed(sh, op, valueOf(sh, targetOf(sh, part, pre)))) {
      if (op.kind === 'default' || op.kind === 'alternate') {
        if (part.quoted) sink.text('', true);
        yield* expandPartsGeneral(sh, op.word.parts, part.quoted ? sink : new OperandSink(sink));
        return;
      }
      pre.set(op.word, yield* expandStringGeneral(sh, op.word, 'string'));
    }
  } else {
    const patternFirst =
      op?.kind === 'prefix' || op?.kind === 'suffix' || op?.kind === 'replace' || op?.kind === 'case';
    let first = true;
    for (const word of operands(op)) {
      const mode: Mode = patternFirst
        ? first
          ? 'pattern'
          : sh.shopts.has('patsub_replacement')
            ? 'replacement'
            : 'string'
        : 'string';
      first = false;
      if (!word.pure) pre.set(word, yield* expandStringGeneral(sh, word, mode));
    }
  }
  try {
    expandParam(sh, part, sink, pre, () => undefined);
  } catch (error) {
    throw arithFault(sh, error);
  }
}

/** Home directory of a user, from /etc/passwd. */
export function* homeOf(user: ByteString): Sys<ByteString | undefined> {
  const fd = yield* sys.open('/etc/passwd', O_RDONLY);
  if (isErr(fd)) return undefined;
  let text = '';
  for (;;) {
    const chunk = yield* sys.read(fd);
    if (isErr(chunk) || chunk === '') break;
    text += chunk;
  }
  yield* sys.close(fd);
  for (const line of text.split('\n')) {
    const fields = line.split(':');
    if (fields[0] === user) return fields[5];
  }
  return undefined;
}

/** The words a word stands for after brace expansion. */
export function braceWords(sh: Shell, word: Word): readonly Word[] {
  const { braces } = word;
  if (!braces || !sh.options.has('braceexpand')) return [word];
  braces.words ??= expandBraces(word.text).map((text) => {
    const compiled = compileWord(text, 'word', { dash: sh.dash, line: braces.line });
    return compiled.braces ? { ...compiled, braces: undefined } : compiled;
  });
  return braces.words;
}

function constantField(word: Word): Field | undefined {
  return word.constant === undefined ? undefined : { text: word.constant, pattern: undefined };
}

/** Fields of pure words; undefined when some word is not pure. Nothing has been expanded then. */
function pureFields(sh: Shell, words: readonly Word[]): Field[] | undefined {
  for (const word of words) if (!word.pure || word.braces) return undefined;
  const fields: Field[] = [];
  let ifs: ByteString | undefined | null = null;
  for (const word of words) {
    const constant = constantField(word);
    if (constant) {
      fields.push(constant);
      continue;
    }
    if (ifs === null) ifs = get(sh, 'IFS');
    const sink = new FieldSink(ifs);
    expandParts(sh, word.parts, sink);
    sink.finish();
    fields.push(...sink.fields);
  }
  return fields;
}

/** All arguments when nothing needs a system call; undefined otherwise (and then nothing happened yet). */
export function expandWordsNow(sh: Shell, words: readonly Word[]): ByteString[] | Field[] | undefined {
  const fields = pureFields(sh, words);
  if (fields === undefined) return undefined;
  if (!sh.options.has('noglob') && fields.some((field) => field.pattern !== undefined)) return fields;
  return fields.map((field) => field.text);
}

function* fieldsOf(sh: Shell, word: Word): Sys<Field[]> {
  const constant = constantField(word);
  if (constant) return [constant];
  const sink = new FieldSink(get(sh, 'IFS'));
  if (word.pure) expandParts(sh, word.parts, sink);
  else yield* expandPartsGeneral(sh, word.parts, sink);
  sink.finish();
  return sink.fields;
}

/** Full expansion of words to arguments: braces, parameters, substitutions, splitting, pathnames, quote removal. */
export function* expandWords(sh: Shell, words: readonly Word[]): Sys<ByteString[]> {
  const now = expandWordsNow(sh, words);
  if (now !== undefined) {
    if (now.length === 0 || typeof now[0] === 'string') return now as ByteString[];
    return yield* globFields(sh, now as Field[]);
  }
  const fields: Field[] = [];
  for (const word of words) {
    if (word.braces) for (const alternative of braceWords(sh, word)) fields.push(...(yield* fieldsOf(sh, alternative)));
    else fields.push(...(yield* fieldsOf(sh, word)));
  }
  return yield* globFields(sh, fields);
}
