// Associative arrays: a map that is listed in the order of bash's hash table (FNV-1 over signed bytes, 1024 buckets, newest first).
import type { ByteString } from '../../kernel/abi/index.ts';

const BUCKETS = 1024;

export function bucket(key: ByteString): number {
  let hash = 2166136261;
  for (let i = 0; i < key.length; i += 1) {
    hash = Math.imul(hash, 16777619);
    const c = key.charCodeAt(i);
    hash ^= c < 128 ? c : c - 256;
  }
  return (hash >>> 0) & (BUCKETS - 1);
}

export class AssocArray {
  private readonly items = new Map<ByteString, ByteString>();
  private order: readonly ByteString[] | undefined;

  static from(entries: Iterable<readonly [ByteString, ByteString]>): AssocArray {
    const array = new AssocArray();
    for (const [key, value] of entries) array.set(key, value);
    return array;
  }

  clone(): AssocArray {
    const copy = new AssocArray();
    for (const [key, value] of this.items) copy.items.set(key, value);
    return copy;
  }

  get size(): number {
    return this.items.size;
  }
  get(key: ByteString): ByteString | undefined {
    return this.items.get(key);
  }
  set(key: ByteString, value: ByteString): void {
    if (!this.items.has(key)) this.order = undefined;
    this.items.set(key, value);
  }
  delete(key: ByteString): boolean {
    this.order = undefined;
    return this.items.delete(key);
  }

  keys(): readonly ByteString[] {
    if (this.order) return this.order;
    const chains = new Map<number, ByteString[]>();
    for (const key of this.items.keys()) {
      const index = bucket(key);
      const chain = chains.get(index);
      if (chain) chain.unshift(key);
      else chains.set(index, [key]);
    }
    this.order = [...chains.keys()].sort((a, b) => a - b).flatMap((index) => chains.get(index) ?? []);
    return this.order;
  }
  values(): ByteString[] {
    return this.keys().map((key) => this.items.get(key) ?? '');
  }
}
