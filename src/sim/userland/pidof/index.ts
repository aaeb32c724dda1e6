// pidof of sysvinit-utils 3.06: by the program's name, the latest first, zombies left out.
import { isErr, sys, type ByteString, type Program, type Sys } from '../../kernel/abi/index.ts';
import type { Command } from '../command.ts';
import { getopt } from '../lib/getopt.ts';
import { baseName } from '../lib/paths.ts';
import { allProcs, type Proc } from '../procps/proc.ts';

/** A program matches by its file, its first argument, the base name of that, or a login shell's `-name`. */
function* matches(proc: Proc, wanted: ByteString, scripts: boolean): Sys<boolean> {
  const [first, second] = proc.argv ?? [];
  if (wanted.startsWith('/')) {
    const exe = yield* sys.readlink(`${proc.path}/exe`);
    if (!isErr(exe) && exe === wanted) return true;
  }
  if (first === undefined) return proc.comm === wanted;
  if (first === wanted || first === `-${wanted}` || baseName(first) === wanted) return true;
  if (wanted.includes('/') && !first.includes('/') && first === baseName(wanted)) return true;
  return scripts && second !== undefined && (second === wanted || baseName(second) === wanted);
}

const run: Program = function* (argv) {
  const parsed = getopt(argv, { short: 'hco:d:snqxz' });
  const flags = new Set(parsed.options.map(({ key }) => key));
  if (flags.has('?') || flags.has('h') || parsed.operands.length === 0) {
    const bad = parsed.options.find(({ key }) => key === '?');
    if (bad) yield* sys.writeAll(2, `${bad.arg}\n`);
    return 1;
  }
  const omitted = new Set<number>([yield* sys.getpid()]);
  let separator = ' ';
  for (const { key, arg } of parsed.options) {
    if (key === 'd') separator = arg ?? ' ';
    if (key !== 'o') continue;
    for (const part of (arg ?? '').split(',')) omitted.add(part === '%PPID' ? yield* sys.getppid() : Number(part));
  }
  const found: number[] = [];
  const procs = (yield* allProcs({ argv: true })).reverse();
  for (const wanted of parsed.operands) {
    for (const proc of procs) {
      if (omitted.has(proc.tgid) || (proc.state === 'Z' && !flags.has('z'))) continue;
      if (yield* matches(proc, wanted, flags.has('x'))) found.push(proc.tgid);
      if (flags.has('s') && found.length > 0) break;
    }
    if (flags.has('s') && found.length > 0) break;
  }
  if (found.length > 0 && !flags.has('q')) yield* sys.writeAll(1, `${found.join(separator)}\n`);
  return found.length > 0 ? 0 : 1;
};

export const pidof: Command = {
  name: 'pidof',
  paths: ['/usr/bin/pidof'],
  pkg: 'sysvinit-utils',
  run,
  support: { level: 'partial', note: 'Not modelled: -c, -n.', options: ['-s', '-q', '-x', '-z', '-o', '-d'] },
  man: {
    summary: 'find the process ID of a running program',
    synopsis: 'pidof [-s] [-q] [-x] [-z] [-o PID] [-d SEPARATOR] PROGRAM..',
    text: 'Prints the pids of the named programs on one line, the latest first. Zombies only with -z. Status 1 when there are none.',
  },
};
