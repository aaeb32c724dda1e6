// Searching in less: /, ?, n, N and the filter &.
import type { ByteString, Sys } from '../../kernel/abi/index.ts';
import { compileRegex, type Regex } from '../../posix/index.ts';
import { typedLine, type Session } from './state.ts';

function compile(s: Session, text: ByteString): Regex | undefined {
  const { ignoreCase } = s.options;
  const icase = ignoreCase === 'always' || (ignoreCase === 'small' && !/[A-Z]/.test(text));
  const made = compileRegex(text, { extended: true, icase });
  if (made.ok) return made.regex;
  s.message = made.error;
  return undefined;
}

/** `/` or `?`: asks for a pattern; without one the last is taken. */
export function* ask(s: Session, direction: 1 | -1): Sys<void> {
  const text = yield* typedLine(s, direction > 0 ? '/' : '?');
  if (text === undefined) return;
  const inverted = text.startsWith('!');
  const wanted = inverted ? text.slice(1) : text;
  if (wanted !== '') {
    const regex = compile(s, wanted);
    if (!regex) return;
    s.search = { regex, direction, inverted };
    s.screen.pattern = inverted ? undefined : regex;
  } else if (s.search) s.search.direction = direction;
  yield* again(s, false);
}

export function* again(s: Session, reversed: boolean): Sys<void> {
  if (!s.search) {
    s.message = 'No previous regular expression';
    return;
  }
  const { screen } = s;
  const direction = s.search.direction === 1 && !reversed ? 1 : s.search.direction === -1 && reversed ? 1 : -1;
  s.term.interrupted = false;
  const hit = yield* screen.find(
    s.search.regex,
    screen.top.line + direction,
    direction,
    () => s.term.interrupted,
    s.search.inverted,
  );
  s.term.interrupted = false;
  if (hit === undefined) s.message = 'Pattern not found';
  else screen.top = { line: hit, row: 0 };
  yield* screen.paint();
}

export function* filter(s: Session): Sys<void> {
  const text = yield* typedLine(s, '&/');
  if (text === undefined) return;
  s.screen.filter = text === '' ? undefined : compile(s, text);
  s.screen.pattern = s.screen.filter ?? s.screen.pattern;
  yield* s.screen.paint();
}
