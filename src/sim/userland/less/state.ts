// One run of less: its files, its window, its terminal and what it remembers between commands.
import { isErr, sys, type ByteString, type Sys } from '../../kernel/abi/index.ts';
import type { Regex } from '../../posix/index.ts';
import { HELP } from './help.ts';
import type { Options } from './options.ts';
import type { Place, Screen } from './screen.ts';
import { Source, openSource } from './source.ts';
import type { Terminal } from './terminal.ts';

export interface Session {
  readonly options: Options;
  readonly names: readonly ByteString[];
  readonly term: Terminal;
  readonly screen: Screen;
  file: number;
  /** Said before the next prompt; RETURN goes on. */
  message: ByteString | undefined;
  /** The file was just opened: the prompt names it. */
  fresh: boolean;
  endSeen: boolean;
  half: number;
  search: { readonly regex: Regex; direction: 1 | -1; readonly inverted: boolean } | undefined;
  readonly marks: Map<string, Place>;
}

export const isHelp = (s: Session): boolean => s.screen.source.fd === -1;

export function helpSource(): Source {
  const source = new Source('HELP', -1);
  source.lines.push(...HELP.split('\n'));
  source.size = HELP.length;
  source.ended = true;
  return source;
}

/** What signals asked for while a key was waited for; true when something was drawn. */
export function* attend(s: Session): Sys<boolean> {
  const { screen, term } = s;
  if (term.stopped) {
    screen.clearPrompt();
    yield* screen.flush();
    yield* term.suspend();
    yield* screen.paint();
    return true;
  }
  if (!term.resized) return false;
  term.resized = false;
  const size = yield* sys.getwinsize(1);
  if (!isErr(size)) {
    screen.look = { ...screen.look, width: size.cols };
    screen.height = size.rows;
    screen.top = { line: screen.top.line, row: 0 };
  }
  yield* screen.paint();
  return true;
}

export function* nextKey(s: Session): Sys<string | undefined> {
  yield* s.screen.flush();
  return yield* s.term.key();
}

/** A line typed at the bottom; undefined when it was given up. */
export function* typedLine(s: Session, prompt: ByteString): Sys<ByteString | undefined> {
  let text = '';
  s.screen.put(`\r\x1b[K${prompt}`);
  for (;;) {
    const key = yield* nextKey(s);
    if (key === undefined) return undefined;
    if (key === '') {
      if (s.term.interrupted) {
        s.term.interrupted = false;
        return undefined;
      }
      yield* attend(s);
    } else if (key === '\r' || key === '\n') break;
    else if (key === '\x7f' || key === '\b') {
      if (text === '') return undefined;
      text = text.slice(0, -1);
    } else if (key === '\x15') text = '';
    else if (key.length === 1) text += key;
    s.screen.put(`\r\x1b[K${prompt}${text}`);
  }
  s.screen.clearPrompt();
  return text;
}

export function* goTo(s: Session, place: Place): Sys<void> {
  if ((yield* s.screen.source.line(place.line)) === undefined && place.line > 0) {
    s.message = `Cannot seek to line number ${place.line + 1}`;
    return;
  }
  s.screen.top = place;
  yield* s.screen.paint(place.line === 0 ? 'clear' : 'skip');
}

export function* showFile(s: Session, index: number): Sys<void> {
  const source = yield* openSource(s.names[index] ?? '-');
  if (typeof source === 'string') {
    s.message = source;
    return;
  }
  if (s.screen.source.fd > 0) yield* sys.close(s.screen.source.fd);
  s.file = index;
  s.screen.source = source;
  s.screen.top = { line: 0, row: 0 };
  s.fresh = true;
  yield* s.screen.paint('skip');
}
