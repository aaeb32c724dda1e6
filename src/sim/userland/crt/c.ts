// Demo programs in C: what the learner reads is what runs. The text is compiled by src/sim/cc when the program is first executed.
import { compile, programOf, type Unit } from '../../cc/index.ts';
import type { Program } from '../../kernel/abi/index.ts';
import type { Command } from '../command.ts';
import { demo, type Demo } from './demo.ts';

/** The text as a program. A text that does not compile is our bug; the tests compile them all. */
export function compiled(text: string, file: string): Program {
  let unit: Unit | undefined;
  return (argv, env) => {
    if (!unit) {
      const result = compile(text, file);
      if (!result.ok) throw new Error(`${file}: ${result.diagnostics[0]?.message ?? 'does not compile'}`);
      ({ unit } = result);
    }
    return programOf(unit)(argv, env);
  };
}

/** A C program, installed as /app/<name>. */
export const cDemo = (spec: Omit<Demo, 'language' | 'run'>): Command =>
  demo({ ...spec, language: 'c', run: compiled(spec.text, `${spec.name}.c`) });
