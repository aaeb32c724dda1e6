// The options of ls(1) as data.
import type { ByteString } from '../../kernel/abi/index.ts';
import type { OptionSpec } from '../lib/getopt.ts';
import type { SortKey, TimeKey } from './entry.ts';

export interface Plan {
  format: 'long' | 'one' | 'columns' | 'across' | 'commas';
  all: 'no' | 'almost' | 'all';
  directory: boolean;
  human: 0 | 1000 | 1024;
  recursive: boolean;
  sort: SortKey;
  time: TimeKey;
  reverse: boolean;
  inode: boolean;
  blocks: boolean;
  kibi: boolean;
  numeric: boolean;
  owner: boolean;
  group: boolean;
  indicators: 'none' | 'slash' | 'file-type' | 'classify';
  quoting: 'literal' | 'shell' | 'shell-always' | 'c' | 'escape';
  hideControls: boolean;
  color: boolean;
  width: number;
  tabs: number;
  follow: 'never' | 'command-line' | 'always' | 'command-line-dirs';
  dirsFirst: boolean;
  timeStyle: ByteString;
  ignore: ByteString[];
  zero: boolean;
}

export const SPEC: OptionSpec = {
  short: 'abcdfghiklmnopqrstuvw:xABCDFGHI:LNQRST:UXZ1',
  long: {
    all: 'a',
    escape: 'b',
    directory: 'd',
    dired: 'D',
    'full-time': 'full-time',
    group: 'g-',
    'human-readable': 'h',
    inode: 'i',
    kibibytes: 'k',
    'numeric-uid-gid': 'n',
    'no-group': 'G',
    'hide-control-chars': 'q',
    reverse: 'r',
    size: 's',
    'width=': 'w',
    'almost-all': 'A',
    'ignore-backups': 'B',
    'classify=?': 'F',
    'file-type': 'file-type',
    si: 'si',
    'dereference-command-line': 'H',
    'dereference-command-line-symlink-to-dir': 'H-dir',
    'hide=': 'hide',
    'ignore=': 'I',
    'indicator-style=': 'indicator',
    dereference: 'L',
    literal: 'N',
    'quote-name': 'Q',
    'quoting-style=': 'quoting',
    recursive: 'R',
    'format=': 'format',
    'show-control-chars': 'show-control',
    'sort=': 'sort',
    'tabsize=': 'T',
    'time=': 'time',
    'time-style=': 'time-style',
    zero: 'zero',
    'color=?': 'color',
    'hyperlink=?': 'hyperlink',
    'block-size=': 'block-size',
    context: 'Z',
    author: 'author',
    'group-directories-first': 'dirs-first',
  },
};

/** Words of --sort, --time, --format and the like; each may be cut short. */
export const WORDS = {
  sort: { none: 'none', time: 'time', size: 'size', extension: 'extension', version: 'version', width: 'width' },
  time: {
    atime: 'atime',
    access: 'atime',
    use: 'atime',
    ctime: 'ctime',
    status: 'ctime',
    mtime: 'mtime',
    modification: 'mtime',
  },
  format: {
    verbose: 'long',
    long: 'long',
    commas: 'commas',
    horizontal: 'across',
    across: 'across',
    vertical: 'columns',
    'single-column': 'one',
  },
  quoting: {
    literal: 'literal',
    shell: 'shell',
    'shell-always': 'shell-always',
    'shell-escape': 'shell',
    'shell-escape-always': 'shell-always',
    c: 'c',
    'c-maybe': 'c',
    escape: 'escape',
    locale: 'c',
    clocale: 'c',
  },
  indicator: { none: 'none', slash: 'slash', 'file-type': 'file-type', classify: 'classify' },
  color: {
    always: 'always',
    yes: 'always',
    force: 'always',
    never: 'never',
    no: 'never',
    none: 'never',
    auto: 'auto',
    tty: 'auto',
    'if-tty': 'auto',
  },
} as const;
