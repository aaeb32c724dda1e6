// getconf(1): values of the system's configuration.
import { sys, type Sys } from '../../kernel/abi/index.ts';
import { readFile } from '../lib/accounts.ts';
import { command, type Tool } from '../lib/tool.ts';

/** Constants of glibc 2.36 on Linux x86-64 (limits.h, sysconf(3), pathconf(3)). */
const VALUES: Readonly<Record<string, string>> = {
  PAGE_SIZE: '4096',
  PAGESIZE: '4096',
  CLK_TCK: '100',
  ARG_MAX: '2097152',
  NAME_MAX: '255',
  PATH_MAX: '4096',
  PIPE_BUF: '4096',
  LINK_MAX: '65000',
  CHILD_MAX: '',
  LOGIN_NAME_MAX: '256',
  HOST_NAME_MAX: '64',
  LINE_MAX: '2048',
  NGROUPS_MAX: '65536',
  SYMLOOP_MAX: '',
  TTY_NAME_MAX: '32',
  INT_MAX: '2147483647',
  INT_MIN: '-2147483648',
  UINT_MAX: '4294967295',
  CHAR_BIT: '8',
  LONG_BIT: '64',
  WORD_BIT: '32',
  SSIZE_MAX: '32767',
  RTSIG_MAX: '32',
  SIGQUEUE_MAX: '',
  _POSIX_VERSION: '200809',
  POSIX2_VERSION: '200809',
  GNU_LIBC_VERSION: 'glibc 2.36',
  GNU_LIBPTHREAD_VERSION: 'NPTL 2.36',
  PATH: '/bin:/usr/bin',
  _POSIX_ARG_MAX: '4096',
  _POSIX_PATH_MAX: '256',
  _POSIX_NAME_MAX: '14',
  IOV_MAX: '1024',
  LONG_MAX: '9223372036854775807',
};

function* main(tool: Tool): Sys<number> {
  const words = tool.args.filter((word, i) => word !== '-v' && tool.args[i - 1] !== '-v');
  const [name] = words;
  if (name === undefined) {
    yield* tool.raw('Usage: getconf [-v specification] variable_name [pathname]\n       getconf -a [pathname]\n');
    return 2;
  }
  if (name === '--help' || name === '--version') return yield* tool.other({ key: name.slice(2), arg: undefined });
  if (name === '-a') {
    for (const [key, value] of Object.entries(VALUES)) yield* tool.out.put(`${key.padEnd(34)} ${value}\n`);
    return 0;
  }
  let value = Object.hasOwn(VALUES, name) ? VALUES[name] : undefined;
  if (name === 'OPEN_MAX') value = String((yield* sys.getlimits()).nofile);
  if (name === '_NPROCESSORS_ONLN' || name === '_NPROCESSORS_CONF')
    value = String(((yield* readFile('/proc/stat')) ?? '').match(/^cpu[0-9]+ /gm)?.length ?? 1);
  if (name === '_PHYS_PAGES') value = String(Math.floor((yield* sys.sysinfo()).totalRam / 4096));
  if (name === '_AVPHYS_PAGES') value = String(Math.floor((yield* sys.sysinfo()).freeRam / 4096));
  if (value === undefined) {
    yield* tool.raw(`getconf: Unrecognized variable \`${name}'\n`);
    return 2;
  }
  yield* tool.out.put(`${value === '' ? 'undefined' : value}\n`);
  return 0;
}

export const getconf = command(
  {
    name: 'getconf',
    pkg: 'libc-bin',
    synopsis: '[-v specification] variable_name [pathname]',
    summary: 'Writes values of the system configuration.',
    options: ['-a'],
    level: 'partial',
    note: 'The variables that people ask for.',
  },
  main,
);
