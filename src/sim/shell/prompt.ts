// The shells as programs, without their language: it is asked for when one of them first needs it.
import type { Program } from '../kernel/abi/index.ts';
import { createLineReader } from './edit/index.ts';
import type { Parts } from './run/language.ts';
import { shellProgram } from './run/main.ts';

export type { EditorParts } from './edit/editor.ts';
export { EDITING, LANGUAGE, type Language, type Parts } from './run/language.ts';

export const shellPrograms = (parts: Parts): Readonly<Record<'bash' | 'dash' | 'ash', Program>> => ({
  bash: shellProgram('bash', parts, createLineReader),
  dash: shellProgram('dash', parts),
  ash: shellProgram('ash', parts),
});
