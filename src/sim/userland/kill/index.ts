// /bin/kill of procps-ng 4.0.2 (bash has its own). One behaviour of this version is kept on purpose: see `digitOption`.
import { SIGTERM, isErr, sys, type ByteString, type Program, type Signal, type Sys } from '../../kernel/abi/index.ts';
import type { Command } from '../command.ts';
import { getopt } from '../lib/getopt.ts';
import { listSignals, parseSignal, procpsName, tableOfSignals, takeSignal } from '../procps/signals.ts';

const USAGE = `
Usage:
 kill [options] <pid> [...]

Options:
 <pid> [...]            send signal to every <pid> listed
 -<signal>, -s, --signal <signal>
                        specify the <signal> to be sent
 -q, --queue <value>    integer value to be sent with the signal
 -l, --list=[<signal>]  list all signal names, or convert one to a name
 -L, --table            list all signal names in a nice table

 -h, --help     display this help and exit
 -V, --version  output version information and exit

For more details see kill(1).
`;

const LONG = { 'signal=': 's', 'queue=': 'q', 'list=?': 'l', table: 'L', help: 'h', version: 'V' };

/** A signal number that kill(2) refuses: what an unknown name becomes. */
const NO_SIGNAL = -1;

function* usage(fd: 1 | 2): Sys<number> {
  yield* sys.writeAll(fd, USAGE);
  return fd === 1 ? 0 : 1;
}

function* convert(program: ByteString, text: ByteString): Sys<number> {
  if (/^[0-9]/.test(text)) {
    const number = Number(text);
    const known = number > 0 && number < 32;
    yield* sys.writeAll(known ? 1 : 2, known ? `${procpsName(number)}\n` : `${program}: unknown signal name ${text}\n`);
    return 0;
  }
  const sig = parseSignal(text);
  const known = sig !== undefined && sig < 32;
  yield* sys.writeAll(known ? 1 : 2, known ? `${sig}\n` : `${program}: unknown signal name ${text}\n`);
  return 0;
}

/**
 * `kill -15 -123`: the negative pid looks like options, and 4.0.2 acts on its first digit only, with the exit status turned
 * round. (`kill -15 -- -123` is the way to write it.)
 */
function* digitOption(digit: string, sig: Signal): Sys<number> {
  return isErr(yield* sys.kill(-Number(digit), sig)) ? 0 : 1;
}

function* signalAll(
  program: ByteString,
  words: readonly ByteString[],
  sig: Signal,
  value: number | undefined,
): Sys<number> {
  let status = 0;
  for (const word of words) {
    if (!/^[ \t]*[+-]?[0-9]+$/.test(word)) {
      yield* sys.writeAll(2, `${program}: failed to parse argument: '${word}'\n`);
      return 1;
    }
    const pid = Number(word);
    const sent = value === undefined ? yield* sys.kill(pid, sig) : yield* sys.sigqueue(pid, sig, value);
    if (!isErr(sent)) continue;
    yield* sys.writeAll(2, `${program}: (${pid}): ${sent.text}\n`);
    status = 1;
  }
  return status;
}

const run: Program = function* (argv) {
  const program = argv[0] ?? 'kill';
  const taken = takeSignal(argv);
  let sig = taken.sig ?? SIGTERM;
  let value: number | undefined;
  const parsed = getopt(taken.argv, { short: 'l::Ls:hVq:', long: LONG });
  for (const { key, arg } of parsed.options) {
    switch (key) {
      case 'l': {
        const what = arg ?? parsed.operands[0];
        if (what !== undefined) return yield* convert(program, what);
        yield* sys.writeAll(1, listSignals());
        return 0;
      }
      case 'L':
        yield* sys.writeAll(1, tableOfSignals());
        return 0;
      case 's':
        sig = parseSignal(arg ?? '') ?? NO_SIGNAL;
        break;
      case 'q':
        value = Number(arg);
        break;
      case 'h':
        return yield* usage(1);
      case 'V':
        yield* sys.writeAll(1, 'kill from procps-ng 4.0.2\n');
        return 0;
      default: {
        // `invalid option -- 'x'`, `option requires an argument -- 's'`
        const letter = /'(.)'$/.exec(arg ?? '')?.[1] ?? '';
        if (/[0-9]/.test(letter)) return yield* digitOption(letter, sig);
        yield* sys.writeAll(2, `${program}: invalid argument ${letter}\n`);
        return yield* usage(2);
      }
    }
  }
  if (parsed.operands.length === 0) return yield* usage(2);
  return yield* signalAll(program, parsed.operands, sig, value);
};

export const kill: Command = {
  name: 'kill',
  paths: ['/usr/bin/kill'],
  pkg: 'procps',
  run,
  support: {
    level: 'full',
    note: '',
    options: ['-SIGNAL', '-s, --signal', '-q, --queue', '-l, --list', '-L, --table', '-h', '-V'],
  },
  man: {
    summary: 'send a signal to a process',
    synopsis: 'kill [options] <pid> [...]',
    text: 'Sends TERM, or the signal named with -NAME, -NUMBER or -s. A negative pid means a process group, -1 everything, 0 as signal only asks. In bash, `kill` is a builtin; this is /bin/kill.',
  },
};
