// What a completion found.
import type { ByteString } from '../../../kernel/abi/index.ts';

export interface Matches {
  readonly texts: readonly ByteString[];
  /** They are file names: shown without their directories, quoted when inserted, directories get a slash. */
  readonly files: boolean;
  /** Put behind a single match at the end of the line. */
  readonly append: ByteString;
  /** Characters of the names that keep their meaning. */
  readonly keep: string;
  /** Shown in a list instead of the texts. */
  readonly shown?: ReadonlyMap<ByteString, ByteString>;
  readonly sorted?: boolean;
  /** The word goes on behind it: no closing quote. */
  readonly open?: boolean;
}

export const found = (texts: readonly ByteString[], more: Partial<Matches> = {}): Matches | undefined =>
  texts.length === 0 ? undefined : { texts, files: false, append: ' ', keep: '', ...more };

/** Sorted in byte order (C locale), each once. */
export function tidy(texts: readonly ByteString[]): readonly ByteString[] {
  return [...new Set(texts)].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
}

export function commonPrefix(texts: readonly ByteString[]): ByteString {
  const first = texts[0] ?? '';
  let length = first.length;
  for (const text of texts) {
    let i = 0;
    while (i < length && i < text.length && text[i] === first[i]) i += 1;
    length = i;
  }
  return first.slice(0, length);
}
