// less on a terminal: opens the files, shows the first page and obeys keys until it is left.
import { isErr, sys, type ByteString, type Sys } from '../../kernel/abi/index.ts';
import { obey } from './commands.ts';
import type { Options } from './options.ts';
import { showPrompt } from './prompt.ts';
import { Screen } from './screen.ts';
import { openSource, type Source } from './source.ts';
import { attend, helpSource, nextKey, type Session } from './state.ts';
import { Terminal } from './terminal.ts';

interface Opened {
  readonly source: Source | undefined;
  readonly index: number;
  readonly complained: boolean;
}

/** The first file that opens; complaints about those before are printed. */
function* openFirst(names: readonly ByteString[]): Sys<Opened> {
  let complained = false;
  for (const [index, name] of names.entries()) {
    const source = yield* openSource(name);
    if (typeof source !== 'string') return { source, index, complained };
    yield* sys.writeAll(1, `${source}\n`);
    complained = true;
  }
  return { source: undefined, index: 0, complained };
}

/** One command with the number before it. */
function* step(s: Session): Sys<'stay' | 'quit'> {
  yield* showPrompt(s);
  let digits = '';
  for (;;) {
    const key = yield* nextKey(s);
    if (key === undefined) return 'quit';
    if (key === '') {
      if (s.term.interrupted) {
        s.term.interrupted = false;
        s.screen.bell = true;
        yield* s.screen.paint();
        return 'stay';
      }
      if (yield* attend(s)) return 'stay';
    } else if (/^[0-9]$/.test(key)) {
      digits += key;
      s.screen.put(`\r\x1b[K:${digits}`);
    } else {
      s.screen.clearPrompt();
      return yield* obey(s, key, digits === '' ? undefined : Number(digits));
    }
  }
}

export function* runSession(options: Options, names: readonly ByteString[], keys: number, utf8: boolean): Sys<number> {
  for (const text of options.complaints) yield* sys.writeAll(1, `${text}\n`);
  const opened: Opened = options.help ? { source: helpSource(), index: 0, complained: false } : yield* openFirst(names);
  if (!opened.source) return 1;
  const size = yield* sys.getwinsize(1);
  const { rows, cols } = isErr(size) || size.cols === 0 ? { rows: 24, cols: 80 } : size;
  const look = {
    width: cols,
    chop: options.chop,
    shift: 0,
    numbers: options.numbers,
    raw: options.raw,
    tab: options.tab,
    utf8,
  };
  const screen = new Screen(opened.source, look, rows);
  screen.squeeze = options.squeeze;
  screen.highlight = options.highlight;
  const term = new Terminal(keys, !options.keepScreen);
  if (opened.complained || options.complaints.length > 0) {
    yield* term.raw();
    yield* sys.writeAll(1, 'Press RETURN to continue ');
    yield* term.key();
    yield* sys.writeAll(1, '\n');
  }
  if (options.oneScreen && names.length <= 1 && (yield* screen.atEnd())) {
    screen.put('\r');
    yield* screen.first();
    screen.clearPrompt();
    yield* screen.flush();
    return 0;
  }
  const s: Session = {
    options,
    names,
    term,
    screen,
    file: opened.index,
    message: undefined,
    fresh: true,
    endSeen: false,
    half: 0,
    search: undefined,
    marks: new Map(),
  };
  yield* term.handle();
  yield* term.enter();
  term.type(options.start);
  screen.put('\r');
  if (options.start === '') yield* screen.first();
  else yield* screen.paint();
  while ((yield* step(s)) === 'stay');
  screen.clearPrompt();
  yield* screen.flush();
  yield* term.leave();
  return 0;
}
