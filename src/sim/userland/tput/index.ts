// tput(1) of ncurses 6.4: prints terminal capabilities by name.
import { isErr, sys, type ByteString, type Program, type Sys } from '../../kernel/abi/index.ts';
import type { Command } from '../command.ts';
import { getopt } from '../lib/getopt.ts';
import { KNOWN, terminalType, type TerminalType } from './capabilities.ts';

const USAGE = `Usage: tput [options] [command]

Options:
  -S <<       read commands from standard input
  -T TERM     use this instead of $TERM
  -V          print curses-version
  -x          do not try to clear scrollback

Commands:
  clear       clear the screen
  init        initialize the terminal
  reset       reinitialize the terminal
  capname     unlike clear/init/reset, print value for capability "capname"
`;

/** Rows and columns: the terminal's, on any standard descriptor; LINES and COLUMNS overrule them. */
export function* screenSize(
  env: ReadonlyMap<ByteString, ByteString>,
): Sys<{ readonly rows: number; readonly cols: number }> {
  let size = { rows: 24, cols: 80 };
  for (const fd of [2, 1, 0]) {
    const got = yield* sys.getwinsize(fd);
    if (isErr(got) || got.cols === 0) continue;
    size = got;
    break;
  }
  return { rows: Number(env.get('LINES')) || size.rows, cols: Number(env.get('COLUMNS')) || size.cols };
}

function* one(
  name: ByteString,
  words: readonly ByteString[],
  type: TerminalType,
  env: ReadonlyMap<ByteString, ByteString>,
): Sys<number> {
  const [word = ''] = words;
  if (word === 'init' || word === 'reset') {
    yield* sys.writeAll(1, word === 'init' ? type.init : type.reset);
    return 0;
  }
  if (word === 'longname') {
    yield* sys.writeAll(1, type.longName);
    return 0;
  }
  if (word === 'cols' || word === 'lines') {
    const size = yield* screenSize(env);
    yield* sys.writeAll(1, `${word === 'cols' ? size.cols : size.rows}\n`);
    return 0;
  }
  const capability = type.capabilities.get(word);
  if (!capability) {
    if (KNOWN.has(word)) return 1;
    yield* sys.writeAll(2, `${name}: unknown terminfo capability '${word}'\n`);
    return 4;
  }
  if (capability.kind === 'string') yield* sys.writeAll(1, capability.text);
  if (capability.kind === 'number') yield* sys.writeAll(1, `${capability.value}\n`);
  if (capability.kind === 'parameters')
    yield* sys.writeAll(1, capability.text(...words.slice(1).map((text) => Number(text) || 0)));
  return 0;
}

const run: Program = function* (argv, env) {
  const name = argv[0] ?? 'tput';
  const parsed = getopt(argv, { short: '+ST:Vx' }, env);
  let term = env.get('TERM');
  let fromInput = false;
  for (const { key, arg } of parsed.options) {
    if (key === 'T') term = arg;
    else if (key === 'S') fromInput = true;
    else if (key === 'V') {
      yield* sys.writeAll(1, 'ncurses 6.4.20221231\n');
      return 0;
    } else if (key === '?') {
      yield* sys.writeAll(2, `${arg ?? ''}\n${USAGE}`);
      return 2;
    }
  }
  if (term === undefined || term === '') {
    yield* sys.writeAll(2, `${name}: No value for $TERM and no -T specified\n`);
    return 2;
  }
  const type = terminalType(term);
  if (!type) {
    yield* sys.writeAll(2, `${name}: unknown terminal "${term}"\n`);
    return 3;
  }
  if (fromInput) {
    const text = yield* sys.read(0);
    let status = 0;
    for (const entry of isErr(text) ? [] : text.split('\n')) {
      const words = entry.split(/\s+/).filter((word) => word !== '');
      if (words.length > 0) status = (yield* one(name, words, type, env)) || status;
    }
    return status;
  }
  if (parsed.operands.length === 0) {
    yield* sys.writeAll(2, USAGE);
    return 2;
  }
  return yield* one(name, parsed.operands, type, env);
};

export const tput: Command = {
  name: 'tput',
  paths: ['/usr/bin/tput'],
  pkg: 'ncurses-bin',
  run,
  support: {
    level: 'partial',
    note: 'The terminals known are xterm and its kin, vt100, linux, screen and dumb.',
    options: ['-S', '-T', '-V', '-x'],
  },
  man: {
    summary: 'ask the terminal database for a capability',
    synopsis: 'tput [-T TERM] capability [parameters]',
    text: 'Prints the escape sequence (or the number) that a capability has on this terminal: tput bold, tput sgr0, tput cup 3 4, tput cols.',
  },
};
