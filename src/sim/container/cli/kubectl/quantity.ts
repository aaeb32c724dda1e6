/** Quantities of the API (`250m`, `12345678n`, `64Mi`) as numbers. */

const UNITS: Readonly<Record<string, number>> = {
  n: 1e-9,
  u: 1e-6,
  m: 1e-3,
  '': 1,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  P: 1e15,
  E: 1e18,
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
  Ti: 2 ** 40,
  Pi: 2 ** 50,
  Ei: 2 ** 60,
};

function quantity(text: string): number {
  const match = /^([+-]?[0-9.]+)(?:[eE]([+-]?\d+))?([A-Za-z]{0,2})$/.exec(text);
  if (!match) return 0;
  return Number(match[1]) * 10 ** Number(match[2] ?? 0) * (UNITS[match[3] ?? ''] ?? 1);
}

/** Cores. */
export const cpuOf = quantity;
export const bytesOf = quantity;
