// busybox 1.35: one program under many names. Init, shell and the small process tools are its own; for the rest it stands aside
// for the program of that name.
import { sys, type ByteString, type Program, type Sys } from '../../kernel/abi/index.ts';
import { ash } from '../../shell/index.ts';
import type { Command } from '../command.ts';
import { baseName } from '../lib/paths.ts';
import { kill, no, sleep, yes } from './applets.ts';
import { init } from './init.ts';
import { APPLETS, LENT_APPLETS } from './names.ts';
import { ps } from './ps.ts';
import { time } from './time.ts';
import { usage } from './usage.ts';

const OWN: Readonly<Record<string, Program>> = {
  ash,
  init,
  linuxrc: init,
  kill,
  ps,
  sh: ash,
  sleep,
  time,
  true: yes,
  false: no,
};

function* lend(argv: readonly ByteString[], env: ReadonlyMap<ByteString, ByteString>): Sys<number> {
  const name = argv[0] ?? '';
  for (const directory of ['/usr/libexec/busybox', '/usr/bin', '/bin', '/usr/sbin'])
    yield* sys.execve(`${directory}/${name}`, argv, env);
  yield* sys.writeAll(2, `${name}: applet not found\n`);
  return 127;
}

const run: Program = function* (argv, env) {
  const called = baseName(argv[0] ?? 'busybox');
  const words = called === 'busybox' ? argv.slice(1) : [called, ...argv.slice(1)];
  const name = words[0];
  if (name === undefined || name === '--help') {
    yield* sys.writeAll(1, usage(APPLETS));
    return 0;
  }
  if (name === '--list') {
    yield* sys.writeAll(1, APPLETS.map((applet) => `${applet}\n`).join(''));
    return 0;
  }
  const own = OWN[name];
  if (own) return yield* own(words, env);
  if (LENT_APPLETS.includes(name)) return yield* lend(words, env);
  yield* sys.writeAll(2, `${name}: applet not found\n`);
  return 127;
};

export const busybox: Command = {
  name: 'busybox',
  paths: ['/usr/bin/busybox'],
  pkg: 'busybox-static',
  run,
  support: {
    level: 'partial',
    note: 'Its own here: init, sh, ps, kill, sleep, time, true, false. Other applets run as the command of the same name, with its options.',
    options: ['--list', 'APPLET [ARGUMENT..]'],
  },
  man: {
    summary: 'many small tools in one program',
    synopsis: 'busybox APPLET [ARGUMENT..]',
    text: '`busybox sh` is a shell, `busybox init` an init that reads /etc/inittab, starts again what ended (respawn) and reaps orphans about once a second.',
  },
};
