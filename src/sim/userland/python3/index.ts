// python3: runs the scripts that we ship a model of, one-line programs of the calls that this course is about, and nothing else.
import { O_RDONLY, isErr, sys, type ByteString, type Program, type Sys } from '../../kernel/abi/index.ts';
import type { Command } from '../command.ts';
import { canonicalize } from '../lib/paths.ts';
import { readAll } from '../lib/stdio.ts';
import { runOneLiner } from './oneliner.ts';
import { PyRuntime } from './runtime.ts';
import { pyScripts } from './scripts/index.ts';

const VERSION = 'Python 3.11.2';

type Env = ReadonlyMap<ByteString, ByteString>;

function* refuse(text: ByteString): Sys<number> {
  yield* sys.writeAll(2, `python3: ${text}\n`);
  return 1;
}

function* runFile(file: ByteString, argv: readonly ByteString[], env: Env): Sys<number> {
  const fd = yield* sys.open(file, O_RDONLY);
  if (isErr(fd)) {
    // joined, not tidied: CPython shows `/tmp/./x.py`
    const cwd = yield* sys.getcwd();
    const shown = file.startsWith('/') || isErr(cwd) ? file : `${cwd}/${file}`;
    yield* sys.writeAll(2, `${argv[0]}: can't open file '${shown}': [Errno ${fd.code}] ${fd.text}\n`);
    return 2;
  }
  const text = yield* readAll(fd);
  yield* sys.close(fd);
  if (isErr(text)) return yield* refuse(text.text);
  const path = yield* canonicalize(file, 'all');
  const script = pyScripts.find((known) => known.path === path);
  if (!script || script.text !== text) {
    const why = script ? 'it was changed' : `only ${pyScripts.map((known) => known.path).join(', ')}`;
    return yield* refuse(`this simulator cannot run ${file} (${why})`);
  }
  const py = new PyRuntime(argv.slice(1), env, file, text);
  yield* py.start();
  return yield* py.finish(() => script.run(py));
}

const run: Program = function* (argv, env) {
  const words = argv
    .slice(1)
    .filter((word, index, all) => word !== '-u' || all.slice(0, index).some((one) => !one.startsWith('-')));
  const [first, second] = words;
  if (first === '-V' || first === '--version') {
    yield* sys.writeAll(1, `${VERSION}\n`);
    return 0;
  }
  if (first === '-c') {
    if (second === undefined) {
      yield* sys.writeAll(
        2,
        `Argument expected for the -c option\nusage: ${argv[0]} [option] ... [-c cmd | -m mod | file | -] [arg] ...\nTry \`python -h' for more information.\n`,
      );
      return 2;
    }
    const py = new PyRuntime(['-c', ...words.slice(2)], env, '<string>', second);
    yield* py.start();
    return yield* py.finish(() => runOneLiner(py, second));
  }
  if (first === undefined || first === '-')
    return yield* refuse('this simulator does not have its interactive prompt; it runs the scripts in /app');
  if (first.startsWith('-')) return yield* refuse(`this simulator does not have option ${first}`);
  return yield* runFile(first, [argv[0] ?? 'python3', ...words], env);
};

export const python3: Command = {
  name: 'python3',
  paths: ['/usr/bin/python3', '/usr/bin/python3.11', '/usr/bin/python'],
  pkg: 'python3-minimal',
  run,
  support: {
    level: 'partial',
    note: 'Runs the scripts under /app that have a model of their signal handling, and with -c simple calls of os, signal, time and sys; it does not interpret Python.',
    options: ['-c', '-u', '-V'],
  },
  man: {
    summary: 'an interpreted language',
    synopsis: 'python3 [-c COMMAND | SCRIPT] [ARGUMENT..]',
    text: 'At its start Python ignores PIPE and XFSZ and catches INT, which becomes the exception KeyboardInterrupt. Everything else keeps its default action until the script calls signal.signal.',
  },
};
