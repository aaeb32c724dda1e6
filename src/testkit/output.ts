// What a script prints on a fresh container: for the tests of commands, which read as a script and its whole result.
import { playScript } from './truth/shell/play.ts';

export interface Output {
  /** Standard output by lines. */
  readonly out: readonly string[];
  readonly err: readonly string[];
  readonly status: number | null;
}

const lines = (text: string): string[] => {
  const list = text.split('\n');
  if (list.at(-1) === '') list.pop();
  return list;
};

/** Runs `bash script.sh` in /root. `files`: name → text. */
export function output(script: string, files: Readonly<Record<string, string>> = {}): Output {
  const result = playScript({ id: 'test', about: '', script, files, expect: { stdout: '', stderr: '', exit: 0 } });
  return { out: lines(result.stdout), err: lines(result.stderr), status: result.exit };
}
