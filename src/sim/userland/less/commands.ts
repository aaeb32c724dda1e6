// What each key of less does.
import { sys, type Sys } from '../../kernel/abi/index.ts';
import { status } from './prompt.ts';
import { again, ask, filter } from './search.ts';
import { attend, goTo, helpSource, isHelp, nextKey, showFile, type Session } from './state.ts';

type Step = 'stay' | 'quit';
type Amount = 'line' | 'half' | 'page';

const FORWARD: Readonly<Record<string, Amount>> = {
  j: 'line',
  e: 'line',
  '\x05': 'line',
  '\x0e': 'line',
  '\r': 'line',
  '\n': 'line',
  J: 'line',
  d: 'half',
  '\x04': 'half',
  ' ': 'page',
  f: 'page',
  z: 'page',
  '\x06': 'page',
  '\x16': 'page',
  '\x1b ': 'page',
};
const BACKWARD: Readonly<Record<string, Amount>> = {
  k: 'line',
  y: 'line',
  '\x0b': 'line',
  '\x19': 'line',
  '\x10': 'line',
  K: 'line',
  Y: 'line',
  u: 'half',
  '\x15': 'half',
  b: 'page',
  w: 'page',
  '\x02': 'page',
  '\x1bv': 'page',
};

/** How often F looks for new text. */
const FOLLOW_EVERY = 1_000_000;
const WAITING = '\x1b[7mWaiting for data... (interrupt to abort)\x1b[27m';

function rows(s: Session, amount: Amount, count: number | undefined): number {
  if (amount === 'line') return count ?? 1;
  if (amount === 'page') return count ?? s.screen.page;
  if (count !== undefined) s.half = count;
  return s.half > 0 ? s.half : Math.max(1, Math.ceil(s.screen.page / 2));
}

function* forward(s: Session, count: number): Sys<Step> {
  const end = yield* s.screen.atEnd();
  const { quitAtEnd } = s.options;
  if (end && (quitAtEnd === 'first' || (quitAtEnd === 'second' && s.endSeen))) return 'quit';
  s.endSeen = end;
  yield* s.screen.forward(count);
  return 'stay';
}

function shift(s: Session, direction: 1 | -1): void {
  const { look } = s.screen;
  const to = Math.max(0, look.shift + direction * Math.trunc(look.width / 2));
  s.screen.look = { ...look, shift: to, chop: to > 0 || s.options.chop };
}

function* follow(s: Session): Sys<void> {
  const { screen, term } = s;
  yield* screen.toEnd(() => term.interrupted);
  yield* screen.paint('skip');
  screen.put(WAITING);
  term.interrupted = false;
  for (;;) {
    yield* screen.flush();
    const rest = yield* sys.nanosleep(FOLLOW_EVERY);
    if (term.interrupted) break;
    if (rest > 0 && (yield* attend(s))) screen.put(WAITING);
    let grew = false;
    while (yield* screen.source.follow()) grew = true;
    if (!grew) continue;
    screen.clearPrompt();
    yield* screen.forward(Number.MAX_SAFE_INTEGER);
    screen.bell = false;
    screen.put(WAITING);
  }
  term.interrupted = false;
  screen.clearPrompt();
  yield* screen.paint();
}

/** `-x`: an option changes while less runs. */
function* toggle(s: Session): Sys<void> {
  const { screen, options } = s;
  screen.put('-');
  const key = (yield* nextKey(s)) ?? '';
  screen.clearPrompt();
  if (key === 'N') {
    screen.look = { ...screen.look, numbers: !screen.look.numbers };
    s.message = screen.look.numbers ? 'Constantly display line numbers' : 'Use line numbers';
  } else if (key === 'S') {
    options.chop = !options.chop;
    screen.look = { ...screen.look, chop: options.chop, shift: 0 };
    s.message = options.chop ? 'Chop long lines' : 'Fold long lines';
  } else if (key === 'i' || key === 'I') {
    options.ignoreCase = options.ignoreCase !== 'no' ? 'no' : key === 'i' ? 'small' : 'always';
    const said = {
      no: 'Case is significant in searches',
      small: 'Ignore case in searches',
      always: 'Ignore case in searches and in patterns',
    };
    s.message = said[options.ignoreCase];
  } else if (key === 'R' || key === 'r') {
    screen.look = { ...screen.look, raw: screen.look.raw === 'none' ? 'colour' : 'none' };
    s.message =
      screen.look.raw === 'none'
        ? 'Display control characters as ^X'
        : 'Display ANSI sequences directly, other control characters as ^X';
  } else if (key !== '') s.message = `There is no -${key} option`;
  screen.top = { line: screen.top.line, row: 0 };
  yield* screen.paint();
}

function* colon(s: Session): Sys<Step> {
  s.screen.put(' :');
  const key = (yield* nextKey(s)) ?? '';
  s.screen.clearPrompt();
  if (key === 'q' || key === 'Q') return 'quit';
  if (key === 'f') s.message = yield* status(s);
  else if (key === 'n' || key === 'p' || key === 'x') {
    const to = key === 'n' ? s.file + 1 : key === 'p' ? s.file - 1 : 0;
    if (to < 0) s.message = 'No previous file';
    else if (to >= s.names.length) s.message = 'No next file';
    else yield* showFile(s, to);
  } else s.screen.bell = true;
  return 'stay';
}

function* mark(s: Session, back: boolean): Sys<void> {
  const name = (yield* nextKey(s)) ?? '';
  if (!back) {
    s.marks.set(name, s.screen.top);
    return;
  }
  const place = s.marks.get(name);
  if (place) yield* goTo(s, place);
  else s.message = 'No such mark';
}

type Action = (s: Session, count: number | undefined) => Sys<void>;

const first: Action = (s, count) => goTo(s, { line: Math.max(0, (count ?? 1) - 1), row: 0 });

const last: Action = function* (s, count) {
  if (count !== undefined) {
    yield* goTo(s, { line: Math.max(0, count - 1), row: 0 });
    return;
  }
  yield* s.screen.toEnd(() => s.term.interrupted);
  yield* s.screen.paint('skip');
};

const percent: Action = function* (s, count) {
  const { source } = s.screen;
  yield* source.readAll(() => s.term.interrupted);
  yield* goTo(s, { line: Math.trunc((source.lines.length * Math.min(100, count ?? 0)) / 100), row: 0 });
};

const repaint: Action = (s) => s.screen.paint();

const where: Action = function* (s) {
  s.message = yield* status(s);
};

const help: Action = function* (s) {
  s.screen.source = helpSource();
  s.screen.top = { line: 0, row: 0 };
  yield* s.screen.paint('skip');
};

const sideways = (direction: 1 | -1): Action =>
  function* (s) {
    shift(s, direction);
    yield* s.screen.paint();
  };

const ACTIONS: Readonly<Record<string, Action>> = {
  g: first,
  '<': first,
  '\x1b<': first,
  home: first,
  G: last,
  '>': last,
  '\x1b>': last,
  end: last,
  p: percent,
  '%': percent,
  '/': (s) => ask(s, 1),
  '?': (s) => ask(s, -1),
  n: (s) => again(s, false),
  N: (s) => again(s, true),
  '&': filter,
  '\x1bu': function* (s) {
    s.screen.highlight = !s.screen.highlight;
    yield* s.screen.paint();
  },
  '=': where,
  '\x07': where,
  h: help,
  H: help,
  r: repaint,
  R: repaint,
  '\x0c': repaint,
  '\x12': repaint,
  F: follow,
  '-': toggle,
  m: (s) => mark(s, false),
  "'": (s) => mark(s, true),
  right: sideways(1),
  left: sideways(-1),
};

export function* obey(s: Session, key: string, count: number | undefined): Sys<Step> {
  const down = FORWARD[key];
  if (down) return yield* forward(s, rows(s, down, count));
  const up = BACKWARD[key];
  if (up) {
    s.endSeen = false;
    yield* s.screen.backward(rows(s, up, count));
    return 'stay';
  }
  if (key === ':') return yield* colon(s);
  if (key === 'Z') return (yield* nextKey(s)) === 'Z' ? 'quit' : 'stay';
  if (key === 'q' || key === 'Q') {
    if (!isHelp(s) || s.options.help) return 'quit';
    yield* showFile(s, s.file);
    return 'stay';
  }
  const action = ACTIONS[key];
  if (action) yield* action(s, count);
  else s.screen.bell = true;
  return 'stay';
}
