// less(1), version 590: the pager. On a terminal it is interactive, otherwise it copies like cat.
import { O_RDONLY, isErr, sys, type ByteString, type Program, type Sys } from '../../kernel/abi/index.ts';
import type { Command } from '../command.ts';
import { isUtf8 } from '../lib/locale.ts';
import { runSession } from './session.ts';
import { parseArguments, type Options } from './options.ts';
import { openSource } from './source.ts';

function* copy(files: readonly ByteString[]): Sys<number> {
  let status = 0;
  for (const name of files) {
    const source = yield* openSource(name);
    if (typeof source === 'string') {
      yield* sys.writeAll(2, `${source}\n`);
      status = 1;
      continue;
    }
    for (;;) {
      const data = yield* sys.read(source.fd);
      if (isErr(data) || data === '') break;
      if (isErr(yield* sys.writeAll(1, data))) return 1;
    }
    if (source.fd !== 0) yield* sys.close(source.fd);
  }
  return status;
}

function* page(options: Options, files: readonly ByteString[], env: ReadonlyMap<ByteString, ByteString>): Sys<number> {
  const tty = yield* sys.open('/dev/tty', O_RDONLY);
  const keys = isErr(tty) ? 2 : tty;
  return yield* runSession(options, files, keys, isUtf8(env));
}

const run: Program = function* (argv, env) {
  const options = parseArguments(argv, env);
  if (options.version) {
    yield* sys.writeAll(1, 'less 590 (GNU regular expressions)\n');
    return 0;
  }
  const files = [...options.files];
  if (files.length === 0 && !options.help) {
    if (yield* sys.isatty(0)) {
      yield* sys.writeAll(1, 'Missing filename ("less --help" for help)\n');
      return 0;
    }
    files.push('-');
  }
  if (!(yield* sys.isatty(1))) return yield* copy(files);
  return yield* page(options, files, env);
};

export const less: Command = {
  name: 'less',
  paths: ['/usr/bin/less', '/usr/bin/pager'],
  pkg: 'less',
  run,
  support: {
    level: 'partial',
    note: 'Tags, editing, logging, bracket matching and lesskey files are not modelled.',
    options: [
      '-E',
      '-F',
      '-G',
      '-I',
      '-M',
      '-N',
      '-Q',
      '-R',
      '-S',
      '-V',
      '-X',
      '-e',
      '-i',
      '-m',
      '-p',
      '-q',
      '-r',
      '-s',
      '-x',
      '+CMD',
    ],
  },
  man: {
    summary: 'show a text page by page',
    synopsis: 'less [options] [file ...]',
    text: `Keys: SPACE and b move by a page, j and k (or the arrows) by a line, d and u by half a page, g and G to the first and the last line,
/text and ?text search forward and backward, n and N repeat the search, &text shows only matching lines, F waits for more text, = tells where
you are, -N and -S switch line numbers and the folding of long lines, h lists all keys, q quits.
When the output is no terminal, less copies its input like cat.`,
  },
};
