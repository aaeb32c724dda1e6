// python3: runs the scripts that we ship a model of, and says plainly that it cannot run others.
import {
  DEFAULT,
  O_RDONLY,
  SIGINT,
  isErr,
  sys,
  type ByteString,
  type Program,
  type Sys,
} from '../../kernel/abi/index.ts';
import type { Command } from '../command.ts';
import { readAll } from '../lib/stdio.ts';
import { KeyboardInterrupt, PythonRuntime, SystemExit } from './runtime.ts';
import { pythonScripts, type PythonScript } from './scripts.ts';

const VERSION = 'Python 3.11.2';

function* absolute(path: ByteString): Sys<ByteString> {
  if (path.startsWith('/')) return path;
  const cwd = yield* sys.getcwd();
  return `${isErr(cwd) || cwd === '/' ? '' : cwd}/${path.replace(/^\.\//, '')}`;
}

/** Python's own words for a script that is not there. */
const cannotOpen = (path: ByteString, number: number, why: string): string =>
  `python3: can't open file '${path}': [Errno ${number}] ${why}\n`;

/**
 * An uncaught KeyboardInterrupt: the traceback, and then exit_sigint of Modules/main.c: the default action back, the signal
 * to itself, and, for an init that survives that, the status that a shell would show.
 */
function* interrupted(known: PythonScript, name: ByteString, line: number): Sys<number> {
  const source = known.text.split('\n')[line - 1]?.trim() ?? '';
  yield* sys.writeAll(
    2,
    `Traceback (most recent call last):\n  File "${name}", line ${line}, in <module>\n    ${source}\nKeyboardInterrupt\n`,
  );
  yield* sys.sigaction(SIGINT, DEFAULT);
  yield* sys.kill(yield* sys.getpid(), SIGINT);
  return 128 + SIGINT;
}

function* runScript(known: PythonScript, name: ByteString, python: PythonRuntime): Sys<number> {
  try {
    yield* known.run(python);
    return 0;
  } catch (raised) {
    if (raised instanceof SystemExit) return raised.code;
    if (raised instanceof KeyboardInterrupt) return yield* interrupted(known, name, raised.line);
    throw raised;
  }
}

const run: Program = function* (argv, env) {
  const file = argv[1];
  if (file === '-V' || file === '--version') {
    yield* sys.writeAll(1, `${VERSION}\n`);
    return 0;
  }
  if (file === undefined || file.startsWith('-')) {
    const what = file === undefined ? 'its interactive prompt' : `option ${file}`;
    yield* sys.writeAll(2, `python3: this simulator does not have ${what}; it runs the scripts in /app\n`);
    return 2;
  }
  const path = yield* absolute(file);
  const fd = yield* sys.open(path, O_RDONLY);
  if (isErr(fd)) {
    yield* sys.writeAll(2, cannotOpen(path, fd.code, fd.text));
    return 2;
  }
  const text = yield* readAll(fd);
  yield* sys.close(fd);
  const known = pythonScripts.find((each) => each.path === path);
  if (!known || text !== known.text) {
    const why = known ? 'it was changed' : `only ${pythonScripts.map((each) => each.path).join(', ')}`;
    yield* sys.writeAll(2, `python3: this simulator cannot run ${path} (${why})\n`);
    return 1;
  }
  const python = new PythonRuntime(argv, env);
  yield* python.start();
  return yield* runScript(known, file, python);
};

export const python: Command = {
  name: 'python3',
  paths: ['/usr/bin/python3.11', '/usr/bin/python3'],
  pkg: 'python3.11-minimal',
  run,
  support: {
    level: 'partial',
    note: 'Runs the scripts under /app that have a model; it does not interpret Python.',
    options: ['--version'],
  },
  man: {
    summary: 'the Python interpreter',
    synopsis: 'python3 SCRIPT [ARGUMENT..]',
    text: 'Runs a script. At the start Python ignores PIPE and XFSZ and turns SIGINT into KeyboardInterrupt; it catches nothing else.',
  },
};
