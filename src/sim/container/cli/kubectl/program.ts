/** The `kubectl` program (v1.34): finds the command, reads its flags, ends with its messages. */
import type { Program, Sys } from '../../../kernel/abi/index.ts';
import { ApiError, type ClusterApi } from '../../cluster-api.ts';
import { findSub, type Command } from '../layer/command.ts';
import { Flags, parseFlags } from '../layer/flags.ts';
import { err, Failure, out, type KubeContext } from './context.ts';
import { COMMANDS } from './commands/index.ts';
import { GLOBAL } from './global-flags.ts';
import { commandHelp, rootHelp, suggestions } from './help.ts';
import { connectionOf, loadConfig } from './kubeconfig.ts';

export type KubeCommand = Command<KubeContext>;

/** The tree of commands: for completion and the fidelity page. */
export const KUBECTL: KubeCommand = {
  name: 'kubectl',
  use: '[flags] [options]',
  short: 'kubectl controls the Kubernetes cluster manager.',
  flags: GLOBAL,
  args: { kind: 'any' },
  subs: COMMANDS,
  support: 'partial',
};

export function kubectlProgram(api: ClusterApi): Program {
  return function* kubectl(argv, env) {
    try {
      return yield* main(api, env, argv.slice(1));
    } catch (e) {
      if (!(e instanceof Failure)) throw e;
      if (e.message !== '') yield* err(e.message + '\n');
      return e.exit;
    }
  };
}

/** Where the command's name stands: options before it may take a value. */
function split(args: readonly string[]): {
  before: readonly string[];
  name: string | undefined;
  after: readonly string[];
} {
  for (let i = 0; i < args.length; i++) {
    const a = args[i] as string;
    if (!a.startsWith('-') || a === '-') return { before: args.slice(0, i), name: a, after: args.slice(i + 1) };
    if (a === '--') break;
    const long = a.startsWith('--');
    const spec = GLOBAL.find((f) => (long ? `--${f.name}` === a : `-${f.short ?? ''}` === a));
    if (spec !== undefined && spec.kind.bare === undefined) i++;
  }
  return { before: args, name: undefined, after: [] };
}

function* main(api: ClusterApi, env: ReadonlyMap<string, string>, args: readonly string[]): Sys<number> {
  let command = KUBECTL;
  const path = ['kubectl'];
  let options: readonly string[] = [];
  let rest = args;
  if (args[0] === 'help') rest = [...args.slice(1), '--help'];
  // Down the tree: `config set-context`, `rollout status`.
  while (command.subs !== undefined) {
    const { before, name, after } = split(rest);
    const sub = name === undefined ? undefined : findSub(command, name);
    if (name !== undefined && sub === undefined && command === KUBECTL)
      throw new Failure(`error: unknown command ${JSON.stringify(name)} for "kubectl"${suggestions(name)}`);
    if (sub === undefined) break;
    options = [...options, ...before];
    command = sub;
    path.push(sub.name);
    rest = after;
  }
  const flags = yield* read(path, command, [...options, ...rest]);
  if (command === KUBECTL) {
    yield* out(rootHelp());
    return 0;
  }
  if (flags.bool('help')) {
    if (command.support === 'none') throw new Failure(`error: '${path.join(' ')}' is not part of this simulator`);
    yield* out(commandHelp(path, command));
    return 0;
  }
  if (command.run === undefined) return yield* withoutSub(path, command, flags);
  return yield* command.run(yield* contextOf(api, env, path, flags), flags);
}

/** Commands that only have subcommands: help, and a failure. */
function* withoutSub(path: readonly string[], command: KubeCommand, flags: Flags): Sys<number> {
  if (command.subs === undefined) throw new Failure(`error: '${path.join(' ')}' is not part of this simulator`);
  const [word] = flags.args;
  if (word !== undefined)
    throw new Failure(
      `error: unknown command ${JSON.stringify(flags.args.join(' '))}\nSee '${path.join(' ')} -h' for help and examples`,
    );
  const text = commandHelp(path, command);
  yield* command.name === 'rollout' || command.name === 'top' ? out(text) : err(text);
  return 1;
}

function* contextOf(
  api: ClusterApi,
  env: ReadonlyMap<string, string>,
  path: readonly string[],
  flags: Flags,
): Sys<KubeContext> {
  const config = yield* loadConfig(flags, env);
  // What only reads or changes the file does not care whether its contexts are right.
  const local = path[1] === 'config' || path[1] === 'kustomize' || path[1] === 'options';
  const { server, namespace } = local ? { server: '', namespace: '' } : connectionOf(config, flags);
  const there = server === api.server;
  return {
    api: there ? api : nobody(api),
    env,
    config,
    server,
    namespace,
    enforceNamespace: flags.has('namespace'),
  };
}

/** At an address where nothing listens. */
function nobody(api: ClusterApi): ClusterApi {
  function* silence(): Sys<ApiError> {
    return new ApiError(0, '', '');
  }
  return {
    now: api.now,
    server: '',
    resources: silence,
    version: silence,
    get: silence,
    list: silence,
    table: silence,
    delete: silence,
    create: silence,
    update: silence,
    patch: silence,
    metrics: silence,
    whoAmI: silence,
    mayI: silence,
    rules: silence,
    logs: silence,
    exec: silence,
    attach: silence,
    *changed() {
      return false;
    },
  };
}

function* read(path: readonly string[], command: KubeCommand, args: readonly string[]): Sys<Flags> {
  const known =
    command === KUBECTL
      ? GLOBAL
      : [
          ...command.flags,
          ...GLOBAL.filter(
            (g) => !command.flags.some((f) => f.name === g.name || (f.short !== undefined && f.short === g.short)),
          ),
        ];
  const parsed = parseFlags(
    known,
    args,
    command.interspersed === undefined ? {} : { interspersed: command.interspersed },
  );
  for (const n of parsed.notices) yield* err(n + '\n');
  if ('error' in parsed) throw new Failure(`error: ${parsed.error}\nSee '${path.join(' ')} --help' for usage.`);
  return new Flags(parsed);
}
