// Associative arrays as mawk 1.3.4 keeps them: a list after split(), hash tables by integer and by string otherwise. The order
// of `for (k in a)` is the order of the string table, whose chains move what was found to their front.
import type { ByteString } from '../../kernel/abi/index.ts';
import { toInt, toText, type Cell, type Value } from './values.ts';

class Entry implements Cell {
  value: Value = undefined;
  /** Known once the array has string keys. */
  text: ByteString | undefined;
  hash = 0;
  integer: number | undefined;
  nextByText: Entry | undefined;
  nextByInteger: Entry | undefined;
}

const FIRST_SIZE = 64;
const AVERAGE_CHAIN = 12;

/** FNV-1a over the bytes. */
function hashOf(text: ByteString): number {
  let hash = 2_166_136_261;
  for (let i = 0; i < text.length; i += 1) hash = Math.imul(hash ^ text.charCodeAt(i), 16_777_619);
  return hash >>> 0;
}

export class AwkArray {
  #kind: 'empty' | 'list' | 'table' = 'empty';
  #list: Entry[] = [];
  #size = 0;
  #mask = FIRST_SIZE - 1;
  #texts: (Entry | undefined)[] = [];
  #integers: (Entry | undefined)[] = [];
  /** All entries are in the string chains too. */
  #byText = false;
  #byInteger = false;

  get size(): number {
    return this.#kind === 'list' ? this.#list.length : this.#size;
  }

  clear(): void {
    this.#kind = 'empty';
    this.#list = [];
    this.#size = 0;
    this.#mask = FIRST_SIZE - 1;
    this.#texts = [];
    this.#integers = [];
    this.#byText = false;
    this.#byInteger = false;
  }

  /** What split() leaves: elements 1 to n. */
  fill(values: readonly Value[]): void {
    this.clear();
    if (values.length === 0) return;
    this.#kind = 'list';
    this.#list = values.map((value) => Object.assign(new Entry(), { value }));
  }

  /** The element, made if it is not there. */
  at(key: Value, format: ByteString): Cell {
    return this.#find(key, format, true) as Cell;
  }

  has(key: Value, format: ByteString): boolean {
    return this.size > 0 && this.#find(key, format, false) !== undefined;
  }

  #find(key: Value, format: ByteString, create: boolean): Entry | undefined {
    if (typeof key === 'number') {
      const integer = toInt(key);
      if (integer === key) return this.#integerKey(integer, create);
    }
    this.#needTexts();
    return this.#findText(toText(key, format), create);
  }

  #integerKey(integer: number, create: boolean): Entry | undefined {
    if (this.#kind === 'list') {
      const found = this.#list[integer - 1];
      if (found) return found;
      if (!create) return undefined;
      if (integer === this.#list.length + 1) {
        const added = new Entry();
        this.#list.push(added);
        return added;
      }
      this.#listToTable();
    }
    this.#kind = 'table';
    return this.#findInteger(integer, create);
  }

  #listToTable(): void {
    const entries = this.#list;
    this.#list = [];
    this.#kind = 'table';
    this.#size = entries.length;
    while (this.#size > (this.#mask + 1) * AVERAGE_CHAIN) this.#mask = this.#mask * 2 + 1;
    entries.forEach((entry, i) => {
      entry.integer = i + 1;
      const slot = (i + 1) & this.#mask;
      entry.nextByInteger = this.#integers[slot];
      this.#integers[slot] = entry;
    });
    this.#byInteger = true;
  }

  /** Gives every entry its string key. */
  #needTexts(): void {
    if (this.#kind === 'list') this.#listToTable();
    this.#kind = 'table';
    if (this.#byText) return;
    this.#byText = true;
    for (let slot = 0; slot <= this.#mask; slot += 1) {
      for (let entry = this.#integers[slot]; entry; entry = entry.nextByInteger) {
        if (entry.text !== undefined) continue;
        entry.text = String(entry.integer ?? 0);
        entry.hash = hashOf(entry.text);
        const home = entry.hash & this.#mask;
        entry.nextByText = this.#texts[home];
        this.#texts[home] = entry;
      }
    }
  }

  #grow(): void {
    this.#size += 1;
    if (this.#size <= (this.#mask + 1) * AVERAGE_CHAIN) return;
    const mask = this.#mask * 2 + 1;
    if (this.#byText) this.#texts = split(this.#texts, this.#mask, mask, (e) => e.hash, 'nextByText');
    if (this.#byInteger)
      this.#integers = split(this.#integers, this.#mask, mask, (e) => e.integer ?? 0, 'nextByInteger');
    this.#mask = mask;
  }

  #findText(text: ByteString, create: boolean): Entry | undefined {
    const hash = hashOf(text);
    let before: Entry | undefined;
    let entry = this.#texts[hash & this.#mask];
    while (entry && !(entry.hash === hash && entry.text === text)) {
      before = entry;
      entry = entry.nextByText;
    }
    if (entry && !before) return entry;
    if (entry && before) before.nextByText = entry.nextByText;
    else if (!create) return undefined;
    else {
      entry = new Entry();
      entry.text = text;
      entry.hash = hash;
      this.#grow();
    }
    const slot = hash & this.#mask;
    entry.nextByText = this.#texts[slot];
    this.#texts[slot] = entry;
    return entry;
  }

  #findInteger(integer: number, create: boolean): Entry | undefined {
    let before: Entry | undefined;
    let entry = this.#integers[integer & this.#mask];
    while (entry && entry.integer !== integer) {
      before = entry;
      entry = entry.nextByInteger;
    }
    if (entry && !before) return entry;
    if (entry && before) before.nextByInteger = entry.nextByInteger;
    else {
      if (this.#byText) entry = this.#findText(String(integer), create);
      else if (create) {
        entry = new Entry();
        this.#grow();
      }
      if (!entry) return undefined;
      entry.integer = integer;
      this.#byInteger = true;
    }
    const slot = integer & this.#mask;
    entry.nextByInteger = this.#integers[slot];
    this.#integers[slot] = entry;
    return entry;
  }

  delete(key: Value, format: ByteString): void {
    if (this.size === 0) return;
    const integer = typeof key === 'number' ? toInt(key) : undefined;
    if (this.#kind === 'list' && integer !== undefined && integer === key) {
      if (integer < 1 || integer > this.#list.length) return;
      this.#listToTable();
    }
    const entry = this.#find(key, format, false);
    if (!entry) return;
    if (entry.text !== undefined) unlink(this.#texts, entry.hash & this.#mask, entry, 'nextByText');
    if (entry.integer !== undefined) unlink(this.#integers, entry.integer & this.#mask, entry, 'nextByInteger');
    this.#size -= 1;
    if (this.#size === 0) this.clear();
  }

  /** The keys in the order of `for (k in a)`. */
  keys(): ByteString[] {
    if (this.size === 0) return [];
    this.#needTexts();
    const keys: ByteString[] = [];
    for (let slot = 0; slot <= this.#mask; slot += 1) {
      for (let entry = this.#texts[slot]; entry; entry = entry.nextByText) keys.push(entry.text ?? '');
    }
    return keys;
  }
}

type Link = 'nextByText' | 'nextByInteger';

function unlink(table: (Entry | undefined)[], slot: number, entry: Entry, link: Link): void {
  let before: Entry | undefined;
  for (let at = table[slot]; at; at = at[link]) {
    if (at === entry) {
      if (before) before[link] = entry[link];
      else table[slot] = entry[link];
      return;
    }
    before = at;
  }
}

/** Doubles a table: every chain is divided in two, each half in its old order. */
function split(
  table: readonly (Entry | undefined)[],
  old: number,
  mask: number,
  keyOf: (entry: Entry) => number,
  link: Link,
): (Entry | undefined)[] {
  const grown: (Entry | undefined)[] = [];
  for (let slot = 0; slot <= old; slot += 1) {
    const chains: Entry[][] = [[], []];
    for (let entry = table[slot]; entry; entry = entry[link])
      (chains[(keyOf(entry) & mask) === slot ? 0 : 1] as Entry[]).push(entry);
    chains.forEach((chain, i) => {
      grown[slot + i * (old + 1)] = chain[0];
      chain.forEach((entry, j) => (entry[link] = chain[j + 1]));
    });
  }
  return grown;
}
