// ls(1): lists directories.
import { SECOND, sys, type Sys } from '../../kernel/abi/index.ts';
import { command, type Tool } from '../lib/tool.ts';
import { Lister } from './lister.ts';
import { readPlan } from './plan.ts';

function* main(tool: Tool): Sys<number> {
  const read = yield* readPlan(tool);
  if (typeof read === 'number') return read;
  const now = Math.floor((yield* sys.clock('realtime')) / SECOND);
  const lister = new Lister(tool, read.plan, now);
  yield* lister.run(read.operands);
  return lister.status;
}

export const ls = command(
  {
    name: 'ls',
    pkg: 'coreutils',
    synopsis: '[OPTION]... [FILE]...',
    summary: 'Lists files and the contents of directories.',
    options: [
      '-a',
      '-A',
      '-b',
      '-c',
      '-C',
      '-d',
      '-f',
      '-F',
      '-g',
      '-G',
      '-h',
      '-H',
      '-i',
      '-I',
      '-k',
      '-l',
      '-L',
      '-m',
      '-n',
      '-N',
      '-o',
      '-p',
      '-q',
      '-Q',
      '-r',
      '-R',
      '-s',
      '-S',
      '-t',
      '-T',
      '-u',
      '-U',
      '-v',
      '-w',
      '-x',
      '-X',
      '-1',
      '--color',
      '--full-time',
      '--group-directories-first',
      '--time-style',
    ],
    text: 'Names are sorted by bytes, as in the C locale.',
  },
  main,
  2,
);
const variant = (name: string, flags: readonly string[]): typeof ls => ({
  ...ls,
  name,
  paths: [`/usr/bin/${name}`],
  run: (argv, env) => ls.run([argv[0] ?? name, ...flags, ...argv.slice(1)], env),
});
export const dir = variant('dir', ['-C', '-b']);
export const vdir = variant('vdir', ['-l', '-b']);
