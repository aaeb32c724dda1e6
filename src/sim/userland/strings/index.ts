// strings(1) of binutils: runs of printable characters.
import { isErr, S_IFDIR, S_IFMT, sys, type Sys } from '../../kernel/abi/index.ts';
import { getopt } from '../lib/getopt.ts';
import { slurp } from '../lib/input.ts';
import { command, helpText, type Tool } from '../lib/tool.ts';

function* main(tool: Tool): Sys<number> {
  let least = 4;
  let radix: 8 | 10 | 16 | undefined;
  let showName = false;
  let separator = '\n';
  const argv = tool.argv.map((word) => (/^-[0-9]+$/.test(word) ? `-n${word.slice(1)}` : word));
  const { options, operands } = getopt(argv, {
    short: 'adfhHn:ot:e:T:s:U:vVw',
    long: {
      all: 'a',
      data: 'd',
      'print-file-name': 'f',
      help: 'help',
      'bytes=': 'n',
      'radix=': 't',
      'encoding=': 'e',
      'target=': 'T',
      'output-separator=': 's',
      version: 'version',
    },
  });
  for (const option of options) {
    const arg = option.arg ?? '';
    switch (option.key) {
      case 'n':
        if (!/^[0-9]+$/.test(arg)) return yield* tool.fail(1, `invalid integer argument ${arg}`);
        least = Number(arg);
        if (least < 1) return yield* tool.fail(1, `minimum string length is too small: ${arg}`);
        break;
      case 'o':
        radix = 8;
        break;
      case 't':
        radix = arg === 'o' ? 8 : arg === 'd' ? 10 : 16;
        break;
      case 'f':
        showName = true;
        break;
      case 's':
        separator = arg;
        break;
      case 'help':
      case 'version':
        return yield* tool.other(option);
      case '?':
        yield* tool.raw(`${arg}\n${helpText(tool.name, tool.about)}`);
        return 1;
      default:
    }
  }
  let status = 0;
  for (const name of operands.length > 0 ? operands : ['-']) {
    if (name !== '-') {
      const stat = yield* sys.stat(name);
      if (isErr(stat)) {
        yield* tool.warn(
          stat.name === 'ENOENT'
            ? `'${name}': No such file`
            : `Warning: could not locate '${name}'.  reason: ${stat.text}`,
        );
        status = 1;
        continue;
      }
      if ((stat.mode & S_IFMT) === S_IFDIR) {
        yield* tool.warn(`Warning: '${name}' is a directory`);
        status = 1;
        continue;
      }
    }
    const text = yield* slurp(name);
    if (isErr(text)) {
      yield* tool.warn(`${name}: ${text.text}`);
      status = 1;
      continue;
    }
    for (const found of text.matchAll(/[\t\x20-\x7e]+/g)) {
      if (found[0].length < least) continue;
      const offset = radix === undefined ? '' : `${found.index.toString(radix).padStart(7)} `;
      yield* tool.out.put(
        `${showName ? `${name === '-' ? '{standard input}' : name}: ` : ''}${offset}${found[0]}${separator}`,
      );
    }
  }
  return status;
}

export const strings = command(
  {
    name: 'strings',
    pkg: 'binutils',
    synopsis: '[option(s)] [file(s)]',
    summary: 'Writes the printable strings in files.',
    options: ['-a', '-f', '-n', '-o', '-s', '-t'],
  },
  main,
);
