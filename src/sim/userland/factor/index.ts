// factor(1): prime factors.
import { sys, type ByteString, type Sys } from '../../kernel/abi/index.ts';
import { command, type Tool } from '../lib/tool.ts';

function power(base: bigint, exponent: bigint, modulus: bigint): bigint {
  let result = 1n;
  let square = base % modulus;
  for (let e = exponent; e > 0n; e >>= 1n) {
    if (e & 1n) result = (result * square) % modulus;
    square = (square * square) % modulus;
  }
  return result;
}

/** Miller and Rabin's test with bases that decide all numbers below 2^81. */
function isPrime(n: bigint): boolean {
  const bases = [2n, 3n, 5n, 7n, 11n, 13n, 17n, 19n, 23n, 29n, 31n, 37n, 41n];
  if (n < 2n) return false;
  for (const p of bases) if (n % p === 0n) return n === p;
  let d = n - 1n;
  let r = 0;
  while (d % 2n === 0n) {
    d /= 2n;
    r += 1;
  }
  return bases.every((a) => {
    let x = power(a, d, n);
    if (x === 1n || x === n - 1n) return true;
    for (let i = 1; i < r; i += 1) {
      x = (x * x) % n;
      if (x === n - 1n) return true;
    }
    return false;
  });
}

const gcd = (a: bigint, b: bigint): bigint => (b === 0n ? a : gcd(b, a % b));
/** Steps between two system calls, so that a big number can be interrupted. */
const STEPS = 500;

/** Pollard's rho. */
function* divisor(n: bigint): Sys<bigint> {
  for (let c = 1n; ; c += 1n) {
    let x = 2n;
    let y = 2n;
    for (let i = 0; ; i += 1) {
      x = (x * x + c) % n;
      y = (y * y + c) % n;
      y = (y * y + c) % n;
      const d = gcd(x > y ? x - y : y - x, n);
      if (d === n) break;
      if (d > 1n) return d;
      if (i % STEPS === STEPS - 1) yield* sys.compute(STEPS);
    }
  }
}

function* factors(n: bigint): Sys<bigint[]> {
  const out: bigint[] = [];
  let rest = n;
  for (let p = 2n; p < 1000n && p * p <= rest; p += p === 2n ? 1n : 2n) {
    while (rest % p === 0n) {
      out.push(p);
      rest /= p;
    }
  }
  const queue = rest > 1n ? [rest] : [];
  while (queue.length > 0) {
    const m = queue.pop() ?? 1n;
    if (isPrime(m)) out.push(m);
    else {
      const d = yield* divisor(m);
      queue.push(d, m / d);
    }
  }
  return out.sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
}

/** Numbers longer than this would take for ever. */
const MAX_DIGITS = 38;

function* main(tool: Tool): Sys<number> {
  let exponents = false;
  const { options, operands } = tool.options({ short: '', long: { exponents: 'h' } });
  for (const option of options) {
    if (option.key === 'h') exponents = true;
    else return yield* tool.other(option);
  }
  let words: readonly ByteString[] = operands;
  if (words.length === 0) words = (yield* tool.stdin.all()).split(/[ \t\n]+/).filter((word) => word !== '');
  let status = 0;
  for (const word of words) {
    const digits = /^\s*\+?([0-9]+)$/.exec(word)?.[1];
    if (digits === undefined || digits.length > MAX_DIGITS) {
      yield* tool.out.flush();
      yield* tool.warn(
        digits === undefined ? `${tool.q(word)} is not a valid positive integer` : `${tool.q(word)} is too large`,
      );
      status = 1;
      continue;
    }
    const list = yield* factors(BigInt(digits));
    const shown = exponents
      ? [...new Set(list)].map((p) => {
          const count = list.filter((q) => q === p).length;
          return count > 1 ? `${p}^${count}` : String(p);
        })
      : list.map(String);
    yield* tool.out.put(`${BigInt(digits)}:${shown.map((p) => ` ${p}`).join('')}\n`);
  }
  return status;
}

export const factor = command(
  {
    name: 'factor',
    pkg: 'coreutils',
    synopsis: '[NUMBER]...',
    summary: 'Writes the prime factors of numbers.',
    options: ['--exponents'],
  },
  main,
);
