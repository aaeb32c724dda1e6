// A tree compiled to a small instruction list (Thompson's construction), shared by the automaton and the backtracker.
import { type Assertion, type ByteSet, type Node } from './ast.ts';
import { RegexError } from './bracket.ts';

export type Instruction =
  | { readonly op: 'set'; readonly set: ByteSet }
  /** Goes on at `first`; when that fails, at `second`. */
  | { readonly op: 'split'; first: number; second: number }
  | { readonly op: 'jump'; to: number }
  | { readonly op: 'save'; readonly slot: number }
  | { readonly op: 'assert'; readonly what: Assertion }
  | { readonly op: 'backref'; readonly index: number }
  /** Loop begin and end: an iteration that matched nothing leaves the loop. */
  | { readonly op: 'mark'; readonly slot: number }
  | { readonly op: 'moved'; readonly slot: number; exit: number }
  | { readonly op: 'match' };

export interface Code {
  readonly list: readonly Instruction[];
  readonly groups: number;
  /** Loop slots come after the captures'. */
  readonly slots: number;
}

/** `(((a{99}){99}){99})`: glibc says the same instead of eating the memory. */
const MAX_INSTRUCTIONS = 60_000;

export function compile(node: Node, groups: number): Code {
  const list: Instruction[] = [];
  let slots = (groups + 1) * 2;

  const emit = <T extends Instruction>(instruction: T): T => {
    if (list.length >= MAX_INSTRUCTIONS) throw new RegexError('Regular expression too big');
    list.push(instruction);
    return instruction;
  };

  const star = (item: Node): void => {
    const slot = slots;
    slots += 1;
    const split = emit({ op: 'split', first: list.length + 1, second: 0 });
    const loop = list.length - 1;
    emit({ op: 'mark', slot });
    walk(item);
    const moved = emit({ op: 'moved', slot, exit: 0 });
    emit({ op: 'jump', to: loop });
    split.second = list.length;
    moved.exit = list.length;
  };

  const walk = (current: Node): void => {
    switch (current.kind) {
      case 'empty':
        return;
      case 'set':
        emit({ op: 'set', set: current.set });
        return;
      case 'cat':
        current.items.forEach(walk);
        return;
      case 'alt': {
        const jumps: { op: 'jump'; to: number }[] = [];
        current.items.forEach((item, i) => {
          if (i === current.items.length - 1) {
            walk(item);
            return;
          }
          const split = emit({ op: 'split', first: list.length + 1, second: 0 });
          walk(item);
          jumps.push(emit({ op: 'jump', to: 0 }));
          split.second = list.length;
        });
        for (const jump of jumps) jump.to = list.length;
        return;
      }
      case 'repeat': {
        for (let i = 0; i < current.min; i += 1) walk(current.item);
        if (current.max === Infinity) {
          star(current.item);
          return;
        }
        const splits: { op: 'split'; first: number; second: number }[] = [];
        for (let i = current.min; i < current.max; i += 1) {
          splits.push(emit({ op: 'split', first: list.length + 1, second: 0 }));
          walk(current.item);
        }
        for (const split of splits) split.second = list.length;
        return;
      }
      case 'group':
        emit({ op: 'save', slot: current.index * 2 });
        walk(current.item);
        emit({ op: 'save', slot: current.index * 2 + 1 });
        return;
      case 'backref':
        emit({ op: 'backref', index: current.index });
        return;
      case 'assert':
        emit({ op: 'assert', what: current.what });
    }
  };

  walk(node);
  emit({ op: 'match' });
  return { list, groups, slots };
}
