// killall of psmisc 23.6: by name, all of them.
import {
  SECOND,
  SIGTERM,
  isErr,
  sys,
  type ByteString,
  type Program,
  type Signal,
  type Sys,
} from '../../kernel/abi/index.ts';
import { compileRegex } from '../../posix/regex/index.ts';
import type { Command } from '../command.ts';
import { users } from '../lib/accounts.ts';
import { getopt } from '../lib/getopt.ts';
import { readRetry } from '../lib/stdio.ts';
import { TICKS_PER_SECOND, allProcs, ids, readProc, uptimeSeconds, type Proc } from '../procps/proc.ts';
import { listSignals, parseSignal } from '../procps/signals.ts';

const USAGE = `Usage: killall [OPTION]... [--] NAME...
       killall -l, --list
       killall -V, --version

  -e,--exact          require exact match for very long names
  -I,--ignore-case    case insensitive process name match
  -g,--process-group  kill process group instead of process
  -y,--younger-than   kill processes younger than TIME
  -o,--older-than     kill processes older than TIME
  -i,--interactive    ask for confirmation before killing
  -l,--list           list all known signal names
  -q,--quiet          don't print complaints
  -r,--regexp         interpret NAME as an extended regular expression
  -s,--signal SIGNAL  send this signal instead of SIGTERM
  -u,--user USER      kill only process(es) running as USER
  -v,--verbose        report if the signal was successfully sent
  -V,--version        display version information
  -w,--wait           wait for processes to die
  -n,--ns PID         match processes that belong to the same namespaces
                      as PID
  -Z,--context REGEXP kill only process(es) having context
                      (must precede other arguments)

`;

const VERSION = `killall (PSmisc) 23.6
Copyright (C) 1993-2022 Werner Almesberger and Craig Small

PSmisc comes with ABSOLUTELY NO WARRANTY.
This is free software, and you are welcome to redistribute it under
the terms of the GNU General Public License.
For more information about these matters, see the files named COPYING.
`;

const LONG = {
  exact: 'e',
  'ignore-case': 'I',
  'process-group': 'g',
  'younger-than=': 'y',
  'older-than=': 'o',
  interactive: 'i',
  list: 'l',
  quiet: 'q',
  regexp: 'r',
  'signal=': 's',
  'user=': 'u',
  verbose: 'v',
  version: 'V',
  wait: 'w',
  'ns=': 'n',
  'context=': 'Z',
};
const UNITS: Readonly<Record<string, number>> = {
  s: 1,
  m: 60,
  h: 3600,
  d: 86_400,
  w: 604_800,
  M: 2_419_200,
  y: 31_536_000,
};
const COMM_LENGTH = 15;

interface Options {
  readonly flags: ReadonlySet<string>;
  readonly sig: Signal;
  readonly uid: number | undefined;
  readonly younger: number | undefined;
  readonly older: number | undefined;
}

function seconds(text: ByteString): number | undefined {
  const match = /^([0-9]+(?:\.[0-9]*)?)([smhdwMy])$/.exec(text);
  return match ? Number(match[1]) * (UNITS[match[2] ?? ''] ?? 1) : undefined;
}

type NameTest = (proc: Proc) => boolean;

function nameTest(name: ByteString, flags: ReadonlySet<string>): NameTest | undefined {
  const icase = flags.has('I');
  if (flags.has('r')) {
    const compiled = compileRegex(name, { extended: true, icase });
    return compiled.ok ? (proc) => compiled.regex.exec(proc.comm) !== undefined : undefined;
  }
  const fold = (text: string): string => (icase ? text.toLowerCase() : text);
  const wanted = fold(name);
  return (proc) => {
    const comm = fold(proc.comm);
    if (wanted.includes('/')) return fold(proc.argv?.[0] ?? '') === wanted;
    if (wanted.length <= COMM_LENGTH) return comm === wanted;
    // the kernel keeps 15 bytes: the command line decides, if there is one
    const first = fold((proc.argv?.[0] ?? '').split('/').at(-1) ?? '');
    return comm === wanted.slice(0, COMM_LENGTH) && (first === wanted || (first === '' && !flags.has('e')));
  };
}

function* confirmed(proc: Proc): Sys<boolean> {
  yield* sys.writeAll(1, `Kill ${proc.comm}(${proc.tgid}) ? (y/N) `);
  const answer = yield* readRetry(0);
  return typeof answer === 'string' && /^[yY]/.test(answer);
}

/** Waits until they are gone or zombies, looking once a second. */
function* waitFor(procs: readonly Proc[]): Sys<void> {
  for (const proc of procs) {
    for (;;) {
      const now = yield* readProc(`/proc/${proc.tgid}`);
      if (!now || now.state === 'Z' || now.startTicks !== proc.startTicks) break;
      yield* sys.nanosleep(SECOND);
    }
  }
}

function* killNames(names: readonly ByteString[], options: Options): Sys<number> {
  const { flags } = options;
  const self = yield* sys.getpid();
  const uptime = yield* uptimeSeconds();
  const all = (yield* allProcs({ argv: true })).filter((proc) => {
    const age = uptime - proc.startTicks / TICKS_PER_SECOND;
    if (proc.tgid === self || (options.uid !== undefined && ids(proc, 'Uid')[1] !== options.uid)) return false;
    return (
      (options.younger === undefined || age <= options.younger) && (options.older === undefined || age >= options.older)
    );
  });
  const killed: Proc[] = [];
  let status = 0;
  for (const name of names.length > 0 ? names : [undefined]) {
    const test: NameTest | undefined = name === undefined ? () => true : nameTest(name, flags);
    if (!test) {
      yield* sys.writeAll(2, `killall: Bad regular expression: ${name}\n`);
      return 1;
    }
    let found = 0;
    const seen = new Set<number>();
    for (const proc of all.filter(test)) {
      const target = flags.has('g') ? -proc.pgrp : proc.tgid;
      if (seen.has(target)) continue;
      seen.add(target);
      if (flags.has('i') && !(yield* confirmed(proc))) continue;
      const sent = yield* sys.kill(target, options.sig);
      if (isErr(sent)) {
        if (sent.name !== 'ESRCH' || flags.has('i'))
          yield* sys.writeAll(2, `${proc.comm}(${proc.tgid}): ${sent.text}\n`);
        continue;
      }
      found += 1;
      killed.push(proc);
      if (flags.has('v')) {
        const group = flags.has('g') ? 'pgid ' : '';
        yield* sys.writeAll(2, `Killed ${proc.comm}(${group}${Math.abs(target)}) with signal ${options.sig}\n`);
      }
    }
    if (found === 0) {
      status = 1;
      if (!flags.has('q') && seen.size === 0 && name !== undefined)
        yield* sys.writeAll(2, `${name}: no process found\n`);
    }
  }
  if (flags.has('w')) yield* waitFor(killed);
  return status;
}

const run: Program = function* (argv) {
  let sig: Signal = SIGTERM;
  let uid: number | undefined;
  const flags = new Set<string>();
  const times: { y?: number; o?: number } = {};
  // `-TERM` or `-9` among the options
  const words = [...argv];
  const operands = words.findIndex((word, index) => index > 0 && (!word.startsWith('-') || word === '--'));
  const at = words.findIndex((word, index) => index > 0 && /^-([A-Z][A-Z0-9+-]+|[0-9]+)$/.test(word));
  if (at > 0 && (operands < 0 || at < operands)) {
    const name = words[at]?.slice(1) ?? '';
    const found = parseSignal(name);
    if (found === undefined) {
      yield* sys.writeAll(2, `${name}: unknown signal; killall -l lists signals.\n`);
      return 1;
    }
    sig = found;
    words.splice(at, 1);
  }
  const parsed = getopt(words, { short: '+egy:o:ilqrs:u:vVwIn:Z:', long: LONG });
  for (const { key, arg } of parsed.options) {
    switch (key) {
      case '?':
        yield* sys.writeAll(2, USAGE);
        return 1;
      case 'l':
        yield* sys.writeAll(1, listSignals());
        return 0;
      case 'V':
        yield* sys.writeAll(2, VERSION);
        return 0;
      case 's': {
        const found = parseSignal(arg ?? '');
        if (found === undefined) {
          yield* sys.writeAll(2, `${arg}: unknown signal; killall -l lists signals.\n`);
          return 1;
        }
        sig = found;
        break;
      }
      case 'u': {
        uid = (yield* users()).find(({ name }) => name === arg)?.uid;
        if (uid === undefined) {
          yield* sys.writeAll(2, `Cannot find user ${arg}\n`);
          return 1;
        }
        break;
      }
      case 'y':
      case 'o': {
        const limit = seconds(arg ?? '');
        if (limit === undefined) {
          yield* sys.writeAll(2, `Invalid time format\n${USAGE}`);
          return 1;
        }
        times[key] = limit;
        break;
      }
      default:
        flags.add(key);
    }
  }
  if (parsed.operands.length === 0 && uid === undefined) {
    yield* sys.writeAll(2, USAGE);
    return 1;
  }
  return yield* killNames(parsed.operands, { flags, sig, uid, younger: times.y, older: times.o });
};

export const killall: Command = {
  name: 'killall',
  paths: ['/usr/bin/killall'],
  pkg: 'psmisc',
  run,
  support: {
    level: 'partial',
    note: 'Not modelled: -n, -Z.',
    options: ['-SIGNAL', '-e', '-I', '-g', '-y', '-o', '-i', '-l', '-q', '-r', '-s', '-u', '-v', '-V', '-w'],
  },
  man: {
    summary: 'kill processes by name',
    synopsis: 'killall [OPTION]... [--] NAME...',
    text: 'Sends TERM, or the signal named with -NAME or -s, to all processes of that name. Status 0 when there was at least one for each name.',
  },
};
