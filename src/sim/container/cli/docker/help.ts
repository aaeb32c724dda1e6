/** Help and usage texts of the docker client, made from the command table. */
import type { Command } from '../layer/command.ts';
import type { FlagSpec } from '../layer/flags.ts';
import { flagUsages } from '../layer/usage.ts';

/** Order and titles of the groups in the list of all commands. */
export const GROUPS: readonly (readonly [group: string, title: string])[] = [
  ['common', 'Common Commands'],
  ['management', 'Management Commands'],
  ['swarm', 'Swarm Commands'],
  ['', 'Commands'],
];

/** cobra's padding of names in lists: 11 at least, and no docker command is longer. */
const NAME_WIDTH = 11;

export function useLine<C>(path: readonly string[], command: Command<C>): string {
  return path.join(' ') + (command.use === '' ? '' : ' ' + command.use);
}

export interface HelpOptions {
  /** Columns of the terminal. */
  readonly width: number;
  /** A daemon on Linux answered: what only Windows has is not shown. */
  readonly linux: boolean;
}

export function helpText<C>(
  path: readonly string[],
  command: Command<C>,
  flags: readonly FlagSpec[],
  options: HelpOptions,
): string {
  const root = path.length === 1;
  const subs = command.subs?.filter((s) => s.hidden !== true) ?? [];
  const shown = flags.filter(
    (f) => f.hidden !== true && f.deprecated === undefined && !(options.linux && f.windows === true),
  );
  const visible = shown.length > 0;
  const parts: string[] = [];
  if (subs.length === 0) parts.push(`Usage:  ${useLine(path, command)}`);
  else parts.push(`Usage:  ${path.join(' ')}${visible ? ' [OPTIONS]' : ''} COMMAND`);
  parts.push((command.long ?? command.short).trim());
  if (command.aliasText !== undefined || (command.aliases?.length ?? 0) > 0) {
    const parent = path.slice(0, -1).join(' ');
    const names =
      command.aliasText ?? [path.join(' '), ...(command.aliases ?? []).map((a) => `${parent} ${a}`)].join(', ');
    parts.push(`Aliases:\n  ${names}`);
  }
  const options_ = flagUsages(shown, options.width - 1).trimEnd();
  if (!root && visible) parts.push(`Options:\n${options_}`);
  if (subs.length > 0) {
    for (const [group, title] of GROUPS) {
      const members = subs.filter((s) => (root ? (s.group ?? '') === group : group === ''));
      if (members.length > 0)
        parts.push(`${title}:\n${members.map((s) => `  ${s.name.padEnd(NAME_WIDTH)} ${s.short}`).join('\n')}`);
    }
  }
  if (root && visible) parts.push(`Global Options:\n${options_}`);
  if (subs.length > 0) parts.push(`Run '${path.join(' ')} COMMAND --help' for more information on a command.`);
  if (root) parts.push('For more help on how to use Docker, head to https://docs.docker.com/go/guides/');
  return parts.join('\n\n') + '\n';
}

const plural = (n: number): string => (n === 1 ? 'argument' : 'arguments');

/** What is wrong with the number of arguments, if anything (cli/required.go). */
export function argsError<C>(
  path: readonly string[],
  command: Command<C>,
  args: readonly string[],
): string | undefined {
  const rule = command.args;
  const full = path.join(' ');
  const n = args.length;
  const complain = (what: string, lead = 'Run'): string =>
    `docker: '${full}' ${what}\n\nUsage:  ${useLine(path, command)}\n\n${lead} '${full} --help' for more information`;
  switch (rule.kind) {
    case 'any':
      return undefined;
    case 'none':
      if (n === 0) return undefined;
      if (command.subs !== undefined) {
        return `docker: unknown command: ${full} ${args[0] ?? ''}\n\nUsage:  ${useLine(path, command)}\n\nRun '${full} --help' for more information`;
      }
      return complain('accepts no arguments');
    case 'exact':
      return n === rule.n ? undefined : complain(`requires ${rule.n} ${plural(rule.n)}`);
    case 'min':
      return n >= rule.n ? undefined : complain(`requires at least ${rule.n} ${plural(rule.n)}`, 'See');
    case 'max':
      // "SRun" is what the client of this version prints.
      return n <= rule.n ? undefined : complain(`requires at most ${rule.n} ${plural(rule.n)}`, 'SRun');
    case 'range':
      return n >= rule.min && n <= rule.max
        ? undefined
        : complain(`requires at least ${rule.min} and at most ${rule.max} ${plural(rule.max)}`);
  }
}
