// vi on a terminal: opens the file, shows it, obeys keys until it is left.
import { sys, type ByteString, type Sys } from '../../kernel/abi/index.ts';
import { Keyboard } from '../editor/keyboard.ts';
import { Painter } from '../editor/painter.ts';
import { isUtf8 } from '../lib/locale.ts';
import { exCommand } from './ex.ts';
import { openFile } from './files.ts';
import { normal } from './normal.ts';
import { Failed, Left, Vi, type Terminal } from './state.ts';
import { frame } from './view.ts';
import { follow } from './window.ts';

const ENTER = '\x1b[?1049h\x1b[22;0;0t\x1b[?1h\x1b=\x1b[?2004h';
const LEAVE = '\x1b[?2004l\x1b[?1l\x1b>\x1b[?1049l\x1b[23;0;0t';

export interface Start {
  readonly files: readonly ByteString[];
  readonly readonly: boolean;
  /** Ex commands of the command line (+cmd and -c). */
  readonly commands: readonly ByteString[];
  readonly env: ReadonlyMap<ByteString, ByteString>;
}

/** Puts a command's refusal into the last row. */
export function* obeyed(vi: Vi, command: () => Sys<void>): Sys<void> {
  try {
    yield* command();
  } catch (thrown) {
    if (!(thrown instanceof Failed)) throw thrown;
    vi.queue = [];
    vi.repeating = false;
    vi.mode = 'normal';
    if (thrown.text === '') vi.bell = true;
    else vi.say(thrown.text, 'error');
    vi.clamp();
  }
}

/** What does not fit the last row stays until a key is pressed; `:` begins the next command. */
export function* pages(vi: Vi): Sys<void> {
  const all = vi.pages ?? [];
  const whole = all.length <= vi.rows - 1;
  for (let from = 0; from < all.length; from += vi.rows - 1) {
    const last = from + vi.rows - 1 >= all.length;
    const part = all.slice(0, from + vi.rows - 1);
    vi.pages = [...part, last ? PROMPT : '\x1b[1m-- More --\x1b[m'];
    void whole;
    const key = yield* vi.key();
    if (key === ':') {
      vi.queue.unshift(':');
      break;
    }
    if (!last && (key === 'q' || key === '\x1b' || key === '\x03')) break;
  }
  vi.pages = undefined;
  vi.message = undefined;
  vi.redraw = true;
}

const PROMPT = '\x1b[1m\x1b[32mPress ENTER or type command to continue\x1b[m';

export function* mainLoop(vi: Vi): Sys<number> {
  try {
    for (;;) {
      if (vi.pages) yield* pages(vi);
      yield* obeyed(vi, () => normal(vi));
    }
  } catch (thrown) {
    if (!(thrown instanceof Left)) throw thrown;
    return thrown.status;
  }
}

function screen(keyboard: Keyboard): Terminal {
  const painter = new Painter();
  let seen: { readonly message: Vi['message']; readonly top: number; readonly count: number } = {
    message: undefined,
    top: 0,
    count: 0,
  };
  return {
    key: () => keyboard.key(),
    give: () => keyboard.give(),
    *take() {
      yield* keyboard.take();
      painter.forget();
    },
    *suspend() {
      yield* keyboard.suspend();
      painter.forget();
    },
    *size() {
      keyboard.resized = false;
      return yield* keyboard.size();
    },
    now: () => sys.clock(),
    *show(vi) {
      if (yield* keyboard.pending()) return;
      vi.clamp();
      follow(vi);
      const { message, top, row, buf } = vi;
      const count = buf.lines.length;
      // Rows that were scrolled on the terminal take an old message away.
      const scrolled =
        (top !== seen.top && Math.abs(top - seen.top) < vi.height) ||
        count < seen.count ||
        (count > seen.count && row < buf.last);
      if (scrolled && (message === seen.message || message?.kind === 'echo')) vi.message = undefined;
      seen = { message: vi.message, top, count };
      if (vi.redraw) painter.forget();
      vi.redraw = false;
      const bell = vi.bell ? '\x07' : '';
      vi.bell = false;
      yield* sys.writeAll(1, painter.paint(frame(vi)) + bell);
    },
  };
}

export function* runSession(start: Start): Sys<number> {
  const utf8 = isUtf8(start.env);
  const keyboard = new Keyboard({ utf8, meta: false, enter: ENTER, leave: LEAVE });
  const vi = new Vi(screen(keyboard), start.env, utf8);
  const { rows, cols } = yield* keyboard.size();
  vi.rows = rows;
  vi.cols = cols;
  vi.args = start.files;
  vi.viewOnly = start.readonly;
  vi.options.readonly = start.readonly;
  yield* keyboard.take();
  let status: number;
  try {
    yield* openFile(vi, start.files[0] ?? '');
    if (start.files.length > 1) yield* sys.writeAll(1, '');
    for (const command of start.commands) yield* obeyed(vi, () => exCommand(vi, command));
    status = yield* mainLoop(vi);
  } catch (thrown) {
    if (!(thrown instanceof Left)) throw thrown;
    ({ status } = thrown);
  }
  yield* sys.writeAll(1, `\x1b[${vi.rows};1H\x1b[K`);
  yield* keyboard.give();
  return status;
}
