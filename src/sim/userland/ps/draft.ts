// The state of parsing a ps command line: what the three kinds of options write into, and how they take their arguments.
import type { ByteString } from '../../kernel/abi/index.ts';
import { fail, parseNames, parsePids, type SortKey } from './lists.ts';
import type { FormatItem, ListSelection, Request } from './request.ts';

export const VERSION = 'ps from procps-ng 4.0.2\n';

/** Says that the command line asks for a text instead of a table. */
export class Print extends Error {
  readonly text: string;
  constructor(text: string) {
    super();
    this.text = text;
  }
}

export class Draft {
  readonly #args: readonly ByteString[];
  #next = 0;
  readonly simple = new Set<'U_a' | 'U_d' | 'B_a' | 'B_g' | 'B_x'>();
  readonly lists: ListSelection[] = [];
  readonly sysvFormat = new Set<string>();
  readonly bsdFormat = new Set<string>();
  readonly items: FormatItem[] = [];
  preloaded: Request['preloaded'];
  sort: SortKey[] = [];
  all = false;
  negate = false;
  running = false;
  forest: Request['forest'];
  threads: Request['threads'] = 'none';
  bsdDefaults = false;
  /** Only words with dashes so far: the command line may be read again as BSD options. */
  pureUnix = true;
  headers: Request['headers'] = 'once';
  wide = 0;
  columns: number | undefined;
  rows: number | undefined;
  environment = false;
  trueName = false;
  numeric = false;
  context = false;

  constructor(args: readonly ByteString[]) {
    this.#args = args;
  }

  /** The next word of the command line, if there is one. */
  word(): ByteString | undefined {
    const word = this.#args[this.#next];
    if (word !== undefined) this.#next += 1;
    return word;
  }

  /** The argument of an option letter: the rest of the word, or the next word. */
  argument(rest: ByteString): ByteString | undefined {
    if (rest !== '') return rest;
    return this.word();
  }

  required(rest: ByteString, missing: string): ByteString {
    const text = this.argument(rest);
    return text === undefined || text === '' ? fail(missing) : text;
  }

  addPids(by: ListSelection['by'], text: ByteString): void {
    this.lists.push({ by, values: parsePids(text) });
  }

  addNames(by: ListSelection['by'], text: ByteString, missing: string): void {
    this.lists.push({ by, values: parseNames(text, missing) });
  }
}
