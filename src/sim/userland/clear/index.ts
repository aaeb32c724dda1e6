// clear(1) and reset(1) of ncurses 6.4.
import { isErr, sys, type Program } from '../../kernel/abi/index.ts';
import type { Command } from '../command.ts';
import { getopt } from '../lib/getopt.ts';
import { terminalType } from '../tput/capabilities.ts';

const USAGE = `Usage: clear [options]

Options:
  -T TERM     use this instead of $TERM
  -V          print curses-version
  -x          do not try to clear scrollback
`;

const runClear: Program = function* (argv, env) {
  let term = env.get('TERM');
  let keepSaved = false;
  for (const { key, arg } of getopt(argv, { short: 'T:Vx' }, env).options) {
    if (key === 'T') term = arg;
    else if (key === 'x') keepSaved = true;
    else if (key === 'V') {
      yield* sys.writeAll(1, 'ncurses 6.4.20221231\n');
      return 0;
    } else {
      yield* sys.writeAll(2, `${arg ?? ''}\n${USAGE}`);
      return 1;
    }
  }
  if (term === undefined || term === '') {
    yield* sys.writeAll(2, 'TERM environment variable not set.\n');
    return 1;
  }
  const type = terminalType(term);
  if (!type) {
    yield* sys.writeAll(2, `'${term}': unknown terminal type.\n`);
    return 1;
  }
  if (type.clear === '') return 1;
  yield* sys.writeAll(1, keepSaved ? type.clear : type.clearAll);
  return 0;
};

/** Brings the terminal back to its senses: modes first, then the terminal's own reset. */
const runReset: Program = function* (argv, env) {
  const term = argv[1] !== undefined && !argv[1].startsWith('-') ? argv[1] : env.get('TERM');
  if (isErr(yield* sys.tcgetattr(2))) {
    yield* sys.writeAll(2, `${argv[0] ?? 'reset'}: standard error: Inappropriate ioctl for device\n`);
    return 1;
  }
  yield* sys.tcsetattr(2, {
    icanon: true,
    echo: true,
    echoe: true,
    echok: true,
    echoctl: true,
    isig: true,
    iexten: true,
    icrnl: true,
    ixon: true,
    opost: true,
    onlcr: true,
    tostop: false,
    vintr: '\x03',
    vquit: '\x1c',
    verase: '\x7f',
    vkill: '\x15',
    veof: '\x04',
    vsusp: '\x1a',
    vwerase: '\x17',
    vlnext: '\x16',
  });
  const type = terminalType(term ?? '');
  if (!type) {
    yield* sys.writeAll(2, `${argv[0] ?? 'reset'}: unknown terminal type ${term ?? ''}\n`);
    return 1;
  }
  yield* sys.writeAll(2, `${type.reset}\r`);
  return 0;
};

export const clear: Command = {
  name: 'clear',
  paths: ['/usr/bin/clear'],
  pkg: 'ncurses-bin',
  run: runClear,
  support: { level: 'full', note: '', options: ['-T', '-V', '-x'] },
  man: {
    summary: 'clear the terminal screen',
    synopsis: 'clear [-x]',
    text: 'Clears the screen, and the saved lines above it unless -x is given.',
  },
};

export const reset: Command = {
  name: 'reset',
  paths: ['/usr/bin/reset'],
  pkg: 'ncurses-bin',
  run: runReset,
  support: { level: 'partial', note: 'Options of tset are not modelled.', options: [] },
  man: {
    summary: 'bring the terminal back to a sane state',
    synopsis: 'reset',
    text: 'Sets the modes of the terminal to their defaults and resets it. Useful after a program died in raw mode.',
  },
};
