// Captures by POSIX's rule: each part, from left to right, takes as much as the whole match allows. Needed where alternatives
// differ in length; elsewhere greedy backtracking gives the same answer faster.
import type { Node } from './ast.ts';
import { holds, neighbourAt } from './context.ts';

/** Steps after which the caller falls back to the greedy answer. */
const MAX_STEPS = 400_000;

/** The length of every match of a node, when it is the same for all; undefined otherwise. */
export function fixedLength(node: Node): number | undefined {
  switch (node.kind) {
    case 'empty':
    case 'assert':
      return 0;
    case 'set':
      return 1;
    case 'group':
      return fixedLength(node.item);
    case 'backref':
      return undefined;
    case 'cat': {
      let sum = 0;
      for (const item of node.items) {
        const length = fixedLength(item);
        if (length === undefined) return undefined;
        sum += length;
      }
      return sum;
    }
    case 'alt': {
      const lengths = node.items.map(fixedLength);
      return lengths.every((length) => length !== undefined && length === lengths[0]) ? lengths[0] : undefined;
    }
    case 'repeat': {
      const length = fixedLength(node.item);
      return length !== undefined && node.min === node.max ? length * node.min : undefined;
    }
  }
}

/** Whether greedy order and POSIX order can differ. */
export function needsLongest(node: Node): boolean {
  switch (node.kind) {
    case 'alt':
      return fixedLength(node) === undefined || node.items.some(needsLongest);
    case 'cat':
      return node.items.some(needsLongest);
    case 'group':
    case 'repeat':
      return needsLongest(node.item);
    default:
      return false;
  }
}

export class Longest {
  readonly #text: string;
  readonly #newline: boolean;
  readonly #limit: number;
  readonly #ends = new Map<Node, Map<number, readonly number[]>>();
  readonly #tails = new Map<Node, Map<number, readonly number[]>>();
  #steps = 0;
  readonly slots: number[];

  constructor(text: string, newline: boolean, groups: number, end: number) {
    this.#text = text;
    this.#newline = newline;
    this.#limit = end;
    this.slots = new Array<number>((groups + 1) * 2).fill(-1);
  }

  /** Fills `slots`; false when it took too long. */
  solve(node: Node, start: number): boolean {
    this.slots[0] = start;
    this.slots[1] = this.#limit;
    try {
      this.#assign(node, start, this.#limit);
      return true;
    } catch (reason) {
      if (reason === this) return false;
      throw reason;
    }
  }

  #tick(count: number): void {
    this.#steps += count;

    if (this.#steps > MAX_STEPS) throw this;
  }

  /** Every place where a match of `node` from `at` may end, farthest first. */
  #endsOf(node: Node, at: number): readonly number[] {
    let memo = this.#ends.get(node);
    if (!memo) {
      memo = new Map();
      this.#ends.set(node, memo);
    }
    const known = memo.get(at);
    if (known) return known;
    const ends = this.#compute(node, at);
    this.#tick(ends.length + 1);
    memo.set(at, ends);
    return ends;
  }

  #compute(node: Node, at: number): readonly number[] {
    switch (node.kind) {
      case 'empty':
        return [at];
      case 'set':
        return at < this.#limit && node.set[this.#text.charCodeAt(at)] === 1 ? [at + 1] : [];
      case 'assert':
        return holds(node.what, neighbourAt(this.#text, at - 1), neighbourAt(this.#text, at), this.#newline)
          ? [at]
          : [];
      case 'group':
        return this.#endsOf(node.item, at);
      case 'alt':
        return this.#union(node.items.map((item) => this.#endsOf(item, at)));
      case 'cat':
        return node.items.reduce<readonly number[]>(
          (places, item) => this.#union(places.map((place) => this.#endsOf(item, place))),
          [at],
        );
      case 'repeat':
        return this.#repeatEnds(node, at, node.min, node.max);
      case 'backref':
        return [];
    }
  }

  #union(lists: readonly (readonly number[])[]): readonly number[] {
    if (lists.length === 1) return lists[0] ?? [];
    const all = new Set<number>();
    for (const list of lists) for (const end of list) all.add(end);
    this.#tick(all.size);
    return [...all].sort((a, b) => b - a);
  }

  #repeatEnds(node: Node & { kind: 'repeat' }, at: number, min: number, max: number): readonly number[] {
    let places: readonly number[] = [at];
    for (let i = 0; i < min; i += 1) places = this.#union(places.map((place) => this.#endsOf(node.item, place)));
    const all = new Set(places);
    let fresh = places;
    for (let i = min; i < max && fresh.length > 0; i += 1) {
      const next: number[] = [];
      for (const place of fresh) {
        for (const end of this.#endsOf(node.item, place)) {
          if (all.has(end)) continue;
          all.add(end);
          next.push(end);
        }
      }
      fresh = next;
    }
    this.#tick(all.size);
    return [...all].sort((a, b) => b - a);
  }

  #assign(node: Node, start: number, end: number): void {
    this.#tick(1);
    switch (node.kind) {
      case 'group':
        this.slots[node.index * 2] = start;
        this.slots[node.index * 2 + 1] = end;
        this.#assign(node.item, start, end);
        return;
      case 'alt': {
        const chosen = node.items.find((item) => this.#endsOf(item, start).includes(end));
        if (chosen) this.#assign(chosen, start, end);
        return;
      }
      case 'cat': {
        let at = start;
        node.items.forEach((item, i) => {
          const rest = node.items.slice(i + 1);
          const stop = this.#endsOf(item, at).find((place) => this.#reaches(rest, place, end));
          if (stop === undefined) return;
          this.#assign(item, at, stop);
          at = stop;
        });
        return;
      }
      case 'repeat':
        this.#assignRepeat(node, start, end);
        return;
      default:
    }
  }

  #reaches(items: readonly Node[], at: number, end: number): boolean {
    if (items.length === 0) return at === end;
    let places: readonly number[] = [at];
    for (const item of items) places = this.#union(places.map((place) => this.#endsOf(item, place)));
    return places.includes(end);
  }

  #assignRepeat(node: Node & { kind: 'repeat' }, start: number, end: number): void {
    let at = start;
    let count = 0;
    while (count < node.max && (at < end || count < node.min || (count === 0 && start === end))) {
      const left = Math.max(0, node.min - count - 1);
      const room = node.max - count - 1;
      const stop = this.#endsOf(node.item, at).find(
        (place) => (place > at || left >= 0) && this.#tail(node, place, left, room).includes(end),
      );
      if (stop === undefined) return;
      this.#assign(node.item, at, stop);
      count += 1;
      if (stop === at && count >= node.min) return;
      at = stop;
    }
  }

  /** Ends of the iterations still to come; remembered only for plain stars, where the count does not matter. */
  #tail(node: Node & { kind: 'repeat' }, at: number, min: number, max: number): readonly number[] {
    if (max !== Infinity || min > 0) return this.#repeatEnds(node, at, min, max);
    let memo = this.#tails.get(node);
    if (!memo) {
      memo = new Map();
      this.#tails.set(node, memo);
    }
    let known = memo.get(at);
    if (!known) {
      known = this.#repeatEnds(node, at, 0, Infinity);
      memo.set(at, known);
    }
    return known;
  }
}
