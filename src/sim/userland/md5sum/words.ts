// MD5 (RFC 1321) and the 32-bit members of the SHA family (FIPS 180-4) over byte strings.
import type { ByteString } from '../../kernel/abi/index.ts';

const rotl = (x: number, n: number): number => (x << n) | (x >>> (32 - n));
const rotr = (x: number, n: number): number => (x >>> n) | (x << (32 - n));

/** The message with its padding: blocks of 64 bytes as 32-bit words. */
function padded(text: ByteString, littleEndian: boolean): Int32Array {
  const blocks = Math.ceil((text.length + 9) / 64);
  const words = new Int32Array(blocks * 16);
  const put = (at: number, byte: number): void => {
    const shift = littleEndian ? (at % 4) * 8 : 24 - (at % 4) * 8;
    words[at >> 2] = (words[at >> 2] ?? 0) | (byte << shift);
  };
  for (let i = 0; i < text.length; i += 1) put(i, text.charCodeAt(i));
  put(text.length, 0x80);
  const low = (text.length << 3) | 0;
  const high = Math.floor(text.length / 0x2000_0000);
  words[words.length - (littleEndian ? 2 : 1)] = low;
  words[words.length - (littleEndian ? 1 : 2)] = high;
  return words;
}

function hex(words: readonly number[], littleEndian: boolean): string {
  return words
    .map((word) => {
      const bytes = [24, 16, 8, 0].map((shift) => ((word >>> shift) & 255).toString(16).padStart(2, '0'));
      return (littleEndian ? bytes.reverse() : bytes).join('');
    })
    .join('');
}

const MD5_SHIFTS = [
  [7, 12, 17, 22],
  [5, 9, 14, 20],
  [4, 11, 16, 23],
  [6, 10, 15, 21],
] as const;
const MD5_SINES = Array.from({ length: 64 }, (_, i) => Math.floor(Math.abs(Math.sin(i + 1)) * 2 ** 32) | 0);

export function md5(text: ByteString): string {
  const words = padded(text, true);
  let [a0, b0, c0, d0] = [0x67452301, 0xefcdab89 | 0, 0x98badcfe | 0, 0x10325476];
  for (let at = 0; at < words.length; at += 16) {
    let [a, b, c, d] = [a0, b0, c0, d0];
    for (let i = 0; i < 64; i += 1) {
      const round = i >> 4;
      let f: number;
      let g: number;
      if (round === 0) [f, g] = [(b & c) | (~b & d), i];
      else if (round === 1) [f, g] = [(d & b) | (~d & c), (5 * i + 1) & 15];
      else if (round === 2) [f, g] = [b ^ c ^ d, (3 * i + 5) & 15];
      else [f, g] = [c ^ (b | ~d), (7 * i) & 15];
      const sum = (a + f + (MD5_SINES[i] ?? 0) + (words[at + g] ?? 0)) | 0;
      [a, d, c] = [d, c, b];
      b = (b + rotl(sum, MD5_SHIFTS[round]?.[i & 3] ?? 0)) | 0;
    }
    a0 = (a0 + a) | 0;
    b0 = (b0 + b) | 0;
    c0 = (c0 + c) | 0;
    d0 = (d0 + d) | 0;
  }
  return hex([a0, b0, c0, d0], true);
}

export function sha1(text: ByteString): string {
  const words = padded(text, false);
  const state = [0x67452301, 0xefcdab89 | 0, 0x98badcfe | 0, 0x10325476, 0xc3d2e1f0 | 0];
  const w = new Int32Array(80);
  for (let at = 0; at < words.length; at += 16) {
    for (let i = 0; i < 80; i += 1) {
      w[i] = i < 16 ? (words[at + i] ?? 0) : rotl((w[i - 3] ?? 0) ^ (w[i - 8] ?? 0) ^ (w[i - 14] ?? 0) ^ (w[i - 16] ?? 0), 1);
    }
    let [a = 0, b = 0, c = 0, d = 0, e = 0] = state;
    for (let i = 0; i < 80; i += 1) {
      const [f, k] =
        i < 20 ? [(b & c) | (~b & d), 0x5a827999] : i < 40 ? [b ^ c ^ d, 0x6ed9eba1] : i < 60 ? [(b & c) | (b & d) | (c & d), 0x8f1bbcdc | 0] : [b ^ c ^ d, 0xca62c1d6 | 0];
      const sum = (rotl(a, 5) + f + e + k + (w[i] ?? 0)) | 0;
      [e, d, c, b, a] = [d, c, rotl(b, 30), a, sum];
    }
    [a, b, c, d, e].forEach((value, i) => (state[i] = ((state[i] ?? 0) + value) | 0));
  }
  return hex(state, false);
}

/** The first primes: constants of SHA-2 are fractions of their roots. */
export function primes(count: number): number[] {
  const found: number[] = [];
  for (let n = 2; found.length < count; n += 1) if (found.every((p) => n % p !== 0)) found.push(n);
  return found;
}

const fraction = (value: number): number => Math.floor((value - Math.floor(value)) * 2 ** 32) | 0;
const SHA256_K = primes(64).map((p) => fraction(Math.cbrt(p)));
const SHA256_START = primes(8).map((p) => fraction(Math.sqrt(p)));
const SHA224_START = [0xc1059ed8, 0x367cd507, 0x3070dd17, 0xf70e5939, 0xffc00b31, 0x68581511, 0x64f98fa7, 0xbefa4fa4].map((word) => word | 0);

function sha2(text: ByteString, start: readonly number[], length: number): string {
  const words = padded(text, false);
  const state = [...start];
  const w = new Int32Array(64);
  for (let at = 0; at < words.length; at += 16) {
    for (let i = 0; i < 64; i += 1) {
      if (i < 16) {
        w[i] = words[at + i] ?? 0;
        continue;
      }
      const x = w[i - 15] ?? 0;
      const y = w[i - 2] ?? 0;
      w[i] = ((w[i - 16] ?? 0) + (rotr(x, 7) ^ rotr(x, 18) ^ (x >>> 3)) + (w[i - 7] ?? 0) + (rotr(y, 17) ^ rotr(y, 19) ^ (y >>> 10))) | 0;
    }
    let [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = state;
    for (let i = 0; i < 64; i += 1) {
      const t1 = (h + (rotr(e, 6) ^ rotr(e, 11) ^ rotr(e, 25)) + ((e & f) ^ (~e & g)) + (SHA256_K[i] ?? 0) + (w[i] ?? 0)) | 0;
      const t2 = ((rotr(a, 2) ^ rotr(a, 13) ^ rotr(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))) | 0;
      [h, g, f, e, d, c, b, a] = [g, f, e, (d + t1) | 0, c, b, a, (t1 + t2) | 0];
    }
    [a, b, c, d, e, f, g, h].forEach((value, i) => (state[i] = ((state[i] ?? 0) + value) | 0));
  }
  return hex(state.slice(0, length), false);
}

export const sha224 = (text: ByteString): string => sha2(text, SHA224_START, 7);
export const sha256 = (text: ByteString): string => sha2(text, SHA256_START, 8);
