// Command line of less: letters, some long names, `+command`, and the variable LESS.
import type { ByteString } from '../../kernel/abi/index.ts';

export interface Options {
  chop: boolean;
  numbers: boolean;
  raw: 'none' | 'colour' | 'all';
  /** -F: no paging when one screen is enough. */
  oneScreen: boolean;
  /** -X: the screen is not switched. */
  keepScreen: boolean;
  /** -e: end at the second try to go past the end, -E: at the first. */
  quitAtEnd: 'no' | 'second' | 'first';
  ignoreCase: 'no' | 'small' | 'always';
  squeeze: boolean;
  quiet: boolean;
  longPrompt: boolean;
  /** -P: instead of the prompt; `%lt` is the first line shown. */
  ownPrompt: ByteString | undefined;
  tab: number;
  highlight: boolean;
  /** `+…`: typed as commands when a file was opened. */
  start: ByteString;
  readonly files: ByteString[];
  /** What to complain about before the start. */
  readonly complaints: ByteString[];
  help: boolean;
  version: boolean;
}

/** Long names → letters. */
const LONG: Readonly<Record<string, string>> = {
  'chop-long-lines': 'S',
  'LINE-NUMBERS': 'N',
  'line-numbers': 'n',
  'RAW-CONTROL-CHARS': 'R',
  'raw-control-chars': 'r',
  'quit-if-one-screen': 'F',
  'no-init': 'X',
  'quit-at-eof': 'e',
  'QUIT-AT-EOF': 'E',
  'ignore-case': 'i',
  'IGNORE-CASE': 'I',
  'squeeze-blank-lines': 's',
  quiet: 'q',
  silent: 'q',
  QUIET: 'Q',
  SILENT: 'Q',
  'long-prompt': 'm',
  'LONG-PROMPT': 'M',
  tabs: 'x',
  'hilite-search': 'g',
  'HILITE-SEARCH': 'G',
  help: '?',
  version: 'V',
  pattern: 'p',
  'quit-on-intr': 'K',
  force: 'f',
  'clear-screen': 'c',
};

/** Letters with an argument. */
const WITH_ARGUMENT = 'xpbhjkoOPtTyzD#"';
/** Letters that change nothing here. */
const IGNORED = 'aAcCdfJKLnuUwW~';

export function defaults(): Options {
  return {
    chop: false,
    numbers: false,
    raw: 'none',
    oneScreen: false,
    keepScreen: false,
    quitAtEnd: 'no',
    ignoreCase: 'no',
    squeeze: false,
    quiet: false,
    longPrompt: false,
    ownPrompt: undefined,
    tab: 8,
    highlight: true,
    start: '',
    files: [],
    complaints: [],
    help: false,
    version: false,
  };
}

function letter(options: Options, key: string, arg: ByteString): boolean {
  switch (key) {
    case 'S':
      options.chop = true;
      return true;
    case 'N':
      options.numbers = true;
      return true;
    case 'R':
      options.raw = 'colour';
      return true;
    case 'r':
      options.raw = 'all';
      return true;
    case 'F':
      options.oneScreen = true;
      return true;
    case 'X':
      options.keepScreen = true;
      return true;
    case 'e':
      options.quitAtEnd = 'second';
      return true;
    case 'E':
      options.quitAtEnd = 'first';
      return true;
    case 'i':
      options.ignoreCase = 'small';
      return true;
    case 'I':
      options.ignoreCase = 'always';
      return true;
    case 's':
      options.squeeze = true;
      return true;
    case 'q':
    case 'Q':
      options.quiet = true;
      return true;
    case 'm':
    case 'M':
      options.longPrompt = true;
      return true;
    case 'g':
      return true;
    case 'G':
      options.highlight = false;
      return true;
    case 'x':
      options.tab = Math.max(1, Number(arg.split(',')[0]) || 8);
      return true;
    case 'p':
      options.start = `/${arg}\n`;
      return true;
    case 'P':
      options.ownPrompt = arg;
      return true;
    case '?':
      options.help = true;
      return true;
    case 'V':
      options.version = true;
      return true;
    default:
      return IGNORED.includes(key) || WITH_ARGUMENT.includes(key);
  }
}

function word(options: Options, text: ByteString, next: () => ByteString): void {
  if (text.startsWith('--')) {
    const cut = text.indexOf('=');
    const name = cut < 0 ? text.slice(2) : text.slice(2, cut);
    const exact = LONG[name];
    const names = Object.keys(LONG).filter((each) => each.startsWith(name));
    const key = exact ?? (names.length === 1 ? LONG[names[0] as string] : undefined);
    if (key === undefined) options.complaints.push(`There is no ${name} option ("less --help" for help)`);
    else letter(options, key, cut >= 0 ? text.slice(cut + 1) : WITH_ARGUMENT.includes(key) ? next() : '');
    return;
  }
  for (let i = 1; i < text.length; i += 1) {
    const key = text[i] as string;
    if (WITH_ARGUMENT.includes(key)) {
      letter(options, key, text.slice(i + 1) || next());
      return;
    }
    if (!letter(options, key, '')) {
      options.complaints.push(`There is no -${key} option ("less --help" for help)`);
      return;
    }
  }
}

export function parseArguments(argv: readonly ByteString[], env: ReadonlyMap<ByteString, ByteString>): Options {
  const options = defaults();
  for (const text of (env.get('LESS') ?? '').split(/\s+/))
    if (text !== '') word(options, text.startsWith('-') ? text : `-${text}`, () => '');
  for (let i = 1; i < argv.length; i += 1) {
    const text = argv[i] ?? '';
    if (text === '--') {
      options.files.push(...argv.slice(i + 1));
      break;
    }
    if (text.startsWith('+')) options.start = text.slice(1) === '' ? 'G' : startCommand(text.slice(1));
    else if (text.startsWith('-') && text !== '-') word(options, text, () => argv[(i += 1)] ?? '');
    else options.files.push(text);
  }
  return options;
}

/** `+20` is a line, `+/x` a search. */
const startCommand = (text: ByteString): ByteString =>
  /^[0-9]+$/.test(text) ? `${text}g` : /^[/?&]/.test(text) ? `${text}\n` : text;
