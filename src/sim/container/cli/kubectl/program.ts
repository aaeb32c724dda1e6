/** The `kubectl` program (v1.34): finds the command, reads its flags, ends with its messages. */
import type { Program, Sys } from '../../../kernel/abi/index.ts';
import type { ClusterApi } from '../../cluster-api.ts';
import { findSub, type Command } from '../layer/command.ts';
import { Flags, parseFlags } from '../layer/flags.ts';
import { err, Failure, out, type KubeContext } from './context.ts';
import { COMMANDS } from './commands/index.ts';
import { GLOBAL } from './global-flags.ts';
import { rootHelp, suggestions } from './help.ts';

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
      return yield* main({ api, env, namespace: api.namespace }, argv.slice(1));
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
    const long = a.startsWith('--');
    const spec = GLOBAL.find((f) => (long ? `--${f.name}` === a : `-${f.short ?? ''}` === a));
    if (spec !== undefined && spec.kind.bare === undefined) i++;
  }
  return { before: args, name: undefined, after: [] };
}

function* main(c: KubeContext, args: readonly string[]): Sys<number> {
  const { before, name, after } = split(args);
  if (name === undefined || name === 'help') {
    yield* read(['kubectl'], KUBECTL, before);
    yield* out(rootHelp());
    return 0;
  }
  const command = findSub(KUBECTL, name);
  if (command === undefined)
    throw new Failure(`error: unknown command ${JSON.stringify(name)} for "kubectl"${suggestions(name)}`);
  const path = ['kubectl', command.name];
  if (command.run === undefined) throw new Failure(`error: '${path.join(' ')}' is not part of this simulator`);
  const flags = yield* read(path, command, [...before, ...after]);
  if (flags.bool('help')) throw new Failure(`error: the help of '${path.join(' ')}' is not part of this simulator`);
  const namespace = flags.text('namespace') || c.namespace;
  return yield* command.run({ ...c, namespace }, flags);
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
  const parsed = parseFlags(known, args);
  for (const n of parsed.notices) yield* err(n + '\n');
  if ('error' in parsed) throw new Failure(`error: ${parsed.error}\nSee '${path.join(' ')} --help' for usage.`);
  return new Flags(parsed);
}
