// MD5 (RFC 1321), SHA-1, SHA-224/256 and SHA-384/512 (FIPS 180-4) over byte strings.
import type { ByteString } from '../../kernel/abi/index.ts';

const rotl = (x: number, n: number): number => (x << n) | (x >>> (32 - n));
const rotr = (x: number, n: number): number => (x >>> n) | (x << (32 - n));

/** The message with its padding, as bytes. `block` 64 or 128; the length is little-endian for MD5. */
function padded(text: ByteString, block: number, littleEndian: boolean): Uint8Array {
  const tail = block / 8;
  const length = Math.ceil((text.length + 1 + tail) / block) * block;
  const out = new Uint8Array(length);
  for (let i = 0; i < text.length; i += 1) out[i] = text.charCodeAt(i);
  out[text.length] = 0x80;
  let bits = BigInt(text.length) * 8n;
  for (let i = 0; i < 8; i += 1) {
    out[littleEndian ? length - 8 + i : length - 1 - i] = Number(bits & 255n);
    bits >>= 8n;
  }
  return out;
}

const hex32 = (x: number): string => (x >>> 0).toString(16).padStart(8, '0');
const swap = (x: number): number => ((x & 255) << 24) | ((x & 0xff00) << 8) | ((x >>> 8) & 0xff00) | (x >>> 24);

const MD5_SHIFTS = [7, 12, 17, 22, 5, 9, 14, 20, 4, 11, 16, 23, 6, 10, 15, 21];
const MD5_SINES = Array.from({ length: 64 }, (_, i) => Math.floor(Math.abs(Math.sin(i + 1)) * 2 ** 32) | 0);

export function md5(text: ByteString): string {
  const data = padded(text, 64, true);
  const view = new DataView(data.buffer);
  let [a0, b0, c0, d0] = [0x67452301, 0xefcdab89 | 0, 0x98badcfe | 0, 0x10325476];
  for (let at = 0; at < data.length; at += 64) {
    let [a, b, c, d] = [a0, b0, c0, d0];
    for (let i = 0; i < 64; i += 1) {
      const round = i >> 4;
      const f =
        round === 0 ? (b & c) | (~b & d) : round === 1 ? (d & b) | (~d & c) : round === 2 ? b ^ c ^ d : c ^ (b | ~d);
      const g = round === 0 ? i : round === 1 ? (5 * i + 1) & 15 : round === 2 ? (3 * i + 5) & 15 : (7 * i) & 15;
      const sum = (a + f + (MD5_SINES[i] ?? 0) + view.getInt32(at + g * 4, true)) | 0;
      a = d;
      d = c;
      c = b;
      b = (b + rotl(sum, MD5_SHIFTS[round * 4 + (i & 3)] ?? 0)) | 0;
    }
    a0 = (a0 + a) | 0;
    b0 = (b0 + b) | 0;
    c0 = (c0 + c) | 0;
    d0 = (d0 + d) | 0;
  }
  return [a0, b0, c0, d0].map((x) => hex32(swap(x))).join('');
}

export function sha1(text: ByteString): string {
  const data = padded(text, 64, false);
  const view = new DataView(data.buffer);
  const h = [0x67452301, 0xefcdab89 | 0, 0x98badcfe | 0, 0x10325476, 0xc3d2e1f0 | 0];
  const w = new Int32Array(80);
  for (let at = 0; at < data.length; at += 64) {
    for (let i = 0; i < 80; i += 1)
      w[i] =
        i < 16
          ? view.getInt32(at + i * 4)
          : rotl((w[i - 3] ?? 0) ^ (w[i - 8] ?? 0) ^ (w[i - 14] ?? 0) ^ (w[i - 16] ?? 0), 1);
    let [a = 0, b = 0, c = 0, d = 0, e = 0] = h;
    for (let i = 0; i < 80; i += 1) {
      const f = i < 20 ? (b & c) | (~b & d) : i < 40 ? b ^ c ^ d : i < 60 ? (b & c) | (b & d) | (c & d) : b ^ c ^ d;
      const k = i < 20 ? 0x5a827999 : i < 40 ? 0x6ed9eba1 : i < 60 ? 0x8f1bbcdc : 0xca62c1d6;
      const t = (rotl(a, 5) + f + e + k + (w[i] ?? 0)) | 0;
      e = d;
      d = c;
      c = rotl(b, 30);
      b = a;
      a = t;
    }
    [a, b, c, d, e].forEach((x, i) => {
      h[i] = ((h[i] ?? 0) + x) | 0;
    });
  }
  return h.map(hex32).join('');
}

function primes(count: number): number[] {
  const out: number[] = [];
  for (let n = 2; out.length < count; n += 1) if (out.every((p) => n % p !== 0)) out.push(n);
  return out;
}

/** The first 64 bits of the fractional part of a root, exactly. */
function rootFraction(n: number, degree: 2n | 3n): bigint {
  const target = BigInt(n) << (64n * degree);
  let low = 0n;
  let high = 1n << 72n;
  while (low < high) {
    const middle = (low + high + 1n) >> 1n;
    if (middle ** degree <= target) low = middle;
    else high = middle - 1n;
  }
  return low & ((1n << 64n) - 1n);
}

const K64 = primes(80).map((p) => rootFraction(p, 3n));
const K32 = K64.slice(0, 64).map((k) => Number(k >> 32n) | 0);
const SHA512_INIT = primes(8).map((p) => rootFraction(p, 2n));
const SHA384_INIT = primes(16)
  .slice(8)
  .map((p) => rootFraction(p, 2n));
const SHA256_INIT = SHA512_INIT.map((x) => Number(x >> 32n) | 0);
const SHA224_INIT = SHA384_INIT.map((x) => Number(x & 0xffffffffn) | 0);

function sha256With(text: ByteString, init: readonly number[], words: number): string {
  const data = padded(text, 64, false);
  const view = new DataView(data.buffer);
  const h = [...init];
  const w = new Int32Array(64);
  for (let at = 0; at < data.length; at += 64) {
    for (let i = 0; i < 64; i += 1) {
      if (i < 16) {
        w[i] = view.getInt32(at + i * 4);
        continue;
      }
      const x = w[i - 15] ?? 0;
      const y = w[i - 2] ?? 0;
      w[i] =
        ((w[i - 16] ?? 0) +
          (rotr(x, 7) ^ rotr(x, 18) ^ (x >>> 3)) +
          (w[i - 7] ?? 0) +
          (rotr(y, 17) ^ rotr(y, 19) ^ (y >>> 10))) |
        0;
    }
    const v = [...h];
    for (let i = 0; i < 64; i += 1) {
      const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, k = 0] = v;
      const t1 =
        (k + (rotr(e, 6) ^ rotr(e, 11) ^ rotr(e, 25)) + ((e & f) ^ (~e & g)) + (K32[i] ?? 0) + (w[i] ?? 0)) | 0;
      const t2 = ((rotr(a, 2) ^ rotr(a, 13) ^ rotr(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))) | 0;
      v.pop();
      v[4] = (d + t1) | 0;
      v.splice(0, 8, (t1 + t2) | 0, a, b, c, (d + t1) | 0, e, f, g);
    }
    v.forEach((x, i) => {
      h[i] = ((h[i] ?? 0) + x) | 0;
    });
  }
  return h.slice(0, words).map(hex32).join('');
}

export const sha256 = (text: ByteString): string => sha256With(text, SHA256_INIT, 8);
export const sha224 = (text: ByteString): string => sha256With(text, SHA224_INIT, 7);

const MASK = (1n << 64n) - 1n;
const rot64 = (x: bigint, n: bigint): bigint => ((x >> n) | (x << (64n - n))) & MASK;

function sha512With(text: ByteString, init: readonly bigint[], words: number): string {
  const data = padded(text, 128, false);
  const view = new DataView(data.buffer);
  const h = [...init];
  for (let at = 0; at < data.length; at += 128) {
    const w: bigint[] = [];
    for (let i = 0; i < 80; i += 1) {
      if (i < 16) {
        w.push(view.getBigUint64(at + i * 8));
        continue;
      }
      const x = w[i - 15] ?? 0n;
      const y = w[i - 2] ?? 0n;
      w.push(
        ((w[i - 16] ?? 0n) +
          (rot64(x, 1n) ^ rot64(x, 8n) ^ (x >> 7n)) +
          (w[i - 7] ?? 0n) +
          (rot64(y, 19n) ^ rot64(y, 61n) ^ (y >> 6n))) &
          MASK,
      );
    }
    let [a = 0n, b = 0n, c = 0n, d = 0n, e = 0n, f = 0n, g = 0n, k = 0n] = h;
    for (let i = 0; i < 80; i += 1) {
      const t1 =
        k +
        (rot64(e, 14n) ^ rot64(e, 18n) ^ rot64(e, 41n)) +
        ((e & f) ^ (~e & MASK & g)) +
        (K64[i] ?? 0n) +
        (w[i] ?? 0n);
      const t2 = (rot64(a, 28n) ^ rot64(a, 34n) ^ rot64(a, 39n)) + ((a & b) ^ (a & c) ^ (b & c));
      [k, g, f, e, d, c, b, a] = [g, f, e, (d + t1) & MASK, c, b, a, (t1 + t2) & MASK];
    }
    [a, b, c, d, e, f, g, k].forEach((x, i) => {
      h[i] = ((h[i] ?? 0n) + x) & MASK;
    });
  }
  return h
    .slice(0, words)
    .map((x) => x.toString(16).padStart(16, '0'))
    .join('');
}

export const sha512 = (text: ByteString): string => sha512With(text, SHA512_INIT, 8);
export const sha384 = (text: ByteString): string => sha512With(text, SHA384_INIT, 6);

/** POSIX cksum: CRC-32 over the bytes and then the length. */
export function crc(text: ByteString): number {
  let value = 0;
  const add = (byte: number): void => {
    value ^= byte << 24;
    for (let i = 0; i < 8; i += 1) value = value & 0x80000000 ? (value << 1) ^ 0x04c11db7 : value << 1;
  };
  for (let i = 0; i < text.length; i += 1) add(text.charCodeAt(i));
  for (let length = text.length; length > 0; length = Math.floor(length / 256)) add(length & 255);
  return ~value >>> 0;
}
