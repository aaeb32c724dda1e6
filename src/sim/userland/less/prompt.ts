// The bottom row of less: file name, `:`, `(END)`, messages, the place in the file.
import type { ByteString, Sys } from '../../kernel/abi/index.ts';
import { isHelp, nextKey, type Session } from './state.ts';

function* message(s: Session): Sys<void> {
  const { screen } = s;
  screen.put(`\r\x1b[K\x1b[7m${s.message ?? ''}  (press RETURN)\x1b[27m`);
  s.message = undefined;
  const key = yield* nextKey(s);
  if (key !== undefined && !'\r\n '.includes(key)) s.term.type(key);
  screen.put(`\x1b[${screen.height};1H\x1b[K\r\x1b[K`);
}

export function* showPrompt(s: Session): Sys<void> {
  const { screen } = s;
  const end = yield* screen.atEnd();
  if (screen.bell && !s.options.quiet) screen.put('\x07\r\x1b[K');
  screen.bell = false;
  if (s.message !== undefined) yield* message(s);
  const filter = screen.filter ? '& ' : '';
  const many = s.names.length > 1 ? ` (file ${s.file + 1} of ${s.names.length})` : '';
  const named = s.fresh && screen.source.name !== '' ? `${screen.source.name}${many}` : '';
  s.fresh = false;
  if (isHelp(s)) screen.prompt('HELP -- Press RETURN for more, or q when done', true);
  else if (s.options.ownPrompt !== undefined)
    screen.prompt(
      s.options.ownPrompt
        .replace('%lt', `${screen.top.line + 1}${end ? `/${screen.source.lines.length} (END)` : ''}`)
        .trimStart(),
      true,
    );
  else if (s.options.longPrompt)
    screen.prompt(`${named === '' ? '' : `${named} `}${yield* where(s)}${end ? ' (END)' : ''}`, true);
  else if (named !== '') screen.prompt(end ? `${named} (END)` : named, true);
  else if (end) {
    const following = s.names[s.file + 1];
    screen.prompt(`${filter}(END)${following === undefined ? '' : ` - Next: ${following}`}`, true);
  } else screen.prompt(`${filter}:`, false);
}

function* where(s: Session): Sys<ByteString> {
  const { screen } = s;
  const below = yield* screen.bottom();
  const last = below ? (below.row > 0 ? below.line + 1 : below.line) : screen.source.lines.length;
  const total = screen.source.ended ? `/${screen.source.lines.length}` : '';
  return `lines ${screen.top.line + 1}-${Math.max(1, last)}${total}`;
}

/** What `=` says. */
export function* status(s: Session): Sys<ByteString> {
  const { source } = s.screen;
  yield* source.readAll(() => s.term.interrupted);
  const below = yield* s.screen.bottom();
  const byte = source.offset(below?.line ?? source.lines.length);
  const percent = source.size === 0 ? 100 : Math.trunc((byte * 100) / source.size);
  return `${source.name === '' ? '' : `${source.name} `}${yield* where(s)} byte ${byte}/${source.size} ${percent}%`;
}
