// vmstat of procps-ng 4.0.2, the default report.
import { SECOND, isErr, sys, type Program, type Sys } from '../../kernel/abi/index.ts';
import type { Command } from '../command.ts';
import { getopt } from '../lib/getopt.ts';
import { allProcs, memInfo, readFile } from '../procps/proc.ts';

const USAGE = `
Usage:
 vmstat [options] [delay [count]]

Options:
 -a, --active           active/inactive memory
 -f, --forks            number of forks since boot
 -m, --slabs            slabinfo
 -n, --one-header       do not redisplay header
 -s, --stats            event counter statistics
 -d, --disk             disk statistics
 -D, --disk-sum         summarize disk statistics
 -p, --partition <dev>  partition specific statistics
 -S, --unit <char>      define display unit
 -w, --wide             wide output
 -t, --timestamp        show timestamp
 -y, --no-first         skips first line of output

 -h, --help     display this help and exit
 -V, --version  output version information and exit

For more details see vmstat(8).
`;

const HEADER = `procs -----------memory---------- ---swap-- -----io---- -system-- ------cpu-----
 r  b   swpd   free   buff  cache   si   so    bi    bo   in   cs us sy id wa st
`;

/** Ticks of all processors: user, nice, system, idle, iowait, irq, softirq, steal. */
function* cpuTicks(): Sys<readonly number[]> {
  const text = yield* readFile('/proc/stat');
  const line = isErr(text) ? '' : (text.split('\n').find((one) => one.startsWith('cpu ')) ?? '');
  return line.split(/\s+/).slice(1).map(Number);
}

function* row(before: readonly number[]): Sys<{ readonly text: string; readonly ticks: readonly number[] }> {
  const info = yield* memInfo();
  const kib = (name: string): number => info.get(name) ?? 0;
  const procs = yield* allProcs();
  const running = procs.filter((proc) => proc.state === 'R').length;
  const blocked = procs.filter((proc) => proc.state === 'D').length;
  const ticks = yield* cpuTicks();
  const delta = (index: number): number => (ticks[index] ?? 0) - (before[index] ?? 0);
  const all = ticks.reduce((sum, _tick, index) => sum + delta(index), 0) || 1;
  const share = (...indexes: readonly number[]): number =>
    Math.round((indexes.reduce((sum, index) => sum + delta(index), 0) * 100) / all);
  const us = share(0, 1);
  const sy = share(2, 5, 6);
  const wa = share(4);
  const st = share(7);
  const cells: readonly (readonly [number, number])[] = [
    [running, 2],
    [blocked, 2],
    [kib('SwapTotal') - kib('SwapFree'), 6],
    [kib('MemFree'), 6],
    [kib('Buffers'), 6],
    [kib('Cached') + kib('SReclaimable'), 6],
    [0, 4],
    [0, 4],
    [0, 5],
    [0, 5],
    [0, 4],
    [0, 4],
    [us, 2],
    [sy, 2],
    [100 - us - sy - wa - st, 2],
    [wa, 2],
    [st, 2],
  ];
  return { text: `${cells.map(([value, width]) => String(value).padStart(width)).join(' ')}\n`, ticks };
}

const run: Program = function* (argv) {
  const parsed = getopt(argv, {
    short: 'afmnsdDp:S:wtyhV',
    long: { help: 'h', version: 'V', 'one-header': 'n', 'no-first': 'y', wide: 'w' },
  });
  for (const { key, arg } of parsed.options) {
    if (key === 'h') {
      yield* sys.writeAll(1, USAGE);
      return 0;
    }
    if (key === 'V') {
      yield* sys.writeAll(1, 'vmstat from procps-ng 4.0.2\n');
      return 0;
    }
    if (key === '?') {
      yield* sys.writeAll(2, `${arg}\n${USAGE}`);
      return 1;
    }
  }
  const [delayText, countText] = parsed.operands;
  const delay = delayText === undefined ? 0 : Number(delayText);
  if (Number.isNaN(delay) || (delayText !== undefined && delay < 1)) {
    yield* sys.writeAll(2, `${argv[0]}: failed to parse argument: '${delayText}'\n`);
    return 1;
  }
  const count = countText === undefined ? (delay > 0 ? Infinity : 1) : Number(countText);
  yield* sys.writeAll(1, HEADER);
  let ticks: readonly number[] = [];
  for (let i = 0; i < count; i += 1) {
    if (i > 0) yield* sys.nanosleep(delay * SECOND);
    const next = yield* row(ticks);
    ticks = next.ticks;
    yield* sys.writeAll(1, next.text);
  }
  return 0;
};

export const vmstat: Command = {
  name: 'vmstat',
  paths: ['/usr/bin/vmstat'],
  pkg: 'procps',
  run,
  support: {
    level: 'partial',
    note: 'Only the default report; block I/O, swapping, interrupts and context switches are always 0.',
    options: ['delay', 'count', '-n', '-h', '-V'],
  },
  man: {
    summary: 'report virtual memory statistics',
    synopsis: 'vmstat [options] [delay [count]]',
    text: 'One line of figures, then one every `delay` seconds.',
  },
};
