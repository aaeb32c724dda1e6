// random(3) of the C library, additive feedback with 31 words (TYPE_3): mawk's rand() is random() / RAND_MAX.

const DEGREE = 31;
const SEPARATION = 3;
const RAND_MAX = 2_147_483_647;

export class Random {
  #words: number[] = [];
  #front = SEPARATION;
  #rear = 0;

  constructor(seed: number) {
    this.seed(seed);
  }

  seed(seed: number): void {
    let word = seed >>> 0 === 0 ? 1 : seed | 0;
    const words = [word];
    for (let i = 1; i < DEGREE; i += 1) {
      // 16807 * word mod 2^31-1 without overflow
      const high = Math.trunc(word / 127_773);
      word = 16_807 * (word - high * 127_773) - 2836 * high;
      if (word < 0) word += RAND_MAX;
      words.push(word);
    }
    this.#words = words;
    this.#front = SEPARATION;
    this.#rear = 0;
    for (let i = 0; i < DEGREE * 10; i += 1) this.#next();
  }

  #next(): number {
    const sum = ((this.#words[this.#front] ?? 0) + (this.#words[this.#rear] ?? 0)) | 0;
    this.#words[this.#front] = sum;
    this.#front = (this.#front + 1) % DEGREE;
    this.#rear = (this.#rear + 1) % DEGREE;
    return sum >>> 1;
  }

  /** 0 to 1. */
  next(): number {
    return this.#next() / RAND_MAX;
  }
}
