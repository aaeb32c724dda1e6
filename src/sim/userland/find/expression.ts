// The expression of find(1) as a tree.
import type { ByteString, Micros } from '../../kernel/abi/index.ts';
import type { Regex } from '../../posix/index.ts';

/** `+n`, `-n`, `n`. */
export interface Bound {
  readonly sign: '+' | '-' | '';
  readonly value: number;
}

export const within = (value: number, bound: Bound): boolean =>
  bound.sign === '+' ? value > bound.value : bound.sign === '-' ? value < bound.value : value === bound.value;

export type TimeField = 'atime' | 'mtime' | 'ctime';

/** Where -print, -printf and -ls write: undefined is standard output. */
export type Target = ByteString | undefined;

export type Node =
  | { readonly kind: 'and' | 'or' | 'list'; readonly left: Node; readonly right: Node }
  | { readonly kind: 'not'; readonly node: Node }
  | { readonly kind: 'true' | 'false' | 'prune' | 'quit' | 'delete' | 'empty' | 'nouser' | 'nogroup' }
  | { readonly kind: 'name'; readonly glob: ByteString; readonly fold: boolean; readonly of: 'name' | 'path' | 'link' }
  | { readonly kind: 'regex'; readonly regex: Regex }
  | { readonly kind: 'type'; readonly letters: string; readonly follow: boolean }
  | { readonly kind: 'size'; readonly bound: Bound; readonly unit: number }
  | { readonly kind: 'time'; readonly field: TimeField; readonly bound: Bound; readonly unit: Micros }
  | { readonly kind: 'newer'; readonly field: TimeField; readonly than: Micros }
  | { readonly kind: 'perm'; readonly mode: number; readonly match: 'exact' | 'all' | 'any' }
  | { readonly kind: 'number'; readonly field: 'uid' | 'gid' | 'nlink' | 'ino'; readonly bound: Bound }
  | { readonly kind: 'same'; readonly dev: number; readonly ino: number }
  | { readonly kind: 'access'; readonly mode: number }
  | { readonly kind: 'fstype'; readonly type: ByteString }
  | { readonly kind: 'print'; readonly end: string; readonly to: Target }
  | { readonly kind: 'printf'; readonly format: ByteString; readonly to: Target }
  | { readonly kind: 'ls'; readonly to: Target }
  | {
      readonly kind: 'exec';
      readonly words: readonly ByteString[];
      readonly many: boolean;
      readonly inDirectory: boolean;
      readonly ask: boolean;
      readonly id: number;
    };

export interface Plan {
  node: Node;
  depthFirst: boolean;
  maxDepth: number;
  minDepth: number;
  follow: 'never' | 'always' | 'command-line';
  sameDevice: boolean;
  readonly targets: Set<ByteString>;
}
