// Code that every lab needs at once: the shells as far as their prompt, and sleep, which is what most containers here run as PID 1.
import type { Program } from '../../kernel/abi/index.ts';
import { EDITING, LANGUAGE, shellPrograms, type EditorParts, type Language } from '../../shell/prompt.ts';
import { napProgram } from '../../userland/sleep/nap.ts';
import type { ProgramSource } from '../library.ts';

/** What these programs need beyond that, by the names under which they ask for it (sys.code). */
export interface Later {
  readonly [LANGUAGE]: { readonly language: Language; readonly sleep: Program };
  readonly [EDITING]: EditorParts;
}

/** `later`: a part that the machine says is there. */
export function core(later: <K extends keyof Later>(part: K) => Later[K]): Readonly<Record<string, ProgramSource>> {
  const { bash, dash } = shellPrograms({ language: () => later(LANGUAGE).language, editing: () => later(EDITING) });
  const sleep = napProgram(LANGUAGE, () => later(LANGUAGE).sleep);
  return { bash: () => bash, dash: () => dash, sleep: () => sleep };
}
