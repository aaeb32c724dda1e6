/** Sources of the demo programs, loaded once when the first one is shown. */
import type { ShownSource } from '../ui/programs.ts';

const made = new Map<string, Promise<ShownSource | undefined>>();

export function loadProgram(name: string): Promise<ShownSource | undefined> {
  const promise = made.get(name) ?? import('virtual:programs').then(({ programs }) => programs[name]);
  made.set(name, promise);
  return promise;
}
