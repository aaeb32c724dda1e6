// nano(1), version 7.2.
import { sys, type ByteString, type Program } from '../../kernel/abi/index.ts';
import type { Command } from '../command.ts';
import { Keyboard } from '../editor/keyboard.ts';
import { Painter } from '../editor/painter.ts';
import { isUtf8 } from '../lib/locale.ts';
import { goTo, step } from './commands.ts';
import { openFile } from './file.ts';
import { Left, Nano, type Options, type Terminal } from './state.ts';
import { follow, frame } from './view.ts';

const ENTER = '\x1b[?1049h\x1b[22;0;0t\x1b[?1h\x1b=\x1b[?2004h';
const LEAVE = '\x1b[?2004l\x1b[?1l\x1b>\x1b[?1049l\x1b[23;0;0t';

const VERSION = ' GNU nano, version 7.2\n';

interface Start {
  readonly options: Options;
  readonly file: ByteString;
  readonly at: readonly [string, string | undefined] | undefined;
}

/** What the arguments say; a text: an option that is not known. */
function parse(argv: readonly ByteString[]): Start | { readonly wrong: ByteString } | 'version' {
  const options: Options = { view: false, numbers: false, autoindent: false, help: true, tabsToSpaces: false, tab: 8 };
  let file: ByteString | undefined;
  let at: Start['at'];
  for (let i = 1; i < argv.length; i += 1) {
    const arg = argv[i] ?? '';
    const place = /^\+([0-9-]*)(?:[,:]([0-9-]+))?$/.exec(arg);
    if (place && file === undefined) at = [place[1] ?? '', place[2]];
    else if (arg === '-V' || arg === '--version') return 'version';
    else if (arg === '-v' || arg === '--view') options.view = true;
    else if (arg === '-l' || arg === '--linenumbers') options.numbers = true;
    else if (arg === '-i' || arg === '--autoindent') options.autoindent = true;
    else if (arg === '-x' || arg === '--nohelp') options.help = false;
    else if (arg === '-E' || arg === '--tabstospaces') options.tabsToSpaces = true;
    else if (/^-T[0-9]+$/.test(arg)) options.tab = Math.max(1, Number(arg.slice(2)));
    else if (arg === '-T') options.tab = Math.max(1, Number(argv[(i += 1)] ?? 8) || 8);
    else if (/^-[$ABDFGHIKLMNPSUWacehmqtuwz-]+$/.test(arg)) continue;
    else if (arg.startsWith('-') && arg !== '-') return { wrong: arg };
    else file ??= arg;
  }
  return { options, file: file ?? '', at };
}

function screen(keyboard: Keyboard): Terminal {
  const painter = new Painter();
  return {
    key: () => keyboard.key(),
    *suspend() {
      yield* keyboard.suspend();
      painter.forget();
    },
    *size() {
      keyboard.resized = false;
      return yield* keyboard.size();
    },
    *show(nano) {
      if (yield* keyboard.pending()) return;
      follow(nano, nano.far);
      nano.far = false;
      if (nano.redraw) painter.forget();
      nano.redraw = false;
      yield* sys.writeAll(1, painter.paint(frame(nano)));
    },
  };
}

const run: Program = function* (argv, env) {
  const start = parse(argv);
  if (start === 'version') {
    yield* sys.writeAll(1, VERSION);
    return 0;
  }
  if ('wrong' in start) {
    const { wrong } = start;
    const what = wrong.startsWith('--') ? `unrecognized option '${wrong}'` : `invalid option -- '${wrong[1] ?? ''}'`;
    yield* sys.writeAll(2, `nano: ${what}\nType 'nano -h' for a list of available options.\n`);
    return 1;
  }
  if (!(yield* sys.isatty(0)) || !(yield* sys.isatty(1))) {
    yield* sys.writeAll(2, 'Standard input is not a terminal\n');
    return 1;
  }
  const utf8 = isUtf8(env);
  const keyboard = new Keyboard({ utf8, meta: true, enter: ENTER, leave: LEAVE });
  const nano = new Nano(screen(keyboard), start.options, utf8);
  const { rows, cols } = yield* keyboard.size();
  nano.rows = rows;
  nano.cols = cols;
  yield* keyboard.take();
  yield* openFile(nano, start.file);
  if (start.at) goTo(nano, ...start.at);
  try {
    for (;;) yield* step(nano);
  } catch (thrown) {
    if (!(thrown instanceof Left)) throw thrown;
  }
  yield* sys.writeAll(1, `\x1b[${nano.rows};1H`);
  yield* keyboard.give();
  return 0;
};

export const nano: Command = {
  name: 'nano',
  paths: ['/usr/bin/nano', '/usr/bin/rnano', '/usr/bin/editor', '/usr/bin/pico'],
  pkg: 'nano',
  run,
  support: {
    level: 'partial',
    note: 'Behaves as GNU nano 7.2 with the nanorc of Debian 12. One text at a time; justifying, spelling, running commands, macros, colours and the file browser are not modelled; the help page is our own.',
    options: ['-E', '-T', '-V', '-i', '-l', '-v', '-x', '+LINE,COLUMN'],
  },
  man: {
    summary: 'edit a text file with the keys named on the screen',
    synopsis: 'nano [options] [[+line,column] file]',
    text: `What is typed goes into the text. ^O writes the file, ^X leaves, ^W searches, ^\\ replaces, ^K cuts a line, ^U pastes, ^_ goes to a line,
^C tells where the cursor is, M-U undoes, M-E does again, M-A marks. ^ is Ctrl, M- is Alt.`,
  },
};
