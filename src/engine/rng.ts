// Seeded random numbers: sfc32, forked by label so that one consumer's draws never shift another's.

export class Rng {
  private a: number;
  private b: number;
  private c: number;
  private d: number;
  private readonly seed: string;

  constructor(seed: string) {
    this.seed = seed;
    const next = fnv(seed);
    this.a = next();
    this.b = next();
    this.c = next();
    this.d = 1;
    for (let i = 0; i < 12; i += 1) this.uint32();
  }

  fork(label: string): Rng {
    return new Rng(`${this.seed}/${label}`);
  }

  /** 0 .. 2^32-1 */
  uint32(): number {
    const t = (((this.a + this.b) | 0) + this.d) | 0;
    this.d = (this.d + 1) | 0;
    this.a = this.b ^ (this.b >>> 9);
    this.b = (this.c + (this.c << 3)) | 0;
    this.c = ((this.c << 21) | (this.c >>> 11)) + t;
    return t >>> 0;
  }

  /** 0 .. limit-1 */
  below(limit: number): number {
    return Math.floor((this.uint32() / 4294967296) * limit);
  }
}

/** FNV-1a, continued: a stream of 32-bit words from a text. */
function fnv(text: string): () => number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i += 1) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return () => {
    hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
    hash = Math.imul(hash ^ (hash >>> 12), 0x297a2d39);
    return hash >>> 0;
  };
}
