// Code that every lab needs at once: the shells as far as their prompt, and sleep, which is what most containers here run as PID 1.
import { shellPrograms, type Language } from '../../shell/prompt.ts';
import { sleep } from '../../userland/sleep/index.ts';
import type { ProgramSource } from '../library.ts';

/** `language`: what the shells need once a command is entered. Asked only when the machine says that it is there. */
export function core(language: () => Language): Readonly<Record<string, ProgramSource>> {
  const { bash, dash } = shellPrograms(language);
  return { bash: () => bash, dash: () => dash, sleep: () => sleep.run };
}
