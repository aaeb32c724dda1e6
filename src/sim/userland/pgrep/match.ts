// Which processes a pattern and the selecting options of pgrep mean.
import { isErr, sys, type ByteString, type Sys } from '../../kernel/abi/index.ts';
import { compileRegex } from '../../posix/regex/index.ts';
import { groups, users } from '../lib/accounts.ts';
import {
  TICKS_PER_SECOND,
  allProcs,
  commandLine,
  ids,
  readFile,
  ttyName,
  uptimeSeconds,
  type Proc,
} from '../procps/proc.ts';
import type { Options } from './options.ts';

/** comm holds 15 bytes. */
const COMM_LENGTH = 15;

export type Matched =
  | { readonly kind: 'found'; readonly procs: readonly Proc[]; readonly warning: string }
  | { readonly kind: 'error'; readonly text: string; readonly status: number };

const numbers = (text: ByteString): (number | undefined)[] =>
  text.split(',').map((part) => (/^-?[0-9]+$/.test(part) ? Number(part) : undefined));

type Test = (proc: Proc) => boolean;
type Tests = Test[] | string;

function numberTest(options: Options, letter: string, self: number, of: (proc: Proc) => number, what: string): Tests {
  const text = options.values.get(letter);
  if (text === undefined) return [];
  const list = numbers(text);
  const bad = list.indexOf(undefined);
  if (bad >= 0) return `${what}: ${text.split(',')[bad]}`;
  const wanted = new Set(list.map((value) => (value === 0 && letter !== 'P' ? self : value)));
  return [(proc) => wanted.has(of(proc))];
}

function nameTest(
  options: Options,
  letter: string,
  known: readonly { readonly name: ByteString; readonly id: number }[],
  of: (proc: Proc) => number,
  what: string,
): Tests {
  const text = options.values.get(letter);
  if (text === undefined) return [];
  const wanted = new Set<number>();
  for (const part of text.split(',')) {
    const id = /^[0-9]+$/.test(part) ? Number(part) : known.find(({ name }) => name === part)?.id;
    if (id === undefined) return `${what}: ${part}`;
    wanted.add(id);
  }
  return [(proc) => wanted.has(of(proc))];
}

function patternTest(options: Options): { tests: Tests; warning: string } {
  const { pattern, flags } = options;
  if (pattern === undefined) return { tests: [], warning: '' };
  const compiled = compileRegex(flags.has('x') ? `^(${pattern})$` : pattern, { extended: true, icase: flags.has('i') });
  if (!compiled.ok) return { tests: `regex error: ${compiled.error}`, warning: '' };
  const full = flags.has('f');
  const warning = !full && pattern.length > COMM_LENGTH && /^[\w-]+$/.test(pattern) ? 'long' : '';
  return { tests: [(proc) => compiled.regex.exec(full ? commandLine(proc) : proc.comm) !== undefined], warning };
}

function* pidfile(path: ByteString): Sys<number | undefined> {
  const text = yield* readFile(path);
  const pid = isErr(text) ? Number.NaN : Number.parseInt(text, 10);
  return Number.isNaN(pid) ? undefined : pid;
}

function* ancestors(pid: number, procs: readonly Proc[]): Sys<Set<number>> {
  const found = new Set<number>();
  let at: number | undefined = pid;
  while (at !== undefined && at !== 0 && !found.has(at)) {
    found.add(at);
    at = procs.find((proc) => proc.tgid === at)?.ppid;
  }
  yield* sys.compute(1);
  return found;
}

export function* match(options: Options): Sys<Matched> {
  const self = yield* sys.getpid();
  const own = (call: number | { kind: string }): number => (typeof call === 'number' ? call : 0);
  const group = own(yield* sys.getpgid(0));
  const session = own(yield* sys.getsid(0));
  const accounts = ['u', 'U'].some((l) => options.values.has(l))
    ? (yield* users()).map(({ name, uid }) => ({ name, id: uid }))
    : [];
  const groupList = options.values.has('G') ? (yield* groups()).map(({ name, gid }) => ({ name, id: gid })) : [];
  const pattern = patternTest(options);
  const sets: Tests[] = [
    numberTest(options, 'P', 0, (proc) => proc.ppid, 'not a number'),
    numberTest(options, 'g', group, (proc) => proc.pgrp, 'invalid process group'),
    numberTest(options, 's', session, (proc) => proc.session, 'invalid session id'),
    nameTest(options, 'u', accounts, (proc) => ids(proc, 'Uid')[1], 'invalid user name'),
    nameTest(options, 'U', accounts, (proc) => ids(proc, 'Uid')[0], 'invalid user name'),
    nameTest(options, 'G', groupList, (proc) => ids(proc, 'Gid')[0], 'invalid group name'),
    pattern.tests,
  ];
  const tests: Test[] = [];
  for (const set of sets) {
    if (typeof set === 'string') return { kind: 'error', text: set, status: 2 };
    tests.push(...set);
  }
  const terminals = options.values.get('t')?.split(',');
  if (terminals)
    tests.push((proc) => terminals.includes(ttyName(proc.ttyNr)) || (terminals.includes('-') && proc.ttyNr === 0));
  const states = options.values.get('r');
  if (states !== undefined) tests.push((proc) => states.includes(proc.state));
  const file = options.values.get('F');
  if (file !== undefined) {
    const pid = yield* pidfile(file);
    if (pid === undefined) return { kind: 'error', text: 'pidfile not valid\nhint', status: 1 };
    tests.push((proc) => proc.tgid === pid);
  }
  const older = options.values.get('O');
  if (older !== undefined) {
    const uptime = yield* uptimeSeconds();
    tests.push((proc) => uptime - proc.startTicks / TICKS_PER_SECOND >= Number(older));
  }
  const all = yield* allProcs({ argv: true });
  const hidden = options.flags.has('A') ? yield* ancestors(self, all) : new Set([self]);
  const negate = options.flags.has('v');
  let procs = all.filter((proc) => !hidden.has(proc.tgid) && tests.every((test) => test(proc)) !== negate);
  if (options.flags.has('n')) procs = extreme(procs, 1);
  if (options.flags.has('o')) procs = extreme(procs, -1);
  return { kind: 'found', procs, warning: procs.length === 0 ? pattern.warning : '' };
}

/** The newest (1) or the oldest (-1); of equals the one with the higher or lower pid. */
function extreme(procs: readonly Proc[], sign: 1 | -1): Proc[] {
  const sorted = [...procs].sort((a, b) => sign * (b.startTicks - a.startTicks || b.tgid - a.tgid));
  return sorted.slice(0, 1);
}
