// cc (also gcc): compiles one C file of the course's language into an executable file; and what such a file is when it is executed.
import { isErr, O_CREAT, O_TRUNC, O_WRONLY, sys, type ByteString, type Sys } from '../../kernel/abi/index.ts';
import { compile, diagnosticText, executable, imageProgram, PROGRAM_KEY } from '../../cc/index.ts';
import type { Command } from '../command.ts';
import { baseName } from '../lib/paths.ts';
import { readFile } from './read.ts';

/** Options of gcc that change nothing here. */
const WITHOUT_EFFECT =
  /^-(?:g|O[0-3sg]?|std=(?:c|gnu)(?:89|90|99|11|17|18|2x)|pedantic|pipe|static|s|m64|pthread|W(?:extra|error|shadow|pedantic)|D_[A-Z_0-9]+(?:=.*)?)$/;

interface Options {
  readonly out: ByteString;
  readonly file: ByteString;
  readonly wall: boolean;
  readonly werror: boolean;
  readonly checkOnly: boolean;
}

const VERSION = `gcc (Debian 12.2.0-14+deb12u1) 12.2.0
This is the C compiler of this course: a part of C, with the diagnostics of gcc.
`;

/** The options, or what to print and the status to end with. */
function parseOptions(
  name: string,
  argv: readonly ByteString[],
): Options | { readonly error: string } | { readonly version: true } {
  let out: ByteString = 'a.out';
  let wall = false;
  let checkOnly = false;
  const files: ByteString[] = [];
  for (let i = 1; i < argv.length; i += 1) {
    const word = argv[i] ?? '';
    if (word === '--version' || word === '-v') return { version: true };
    if (word === '-o') {
      const next = argv[(i += 1)];
      if (next === undefined)
        return {
          error: `${name}: error: missing filename after '-o'\n${name}: fatal error: no input files\ncompilation terminated.`,
        };
      out = next;
    } else if (word.startsWith('-o')) out = word.slice(2);
    else if (word === '-Wall') wall = true;
    else if (word === '-fsyntax-only') checkOnly = true;
    else if (word.startsWith('-') && word !== '-') {
      if (!WITHOUT_EFFECT.test(word)) return { error: `${name}: error: unrecognized command-line option '${word}'` };
    } else files.push(word);
  }
  const [file, second] = files;
  if (file === undefined) return { error: `${name}: fatal error: no input files\ncompilation terminated.` };
  if (second !== undefined)
    return { error: `${name}: fatal error: this compiler takes one file at a time\ncompilation terminated.` };
  return { out, file, wall, checkOnly, werror: argv.includes('-Werror') };
}

function* fail(text: string): Sys<number> {
  yield* sys.writeAll(2, `${text}\n`);
  return 1;
}

const LINKER = 'collect2: error: ld returned 1 exit status';

function* compileFile(argv: readonly ByteString[]): Sys<number> {
  const name = baseName(argv[0] ?? 'cc');
  const options = parseOptions(name, argv);
  if ('version' in options) {
    yield* sys.writeAll(1, VERSION.replace(/^gcc/, name));
    return 0;
  }
  if ('error' in options) return yield* fail(options.error);
  const { file, out } = options;
  const source = yield* readFile(file);
  if (!file.endsWith('.c')) {
    const why = isErr(source)
      ? `cannot find ${file}: ${source.text}`
      : `${file}: file format not recognized; treating as linker script`;
    return yield* fail(`/usr/bin/ld: ${why}\n${LINKER}`);
  }
  if (isErr(source)) return yield* fail(`cc1: fatal error: ${file}: ${source.text}\ncompilation terminated.`);
  // cc1, as and ld take their time.
  yield* sys.compute(20_000 + source.length);
  const compiled = compile(source, file, { wall: options.wall });
  yield* sys.writeAll(2, diagnosticText(compiled.diagnostics, source, file));
  if (!compiled.ok) return 1;
  if (options.werror && compiled.diagnostics.some((each) => each.severity === 'warning'))
    return yield* fail(`cc1: all warnings being treated as errors`);
  if (options.checkOnly) return 0;
  // As ld does: the old file goes first, so that one that is running can be replaced.
  yield* sys.unlink(out);
  const fd = yield* sys.open(out, O_WRONLY | O_CREAT | O_TRUNC, 0o777);
  if (isErr(fd)) return yield* fail(`/usr/bin/ld: cannot open output file ${out}: ${fd.text}\n${LINKER}`);
  const written = yield* sys.writeAll(fd, executable(source, baseName(file)));
  yield* sys.close(fd);
  return isErr(written) ? yield* fail(`/usr/bin/ld: final link failed: ${written.text}\n${LINKER}`) : 0;
}

export const cc: Command = {
  name: PROGRAM_KEY,
  paths: ['/usr/bin/cc', '/usr/bin/gcc', '/usr/bin/c99'],
  pkg: 'gcc-12',
  run: (argv, env, image) => (image === undefined ? compileFile(argv) : imageProgram(image)(argv, env)),
  support: {
    level: 'partial',
    note: 'a part of C, described on its own page; one file at a time; no libraries, no object files',
    options: ['-o', '-Wall', '-Werror', '-fsyntax-only', '-O2', '-g', '--version'],
  },
  man: {
    summary: 'compiles a C program',
    synopsis: 'cc [-Wall] [-o OUT] FILE.c',
    text: 'Compiles FILE.c and writes an executable file, a.out when no other name is given. Messages are those of gcc 12.',
  },
};
