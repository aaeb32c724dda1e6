// Numbers that the file side of one machine hands out. Kept beside the kernel, one record per machine.
import type { Kernel } from '../kernel.ts';

interface FileNumbers {
  nextAnonIno: number;
  nextDev: number;
  nextTty: number;
}

const OF = new WeakMap<Kernel, FileNumbers>();

export function numbersOf(k: Kernel): FileNumbers {
  let numbers = OF.get(k);
  if (!numbers) {
    numbers = { nextAnonIno: 20_000, nextDev: 24, nextTty: 1 };
    OF.set(k, numbers);
  }
  return numbers;
}

/** Inode number of a pipe. */
export const nextAnonIno = (k: Kernel): number => numbersOf(k).nextAnonIno++;
/** Minor number of a file system without a disk (major 0). */
export const nextDev = (k: Kernel): number => numbersOf(k).nextDev++;
