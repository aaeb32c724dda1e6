// Drawing the tree: one line per branch end, lines cut at the width of the screen.
import { utf8, type ByteString } from '../../kernel/abi/index.ts';
import { printable } from '../procps/proc.ts';
import { sameTree, type Node } from './tree.ts';

/** Pieces of lines: to an only child, to the first of many, to one in the middle, to the last, and the line that passes by. */
export interface Symbols {
  readonly only: string;
  readonly first: string;
  readonly branch: string;
  readonly last: string;
  readonly bar: string;
}

export const ASCII: Symbols = { only: '---', first: '-+-', branch: '|-', last: '`-', bar: '|' };
export const UNICODE: Symbols = {
  only: utf8('───'),
  first: utf8('─┬─'),
  branch: utf8('├─'),
  last: utf8('└─'),
  bar: utf8('│'),
};

export interface DrawOptions {
  readonly symbols: Symbols;
  readonly pids: boolean;
  readonly pgids: boolean;
  readonly args: boolean;
  readonly compact: boolean;
  /** User names at changes; undefined: not asked for. */
  readonly user: ((uid: number) => ByteString) | undefined;
  readonly width: number;
}

/** Characters, not bytes: continuation bytes do not count. */
const length = (text: ByteString): number => text.replace(/[\x80-\xbf]/g, '').length;

/** What stands for one process: name, numbers, user, arguments. */
function label(node: Node, options: DrawOptions): ByteString {
  const notes: string[] = [];
  if (options.pids) notes.push(String(node.pid));
  if (options.pgids) notes.push(String(node.pgid));
  if (options.user && node.parent && node.parent.uid !== node.uid) notes.push(options.user(node.uid));
  if (options.user && !node.parent && node.uid !== 0) notes.push(options.user(node.uid));
  if (!options.args) return printable(node.name) + (notes.length > 0 ? `(${notes.join(',')})` : '');
  const text = [printable(node.name), ...notes].join(',');
  if (!node.thread && node.argv.length === 0) return `(${text})`;
  return node.argv.length > 1 ? `${text} ${printable(node.argv.slice(1).join(' '))}` : text;
}

interface Group {
  readonly node: Node;
  readonly count: number;
}

/** Equal branches are drawn once, where the first of them stands. With arguments, only threads are. */
function grouped(children: readonly Node[], options: DrawOptions): Group[] {
  const groups: Group[] = [];
  for (const child of children) {
    const may = options.compact && (!options.args || child.thread);
    const same = may ? groups.findIndex((group) => sameTree(group.node, child, options.pgids)) : -1;
    const before = groups[same];
    if (before) groups[same] = { node: before.node, count: before.count + 1 };
    else groups.push({ node: child, count: 1 });
  }
  return groups;
}

export function draw(root: Node, options: DrawOptions): ByteString[] {
  const { symbols } = options;
  const lines: ByteString[] = [''];
  const add = (text: ByteString): void => {
    lines[lines.length - 1] += text;
  };

  const show = (group: Group, before: ByteString, closing: string): void => {
    const open = group.count > 1 ? `${group.count}*[` : '';
    const close = group.count > 1 ? `]${closing}` : closing;
    const text = label(group.node, options);
    add(open + text);
    const children = grouped(group.node.children, options);
    if (children.length === 0) {
      add(close);
      return;
    }
    const indent = options.args ? ' '.repeat(length(open) + 1) : ' '.repeat(length(open) + length(text));
    children.forEach((child, index) => {
      const last = index === children.length - 1;
      const here = last ? close : '';
      const below = `${before}${indent} ${last ? ' ' : symbols.bar} `;
      if (options.args) {
        lines.push(`${before}${indent} ${last ? symbols.last : symbols.branch}`);
      } else if (index === 0) {
        add(children.length === 1 ? symbols.only : symbols.first);
      } else {
        lines.push(`${before}${indent} ${last ? symbols.last : symbols.branch}`);
      }
      show(child, below, here);
    });
  };
  show({ node: root, count: 1 }, '', '');
  return lines.map((line) => cut(line, options.width));
}

/** A line that is too long ends in `+`. */
function cut(line: ByteString, width: number): ByteString {
  if (length(line) <= width) return line;
  const characters = line.match(/[^\x80-\xbf][\x80-\xbf]*/g) ?? [];
  return `${characters.slice(0, width - 1).join('')}+`;
}
