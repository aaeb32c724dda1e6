// Searching and replacing: the questions, going around the end of the text, one match after the other.
import type { ByteString, Sys } from '../../kernel/abi/index.ts';
import { compileRegex } from '../../posix/index.ts';
import { REPLACE_HELP, SEARCH_HELP, WITH_HELP } from './help.ts';
import { ask, choose } from './prompt.ts';
import type { Nano } from './state.ts';

interface Hit {
  readonly row: number;
  readonly from: number;
  readonly to: number;
}

type Matcher = (line: ByteString, from: number) => readonly [number, number] | undefined;

/** Undefined when the expression is a bad one, which is said. */
function matcher(nano: Nano): Matcher | undefined {
  const { text, cased, regex } = nano.search;
  if (regex) {
    const compiled = compileRegex(text, { extended: true, icase: !cased, utf8: nano.chars.utf8 });
    if (!compiled.ok) {
      nano.say(`Bad regex "${text}": ${compiled.error}`, true);
      return undefined;
    }
    return (line, from) => (from > line.length ? undefined : compiled.regex.span(line, from));
  }
  const fold = (line: ByteString): ByteString => (cased ? line : line.replace(/[A-Z]/g, (char) => char.toLowerCase()));
  const wanted = fold(text);
  return (line, from) => {
    const at = fold(line).indexOf(wanted, from);
    return at < 0 ? undefined : [at, at + wanted.length];
  };
}

/** The next match behind (or before) the cursor; going around is said. */
function next(nano: Nano, match: Matcher, at: { row: number; col: number }, here: boolean): Hit | undefined {
  const total = nano.buf.lines.length;
  const { backward } = nano.search;
  for (let step = 0; step <= total; step += 1) {
    const row = (((backward ? at.row - step : at.row + step) % total) + total) % total;
    const line = nano.buf.line(row);
    let found: readonly [number, number] | undefined;
    if (backward) {
      for (let from = 0; from <= line.length;) {
        const hit = match(line, from);
        if (!hit || (step === 0 && hit[0] >= at.col)) break;
        found = hit;
        from = hit[0] + 1;
      }
    } else
      found = match(
        line,
        step > 0 ? 0 : here ? at.col : nano.chars.next(line, at.col) + (at.col >= line.length ? 1 : 0),
      );
    if (!found) continue;
    const around = backward
      ? row > at.row || (row === at.row && step > 0)
      : row < at.row || (row === at.row && step > 0);
    if (around) nano.say('Search Wrapped');
    return { row, from: found[0], to: found[1] };
  }
  return undefined;
}

const label = (nano: Nano, replacing: boolean): ByteString => {
  const { cased, regex, backward, text } = nano.search;
  const flags = `${cased ? ' [Case Sensitive]' : ''}${regex ? ' [Reg.exp.]' : ''}${backward ? ' [Backwards]' : ''}`;
  const shown =
    text === '' ? '' : ` [${text.slice(0, Math.floor(nano.cols / 3))}${text.length > nano.cols / 3 ? '...' : ''}]`;
  return `Search${flags}${replacing ? ' (to replace)' : ''}${shown}: `;
};

export function findNext(nano: Nano): void {
  if (nano.search.text === '') return nano.say('No current search pattern', true);
  const match = matcher(nano);
  if (!match) return;
  nano.message = undefined;
  const hit = next(nano, match, nano, false);
  if (!hit) return nano.say(`"${nano.search.text}" not found`, true);
  if (hit.row === nano.row && hit.from === nano.col) nano.say('This is the only occurrence');
  nano.go(hit.row, hit.from);
  nano.far = true;
}

/** ^W and ^\. */
export function* search(nano: Nano, replacing: boolean): Sys<void> {
  const keys = ['\x1bc', '\x1br', '\x1bb', '\x12', '\x14'];
  let initial = '';
  for (;;) {
    const answer = yield* ask(nano, {
      question: () => label(nano, replacing),
      initial,
      help: replacing ? REPLACE_HELP : SEARCH_HELP,
      keys,
    });
    if (answer.kind === 'cancelled') return nano.say('Cancelled');
    if (answer.kind === 'key') {
      initial = answer.text;
      if (answer.key === '\x1bc') nano.search.cased = !nano.search.cased;
      else if (answer.key === '\x1br') nano.search.regex = !nano.search.regex;
      else if (answer.key === '\x1bb') nano.search.backward = !nano.search.backward;
      else if (answer.key === '\x12') replacing = !replacing;
      else return;
      continue;
    }
    if (answer.text !== '') {
      nano.search.text = answer.text;
      nano.history.push(answer.text);
    }
    if (nano.search.text === '') return nano.say('Cancelled');
    break;
  }
  if (replacing) yield* replace(nano);
  else findNext(nano);
}

/** What comes instead: in a regular expression \1 … \9 stand for groups, \0 for all. */
function replacement(nano: Nano, line: ByteString, hit: Hit): ByteString {
  const { regex, cased, text, replacement: by } = nano.search;
  if (!regex) return by;
  const compiled = compileRegex(text, { extended: true, icase: !cased, utf8: nano.chars.utf8 });
  const groups = compiled.ok ? compiled.regex.exec(line, hit.from) : undefined;
  return by.replace(/\\([0-9])/g, (_, digit: string) => {
    const span = groups?.[Number(digit)];
    return span ? line.slice(span[0], span[1]) : '';
  });
}

function* replace(nano: Nano): Sys<void> {
  const answer = yield* ask(nano, { question: () => 'Replace with: ', initial: '', help: WITH_HELP });
  if (answer.kind !== 'text') return nano.say('Cancelled');
  nano.search.replacement = answer.text;
  const match = matcher(nano);
  if (!match) return;
  const start = { row: nano.row, col: nano.col };
  let at: { row: number; col: number } = start;
  let all = false;
  let count = 0;
  let around = false;
  let here = true;
  for (;;) {
    const hit = next(nano, match, at, here);
    if (!hit) break;
    const wrapped = hit.row < at.row || (hit.row === at.row && hit.from < at.col);
    around ||= wrapped;
    // Once around: what is behind the start has been seen.
    if (around && (hit.row > start.row || (hit.row === start.row && hit.from >= start.col))) break;
    if (!all) {
      nano.go(hit.row, hit.from);
      nano.far = true;
      nano.spot = hit;
      const choice = yield* choose(nano, 'Replace this instance?', true);
      nano.spot = undefined;
      if (choice === 'cancel') break;
      if (choice === 'all') all = true;
      else if (choice === 'no') {
        at = { row: hit.row, col: hit.to > hit.from ? hit.to : hit.to + 1 };
        here = true;
        continue;
      }
    }
    const line = nano.buf.line(hit.row);
    const text = replacement(nano, line, hit);
    nano.settle();
    nano.go(hit.row, hit.from);
    nano.begin('replacement');
    nano.buf.replace(hit.row, 1, [line.slice(0, hit.from) + text + line.slice(hit.to)]);
    const end = hit.from + text.length;
    nano.go(hit.row, end);
    nano.end('replacement');
    count += 1;
    if (hit.row === start.row && hit.from < start.col)
      start.col = Math.max(0, start.col + text.length - (hit.to - hit.from));
    at = { row: hit.row, col: hit.to > hit.from ? end : end + 1 };
  }
  nano.settle();
  nano.go(start.row, start.col);
  if (count === 0 && nano.message === undefined) nano.say(`"${nano.search.text}" not found`, true);
  else if (count === 0) nano.say('Replaced 0 occurrences');
  else nano.say(`Replaced ${count} occurrence${count === 1 ? '' : 's'}`);
}
