// Completion commands: Tab, M-?, M-*, and those for one kind of name.
import type { ByteString, Sys } from '../../../kernel/abi/index.ts';
import { beginGroup, deleteText, ding, endGroup, flag, insertText, type EditCommand, type Editor } from '../editor.ts';
import { expandDirectory, isDirectory, isLink } from './files.ts';
import { generate, wordBreaks, type Kind } from './generate.ts';
import { commonPrefix, tidy, type Matches } from './matches.ts';
import { backslashed, dequote, quoteName, type Replacement } from './quote.ts';
import { showList } from './list.ts';
import type { Target } from './word.ts';

/** insert: the common prefix; list: show; all: insert every match; show-all, show-same: insert, then list (always, or if nothing came). */
type Mode = 'insert' | 'list' | 'all' | 'show-all' | 'show-same';

function replacement(ed: Editor, matches: Matches, text: ByteString, single: boolean, target: Target): Replacement {
  if (!matches.files) return { text, quote: target.quote };
  return quoteName(text, single, target.quote, wordBreaks(ed), matches.keep);
}

/** Puts the (quoted) text where the word was, without doubling quotes that are there already. */
function insertMatch(ed: Editor, matches: Matches, text: ByteString, single: boolean, target: Target): void {
  const put = replacement(ed, matches, text, single, target);
  let { start } = target;
  let { end } = target;
  const before = ed.line[start - 1];
  if (
    target.quote !== '' &&
    before === target.quote &&
    (put.text.startsWith(target.quote) || put.quote !== target.quote)
  )
    start -= 1;
  if (put.quote !== '' && ed.line[ed.point] === put.quote && put.text.length > 1 && put.text.endsWith(put.quote))
    end += 1;
  beginGroup(ed);
  if (start < end) deleteText(ed, start, end);
  ed.point = start;
  insertText(ed, put.text);
  endGroup(ed);
}

/** The one match is complete: closing quote and blank, or a slash behind a directory. */
function* finishMatch(ed: Editor, matches: Matches, text: ByteString, target: Target, changed: boolean): Sys<void> {
  const atEnd = ed.point === ed.line.length;
  let tail = target.quote !== '' && !matches.open && ed.line[ed.point - 1] !== target.quote ? target.quote : '';
  tail += target.delimiter !== '' ? target.delimiter : matches.append;
  if (matches.files) {
    const path = yield* expandDirectory(ed, text);
    const follow = !changed || flag(ed, 'mark-symlinked-directories');
    if (yield* isDirectory(path, follow)) {
      const slash = ed.line[ed.point] === '/' || (atEnd && ed.line[ed.point - 1] === '/');
      if (flag(ed, 'mark-directories') && !slash) insertText(ed, '/');
      return;
    }
    if (!follow && (yield* isLink(path)) && (yield* isDirectory(path))) return;
  }
  if (atEnd) insertText(ed, tail);
}

function insertAll(ed: Editor, matches: Matches, target: Target): void {
  const start = target.quote !== '' && ed.line[target.start - 1] === target.quote ? target.start - 1 : target.start;
  beginGroup(ed);
  deleteText(ed, start, ed.point);
  ed.point = start;
  for (const text of matches.texts) {
    insertText(ed, replacement(ed, matches, text, true, target).text);
    insertText(ed, ' ');
  }
  endGroup(ed);
}

function* complete(ed: Editor, mode: Mode, kind: Kind): Sys<void> {
  const before = ed.line;
  const { target, matches: raw } = yield* generate(ed, kind, mode === 'list' || mode === 'all');
  if (!raw) {
    ding(ed);
    ed.lastCompletion.changed = false;
    return;
  }
  const matches: Matches = { ...raw, texts: raw.sorted ? [...new Set(raw.texts)] : tidy(raw.texts) };
  const common = commonPrefix(matches.texts) || target.text;
  const single = matches.texts.length === 1;
  if (mode === 'all') insertAll(ed, matches, target);
  else if (mode === 'list') yield* showList(ed, matches);
  else {
    const plain = target.quoted ? dequote(target.text, target.quote) : target.text;
    if (common !== '') insertMatch(ed, matches, common, single, target);
    if (single) yield* finishMatch(ed, matches, common, target, common !== plain);
    else if (mode === 'show-all' || (mode === 'show-same' && common === plain)) yield* showList(ed, matches);
    else if (mode === 'insert') ding(ed);
  }
  ed.lastCompletion.changed = ed.line !== before;
}

/** Tab: a second one in a row, when the first changed nothing, lists. */
function* tab(ed: Editor): Sys<void> {
  if (flag(ed, 'disable-completion')) {
    insertText(ed, '\t');
    return;
  }
  if (ed.lastCommand === 'complete' && !ed.lastCompletion.changed) yield* complete(ed, 'list', 'word');
  else if (flag(ed, 'show-all-if-ambiguous')) yield* complete(ed, 'show-all', 'word');
  else if (flag(ed, 'show-all-if-unmodified')) yield* complete(ed, 'show-same', 'word');
  else yield* complete(ed, 'insert', 'word');
}

function* repeatable(ed: Editor, kind: Kind): Sys<void> {
  const mode: Mode = ed.lastCommand === ed.command && !ed.lastCompletion.changed ? 'list' : 'insert';
  yield* complete(ed, mode, kind);
}

/** `a1 a2 b` → `{a{1,2},b}`: names in byte order, what they have in common written once. */
function braces(names: readonly ByteString[]): ByteString {
  const common = commonPrefix(names);
  if (names.length === 1) return backslashed(common);
  const rests = names.map((name) => name.slice(common.length));
  const groups = new Map<string, ByteString[]>();
  for (const rest of rests) {
    const group = groups.get(rest.slice(0, 1));
    if (group) group.push(rest);
    else groups.set(rest.slice(0, 1), [rest]);
  }
  return `${backslashed(common)}{${[...groups.values()].map(braces).join(',')}}`;
}

function* intoBraces(ed: Editor): Sys<void> {
  const { target, matches } = yield* generate(ed, 'filename');
  if (!matches) {
    ding(ed);
    return;
  }
  const text = `${braces(tidy(matches.texts))}${target.quote} `;
  beginGroup(ed);
  deleteText(ed, target.start, target.end);
  ed.point = target.start;
  insertText(ed, text);
  endGroup(ed);
}

/** One match after the other in place; behind the last comes the text as it was typed, with a bell. */
function* menu(ed: Editor, count: number): Sys<void> {
  const continued = ed.lastCommand === 'menu-complete' || ed.lastCommand === 'menu-complete-backward';
  if (!continued || !ed.menu) {
    const { target, matches } = yield* generate(ed, 'word');
    if (!matches) {
      ding(ed);
      ed.menu = undefined;
      return;
    }
    const texts = tidy(matches.texts).map((text) => replacement(ed, matches, text, true, target).text);
    ed.menu = { start: target.start, texts: [commonPrefix(tidy(matches.texts)), ...texts], index: 0 };
  }
  const state = ed.menu;
  const total = state.texts.length;
  state.index = (((state.index + count) % total) + total) % total;
  if (state.index === 0) ding(ed);
  beginGroup(ed);
  deleteText(ed, state.start, ed.point);
  ed.point = state.start;
  insertText(ed, state.texts[state.index] ?? '');
  endGroup(ed);
}

export const COMPLETE: Readonly<Record<string, EditCommand>> = {
  complete: tab,
  'possible-completions': (ed) => complete(ed, 'list', 'word'),
  'insert-completions': (ed) => complete(ed, 'all', 'word'),
  'complete-filename': (ed) => repeatable(ed, 'filename'),
  'possible-filename-completions': (ed) => complete(ed, 'list', 'filename'),
  'complete-command': (ed) => repeatable(ed, 'command'),
  'possible-command-completions': (ed) => complete(ed, 'list', 'command'),
  'complete-variable': (ed) => repeatable(ed, 'variable'),
  'possible-variable-completions': (ed) => complete(ed, 'list', 'variable'),
  'complete-username': (ed) => repeatable(ed, 'username'),
  'possible-username-completions': (ed) => complete(ed, 'list', 'username'),
  'complete-hostname': (ed) => repeatable(ed, 'hostname'),
  'possible-hostname-completions': (ed) => complete(ed, 'list', 'hostname'),
  'complete-into-braces': intoBraces,
  'dynamic-complete-history': (ed) => repeatable(ed, 'history'),
  'glob-complete-word': (ed) => repeatable(ed, 'glob'),
  'glob-expand-word': (ed) => complete(ed, 'all', ed.explicit ? 'glob' : 'pattern'),
  'glob-list-expansions': (ed) => complete(ed, 'list', ed.explicit ? 'glob' : 'pattern'),
  'menu-complete': (ed, count) => menu(ed, count),
  'menu-complete-backward': (ed, count) => menu(ed, -count),
  'old-menu-complete': (ed, count) => menu(ed, count),
};
