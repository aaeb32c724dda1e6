// free of procps-ng 4.0.2: /proc/meminfo as a table. In a container it shows the node, not the limit.
import { SECOND, sys, type ByteString, type Program, type Sys } from '../../kernel/abi/index.ts';
import type { Command } from '../command.ts';
import { getopt } from '../lib/getopt.ts';
import { memInfo } from '../procps/proc.ts';

const USAGE = `
Usage:
 free [options]

Options:
 -b, --bytes         show output in bytes
     --kilo          show output in kilobytes
     --mega          show output in megabytes
     --giga          show output in gigabytes
     --tera          show output in terabytes
     --peta          show output in petabytes
 -k, --kibi          show output in kibibytes
 -m, --mebi          show output in mebibytes
 -g, --gibi          show output in gibibytes
     --tebi          show output in tebibytes
     --pebi          show output in pebibytes
 -h, --human         show human-readable output
     --si            use powers of 1000 not 1024
 -l, --lohi          show detailed low and high memory statistics
 -t, --total         show total for RAM + swap
 -v, --committed     show committed memory and commit limit
 -s N, --seconds N   repeat printing every N seconds
 -c N, --count N     repeat printing N times, then exit
 -w, --wide          wide output

     --help     display this help and exit
 -V, --version  output version information and exit

For more details see free(1).
`;

const LONG = {
  bytes: 'b',
  kilo: 'kilo',
  mega: 'mega',
  giga: 'giga',
  tera: 'tera',
  peta: 'peta',
  kibi: 'k',
  mebi: 'm',
  gibi: 'g',
  tebi: 'tebi',
  pebi: 'pebi',
  human: 'h',
  si: 'si',
  lohi: 'l',
  total: 't',
  committed: 'v',
  'seconds=': 's',
  'count=': 'c',
  wide: 'w',
  help: 'help',
  version: 'V',
};

/** Unit options: power and base. */
const UNITS: Readonly<Record<string, readonly [power: number, base: number]>> = {
  b: [0, 1024],
  kilo: [1, 1000],
  mega: [2, 1000],
  giga: [3, 1000],
  tera: [4, 1000],
  peta: [5, 1000],
  k: [1, 1024],
  m: [2, 1024],
  g: [3, 1024],
  tebi: [4, 1024],
  pebi: [5, 1024],
};

const WIDTH = 12;

/** Three significant digits and a unit: `496Mi`, `8.7Mi`, `0B`. */
function human(kib: number, base: number): string {
  const units = ['B', 'K', 'M', 'G', 'T', 'P'];
  const bytes = kib * 1024;
  for (let power = 0; power < units.length; power += 1) {
    const value = bytes / base ** power;
    const unit = `${units[power] ?? ''}${power > 0 && base === 1024 ? 'i' : ''}`;
    if (power > 0 && value < 10 && value.toFixed(1).length + unit.length <= 5) return `${value.toFixed(1)}${unit}`;
    if (value < 1000 || power === units.length - 1) return `${Math.floor(value)}${unit}`;
  }
  return '';
}

interface Options {
  readonly flags: ReadonlySet<string>;
  readonly show: (kib: number) => string;
}

function* table({ flags, show }: Options): Sys<string> {
  const info = yield* memInfo();
  const kib = (name: string): number => info.get(name) ?? 0;
  const row = (name: string, values: readonly number[]): string =>
    `${name.padEnd(8)}${values.map((value) => show(value).padStart(WIDTH)).join('')}\n`;
  const cache = kib('Cached') + kib('SReclaimable');
  const available = kib('MemAvailable');
  const used = Math.max(0, kib('MemTotal') - available);
  const wide = flags.has('w');
  const heads = ['total', 'used', 'free', 'shared', ...(wide ? ['buffers', 'cache'] : ['buff/cache']), 'available'];
  const caches = wide ? [kib('Buffers'), cache] : [kib('Buffers') + cache];
  const swapUsed = kib('SwapTotal') - kib('SwapFree');
  let text = `${' '.repeat(8)}${heads.map((head) => head.padStart(WIDTH)).join('')}\n`;
  text += row('Mem:', [kib('MemTotal'), used, kib('MemFree'), kib('Shmem'), ...caches, available]);
  if (flags.has('l')) {
    text += row('Low:', [kib('MemTotal'), kib('MemTotal') - kib('MemFree'), kib('MemFree')]);
    text += row('High:', [0, 0, 0]);
  }
  text += row('Swap:', [kib('SwapTotal'), swapUsed, kib('SwapFree')]);
  if (flags.has('t'))
    text += row('Total:', [kib('MemTotal') + kib('SwapTotal'), used + swapUsed, kib('MemFree') + kib('SwapFree')]);
  if (flags.has('v')) {
    text += row('Comm:', [kib('CommitLimit'), kib('Committed_AS'), kib('CommitLimit') - kib('Committed_AS')]);
  }
  return text;
}

const run: Program = function* (argv) {
  const program: ByteString = argv[0] ?? 'free';
  const parsed = getopt(argv, { short: 'bkmghltvc:ws:V', long: LONG });
  const flags = new Set<string>();
  let unit: readonly [number, number] = [1, 1024];
  let seconds = 0;
  let count = 1;
  for (const { key, arg } of parsed.options) {
    flags.add(key);
    unit = UNITS[key] ?? unit;
    if (key === 'help') {
      yield* sys.writeAll(1, USAGE);
      return 0;
    }
    if (key === 'V') {
      yield* sys.writeAll(1, 'free from procps-ng 4.0.2\n');
      return 0;
    }
    if (key === '?') {
      yield* sys.writeAll(2, `${arg}\n${USAGE}`);
      return 1;
    }
    if (key === 's') {
      seconds = Number(arg);
      if (!(seconds > 0)) {
        yield* sys.writeAll(2, `${program}: seconds argument failed: '${arg}'\n`);
        return 1;
      }
      if (!flags.has('c')) count = Infinity;
    }
    if (key === 'c') {
      count = Number(arg);
      if (!(count > 0)) {
        yield* sys.writeAll(2, `${program}: failed to parse count argument: '${arg}'\n`);
        return 1;
      }
    }
  }
  const base = flags.has('si') ? 1000 : unit[1];
  const show = flags.has('h')
    ? (kib: number): string => human(kib, flags.has('si') ? 1000 : 1024)
    : (kib: number): string => String(Math.floor((kib * 1024) / base ** unit[0]));
  for (let i = 0; i < count; i += 1) {
    if (i > 0) yield* sys.nanosleep((seconds || 1) * SECOND);
    const text = yield* table({ flags, show });
    yield* sys.writeAll(1, i > 0 || count > 1 ? `${text}\n` : text);
  }
  return 0;
};

export const free: Command = {
  name: 'free',
  paths: ['/usr/bin/free'],
  pkg: 'procps',
  run,
  support: {
    level: 'full',
    note: '',
    options: ['-b', '-k', '-m', '-g', '-h', '--si', '-l', '-t', '-v', '-s', '-c', '-w', '-V'],
  },
  man: {
    summary: 'display amount of free and used memory',
    synopsis: 'free [options]',
    text: 'Reads /proc/meminfo. A container sees the memory of its node here; its own limit is in /sys/fs/cgroup.',
  },
};
