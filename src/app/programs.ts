/** Sources of the demo programs, loaded once when the first one is shown. */
import type { ShownSource } from '../ui/programs.ts';

const made = new Map<string, Promise<ShownSource | undefined>>();

async function load(name: string): Promise<ShownSource | undefined> {
  const { programs } = await import('virtual:programs');
  return (await programs[name]?.())?.default;
}

export function loadProgram(name: string): Promise<ShownSource | undefined> {
  const promise = made.get(name) ?? load(name);
  made.set(name, promise);
  return promise;
}
