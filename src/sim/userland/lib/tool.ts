// The frame of a command: arguments, buffered output, messages, --help and --version, and what happens when output fails.
import { sys, type ByteString, type Program, type Sys } from '../../kernel/abi/index.ts';
import type { Command, Support } from '../command.ts';
import { getopt, tryHelp, type OptionSpec, type Parsed, type ParsedOption } from './getopt.ts';
import { isUtf8, type Env } from './locale.ts';
import { quote, quoteAlways, quoteName } from './quote.ts';
import { Out, Reader } from './stdio.ts';

/** The packages the commands come from, with what their --version says first. */
export const PACKAGES = {
  coreutils: 'GNU coreutils) 9.1',
  grep: 'GNU grep) 3.8',
  sed: 'GNU sed) 4.9',
  findutils: 'GNU findutils) 4.9.0',
  diffutils: 'GNU diffutils) 3.8',
  'util-linux': 'util-linux 2.38.1',
  bsdextrautils: 'util-linux 2.38.1',
  mawk: 'mawk 1.3.4 20200120',
  binutils: 'GNU Binutils for Debian) 2.40',
  'libc-bin': 'Debian GLIBC 2.36-9+deb12u10) 2.36',
  debianutils: 'debianutils 5.7',
  hostname: 'hostname 3.23+nmu1',
  'ncurses-bin': 'ncurses 6.4',
  xxd: 'xxd 2022-01-14',
  e2fsprogs: 'e2fsprogs 1.47.0',
  file: 'file-5.44',
} as const;
export type PackageName = keyof typeof PACKAGES;

export interface CommandText {
  readonly name: string;
  readonly pkg: PackageName;
  /** One line: what it does. */
  readonly summary: string;
  /** After the name: `[OPTION]... [FILE]...` */
  readonly synopsis: string;
  /** More for the manual page. */
  readonly text?: string;
  readonly options?: readonly string[];
  readonly level?: Support['level'];
  readonly note?: string;
  readonly paths?: readonly string[];
}

export class Tool {
  readonly argv: readonly ByteString[];
  readonly env: Env;
  readonly about: CommandText;
  readonly out = new Out(1);
  readonly stdin = new Reader(0);
  readonly utf8: boolean;
  /** argv[0], as messages show it. */
  readonly name: ByteString;

  constructor(argv: readonly ByteString[], env: Env, about: CommandText) {
    this.argv = argv;
    this.env = env;
    this.about = about;
    this.name = argv[0] ?? about.name;
    this.utf8 = isUtf8(env);
  }

  get args(): readonly ByteString[] {
    return this.argv.slice(1);
  }

  /** Options with --help and --version added, as every tool here has them. */
  options(spec: OptionSpec): Parsed {
    return getopt(this.argv, { short: spec.short, long: { ...spec.long, help: 'help', version: 'version' } }, this.env);
  }

  /** Messages come after what was printed before them when both go to one place. */
  *warn(text: ByteString): Sys<void> {
    yield* sys.writeAll(2, `${this.name}: ${text}\n`);
  }

  *raw(text: ByteString): Sys<void> {
    yield* sys.writeAll(2, text);
  }

  *fail(status: number, text: ByteString): Sys<number> {
    yield* this.warn(text);
    return status;
  }

  /** A message and the pointer to --help. */
  *usage(status: number, text?: ByteString): Sys<number> {
    if (text !== undefined) yield* this.warn(text);
    yield* this.raw(tryHelp(this.name));
    return status;
  }

  /** The options that no command handles itself: errors, --help, --version. */
  *other(option: ParsedOption, status = 1): Sys<number> {
    if (option.key === 'help') {
      yield* this.out.put(helpText(this.name, this.about));
      return 0;
    }
    if (option.key === 'version') {
      yield* this.out.put(versionText(this.about));
      return 0;
    }
    yield* this.raw(`${option.arg ?? ''}\n`);
    yield* this.raw(tryHelp(this.name));
    return status;
  }

  /** 'x', or with typographic quotes where the locale has them. */
  q(text: ByteString): ByteString {
    return quote(text, this.utf8);
  }

  /** A file name inside a sentence. */
  qa(text: ByteString): ByteString {
    return quoteAlways(text, this.utf8);
  }

  /** A file name before a colon. */
  qf(text: ByteString): ByteString {
    return quoteName(text, this.utf8);
  }
}

export function helpText(name: ByteString, about: CommandText): string {
  const options = about.options ?? [];
  const list = options.length > 0 ? `\nOptions understood here: ${options.join(' ')}\n` : '';
  const note = about.note ? `\n${about.note}\n` : '';
  return `Usage: ${name} ${about.synopsis}\n${about.summary}\n${list}${note}`;
}

export function versionText(about: CommandText): string {
  const text = PACKAGES[about.pkg];
  return text.includes(')')
    ? `${about.name} (${text}\n`
    : about.pkg === 'util-linux' || about.pkg === 'bsdextrautils'
      ? `${about.name} from ${text}\n`
      : `${text}\n`;
}

export type Main = (tool: Tool) => Sys<number>;

/** A main function as a program. A failed write of the output makes the status `outputFailed`. */
export function program(about: CommandText, main: Main, outputFailed = 1): Program {
  return function* (argv, env) {
    const tool = new Tool(argv, env, about);
    const status = yield* main(tool);
    return (yield* tool.out.finish(tool.name)) ? status : outputFailed;
  };
}

/** A registry entry. */
export function command(about: CommandText, main: Main, outputFailed = 1): Command {
  return {
    name: about.name,
    paths: about.paths ?? [`/usr/bin/${about.name}`],
    pkg: about.pkg,
    run: program(about, main, outputFailed),
    support: { level: about.level ?? 'full', note: about.note ?? '', options: about.options ?? [] },
    man: { summary: about.summary, synopsis: `${about.name} ${about.synopsis}`, text: about.text ?? '' },
  };
}
