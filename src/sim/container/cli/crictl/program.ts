/** The `crictl` program. Fidelity: its texts are from knowledge of cri-tools, not from recordings. */
import type { Program, Sys } from '../../../kernel/abi/index.ts';
import type { CriRuntime } from '../../cri-api.ts';
import { findSub, type Command } from '../layer/command.ts';
import { bool, Flags, parseFlags } from '../layer/flags.ts';
import { err, Failure, out } from '../layer/io.ts';
import { exec, inspect, inspectp, logs, rm, stop } from './container.ts';
import type { CriContext } from './context.ts';
import { pods, ps } from './list.ts';

export const CRICTL: Command<CriContext> = {
  name: 'crictl',
  use: '[global options] command [command options] [arguments...]',
  short: 'client for CRI',
  flags: [],
  args: { kind: 'any' },
  subs: [exec, inspect, inspectp, logs, pods, ps, rm, stop],
  support: 'partial',
  missing: 'images, runp, create, stats and the other commands; texts are from knowledge, not from recordings',
};

/** logrus writes the seconds since the program began; it ends at once. */
function fatal(message: string): string {
  return `FATA[0000] ${message}\n`;
}

export function crictlProgram(runtime: CriRuntime): Program {
  return function* crictl(argv, env) {
    try {
      return yield* main({ runtime, env }, argv.slice(1));
    } catch (e) {
      if (!(e instanceof Failure)) throw e;
      yield* err(fatal(e.message));
      return e.exit;
    }
  };
}

function* main(c: CriContext, args: readonly string[]): Sys<number> {
  const [name, ...rest] = args;
  if (name === undefined || name === 'help' || name === '--help' || name === '-h') {
    yield* out(help());
    return 0;
  }
  const command = findSub(CRICTL, name);
  if (command?.run === undefined) throw new Failure(`unknown command ${JSON.stringify(name)}`);
  const parsed = parseFlags([...command.flags, bool('help', 'h', 'show help')], rest, { interspersed: false });
  if ('error' in parsed) {
    const flag = /(-+[\w-]+)$/.exec(parsed.error)?.[1] ?? '';
    throw new Failure(
      parsed.error.startsWith('unknown') ? `flag provided but not defined: ${flag.replace(/^--/, '-')}` : parsed.error,
    );
  }
  const flags = new Flags(parsed);
  if (flags.bool('help')) {
    yield* out(
      `NAME:\n   crictl ${command.name} - ${command.short}\n\nUSAGE:\n   crictl ${command.name} ${command.use}\n`,
    );
    return 0;
  }
  return yield* command.run(c, flags);
}

function help(): string {
  const rows = (CRICTL.subs ?? []).map((s) => `   ${[s.name, ...(s.aliases ?? [])].join(', ').padEnd(20)}${s.short}\n`);
  return `NAME:\n   crictl - client for CRI\n\nUSAGE:\n   crictl ${CRICTL.use}\n\nCOMMANDS:\n${rows.join('')}`;
}
