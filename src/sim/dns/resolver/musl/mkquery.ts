// __res_mkquery of src/network/res_mkquery.c: a query made of the name's bytes as they are.
import { typeNumber } from '../../message/index.ts';
import type { MuslVersion } from './version.ts';

const MAX_NAME = 253;
const MAX_LABEL = 63;

/** undefined: the name does not fit. What a name with two final dots becomes before 1.2.4 is no DNS message. */
export function mkquery(
  version: MuslVersion,
  id: number,
  name: string,
  type: 'A' | 'AAAA' | 'PTR',
): Uint8Array | undefined {
  let length = Math.min(name.length, 255);
  if (name[length - 1] === '.') length -= 1;
  if (version.rejectsFinalDots && name[length - 1] === '.') return undefined;
  if (length > MAX_NAME) return undefined;
  const bytes = new Uint8Array(17 + length + (length > 0 ? 1 : 0));
  bytes.set([id >> 8, id & 0xff, 1]);
  bytes[5] = 1;
  for (let i = 0; i < length; i += 1) bytes[13 + i] = name.charCodeAt(i);
  const DOT = 0x2e;
  for (let at = 13; bytes[at] !== 0 && bytes[at] !== undefined;) {
    let end = at;
    while (bytes[end] !== 0 && bytes[end] !== DOT && bytes[end] !== undefined) end += 1;
    const size = end - at;
    if (size === 0 || size > MAX_LABEL) return undefined;
    bytes[at - 1] = size;
    at = end + 1;
  }
  bytes[bytes.length - 3] = typeNumber(type);
  bytes[bytes.length - 1] = 1;
  return bytes;
}
