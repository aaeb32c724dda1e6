// Which kind of completion a word gets, in bash's order: specification, variable, user, command, file.
import type { ByteString, Sys } from '../../../kernel/abi/index.ts';
import type { Editor } from '../editor.ts';
import { historyWords } from '../history.ts';
import { completeFiles, completeUsers, isDirectory } from './files.ts';
import { globMatches } from './glob.ts';
import { found, type Matches } from './matches.ts';
import { completeAssisted, completeCommands, completeVariables } from './names.ts';
import { dequote } from './quote.ts';
import { completeBySpec } from './spec.ts';
import { WORD_BREAKS, commandWords, findTarget, position, type Target } from './word.ts';

/** What to complete as: `word` decides by itself, the others were asked for by their own key. */
export type Kind =
  'word' | 'filename' | 'command' | 'variable' | 'username' | 'hostname' | 'history' | 'glob' | 'pattern';

export const wordBreaks = (ed: Editor): ByteString => ed.ctx.variable('COMP_WORDBREAKS') ?? WORD_BREAKS;

export function* generate(
  ed: Editor,
  kind: Kind,
  /** All matches are wanted, not one. */
  several = false,
): Sys<{ readonly target: Target; readonly matches: Matches | undefined }> {
  const target = findTarget(ed.line, ed.point, wordBreaks(ed));
  return { target, matches: yield* byKind(ed, kind, target, several) };
}

const open = (matches: Matches | undefined): Matches | undefined => matches && { ...matches, append: ' ' };

function* byKind(ed: Editor, kind: Kind, target: Target, several: boolean): Sys<Matches | undefined> {
  const text = target.quoted ? dequote(target.text, target.quote) : target.text;
  switch (kind) {
    case 'filename':
      return yield* completeFiles(ed, target);
    case 'command':
      return yield* completeCommands(ed, target, text);
    case 'variable':
      // (Asked for by its own key, a variable that names a directory gets no slash.)
      return open(yield* completeVariables(ed, text));
    case 'username':
      return yield* completeUsers(text);
    case 'hostname':
      return undefined;
    case 'history':
      return found(ed.ctx.history.flatMap(historyWords).filter((word) => word.startsWith(target.text)));
    case 'glob':
      return yield* globMatches(ed, `${text}*`);
    case 'pattern':
      return yield* globMatches(ed, text);
    case 'word':
      return yield* byPosition(ed, target, text, several);
  }
}

function* byPosition(ed: Editor, target: Target, text: ByteString, several: boolean): Sys<Matches | undefined> {
  if (ed.ctx.filesOnly) return yield* completeFiles(ed, target);
  const where = position(ed.line, target.start);
  // Inside `name=(` nothing is completed.
  if (/=\([ \t]*$/.test(ed.line.slice(0, target.start))) return undefined;
  if (where === 'argument' || (where === 'command' && text === '')) {
    const special = yield* bySpecification(ed, target, where);
    if (special === 'over') return undefined;
    if (special) return special;
  }
  if (text.startsWith('`') && target.quote !== "'") {
    const inside = yield* completeCommands(ed, { ...target, text: target.text.slice(1) }, text.slice(1));
    if (inside)
      return { ...inside, texts: inside.texts.map((name) => `\`${name}`), files: false, append: '', open: true };
  }
  if (text.startsWith('$(') && target.quote !== "'") {
    const inside = yield* completeCommands(ed, { ...target, text: target.text.slice(2) }, text.slice(2));
    if (inside)
      return { ...inside, texts: inside.texts.map((name) => `$(${name}`), files: false, append: '', open: true };
  }
  if (text.startsWith('$') && target.quote !== "'") {
    const variables = yield* completeVariables(ed, text);
    if (variables) return variables;
  }
  if (text.startsWith('~') && !text.includes('/') && target.quote === '') {
    const users = yield* completeUsers(text);
    if (users) return users;
  }
  if (where !== 'command') {
    const files = yield* completeFiles(ed, target);
    if (files || !/[*?[]/.test(text)) return files;
    // A pattern is replaced when one name matches it; several are only listed.
    const matched = yield* globMatches(ed, text);
    return several || matched?.texts.length === 1 ? matched : undefined;
  }
  if (text === '' && ed.ctx.completion.shopt('no_empty_cmd_completion')) return undefined;
  // A word in command position that is no command may still lead into a directory.
  return (yield* completeCommands(ed, target, text)) ?? (yield* completeFiles(ed, target, isDirectory));
}

function* bySpecification(
  ed: Editor,
  target: Target,
  where: 'argument' | 'command',
): Sys<Matches | 'over' | undefined> {
  const { words, from } = commandWords(ed.line, ed.point);
  const command = words.length > 1 ? (words[0] ?? '') : '';
  const of = ed.ctx.completion;
  const named = (name: ByteString): ReturnType<typeof of.spec> =>
    of.spec(name) ?? of.spec(name.slice(name.lastIndexOf('/') + 1)) ?? of.spec('-D');
  const spec = !of.shopt('progcomp') ? undefined : where === 'argument' ? named(command) : of.spec('-E');
  if (!spec) return where === 'argument' ? yield* completeAssisted(ed, words) : undefined;
  return yield* completeBySpec(
    ed,
    spec,
    { line: ed.line.slice(from), point: ed.point - from, words, wordIndex: words.length - 1 },
    target,
  );
}
