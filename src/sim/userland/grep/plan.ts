// The options of grep(1) as data.
import type { ByteString } from '../../kernel/abi/index.ts';
import type { OptionSpec } from '../lib/getopt.ts';
import type { Kind } from './matcher.ts';

export interface Plan {
  kind: Kind;
  icase: boolean;
  whole: 'word' | 'line' | undefined;
  invert: boolean;
  count: boolean;
  list: 'no' | 'with' | 'without';
  onlyMatching: boolean;
  quiet: boolean;
  silent: boolean;
  names: 'auto' | 'always' | 'never';
  numbers: boolean;
  offsets: boolean;
  before: number;
  after: number;
  max: number;
  color: boolean;
  binary: 'binary' | 'text' | 'without-match';
  directories: 'read' | 'skip' | 'recurse';
  followLinks: boolean;
  include: ByteString[];
  exclude: ByteString[];
  excludeDir: ByteString[];
  label: ByteString;
  separator: ByteString | undefined;
  terminator: string;
  nullNames: boolean;
  initialTab: boolean;
  lineBuffered: boolean;
}

export const defaults = (): Plan => ({
  kind: 'basic',
  icase: false,
  whole: undefined,
  invert: false,
  count: false,
  list: 'no',
  onlyMatching: false,
  quiet: false,
  silent: false,
  names: 'auto',
  numbers: false,
  offsets: false,
  before: -1,
  after: -1,
  max: Infinity,
  color: false,
  binary: 'binary',
  directories: 'read',
  followLinks: false,
  include: [],
  exclude: [],
  excludeDir: [],
  label: '(standard input)',
  separator: '--',
  terminator: '\n',
  nullNames: false,
  initialTab: false,
  lineBuffered: false,
});

export const SPEC: OptionSpec = {
  short: '0123456789A:B:C:D:EFGHILPTUVX:abcd:e:f:hiLlm:noqRrsuvwxyZz',
  long: {
    'after-context=': 'A',
    basic: 'G',
    'basic-regexp': 'G',
    'before-context=': 'B',
    binary: 'U',
    'binary-files=': 'binary',
    'byte-offset': 'b',
    'color=?': 'color',
    'colour=?': 'color',
    'context=': 'C',
    count: 'c',
    'devices=': 'D',
    'directories=': 'd',
    'exclude=': 'exclude',
    'exclude-from=': 'exclude-from',
    'exclude-dir=': 'exclude-dir',
    'extended-regexp': 'E',
    'fixed-regexp': 'F',
    'fixed-strings': 'F',
    'file=': 'f',
    'files-with-matches': 'l',
    'files-without-match': 'L',
    'group-separator=': 'group-separator',
    'ignore-case': 'i',
    'no-ignore-case': 'no-icase',
    'include=': 'include',
    'initial-tab': 'T',
    'invert-match': 'v',
    'label=': 'label',
    'line-buffered': 'line-buffered',
    'line-number': 'n',
    'line-regexp': 'x',
    'max-count=': 'm',
    'no-filename': 'h',
    'no-group-separator': 'no-group-separator',
    'no-messages': 's',
    null: 'Z',
    'null-data': 'z',
    'only-matching': 'o',
    'perl-regexp': 'P',
    quiet: 'q',
    recursive: 'r',
    'dereference-recursive': 'R',
    'regexp=': 'e',
    silent: 'q',
    text: 'a',
    'with-filename': 'H',
    'word-regexp': 'w',
  },
};
