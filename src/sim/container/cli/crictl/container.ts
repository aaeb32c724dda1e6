/** crictl inspect, inspectp, stop, rm, exec and logs. */
import { sys, type Sys } from '../../../kernel/abi/index.ts';
import { fromJson, indentJson, toJson } from '../../../gotmpl/index.ts';
import { CriError } from '../../cri-api.ts';
import { rawTerminal } from '../docker/terminal.ts';
import type { Command } from '../layer/command.ts';
import { bool, flag, type Flags } from '../layer/flags.ts';
import { INT, STRING } from '../layer/kinds.ts';
import { Failure, out } from '../layer/io.ts';
import { must, rpc, type CriContext } from './context.ts';

const KNOWLEDGE = 'texts are from knowledge, not from recordings';

function ids(f: Flags): readonly string[] {
  if (f.args.length === 0) throw new Failure('ID cannot be empty');
  return f.args;
}

export const inspect: Command<CriContext> = {
  name: 'inspect',
  use: '[command options] CONTAINER-ID [CONTAINER-ID...]',
  short: 'Display the status of one or more containers',
  args: { kind: 'any' },
  flags: [flag('output', 'o', STRING, 'Output format'), bool('quiet', 'q', 'Do not show verbose information')],
  support: 'partial',
  missing: `-o; ${KNOWLEDGE}`,
  *run(c, f) {
    for (const id of ids(f)) {
      const found = yield* must(`getting the status of the container ${JSON.stringify(id)}`, c.runtime.inspect(id));
      yield* out(indentJson(toJson(fromJson(found)), '', '  ') + '\n');
    }
    return 0;
  },
};

export const inspectp: Command<CriContext> = {
  name: 'inspectp',
  use: '[command options] POD-ID [POD-ID...]',
  short: 'Display the status of one or more pods',
  args: { kind: 'any' },
  flags: [flag('output', 'o', STRING, 'Output format'), bool('quiet', 'q', 'Do not show verbose information')],
  support: 'partial',
  missing: `-o; ${KNOWLEDGE}`,
  *run(c, f) {
    for (const id of ids(f)) {
      const found = yield* must(
        `getting the status of the pod sandbox ${JSON.stringify(id)}`,
        c.runtime.inspectPod(id),
      );
      yield* out(indentJson(toJson(fromJson(found)), '', '  ') + '\n');
    }
    return 0;
  },
};

/** Does something to each container; ids that worked are echoed, all errors end the command. */
function* each(f: Flags, doing: string, act: (id: string) => Sys<void | CriError>): Sys<number> {
  const errors: string[] = [];
  for (const id of ids(f)) {
    const r = yield* act(id);
    if (r instanceof CriError) errors.push(`${doing} the container ${JSON.stringify(id)}: ${rpc(r)}`);
    else yield* out(id + '\n');
  }
  if (errors.length > 0) throw new Failure(errors.join('\n'));
  return 0;
}

export const stop: Command<CriContext> = {
  name: 'stop',
  use: '[command options] CONTAINER-ID [CONTAINER-ID...]',
  short: 'Stop one or more running containers',
  args: { kind: 'any' },
  // The default leaves a container no time: crictl asks the runtime to stop it within 0 seconds.
  flags: [flag('timeout', 't', INT, 'Seconds to wait to kill the container after a graceful stop is requested')],
  support: 'partial',
  missing: KNOWLEDGE,
  run: (c, f) => each(f, 'stopping', (id) => c.runtime.stop(id, f.number('timeout'))),
};

export const rm: Command<CriContext> = {
  name: 'rm',
  use: '[command options] CONTAINER-ID [CONTAINER-ID...]',
  short: 'Remove one or more containers',
  args: { kind: 'any' },
  flags: [bool('force', 'f', 'Force removal of the container, disregarding if running')],
  support: 'partial',
  missing: KNOWLEDGE,
  run: (c, f) => each(f, 'removing', (id) => c.runtime.remove(id, f.bool('force'))),
};

export const exec: Command<CriContext> = {
  name: 'exec',
  use: '[command options] CONTAINER-ID COMMAND [ARG...]',
  short: 'Run a command in a running container',
  args: { kind: 'any' },
  flags: [
    bool('interactive', 'i', 'Keep STDIN open'),
    bool('sync', 's', 'Run the command synchronously'),
    bool('tty', 't', 'Allocate a pseudo-TTY'),
    flag('timeout', '', INT, 'Timeout in seconds'),
  ],
  support: 'partial',
  missing: KNOWLEDGE,
  *run(c, f) {
    const [id, ...cmd] = f.args;
    if (id === undefined) throw new Failure('ID cannot be empty');
    if (cmd.length === 0) throw new Failure('command is required');
    const tty = f.bool('tty') && (yield* sys.isatty(0));
    const stdin = f.bool('interactive');
    const io = { stdin: stdin ? 0 : undefined, stdout: 1, stderr: tty ? 1 : 2 };
    const code = yield* rawTerminal(tty && stdin, () =>
      must('execing command in container', c.runtime.exec(id, { cmd, tty, stdin }, io)),
    );
    if (code !== 0) throw new Failure(`execing command in container: command terminated with exit code ${code}`, 1);
    return 0;
  },
};

export const logs: Command<CriContext> = {
  name: 'logs',
  use: '[command options] CONTAINER-ID',
  short: 'Fetch the logs of a container',
  args: { kind: 'any' },
  flags: [
    bool('follow', 'f', 'Follow log output'),
    bool('previous', 'p', 'Print the logs for the previous instance of the container in a pod if it exists'),
    flag('tail', '', STRING, 'Number of lines to show from the end of the logs', { def: 'all' }),
    bool('timestamps', 't', 'Show timestamps'),
  ],
  support: 'partial',
  missing: `--since, --limit-bytes; ${KNOWLEDGE}`,
  *run(c, f) {
    const id = ids(f)[0] as string;
    const tail = f.text('tail');
    const lines = tail === 'all' || Number(tail) < 0 ? undefined : Number(tail);
    if (lines !== undefined && !Number.isInteger(lines))
      throw new Failure(`strconv.ParseInt: parsing ${JSON.stringify(tail)}: invalid syntax`);
    const options = {
      follow: f.bool('follow'),
      timestamps: f.bool('timestamps'),
      tail: lines,
      previous: f.bool('previous'),
    };
    yield* must(
      `getting the status of the container ${JSON.stringify(id)}`,
      c.runtime.logs(id, options, { stdin: undefined, stdout: 1, stderr: 2 }),
    );
    return 0;
  },
};
