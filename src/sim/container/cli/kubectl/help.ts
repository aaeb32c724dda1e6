/** Help texts of kubectl, and its guesses at mistyped commands. */
import type { Command } from '../layer/command.ts';
import type { FlagSpec } from '../layer/flags.ts';
import type { FlagValue } from '../layer/kinds.ts';
import { CATALOGUE } from './catalogue.ts';

export function rootHelp(): string {
  const groups = CATALOGUE.map(
    ([title, rows]) => `${title}:\n${rows.map(([name, what]) => `  ${name.padEnd(15)} ${what}\n`).join('')}`,
  );
  return (
    'kubectl controls the Kubernetes cluster manager.\n\n Find more information at: https://kubernetes.io/docs/reference/kubectl/\n\n' +
    `${groups.join('\n')}\nUsage:\n  kubectl [flags] [options]\n\n` +
    'Use "kubectl <command> --help" for more information about a given command.\nUse "kubectl options" for a list of global command-line options (applies to all commands).\n'
  );
}

/** Levenshtein distance, as cobra measures it (case does not count). */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      next.push(Math.min((row[j] as number) + 1, (next[j - 1] as number) + 1, (row[j - 1] as number) + same));
    }
    row = next;
  }
  return row[b.length] as number;
}

/** Known names at most two edits away, or that start like the word. */
export function suggestions(word: string): string {
  const w = word.toLowerCase();
  const near = CATALOGUE.flatMap(([, rows]) => rows.map(([name]) => name)).filter(
    (n) => distance(w, n) <= 2 || n.startsWith(w),
  );
  return near.length === 0 ? '' : `\n\nDid you mean this?\n${near.map((n) => `\t${n}`).join('\n')}`;
}

/** `--grace-period=-1:` and what it means, indented by a tab. */
function optionText(f: FlagSpec): string {
  const { def, kind } = f;
  const value: FlagValue = def ?? kind.zero;
  const shown =
    f.defText ??
    (Array.isArray(value)
      ? `[${value.join(',')}]`
      : kind.name === 'duration'
        ? duration(Number(value))
        : typeof value === 'string'
          ? `'${value}'`
          : String(value as number | boolean));
  return `    ${f.short === undefined ? '' : `-${f.short}, `}--${f.name}=${shown}:\n\t${f.usage}\n`;
}

/** Seconds as Go prints a duration. */
function duration(seconds: number): string {
  if (seconds < 60) return `${seconds}s`;
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor((seconds % 3600) / 60);
  return `${hours > 0 ? `${hours}h` : ''}${minutes}m${seconds % 60}s`;
}

const indented = (text: string): string =>
  text
    .split('\n')
    .map((line) => `  ${line}\n`)
    .join('');

/** What `--help` prints. Fidelity: examples and option texts are the real ones where they were recorded, shorter elsewhere. */
export function commandHelp<C>(path: readonly string[], command: Command<C>): string {
  const name = path.join(' ');
  const options = [...command.flags]
    .filter((f) => f.hidden !== true)
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .map(optionText);
  const subs = [...(command.subs ?? [])].sort((a, b) => (a.name < b.name ? -1 : 1));
  const widest = Math.max(0, ...subs.map((s) => s.name.length));
  return [
    `${command.long ?? `${command.short}.`}\n`,
    ...(command.example === undefined ? [] : [`Examples:\n${indented(command.example)}`]),
    ...(subs.length === 0
      ? []
      : [`Available Commands:\n${subs.map((s) => `  ${s.name.padEnd(widest)}   ${s.short}\n`).join('')}`]),
    ...(options.length === 0 ? [] : [`Options:\n${options.join('\n')}`]),
    `Usage:\n  ${name} ${command.use}\n`,
    ...(subs.length === 0 ? [] : [`Use "${name} <command> --help" for more information about a given command.`]),
    `Use "kubectl options" for a list of global command-line options (applies to all commands).\n`,
  ]
    .join('\n')
    .replace(/(about a given command\.)\n\n/, '$1\n');
}
