// Code that every lab needs at once: the shells as far as their prompt, and sleep, which is what most containers here run as PID 1.
import type { Program } from '../../kernel/abi/index.ts';
import { LANGUAGE, shellPrograms, type Language } from '../../shell/prompt.ts';
import { napProgram } from '../../userland/sleep/nap.ts';
import type { ProgramSource } from '../library.ts';

/** What these programs need beyond that. Asked only when the machine says that it is there. */
export interface Later {
  readonly language: Language;
  readonly sleep: Program;
}

export function core(later: () => Later): Readonly<Record<string, ProgramSource>> {
  const { bash, dash } = shellPrograms(() => later().language);
  const sleep = napProgram(LANGUAGE, () => later().sleep);
  return { bash: () => bash, dash: () => dash, sleep: () => sleep };
}
