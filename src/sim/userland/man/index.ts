// man(1), apropos(1) and whatis(1): the short pages that come with the simulated commands.
import { SIGINT, IGNORE, isErr, sys, type ByteString, type Program, type Sys } from '../../kernel/abi/index.ts';
import type { Command } from '../command.ts';
import { getopt } from '../lib/getopt.ts';
import { execvp, exitCode, waitFor } from '../lib/spawn.ts';
import { formatPage, sectionOf } from './format.ts';

/** All commands there are: asked when a page is looked for, because man is one of them. */
export type Catalogue = () => readonly Command[];

const HELP = `Usage: man [OPTION...] [SECTION] PAGE...

  -f, --whatis               equivalent to whatis
  -k, --apropos              equivalent to apropos
  -w, --where                print physical location of man page(s)
  -P, --pager=PAGER          use program PAGER to display output
  -?, --help                 give this help list
  -V, --version              print program version
`;

type Env = ReadonlyMap<ByteString, ByteString>;

const line = (command: Command): ByteString =>
  `${`${command.name} (${sectionOf(command)})`.padEnd(20)} - ${command.man?.summary ?? ''}\n`;

/** whatis: exact names; apropos: any part of name or summary. */
function* lookUp(all: Catalogue, words: readonly ByteString[], exact: boolean): Sys<number> {
  let status = 0;
  for (const word of words) {
    const wanted = word.toLowerCase();
    const hits = all()
      .filter((command) => command.man !== undefined)
      .filter((command) =>
        exact ? command.name === word : `${command.name} ${command.man?.summary ?? ''}`.toLowerCase().includes(wanted),
      )
      .sort((a, b) => (a.name < b.name ? -1 : 1));
    if (hits.length === 0) {
      yield* sys.writeAll(2, `${word}: nothing appropriate.\n`);
      status = 16;
    } else yield* sys.writeAll(1, hits.map(line).join(''));
  }
  return status;
}

/** Shows a page through the pager, as man does on a terminal. */
function* paged(text: ByteString, command: Command, pager: ByteString, env: Env): Sys<number> {
  const pipe = yield* sys.pipe();
  if (isErr(pipe)) return 2;
  const title = ` Manual page ${command.name}(${sectionOf(command)}) line %lt (press h for help or q to quit)`;
  const child = yield* sys.fork(function* () {
    yield* sys.dup2(pipe.r, 0);
    yield* sys.close(pipe.r);
    yield* sys.close(pipe.w);
    const argv = pager === '' ? ['less', '-R', `-P${title}`] : ['sh', '-c', pager];
    const failed = yield* execvp(argv, env);
    // Without a pager the page is simply printed.
    yield* execvp(['cat'], env);
    yield* sys.writeAll(2, `man: ${argv[0] ?? ''}: ${failed.text}\n`);
    return 127;
  });
  yield* sys.close(pipe.r);
  yield* sys.sigaction(SIGINT, IGNORE);
  yield* sys.writeAll(pipe.w, text);
  yield* sys.close(pipe.w);
  return isErr(child) ? 2 : exitCode(yield* waitFor(child));
}

function* showPage(command: Command, pager: ByteString, env: Env): Sys<void> {
  const tty = yield* sys.isatty(1);
  const size = tty ? yield* sys.getwinsize(1) : undefined;
  const cols = Number(env.get('MANWIDTH')) || (size && !isErr(size) && size.cols > 0 ? size.cols : 80);
  const text = formatPage(command, Math.max(40, cols - 2));
  if (tty) yield* paged(text, command, pager, env);
  else yield* sys.writeAll(1, text.replace(/\x1b\[[0-9]*m/g, ''));
}

function manProgram(all: Catalogue): Program {
  return function* (argv, env) {
    const name = argv[0] ?? 'man';
    const parsed = getopt(
      argv,
      {
        short: 'fkwP:aVl?hcdDs:S:',
        long: {
          whatis: 'f',
          apropos: 'k',
          where: 'w',
          path: 'w',
          'pager=': 'P',
          all: 'a',
          version: 'V',
          help: 'h',
          usage: 'h',
          'sections=': 's',
        },
      },
      env,
    );
    let mode: 'show' | 'whatis' | 'apropos' | 'where' = 'show';
    let section: ByteString | undefined;
    let pager = env.get('MANPAGER') ?? env.get('PAGER') ?? '';
    for (const { key, arg } of parsed.options) {
      if (key === 'f') mode = 'whatis';
      else if (key === 'k') mode = 'apropos';
      else if (key === 'w') mode = 'where';
      else if (key === 'P') pager = arg ?? '';
      else if (key === 's' || key === 'S') section = arg;
      else if (key === 'V') {
        yield* sys.writeAll(1, 'man 2.11.2\n');
        return 0;
      } else if (key === 'h') {
        yield* sys.writeAll(1, HELP);
        return 0;
      } else if (key === '?') {
        yield* sys.writeAll(2, `${arg ?? ''}\nTry '${name} --help' or '${name} --usage' for more information.\n`);
        return 1;
      }
    }
    let words = parsed.operands;
    if (mode === 'whatis' || mode === 'apropos') {
      if (words.length > 0) return yield* lookUp(all, words, mode === 'whatis');
      yield* sys.writeAll(2, `${mode} what?\n`);
      return 1;
    }
    if (words.length > 1 && /^[1-9][a-z]*$/.test(words[0] ?? '')) [section, ...words] = words;
    if (words.length === 0) {
      yield* sys.writeAll(2, "What manual page do you want?\nFor example, try 'man man'.\n");
      return 1;
    }
    let status = 0;
    for (const word of words) {
      const command = all().find(
        (each) =>
          each.name === word && each.man !== undefined && (section === undefined || section === sectionOf(each)),
      );
      if (!command) {
        yield* sys.writeAll(
          2,
          section === undefined
            ? `No manual entry for ${word}\n`
            : `No manual entry for ${word} in section ${section}\n`,
        );
        status = 16;
      } else if (mode === 'where')
        yield* sys.writeAll(1, `/usr/share/man/man${sectionOf(command)}/${command.name}.${sectionOf(command)}.gz\n`);
      else yield* showPage(command, pager, env);
    }
    return status;
  };
}

function lookUpProgram(all: Catalogue, exact: boolean): Program {
  return function* (argv, env) {
    const name = argv[0] ?? '';
    const { options, operands } = getopt(argv, { short: '' }, env);
    const wrong = options.find((option) => option.key === '?');
    if (wrong) {
      yield* sys.writeAll(2, `${wrong.arg ?? ''}\nTry '${name} --help' or '${name} --usage' for more information.\n`);
      return 1;
    }
    if (operands.length > 0) return yield* lookUp(all, operands, exact);
    yield* sys.writeAll(2, `${name} what?\n`);
    return 1;
  };
}

export function manCommands(all: Catalogue): readonly Command[] {
  const support = {
    level: 'partial' as const,
    note: 'The pages are short ones written for this course.',
    options: ['-f', '-k', '-w', '-P', '-s'],
  };
  return [
    {
      name: 'man',
      paths: ['/usr/bin/man'],
      pkg: 'man-db',
      run: manProgram(all),
      support,
      man: {
        summary: 'show the manual page of a command',
        synopsis: 'man [section] name\nman -k word',
        text: 'Shows the page through the pager less. man -k word looks for a word in all summaries, man -f name prints the summary.',
      },
    },
    {
      name: 'apropos',
      paths: ['/usr/bin/apropos'],
      pkg: 'man-db',
      run: lookUpProgram(all, false),
      support: { ...support, options: [] },
      man: {
        summary: 'search the manual page names and descriptions',
        synopsis: 'apropos word',
        text: 'The same as man -k.',
      },
    },
    {
      name: 'whatis',
      paths: ['/usr/bin/whatis'],
      pkg: 'man-db',
      run: lookUpProgram(all, true),
      support: { ...support, options: [] },
      man: {
        summary: 'display one-line manual page descriptions',
        synopsis: 'whatis name',
        text: 'The same as man -f.',
      },
    },
  ];
}
