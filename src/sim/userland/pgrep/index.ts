// pgrep, pkill and pidwait of procps-ng 4.0.2.
import { MILLISECOND, isErr, sys, type ByteString, type Program, type Sys } from '../../kernel/abi/index.ts';
import type { Command } from '../command.ts';
import { Out } from '../lib/stdio.ts';
import { commandLine, listTids, printable, readProc, type Proc } from '../procps/proc.ts';
import { match } from './match.ts';
import { parse, type Options, type Tool } from './options.ts';

/** How often pidwait looks. Fidelity: the real one sleeps in poll on pidfds, which this machine does not have. */
const LOOK_AGAIN = 50 * MILLISECOND;

function* list(options: Options, procs: readonly Proc[]): Sys<void> {
  const out = new Out(1);
  const delimiter = options.values.get('d') ?? '\n';
  const rows: ByteString[] = [];
  for (const proc of procs) {
    const ids = options.flags.has('w') ? yield* listTids(proc.tgid) : [proc.tgid];
    for (const id of ids) {
      if (options.flags.has('a')) rows.push(`${id} ${commandLine(proc)}`);
      else if (options.flags.has('l')) rows.push(`${id} ${printable(proc.comm)}`);
      else rows.push(String(id));
    }
  }
  if (rows.length > 0) yield* out.put(`${rows.join(delimiter)}\n`);
  yield* out.flush();
}

function* signalAll(program: ByteString, options: Options, procs: readonly Proc[]): Sys<number> {
  let killed = 0;
  for (const proc of procs) {
    const value = options.values.get('q');
    const sent =
      value === undefined
        ? yield* sys.kill(proc.tgid, options.sig)
        : yield* sys.sigqueue(proc.tgid, options.sig, Number(value));
    if (!isErr(sent)) {
      killed += 1;
      if (options.flags.has('e')) yield* sys.writeAll(1, `${proc.comm} killed (pid ${proc.tgid})\n`);
    } else if (sent.name !== 'ESRCH') {
      yield* sys.writeAll(2, `${program}: killing pid ${proc.tgid} failed: ${sent.text}\n`);
    }
  }
  return killed;
}

function* waitAll(options: Options, procs: readonly Proc[]): Sys<void> {
  if (options.flags.has('e'))
    for (const proc of procs) yield* sys.writeAll(1, `waiting for ${proc.comm} (pid ${proc.tgid})\n`);
  for (const proc of procs) {
    for (;;) {
      const now = yield* readProc(`/proc/${proc.tgid}`);
      if (!now || now.state === 'Z' || now.startTicks !== proc.startTicks) break;
      yield* sys.nanosleep(LOOK_AGAIN);
    }
  }
}

const program = (tool: Tool): Program =>
  function* (argv) {
    const name = argv[0] ?? tool;
    const options = parse(tool, argv);
    if (options.kind === 'say') {
      yield* sys.writeAll(options.fd, options.text);
      return options.status;
    }
    const hint = `Try \`${name} --help' for more information.\n`;
    const matched = yield* match(options);
    if (matched.kind === 'error') {
      yield* sys.writeAll(
        2,
        `${name}: ${matched.text.replace(/\nhint$/, '')}\n${matched.text.endsWith('hint') ? hint : ''}`,
      );
      return matched.status;
    }
    if (matched.warning !== '') {
      yield* sys.writeAll(
        2,
        `${name}: pattern that searches for process name longer than 15 characters will result in zero matches\n` +
          `Try \`${name} -f' option to match against the complete command line.\n`,
      );
    }
    const { procs } = matched;
    let count = procs.length;
    if (tool === 'pkill') count = yield* signalAll(name, options, procs);
    else if (tool === 'pidwait') yield* waitAll(options, procs);
    else if (!options.flags.has('c')) yield* list(options, procs);
    if (options.flags.has('c')) yield* sys.writeAll(1, `${procs.length}\n`);
    return count > 0 ? 0 : 1;
  };

const OPTIONS = '-c -f -g -G -i -n -o -O -P -s -t -u -U -x -F -r -A'.split(' ');

const command = (tool: Tool, summary: string, text: string, more: readonly string[]): Command => ({
  name: tool,
  paths: [`/usr/bin/${tool}`],
  pkg: 'procps',
  run: program(tool),
  support: { level: 'partial', note: 'Not modelled: --ns, --nslist, --cgroup, -L.', options: [...more, ...OPTIONS] },
  man: { summary, synopsis: `${tool} [options] <pattern>`, text },
});

const PATTERN =
  'The pattern is an extended regular expression that is searched in the name (15 bytes), with -f in the whole command line.';

export const pgrep = command('pgrep', 'look up processes by name and other attributes', PATTERN, [
  '-d',
  '-l',
  '-a',
  '-v',
  '-w',
]);
export const pkill = command('pkill', 'signal processes by name and other attributes', PATTERN, [
  '-SIGNAL',
  '--signal',
  '-q',
  '-e',
]);
export const pidwait = command('pidwait', 'wait for processes by name and other attributes', PATTERN, ['-e']);
