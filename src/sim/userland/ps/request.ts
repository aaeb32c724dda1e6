// What a ps command line asks for, once parsed.
import type { ByteString } from '../../kernel/abi/index.ts';

/** One item of an -o list: a specifier with its header and width, or (AIX style) text between. */
export type FormatItem =
  | {
      readonly kind: 'column';
      readonly name: string;
      readonly header: string | undefined;
      readonly width: number | undefined;
    }
  | { readonly kind: 'text'; readonly text: string };

/** A list given to -p, -u, -C and the like. Names are resolved when the selection runs. */
export interface ListSelection {
  readonly by:
    'pid' | 'ppid' | 'quick' | 'command' | 'tty' | 'session' | 'leader' | 'pgrp' | 'euid' | 'ruid' | 'egid' | 'rgid';
  readonly values: readonly ByteString[];
}

/** Letters of format options: SysV `f F l j c y L T P M`, BSD `u j l v s X`. */
export interface Request {
  /** -a -d (SysV), a g x (BSD) */
  readonly simple: ReadonlySet<'U_a' | 'U_d' | 'B_a' | 'B_g' | 'B_x'>;
  readonly all: boolean;
  readonly negate: boolean;
  readonly running: boolean;
  readonly lists: readonly ListSelection[];
  readonly sysvFormat: ReadonlySet<string>;
  readonly bsdFormat: ReadonlySet<string>;
  readonly items: readonly FormatItem[];
  /** `O`, `-O`: the items go into a default format; which personality asked. */
  readonly preloaded: 'sysv' | 'bsd' | undefined;
  readonly sort: readonly { readonly key: string; readonly descending: boolean }[];
  /** `f`, --forest: lines; -H: indentation. */
  readonly forest: 'lines' | 'indent' | undefined;
  readonly threads: 'none' | 'H' | 'L' | 'T' | 'm';
  readonly bsdDefaults: boolean;
  readonly headers: 'once' | 'pages' | 'none';
  readonly wide: number;
  readonly columns: number | undefined;
  readonly rows: number | undefined;
  readonly environment: boolean;
  readonly trueName: boolean;
  readonly numeric: boolean;
  readonly context: boolean;
}

export type Parsed =
  | { readonly kind: 'request'; readonly request: Request }
  | { readonly kind: 'print'; readonly text: string }
  | { readonly kind: 'error'; readonly text: string };
