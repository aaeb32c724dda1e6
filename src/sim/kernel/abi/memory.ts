// What a program may hold in memory: a sort of /dev/zero must end as it does on a real machine, and before the page does.

/** Bytes of text that one program holds at most: as much as the largest file. */
export const MAX_HELD = 64 * 1024 * 1024;

/** Thrown by a program that wants more; the kernel's OOM killer answers it. */
export class OutOfMemory extends RangeError {
  override readonly name = 'OutOfMemory';
}

/** Asked with what a program holds by now, before it takes more. */
export function hold(bytes: number): void {
  if (bytes > MAX_HELD) throw new OutOfMemory(`more than ${MAX_HELD} bytes`);
}
