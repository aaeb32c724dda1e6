// Persistent map from small non-negative integers: a 32-way trie whose versions share all untouched branches, so that a
// trace can keep one whole view per step. Iteration is in ascending key order.

type Node<V> = readonly (Node<V> | Leaf<V> | undefined)[];
interface Leaf<V> {
  readonly leaf: V;
}

const BITS = 5;
const WIDTH = 1 << BITS;
const MASK = WIDTH - 1;
const EMPTY: Node<never> = [];

const isLeaf = <V>(x: Node<V> | Leaf<V> | undefined): x is Leaf<V> => x !== undefined && !Array.isArray(x);

export class PMap<V> {
  static readonly empty: PMap<never> = new PMap<never>(EMPTY, BITS * 4, 0);

  private readonly root: Node<V>;
  /** Shift of the root level: keys below 2^(shift+5) fit. */
  private readonly shift: number;
  readonly size: number;

  private constructor(root: Node<V>, shift: number, size: number) {
    this.root = root;
    this.shift = shift;
    this.size = size;
  }

  static of<V>(): PMap<V> {
    return PMap.empty as PMap<V>;
  }

  get(key: number): V | undefined {
    let node: Node<V> = this.root;
    for (let shift = this.shift; shift > 0; shift -= BITS) {
      const next = node[(key >>> shift) & MASK];
      if (next === undefined || isLeaf(next)) return undefined;
      node = next;
    }
    const found = node[key & MASK];
    return isLeaf(found) ? found.leaf : undefined;
  }

  set(key: number, value: V): PMap<V> {
    const grew = this.get(key) === undefined ? 1 : 0;
    return new PMap<V>(assign(this.root, this.shift, key, { leaf: value }), this.shift, this.size + grew);
  }

  delete(key: number): PMap<V> {
    if (this.get(key) === undefined) return this;
    return new PMap<V>(assign<V>(this.root, this.shift, key, undefined), this.shift, this.size - 1);
  }

  *values(): IterableIterator<V> {
    yield* walk(this.root);
  }

  /** The keys whose values differ between two versions, ascending. Branches that the two share are not looked at. */
  differing(other: PMap<V>): readonly number[] {
    const out: number[] = [];
    differing(this.root, other.root, this.shift, 0, out);
    return out;
  }
}

function assign<V>(node: Node<V>, shift: number, key: number, leaf: Leaf<V> | undefined): Node<V> {
  const copy = node.slice() as (Node<V> | Leaf<V> | undefined)[];
  const slot = (key >>> shift) & MASK;
  while (copy.length < slot) copy.push(undefined);
  if (shift === 0) copy[slot] = leaf;
  else {
    const below = copy[slot];
    copy[slot] = assign(below === undefined || isLeaf(below) ? (EMPTY as Node<V>) : below, shift - BITS, key, leaf);
  }
  return copy;
}

function* walk<V>(node: Node<V>): IterableIterator<V> {
  for (const below of node) {
    if (below === undefined) continue;
    if (isLeaf(below)) yield below.leaf;
    else yield* walk(below);
  }
}

function differing<V>(a: Node<V>, b: Node<V>, shift: number, prefix: number, out: number[]): void {
  const width = Math.max(a.length, b.length);
  for (let slot = 0; slot < width; slot += 1) {
    const left = a[slot];
    const right = b[slot];
    if (left === right) continue;
    const key = prefix | (slot << shift);
    if (shift > 0) differing(nodeOf(left), nodeOf(right), shift - BITS, key, out);
    else if ((isLeaf(left) ? left.leaf : undefined) !== (isLeaf(right) ? right.leaf : undefined)) out.push(key);
  }
}

const nodeOf = <V>(x: Node<V> | Leaf<V> | undefined): Node<V> =>
  x === undefined || isLeaf(x) ? (EMPTY as Node<V>) : x;
