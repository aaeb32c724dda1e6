/** What the compiler says about a text while it is being written: a moment after the last key. */
import { useEffect, useState } from 'react';
import { utf8 } from '../../lesson/index.ts';
import { compile, type Compiled } from '../../sim/cc/index.ts';

const PAUSE_MS = 250;

/** The messages that a person at the compiler would see, with the warnings that are worth having. */
export const compiled = (text: string, file: string): Compiled =>
  compile(utf8(text), file.slice(file.lastIndexOf('/') + 1), { wall: true });

export function useCompiler(text: string, file: string): Compiled {
  const [result, setResult] = useState(() => compiled(text, file));
  useEffect(() => {
    const timer = setTimeout(() => setResult(compiled(text, file)), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text, file]);
  return result;
}
