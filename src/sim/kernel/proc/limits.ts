// /proc/pid/limits (fs/proc/base.c proc_pid_limits).
import type { ByteString, Limits } from '../abi/index.ts';

type Value = number | 'unlimited';

const line = (name: string, soft: Value, hard: Value, unit: string): string =>
  `${`Max ${name}`.padEnd(25)} ${String(soft).padEnd(20)} ${String(hard).padEnd(20)} ${unit.padEnd(10)}\n`;

export function limitsText(limits: Limits): ByteString {
  const size = (value: number, unit: number): Value => (Number.isFinite(value) ? value * unit : 'unlimited');
  const rows: readonly (readonly [string, Value, Value, string])[] = [
    ['cpu time', 'unlimited', 'unlimited', 'seconds'],
    ['file size', 'unlimited', 'unlimited', 'bytes'],
    ['data size', 'unlimited', 'unlimited', 'bytes'],
    ['stack size', size(limits.stackKib, 1024), 'unlimited', 'bytes'],
    ['core file size', size(limits.coreBlocks, 1024), 'unlimited', 'bytes'],
    ['resident set', 'unlimited', 'unlimited', 'bytes'],
    ['processes', size(limits.nproc, 1), size(limits.nproc, 1), 'processes'],
    ['open files', size(limits.nofile, 1), size(Math.max(limits.nofile, 1_048_576), 1), 'files'],
    ['locked memory', 8_388_608, 8_388_608, 'bytes'],
    ['address space', 'unlimited', 'unlimited', 'bytes'],
    ['file locks', 'unlimited', 'unlimited', 'locks'],
    ['pending signals', 96_365, 96_365, 'signals'],
    ['msgqueue size', 819_200, 819_200, 'bytes'],
    ['nice priority', 0, 0, ''],
    ['realtime priority', 0, 0, ''],
    ['realtime timeout', 'unlimited', 'unlimited', 'us'],
  ];
  return `${'Limit'.padEnd(25)} ${'Soft Limit'.padEnd(20)} ${'Hard Limit'.padEnd(20)} ${'Units'.padEnd(10)}\n${rows.map((row) => line(...row)).join('')}`;
}
