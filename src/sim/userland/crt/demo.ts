// What all demo programs share: a command under /app with the source text that the learner reads beside the terminal.
import type { Program } from '../../kernel/abi/index.ts';
import type { Command } from '../command.ts';

type Language = NonNullable<Command['source']>['language'];

export interface Demo {
  readonly name: string;
  readonly language: Language;
  /** The source as shown. It is ours; the program below makes the same calls in the same order. */
  readonly text: string;
  readonly summary: string;
  readonly synopsis?: string;
  readonly run: Program;
}

const SUFFIX: Readonly<Record<Language, string>> = { c: 'c', go: 'go', python: 'py', javascript: 'js', sh: 'sh' };

/** A compiled demo program: installed as /app/<name>. */
export function demo(spec: Demo): Command {
  return {
    name: spec.name,
    paths: [`/app/${spec.name}`],
    pkg: 'demo',
    run: spec.run,
    support: { level: 'full', note: '', options: [] },
    man: {
      summary: spec.summary,
      synopsis: spec.synopsis ?? `/app/${spec.name}`,
      text: 'A demo program of this course. Its source stands beside the terminal while it runs.',
    },
    source: { file: `${spec.name}.${SUFFIX[spec.language]}`, language: spec.language, text: spec.text },
  };
}

/**
 * Line numbers of the source by name: `marks(text, { wait: 'pause();' })` → `{ wait: 4 }`. A snippet names the only line that
 * contains it; a wrong or ambiguous snippet is our bug and fails when the module is loaded.
 */
export function marks<Name extends string>(
  text: string,
  snippets: Readonly<Record<Name, string>>,
): Readonly<Record<Name, number>> {
  const lines = text.split('\n');
  const find = (snippet: string): number => {
    const found = lines.flatMap((line, index) => (line.includes(snippet) ? [index + 1] : []));
    const [first] = found;
    if (first === undefined || found.length > 1)
      throw new Error(`source mark '${snippet}' is on ${found.length} lines`);
    return first;
  };
  const entries = Object.entries<string>(snippets).map(([name, snippet]) => [name, find(snippet)] as const);
  return Object.fromEntries(entries) as Record<Name, number>;
}
