/** The `docker` program: global flags, finding the command, its flags and arguments, and its end. */
import { isErr, sys, type Program, type Sys } from '../../../kernel/abi/index.ts';
import type { DockerEngine } from '../../engine-api.ts';
import { findSub } from '../layer/command.ts';
import { Flags, parseFlags, type FlagSpec, type Parsed } from '../layer/flags.ts';
import { bool } from '../layer/flags.ts';
import { COMMANDS, VERSION_LINE } from './commands/index.ts';
import { err, Failure, out, type DockerContext } from './context.ts';
import type { DockerCommand } from './define.ts';
import { globalFlags } from './global-flags.ts';
import { argsError, helpText, useLine } from './help.ts';

const HELP: FlagSpec = bool('help', 'h', 'Print usage', { hidden: true, shortDeprecated: 'use --help' });

/** A command takes --help; `run` and `create` have their own, without -h. */
function withHelp(flags: readonly FlagSpec[]): readonly FlagSpec[] {
  return flags.some((f) => f.name === 'help') ? flags : [...flags, HELP];
}

/** The client for a daemon. */
export function dockerProgram(engine: DockerEngine): Program {
  return function* docker(argv, env) {
    const context: DockerContext = { engine, env };
    try {
      return yield* main(context, argv.slice(1));
    } catch (e) {
      if (!(e instanceof Failure)) throw e;
      if (e.message !== '') yield* err(e.message + '\n');
      return e.exit;
    }
  };
}

/** The tree of commands: for completion, the fidelity page and tests. */
export const DOCKER: DockerCommand = {
  name: 'docker',
  use: '[OPTIONS] COMMAND [ARG...]',
  short: 'A self-sufficient runtime for containers',
  flags: [],
  args: { kind: 'any' },
  subs: COMMANDS,
  support: 'partial',
};

function* main(context: DockerContext, args: readonly string[]): Sys<number> {
  const flags = withHelp(globalFlags(context.env.get('HOME') ?? '/root'));
  const root: DockerCommand = { ...DOCKER, flags };
  const global = yield* parse(['docker'], root, args, false);
  const g = new Flags(global);
  const level = g.text('log-level');
  const ctx =
    g.list('host').length > 0
      ? { ...context, env: new Map([...context.env, ['DOCKER_HOST', g.list('host')[0] as string]]) }
      : context;
  const known = g.args[0] !== undefined && findSub(root, g.args[0]) !== undefined;
  if (g.bool('help')) return yield* help(ctx, root, knownPath(root, g.args));
  if (g.bool('version') && !known) {
    yield* out(VERSION_LINE);
    return 0;
  }
  if (!['debug', 'info', 'warn', 'error', 'fatal', 'warning', 'panic', 'trace'].includes(level))
    throw new Failure(`Unable to parse logging level: ${level}`);
  if (g.args.length === 0) return yield* showHelp(ctx, ['docker'], root, true);
  if (g.args[0] === 'help') return yield* help(ctx, root, g.args.slice(1));
  return yield* descend(ctx, ['docker'], root, g.args);
}

/** Follows names down the tree; flags of a management command stand between its name and the next. */
function* descend(
  context: DockerContext,
  path: readonly string[],
  command: DockerCommand,
  args: readonly string[],
): Sys<number> {
  const name = args[0] as string;
  const sub = findSub(command, name);
  if (sub === undefined)
    throw new Failure(`docker: unknown command: docker ${name}\n\nRun 'docker --help' for more information`);
  // The path shows the command's own name, also where an alias was typed.
  const here = [...path, sub.name];
  if (sub.subs === undefined) return yield* runCommand(context, here, sub, args.slice(1));
  const parsed = yield* parse(here, sub, args.slice(1), false);
  const flags = new Flags(parsed);
  if (flags.bool('help')) return yield* showHelp(context, here, sub, false);
  const next = flags.args[0];
  if (next === undefined) return yield* showHelp(context, here, sub, true);
  if (findSub(sub, next) !== undefined) return yield* descend(context, here, sub, flags.args);
  throw new Failure(argsError(here, sub, flags.args) ?? '');
}

function* runCommand(
  context: DockerContext,
  path: readonly string[],
  command: DockerCommand,
  args: readonly string[],
): Sys<number> {
  if (command.run === undefined) {
    throw new Failure(`docker: '${path.join(' ')}' is not part of this simulator`);
  }
  const parsed = yield* parse(path, command, args, command.interspersed !== false);
  const flags = new Flags(parsed);
  if (flags.bool('help')) return yield* showHelp(context, path, command, false);
  const wrong = argsError(path, command, flags.args);
  if (wrong !== undefined) throw new Failure(wrong);
  return yield* command.run(context, flags);
}

function* parse(
  path: readonly string[],
  command: DockerCommand,
  args: readonly string[],
  interspersed: boolean,
): Sys<Parsed> {
  const parsed = parseFlags(withHelp(command.flags), args, { interspersed });
  for (const n of parsed.notices) yield* out(n + '\n');
  if ('error' in parsed)
    throw new Failure(
      `${parsed.error}\n\nUsage:  ${useLine(path, command)}\n\nRun '${path.join(' ')} --help' for more information`,
      125,
    );
  return parsed;
}

function* showHelp(
  context: DockerContext,
  path: readonly string[],
  command: DockerCommand,
  onError: boolean,
): Sys<number> {
  const size = yield* sys.getwinsize(0);
  const width = isErr(size) ? 80 : size.cols;
  const windowsOnly = command.flags.some((f) => f.windows === true);
  const linux = windowsOnly && (yield* context.engine.ping())?.os === 'linux';
  const text = helpText(path, command, withHelp(command.flags), { width, linux });
  yield* onError ? err(text) : out(text);
  return 0;
}

/** The leading words that name commands. */
function knownPath(root: DockerCommand, words: readonly string[]): readonly string[] {
  let at: DockerCommand | undefined = root;
  let n = 0;
  while (n < words.length && (at = findSub(at, words[n] as string)) !== undefined) n++;
  return words.slice(0, n);
}

function* help(context: DockerContext, root: DockerCommand, names: readonly string[]): Sys<number> {
  let command = root;
  const path = ['docker'];
  for (const [i, name] of names.entries()) {
    const sub = findSub(command, name);
    if (sub === undefined) throw new Failure(`unknown help topic: ${names.slice(i).join(' ')}`);
    path.push(sub.name);
    command = sub;
  }
  return yield* showHelp(context, path, command, false);
}
