// The shells as programs, without their language: it is asked for when one of them first needs it.
import type { Program } from '../kernel/abi/index.ts';
import { createLineReader } from './edit/index.ts';
import type { Language } from './run/language.ts';
import { shellProgram } from './run/main.ts';

export { LANGUAGE, type Language } from './run/language.ts';

export const shellPrograms = (language: () => Language): Readonly<Record<'bash' | 'dash' | 'ash', Program>> => ({
  bash: shellProgram({ flavour: 'bash', makeReader: createLineReader, language }),
  dash: shellProgram({ flavour: 'dash', language }),
  ash: shellProgram({ flavour: 'ash', language }),
});
