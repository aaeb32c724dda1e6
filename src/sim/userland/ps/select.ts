// Which processes a request is about (ps(1), PROCESS SELECTION).
import { S_IFCHR, S_IFMT, isErr, sys, type ByteString, type Sys } from '../../kernel/abi/index.ts';
import { groups, users } from '../lib/accounts.ts';
import { ids, ttyName, type Proc } from '../procps/proc.ts';
import { fail } from './lists.ts';
import type { ListSelection, Request } from './request.ts';

/** Who asks. */
export interface Asker {
  readonly euid: number;
  readonly ttyNr: number;
}

/** A list with names resolved. */
export interface ResolvedList {
  readonly by: ListSelection['by'];
  readonly numbers: ReadonlySet<number>;
  readonly names: readonly ByteString[];
}

/** comm holds 15 bytes; longer arguments of -C are compared by their beginning. */
const COMM_LENGTH = 15;

const digits = (text: string): boolean => /^[0-9]+$/.test(text);

function* resolveNames(list: ListSelection): Sys<number[]> {
  const found: number[] = [];
  const isGroup = list.by === 'egid' || list.by === 'rgid';
  const known = isGroup
    ? (yield* groups()).map(({ name, gid }) => ({ name, id: gid }))
    : (yield* users()).map(({ name, uid }) => ({ name, id: uid }));
  for (const value of list.values) {
    const one = known.find(({ name }) => name === value);
    if (one) found.push(one.id);
    else if (digits(value)) found.push(Number(value));
    else fail(isGroup ? 'group name does not exist' : 'user name does not exist');
  }
  return found;
}

/** `pts/0`, `/dev/pts/0`, `0`; `?` and `-` for none; '' for one's own. Linux device numbers as in /proc/PID/stat. */
function* resolveTty(value: ByteString, asker: Asker): Sys<number> {
  if (value === '') return asker.ttyNr;
  if (value === '?' || value === '-') return 0;
  for (const path of [value, `/dev/${value}`, `/dev/pts/${value}`, `/dev/tty${value}`]) {
    if (!path.startsWith('/')) continue;
    const stat = yield* sys.stat(path);
    if (!isErr(stat) && (stat.mode & S_IFMT) === S_IFCHR) return stat.rdev;
  }
  return fail('TTY could not be found');
}

export function* resolve(request: Request, asker: Asker): Sys<ResolvedList[]> {
  const lists: ResolvedList[] = [];
  for (const list of request.lists) {
    let numbers: number[] = [];
    if (list.by === 'command') {
      lists.push({ by: list.by, numbers: new Set(), names: list.values.map((name) => name.slice(0, COMM_LENGTH)) });
      continue;
    }
    if (list.by === 'tty') for (const value of list.values) numbers.push(yield* resolveTty(value, asker));
    else if (list.by === 'leader') {
      if (!list.values.every(digits)) fail('list of session leaders OR effective group IDs was invalid');
      numbers = list.values.map(Number);
    } else if (['euid', 'ruid', 'egid', 'rgid'].includes(list.by)) numbers = yield* resolveNames(list);
    else numbers = list.values.map(Number);
    lists.push({ by: list.by, numbers: new Set(numbers), names: [] });
  }
  return lists;
}

function listed(proc: Proc, list: ResolvedList): boolean {
  switch (list.by) {
    case 'pid':
    case 'quick':
      return list.numbers.has(proc.tgid);
    case 'ppid':
      return list.numbers.has(proc.ppid);
    case 'session':
    case 'leader':
      return list.numbers.has(proc.session);
    case 'pgrp':
      return list.numbers.has(proc.pgrp);
    case 'euid':
      return list.numbers.has(ids(proc, 'Uid')[1]);
    case 'ruid':
      return list.numbers.has(ids(proc, 'Uid')[0]);
    case 'egid':
      return list.numbers.has(ids(proc, 'Gid')[1]);
    case 'rgid':
      return list.numbers.has(ids(proc, 'Gid')[0]);
    case 'tty':
      // by name, as device numbers of equal terminals may be written in two ways
      return [...list.numbers].some((device) => ttyName(device) === ttyName(proc.ttyNr));
    case 'command':
      return list.names.includes(proc.comm);
  }
}

type Test = (ours: boolean, leader: boolean, tty: boolean, ourTty: boolean) => boolean;

/** What -a, -d, a, g and x mean together. undefined: every process. */
function simpleTest(request: Request): Test | undefined {
  const has = (flag: 'U_a' | 'U_d' | 'B_a' | 'B_g' | 'B_x'): boolean => request.simple.has(flag);
  // the standard selection: own user and own terminal
  if (request.simple.size === 0 && !request.bsdDefaults) return (ours, _leader, _tty, ourTty) => ours && ourTty;
  if (has('U_a') || has('U_d')) {
    if (has('U_a') && has('U_d')) return (_ours, leader, tty) => !leader || tty;
    return has('U_a') ? (_ours, leader, tty) => !leader && tty : (_ours, leader) => !leader;
  }
  if (has('B_a') && has('B_x')) return undefined;
  if (has('B_a')) return (_ours, _leader, tty) => tty;
  if (has('B_x')) return (ours) => ours;
  return (ours, _leader, tty) => ours && tty;
}

export function selector(request: Request, lists: readonly ResolvedList[], asker: Asker): (proc: Proc) => boolean {
  const test = simpleTest(request);
  const useSimple = request.simple.size > 0 || lists.length === 0;
  return (proc) => {
    const tty = proc.ttyNr !== 0;
    const ours = ids(proc, 'Uid')[1] === asker.euid;
    let accepted =
      request.all ||
      (useSimple && (!test || test(ours, proc.session === proc.tgid, tty, proc.ttyNr === asker.ttyNr))) ||
      lists.some((list) => listed(proc, list));
    if (request.running && proc.state !== 'R' && proc.state !== 'D') accepted = false;
    return accepted !== request.negate;
  };
}
