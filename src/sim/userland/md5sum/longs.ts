// The 64-bit members of the SHA family (FIPS 180-4) and BLAKE2b (RFC 7693) over byte strings.
import type { ByteString } from '../../kernel/abi/index.ts';
import { primes } from './words.ts';

const MASK = (1n << 64n) - 1n;
const rotr = (x: bigint, n: bigint): bigint => ((x >> n) | (x << (64n - n))) & MASK;

/** floor(n^(1/k)) of big integers, by Newton's steps. */
function root(n: bigint, k: bigint): bigint {
  let x = 1n << BigInt(Math.ceil(n.toString(2).length / Number(k)));
  for (;;) {
    const next = ((k - 1n) * x + n / x ** (k - 1n)) / k;
    if (next >= x) return x;
    x = next;
  }
}

/** 64 bits of the fraction of a root of a prime. */
const fraction = (prime: number, k: bigint): bigint => root(BigInt(prime) << (64n * k), k) & MASK;

const K = primes(80).map((p) => fraction(p, 3n));
const START_512 = primes(8).map((p) => fraction(p, 2n));
const START_384 = primes(16).slice(8).map((p) => fraction(p, 2n));

function sha2(text: ByteString, start: readonly bigint[], length: number): string {
  const blocks = Math.ceil((text.length + 17) / 128);
  const bytes = new Uint8Array(blocks * 128);
  for (let i = 0; i < text.length; i += 1) bytes[i] = text.charCodeAt(i);
  bytes[text.length] = 0x80;
  const view = new DataView(bytes.buffer);
  view.setBigUint64(bytes.length - 8, BigInt(text.length) * 8n);
  const state = [...start];
  for (let block = 0; block < blocks; block += 1) {
    const w: bigint[] = [];
    for (let i = 0; i < 80; i += 1) {
      if (i < 16) {
        w.push(view.getBigUint64(block * 128 + i * 8));
        continue;
      }
      const x = w[i - 15] ?? 0n;
      const y = w[i - 2] ?? 0n;
      w.push(((w[i - 16] ?? 0n) + (rotr(x, 1n) ^ rotr(x, 8n) ^ (x >> 7n)) + (w[i - 7] ?? 0n) + (rotr(y, 19n) ^ rotr(y, 61n) ^ (y >> 6n))) & MASK);
    }
    let [a = 0n, b = 0n, c = 0n, d = 0n, e = 0n, f = 0n, g = 0n, h = 0n] = state;
    for (let i = 0; i < 80; i += 1) {
      const t1 = (h + (rotr(e, 14n) ^ rotr(e, 18n) ^ rotr(e, 41n)) + ((e & f) ^ (~e & MASK & g)) + (K[i] ?? 0n) + (w[i] ?? 0n)) & MASK;
      const t2 = ((rotr(a, 28n) ^ rotr(a, 34n) ^ rotr(a, 39n)) + ((a & b) ^ (a & c) ^ (b & c))) & MASK;
      [h, g, f, e, d, c, b, a] = [g, f, e, (d + t1) & MASK, c, b, a, (t1 + t2) & MASK];
    }
    [a, b, c, d, e, f, g, h].forEach((value, i) => (state[i] = ((state[i] ?? 0n) + value) & MASK));
  }
  return state.slice(0, length).map((word) => word.toString(16).padStart(16, '0')).join('');
}

export const sha384 = (text: ByteString): string => sha2(text, START_384, 6);
export const sha512 = (text: ByteString): string => sha2(text, START_512, 8);

const SIGMA = [
  [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15],
  [14, 10, 4, 8, 9, 15, 13, 6, 1, 12, 0, 2, 11, 7, 5, 3],
  [11, 8, 12, 0, 5, 2, 15, 13, 10, 14, 3, 6, 7, 1, 9, 4],
  [7, 9, 3, 1, 13, 12, 11, 14, 2, 6, 5, 10, 4, 0, 15, 8],
  [9, 0, 5, 7, 2, 4, 10, 15, 14, 1, 11, 12, 6, 8, 3, 13],
  [2, 12, 6, 10, 0, 11, 8, 3, 4, 13, 7, 5, 15, 14, 1, 9],
  [12, 5, 1, 15, 14, 13, 4, 10, 0, 7, 6, 3, 9, 2, 8, 11],
  [13, 11, 7, 14, 12, 1, 3, 9, 5, 0, 15, 4, 8, 6, 2, 10],
  [6, 15, 14, 9, 11, 3, 0, 8, 12, 2, 13, 7, 1, 4, 10, 5],
  [10, 2, 8, 4, 7, 6, 1, 5, 15, 11, 9, 14, 3, 12, 13, 0],
];
/** Columns, then diagonals. */
const MIXED = [[0, 4, 8, 12], [1, 5, 9, 13], [2, 6, 10, 14], [3, 7, 11, 15], [0, 5, 10, 15], [1, 6, 11, 12], [2, 7, 8, 13], [3, 4, 9, 14]];

export function blake2b(text: ByteString): string {
  const blocks = Math.max(1, Math.ceil(text.length / 128));
  const bytes = new Uint8Array(blocks * 128);
  for (let i = 0; i < text.length; i += 1) bytes[i] = text.charCodeAt(i);
  const view = new DataView(bytes.buffer);
  const state = [...START_512];
  state[0] = (state[0] ?? 0n) ^ 0x01010040n;
  for (let block = 0; block < blocks; block += 1) {
    const last = block === blocks - 1;
    const m = Array.from({ length: 16 }, (_, i) => view.getBigUint64(block * 128 + i * 8, true));
    const v = [...state, ...START_512];
    v[12] = (v[12] ?? 0n) ^ BigInt(last ? text.length : (block + 1) * 128);
    if (last) v[14] = (v[14] ?? 0n) ^ MASK;
    for (let round = 0; round < 12; round += 1) {
      const order = SIGMA[round % 10] ?? [];
      MIXED.forEach(([ia = 0, ib = 0, ic = 0, id = 0], i) => {
        const at = (j: number): bigint => v[j] ?? 0n;
        v[ia] = (at(ia) + at(ib) + (m[order[2 * i] ?? 0] ?? 0n)) & MASK;
        v[id] = rotr(at(id) ^ at(ia), 32n);
        v[ic] = (at(ic) + at(id)) & MASK;
        v[ib] = rotr(at(ib) ^ at(ic), 24n);
        v[ia] = (at(ia) + at(ib) + (m[order[2 * i + 1] ?? 0] ?? 0n)) & MASK;
        v[id] = rotr(at(id) ^ at(ia), 16n);
        v[ic] = (at(ic) + at(id)) & MASK;
        v[ib] = rotr(at(ib) ^ at(ic), 63n);
      });
    }
    state.forEach((value, i) => (state[i] = value ^ (v[i] ?? 0n) ^ (v[i + 8] ?? 0n)));
  }
  const out = new DataView(new ArrayBuffer(64));
  state.forEach((word, i) => out.setBigUint64(i * 8, word, true));
  return Array.from({ length: 64 }, (_, i) => out.getUint8(i).toString(16).padStart(2, '0')).join('');
}
