// stty(1): shows and changes the terminal's settings.
import { isErr, O_NONBLOCK, O_RDONLY, sys, type ByteString, type Sys, type Termios } from '../../kernel/abi/index.ts';
import { command, type Tool } from '../lib/tool.ts';

type Flag =
  | 'icanon'
  | 'echo'
  | 'echoe'
  | 'echok'
  | 'echoctl'
  | 'isig'
  | 'iexten'
  | 'icrnl'
  | 'ixon'
  | 'opost'
  | 'onlcr'
  | 'tostop';
type Char = 'vintr' | 'vquit' | 'verase' | 'vkill' | 'veof' | 'vsusp' | 'vwerase' | 'vlnext';

/** Every setting in stty's order; a text is one that this line discipline does not have. */
const GROUPS: readonly (readonly (Flag | `:${string}`)[])[] = [
  [':-parenb', ':-parodd', ':-cmspar', ':cs8', ':-hupcl', ':-cstopb', ':cread', ':-clocal', ':-crtscts'],
  [
    ':-ignbrk',
    ':-brkint',
    ':-ignpar',
    ':-parmrk',
    ':-inpck',
    ':-istrip',
    ':-inlcr',
    ':-igncr',
    'icrnl',
    'ixon',
    ':-ixoff',
    ':-iuclc',
    ':-ixany',
    ':-imaxbel',
    ':-iutf8',
  ],
  [
    'opost',
    ':-olcuc',
    ':-ocrnl',
    'onlcr',
    ':-onocr',
    ':-onlret',
    ':-ofill',
    ':-ofdel',
    ':nl0',
    ':cr0',
    ':tab0',
    ':bs0',
    ':vt0',
    ':ff0',
  ],
  [
    'isig',
    'icanon',
    'iexten',
    'echo',
    'echoe',
    'echok',
    ':-echonl',
    ':-noflsh',
    ':-xcase',
    'tostop',
    ':-echoprt',
    'echoctl',
    ':echoke',
    ':-flusho',
    ':-extproc',
  ],
];
const FLAGS: readonly Flag[] = [
  'icanon',
  'echo',
  'echoe',
  'echok',
  'echoctl',
  'isig',
  'iexten',
  'icrnl',
  'ixon',
  'opost',
  'onlcr',
  'tostop',
];
const IGNORED = new Set(
  GROUPS.flat()
    .filter((name) => name.startsWith(':'))
    .map((name) => name.replace(/^:-?/, '')),
);

/** Control characters in stty's order; those without a slot have a fixed text. */
const CHARS: readonly (readonly [name: string, slot: Char | string])[] = [
  ['intr', 'vintr'],
  ['quit', 'vquit'],
  ['erase', 'verase'],
  ['kill', 'vkill'],
  ['eof', 'veof'],
  ['eol', '<undef>'],
  ['eol2', '<undef>'],
  ['swtch', '<undef>'],
  ['start', '^Q'],
  ['stop', '^S'],
  ['susp', 'vsusp'],
  ['rprnt', '^R'],
  ['werase', 'vwerase'],
  ['lnext', 'vlnext'],
  ['discard', '^O'],
];
const DEFAULT_CHARS: Readonly<Record<Char, string>> = {
  vintr: '\x03',
  vquit: '\x1c',
  verase: '\x7f',
  vkill: '\x15',
  veof: '\x04',
  vsusp: '\x1a',
  vwerase: '\x17',
  vlnext: '\x16',
};
const SANE: Readonly<Record<Flag, boolean>> = {
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
};

function visible(char: ByteString): string {
  if (char === '') return '<undef>';
  const code = char.charCodeAt(0);
  return code === 127 ? '^?' : code < 32 ? `^${String.fromCharCode(code + 64)}` : char;
}

const charOf = (slot: Char | string, t: Termios): string => (slot.startsWith('v') ? visible(t[slot as Char]) : slot);

/** Items on lines no wider than the terminal. */
function wrap(items: readonly string[], width: number): string {
  let out = '';
  let column = 0;
  for (const item of items) {
    if (column > 0) {
      if (column + 1 + item.length >= width) {
        out += '\n';
        column = 0;
      } else {
        out += ' ';
        column += 1;
      }
    }
    out += item;
    column += item.length;
  }
  return `${out}\n`;
}

function all(t: Termios, rows: number, cols: number): string {
  const width = cols || 80;
  const chars = [...CHARS.map(([name, slot]) => `${name} = ${charOf(slot, t)};`), 'min = 1;', 'time = 0;'];
  const flags = GROUPS.map((group) =>
    wrap(
      group.map((name) => (name.startsWith(':') ? name.slice(1) : `${t[name as Flag] ? '' : '-'}${name}`)),
      width,
    ),
  );
  return (
    wrap(['speed 38400 baud;', `rows ${rows};`, `columns ${cols};`, 'line = 0;'], width) +
    wrap(chars, width) +
    flags.join('')
  );
}

/** Only what is not as after `stty sane`. */
function changed(t: Termios, width: number): string {
  const chars = CHARS.flatMap(([name, slot]) =>
    slot.startsWith('v') && t[slot as Char] !== DEFAULT_CHARS[slot as Char] ? [`${name} = ${charOf(slot, t)};`] : [],
  );
  const flags = GROUPS.map((group) =>
    group.flatMap((name) =>
      !name.startsWith(':') && t[name as Flag] !== SANE[name as Flag] ? [`${t[name as Flag] ? '' : '-'}${name}`] : [],
    ),
  );
  return `speed 38400 baud; line = 0;\n${chars.length > 0 ? wrap(chars, width) : ''}${flags
    .filter((list) => list.length > 0)
    .map((list) => wrap(list, width))
    .join('')}`;
}

/** `^C`, `^?`, `undef`, one character, a number; undefined when it is none. */
function parseChar(text: ByteString): ByteString | undefined {
  if (text === '^-' || text === 'undef') return '';
  if (text === '^?') return '\x7f';
  if (/^\^.$/.test(text)) return String.fromCharCode(text.charCodeAt(1) & 0x1f);
  if (text.length === 1) return text;
  return /^[0-9]+$/.test(text) ? String.fromCharCode(Number(text) & 255) : undefined;
}

const off = (...names: readonly Flag[]): Partial<Record<Flag, boolean>> =>
  Object.fromEntries(names.map((name) => [name, false]));
/** Combinations; `-name` undoes them. */
const COMBINED: Readonly<Record<string, Partial<Termios>>> = {
  sane: { ...SANE, ...DEFAULT_CHARS },
  raw: off('icanon', 'isig', 'icrnl', 'ixon', 'opost'),
  '-raw': { icanon: true, isig: true, icrnl: true, ixon: true, opost: true },
  cooked: { icanon: true, isig: true, icrnl: true, ixon: true, opost: true },
  '-cooked': off('icanon', 'isig', 'icrnl', 'ixon', 'opost'),
  cbreak: off('icanon'),
  '-cbreak': { icanon: true },
  nl: off('icrnl', 'onlcr'),
  '-nl': { icrnl: true, onlcr: true },
  ek: { verase: '\x7f', vkill: '\x15' },
  crt: { echoe: true, echoctl: true },
  dec: { vintr: '\x03', verase: '\x7f', vkill: '\x15', echoe: true, echoctl: true },
};

interface Change {
  termios: Partial<Termios>;
  rows: number | undefined;
  cols: number | undefined;
  readonly show: string[];
}

/** The words of the command line; the complaint when one is wrong. */
function parseWords(words: readonly ByteString[], quote: (text: string) => string): Change | string {
  const change: Change = { termios: {}, rows: undefined, cols: undefined, show: [] };
  for (let i = 0; i < words.length; i += 1) {
    const word = words[i] ?? '';
    const bare = word.replace(/^-/, '');
    const slot = CHARS.find(([name]) => name === word)?.[1];
    if ((FLAGS as readonly string[]).includes(bare))
      change.termios = { ...change.termios, [bare]: !word.startsWith('-') };
    else if (Object.hasOwn(COMBINED, word)) change.termios = { ...change.termios, ...COMBINED[word] };
    else if (word === 'size' || word === 'speed') change.show.push(word);
    else if (
      slot !== undefined ||
      ['rows', 'cols', 'columns', 'min', 'time', 'ispeed', 'ospeed', 'line'].includes(word)
    ) {
      i += 1;
      const value = words[i];
      if (value === undefined) return `missing argument to ${quote(word)}`;
      if (slot !== undefined) {
        const char = parseChar(value);
        if (char === undefined) return `invalid integer argument: ${quote(value)}`;
        if (slot.startsWith('v')) change.termios = { ...change.termios, [slot]: char };
      } else if (!/^[0-9]+$/.test(value)) return `invalid integer argument: ${quote(value)}`;
      else if (word === 'rows') change.rows = Number(value);
      else if (word === 'cols' || word === 'columns') change.cols = Number(value);
    } else if (!IGNORED.has(bare) && !/^[0-9]+$/.test(word)) return `invalid argument ${quote(word)}`;
  }
  return change;
}

function* main(tool: Tool): Sys<number> {
  let mode: 'changed' | 'all' | 'save' = 'changed';
  let device: ByteString | undefined;
  const words: ByteString[] = [];
  const { argv } = tool;
  for (let i = 1; i < argv.length; i += 1) {
    const word = argv[i] ?? '';
    if (word === '-a' || word === '--all') mode = 'all';
    else if (word === '-g' || word === '--save') mode = 'save';
    else if (word === '-F' || word === '--file') {
      i += 1;
      device = argv[i];
    } else if (word.startsWith('--file=')) device = word.slice(7);
    else if (/^-F./.test(word)) device = word.slice(2);
    else if (word === '--help' || word === '--version')
      return yield* tool.other({ key: word.slice(2), arg: undefined });
    else words.push(word);
  }
  const parsed = parseWords(words, (text) => tool.q(text));
  if (typeof parsed === 'string') return yield* tool.usage(1, parsed);
  if (mode !== 'changed' && words.length > 0)
    return yield* tool.fail(1, 'when specifying an output style, modes may not be set');
  let fd = 0;
  if (device !== undefined) {
    const opened = yield* sys.open(device, O_RDONLY | O_NONBLOCK);
    if (isErr(opened)) return yield* tool.fail(1, `${tool.qf(device)}: ${opened.text}`);
    fd = opened;
  }
  const t = yield* sys.tcgetattr(fd);
  if (isErr(t))
    return yield* tool.fail(1, `${device === undefined ? tool.qa('standard input') : tool.qf(device)}: ${t.text}`);
  const size = yield* sys.getwinsize(fd);
  const { rows, cols } = isErr(size) ? { rows: 0, cols: 0 } : size;
  if (words.length === 0) {
    if (mode === 'save') yield* tool.out.put(`${FLAGS.map((name) => (t[name] ? '1' : '0')).join(':')}\n`);
    else yield* tool.out.put(mode === 'all' ? all(t, rows, cols) : changed(t, cols || 80));
    return 0;
  }
  if (Object.keys(parsed.termios).length > 0) {
    const failed = yield* sys.tcsetattr(fd, parsed.termios);
    if (isErr(failed))
      return yield* tool.fail(
        1,
        `${device === undefined ? tool.qa('standard input') : tool.qf(device)}: ${failed.text}`,
      );
  }
  if (parsed.rows !== undefined || parsed.cols !== undefined)
    yield* sys.setwinsize(fd, { rows: parsed.rows ?? rows, cols: parsed.cols ?? cols });
  for (const what of parsed.show) yield* tool.out.put(what === 'size' ? `${rows} ${cols}\n` : '38400\n');
  return 0;
}

export const stty = command(
  {
    name: 'stty',
    pkg: 'coreutils',
    synopsis: '[-F DEVICE] [SETTING]...',
    summary: "Shows or changes the terminal's settings.",
    options: ['-a', '-F', '-g'],
    level: 'partial',
    note: 'Settings that the simulated terminal does not have are accepted and ignored.',
  },
  main,
);
