/** Sources of the demo programs, loaded once when the first one is shown. */
import type { ShownSource } from '../ui/programs.ts';

const NONE = Promise.resolve(undefined);
const made = new Map<string, Promise<ShownSource | undefined>>();

export function loadProgram(name: string): Promise<ShownSource | undefined> {
  void name;
  return made.get(name) ?? NONE;
}
