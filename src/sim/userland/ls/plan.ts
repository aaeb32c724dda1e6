// From ls(1)'s command line and environment to a plan.
import { isErr, sys, type ByteString, type Sys } from '../../kernel/abi/index.ts';
import type { Tool } from '../lib/tool.ts';
import { SPEC, WORDS, type Plan } from './options.ts';

type WordList = keyof typeof WORDS;

/** A word of a list, which may be cut short; undefined when it is none or ambiguous. */
function wordOf(list: WordList, text: ByteString): string | undefined {
  const words: Readonly<Record<string, string>> = WORDS[list];
  if (Object.hasOwn(words, text)) return words[text];
  const found = new Set(
    Object.keys(words)
      .filter((word) => text !== '' && word.startsWith(text))
      .map((word) => words[word]),
  );
  return found.size === 1 ? [...found][0] : undefined;
}

function* badWord(tool: Tool, option: string, text: ByteString, list: WordList): Sys<number> {
  yield* tool.warn(`invalid argument ${tool.q(text)} for ${tool.q(option)}`);
  const words: Readonly<Record<string, string>> = WORDS[list];
  const groups = new Map<string, string[]>();
  for (const [word, meaning] of Object.entries(words)) groups.set(meaning, [...(groups.get(meaning) ?? []), word]);
  yield* tool.raw(
    `Valid arguments are:\n${[...groups.values()].map((group) => `  - ${group.map((word) => tool.q(word)).join(', ')}\n`).join('')}`,
  );
  return yield* tool.usage(1);
}

/** Terminals that the built-in table of ls knows to have colours. */
const COLOUR_TERMS =
  /^(Eterm|ansi|.*color.*|con[0-9]*x[0-9]*|cons25|console|cygwin|dtterm|gnome|hurd|jfbterm|konsole|kterm|linux|linux-c|mlterm|putty|rxvt.*|screen.*|st|terminator|tmux.*|vt100|xterm.*)$/;

function terminalHasColours(tool: Tool): boolean {
  if ((tool.env.get('LS_COLORS') ?? '') !== '' || (tool.env.get('COLORTERM') ?? '') !== '') return true;
  return COLOUR_TERMS.test(tool.env.get('TERM') ?? '');
}

export function* readPlan(tool: Tool): Sys<{ plan: Plan; operands: readonly ByteString[] } | number> {
  const tty = yield* sys.isatty(1);
  const size = tty ? yield* sys.getwinsize(1) : undefined;
  const columns = Number(tool.env.get('COLUMNS') ?? '');
  const plan: Plan = {
    format: tty ? 'columns' : 'one',
    all: 'no',
    directory: false,
    human: 0,
    recursive: false,
    sort: 'name',
    time: 'mtime',
    reverse: false,
    inode: false,
    blocks: false,
    kibi: false,
    numeric: false,
    owner: true,
    group: true,
    indicators: 'none',
    quoting: tty ? 'shell' : 'literal',
    hideControls: tty,
    color: false,
    width: columns > 0 ? columns : size !== undefined && !isErr(size) && size.cols > 0 ? size.cols : 80,
    tabs: 8,
    follow: 'never',
    dirsFirst: false,
    timeStyle: tool.env.get('TIME_STYLE') ?? 'locale',
    ignore: [],
    zero: false,
  };
  let sortGiven = false;
  let timeGiven = false;
  let followGiven = false;
  const sortBy = (key: Plan['sort']): void => {
    plan.sort = key;
    sortGiven = true;
  };
  const { options, operands } = tool.options(SPEC);
  for (const option of options) {
    const arg = option.arg ?? '';
    switch (option.key) {
      case 'a':
        plan.all = 'all';
        break;
      case 'A':
        plan.all = 'almost';
        break;
      case 'b':
        plan.quoting = 'escape';
        break;
      case 'B':
        plan.ignore.push('*~', '.*~');
        break;
      case 'c':
        plan.time = 'ctime';
        timeGiven = true;
        break;
      case 'u':
        plan.time = 'atime';
        timeGiven = true;
        break;
      case 'C':
        plan.format = 'columns';
        break;
      case 'd':
        plan.directory = true;
        break;
      case 'f':
        plan.all = 'all';
        sortBy('none');
        plan.color = false;
        if (plan.format === 'long') plan.format = tty ? 'columns' : 'one';
        break;
      case 'F':
        plan.indicators =
          arg === '' || wordOf('color', arg) === 'always' || (wordOf('color', arg) === 'auto' && tty)
            ? 'classify'
            : 'none';
        break;
      case 'file-type':
        plan.indicators = 'file-type';
        break;
      case 'g':
        plan.format = 'long';
        plan.owner = false;
        break;
      case 'G':
        plan.group = false;
        break;
      case 'h':
        plan.human = 1024;
        break;
      case 'si':
        plan.human = 1000;
        break;
      case 'H':
        plan.follow = 'command-line';
        followGiven = true;
        break;
      case 'H-dir':
        plan.follow = 'command-line-dirs';
        followGiven = true;
        break;
      case 'i':
        plan.inode = true;
        break;
      case 'I':
        plan.ignore.push(arg);
        break;
      case 'hide':
        if (plan.all === 'no') plan.ignore.push(arg);
        break;
      case 'k':
        plan.kibi = true;
        break;
      case 'l':
        plan.format = 'long';
        break;
      case 'L':
        plan.follow = 'always';
        followGiven = true;
        break;
      case 'm':
        plan.format = 'commas';
        break;
      case 'n':
        plan.format = 'long';
        plan.numeric = true;
        break;
      case 'N':
        plan.quoting = 'literal';
        break;
      case 'o':
        plan.format = 'long';
        plan.group = false;
        break;
      case 'p':
        plan.indicators = 'slash';
        break;
      case 'q':
        plan.hideControls = true;
        break;
      case 'show-control':
        plan.hideControls = false;
        break;
      case 'Q':
        plan.quoting = 'c';
        break;
      case 'r':
        plan.reverse = true;
        break;
      case 'R':
        plan.recursive = true;
        break;
      case 's':
        plan.blocks = true;
        break;
      case 'S':
        sortBy('size');
        break;
      case 't':
        sortBy('time');
        break;
      case 'U':
        sortBy('none');
        break;
      case 'v':
        sortBy('version');
        break;
      case 'X':
        sortBy('extension');
        break;
      case 'x':
        plan.format = 'across';
        break;
      case '1':
        if (plan.format !== 'long') plan.format = 'one';
        break;
      case 'w':
        if (!/^[0-9]+$/.test(arg)) return yield* tool.fail(2, `invalid line width: ${tool.q(arg)}`);
        plan.width = Number(arg);
        break;
      case 'T':
        if (!/^[0-9]+$/.test(arg)) return yield* tool.fail(2, `invalid tab size: ${tool.q(arg)}`);
        plan.tabs = Number(arg);
        break;
      case 'zero':
        plan.zero = true;
        plan.quoting = 'literal';
        plan.hideControls = false;
        if (plan.format !== 'long') plan.format = 'one';
        break;
      case 'full-time':
        plan.format = 'long';
        plan.timeStyle = 'full-iso';
        break;
      case 'time-style':
        plan.timeStyle = arg.replace(/^posix-/, '');
        break;
      case 'dirs-first':
        plan.dirsFirst = true;
        break;
      case 'sort':
      case 'time':
      case 'format':
      case 'quoting':
      case 'indicator':
      case 'color': {
        const name = {
          sort: '--sort',
          time: '--time',
          format: '--format',
          quoting: '--quoting-style',
          indicator: '--indicator-style',
          color: '--color',
        }[option.key];
        const found = option.arg === undefined ? 'always' : wordOf(option.key, arg);
        if (found === undefined) return yield* badWord(tool, name, arg, option.key);
        if (option.key === 'sort') sortBy(found as Plan['sort']);
        else if (option.key === 'time') {
          plan.time = found as Plan['time'];
          timeGiven = true;
        } else if (option.key === 'format') plan.format = found as Plan['format'];
        else if (option.key === 'quoting') plan.quoting = found as Plan['quoting'];
        else if (option.key === 'indicator') plan.indicators = found as Plan['indicators'];
        else
          plan.color = found === 'always' || (found === 'auto' && tty && (tool.env.get('TERM') ?? 'dumb') !== 'dumb');
        break;
      }
      case 'D':
      case 'Z':
      case 'author':
      case 'hyperlink':
      case 'block-size':
        break;
      default:
        return yield* tool.other(option, 2);
    }
  }
  // -c and -u alone also sort by that time, unless a long listing was asked for
  if (timeGiven && !sortGiven && plan.format !== 'long') plan.sort = 'time';
  if (!followGiven && !plan.directory && plan.indicators !== 'classify' && plan.format !== 'long')
    plan.follow = 'command-line-dirs';
  if (plan.color && !terminalHasColours(tool)) plan.color = false;
  return { plan, operands };
}
