// uptime of procps-ng 4.0.2, and the line that top begins with.
import { isErr, sys, type Program, type Sys } from '../../kernel/abi/index.ts';
import type { Command } from '../command.ts';
import { getopt } from '../lib/getopt.ts';
import { readFile, uptimeSeconds } from '../procps/proc.ts';
import { broken } from '../ps/time.ts';

const USAGE = `
Usage:
 uptime [options]

Options:
 -p, --pretty   show uptime in pretty format
 -h, --help     display this help and exit
 -s, --since    system up since
 -V, --version  output version information and exit

For more details see uptime(1).
`;

const MICROS = 1_000_000;
const two = (value: number): string => String(value).padStart(2, '0');

/** ` 13:10:56 up 51 min,  0 user,  load average: 1.25, 0.94, 0.94`. Fidelity: nobody is in utmp, as in a container. */
export function* uptimeLine(): Sys<string> {
  const now = broken(Math.floor((yield* sys.clock('realtime')) / MICROS));
  const up = Math.floor(yield* uptimeSeconds());
  const days = Math.floor(up / 86_400);
  const hours = Math.floor(up / 3600) % 24;
  const minutes = Math.floor(up / 60) % 60;
  const dayText = days > 0 ? `${days} day${days === 1 ? '' : 's'}, ` : '';
  const rest = hours > 0 ? `${String(hours).padStart(2)}:${two(minutes)}, ` : `${minutes} min, `;
  const loadText = yield* readFile('/proc/loadavg');
  const load = (isErr(loadText) ? '0.00 0.00 0.00' : loadText).split(' ').slice(0, 3).join(', ');
  return ` ${two(now.hour)}:${two(now.minute)}:${two(now.second)} up ${dayText}${rest} 0 user,  load average: ${load}`;
}

function* pretty(): Sys<string> {
  const up = Math.floor(yield* uptimeSeconds());
  const parts: string[] = [];
  const add = (count: number, unit: string): number =>
    count > 0 ? parts.push(`${count} ${unit}${count === 1 ? '' : 's'}`) : 0;
  add(Math.floor(up / 604_800), 'week');
  add(Math.floor(up / 86_400) % 7, 'day');
  add(Math.floor(up / 3600) % 24, 'hour');
  const minutes = Math.floor(up / 60) % 60;
  parts.push(`${minutes} minute${minutes === 1 ? '' : 's'}`);
  return `up ${parts.join(', ')}`;
}

function* since(): Sys<string> {
  const at = broken(Math.floor((yield* sys.clock('realtime')) / MICROS - (yield* uptimeSeconds())));
  return `${at.year}-${two(at.month + 1)}-${two(at.day)} ${two(at.hour)}:${two(at.minute)}:${two(at.second)}`;
}

const run: Program = function* (argv) {
  const parsed = getopt(argv, { short: 'phsV', long: { pretty: 'p', help: 'h', since: 's', version: 'V' } });
  let how: 'line' | 'pretty' = 'line';
  for (const { key, arg } of parsed.options) {
    if (key === 'p') how = 'pretty';
    if (key === 'h') {
      yield* sys.writeAll(1, USAGE);
      return 0;
    }
    if (key === 's') {
      yield* sys.writeAll(1, `${yield* since()}\n`);
      return 0;
    }
    if (key === 'V') {
      yield* sys.writeAll(1, 'uptime from procps-ng 4.0.2\n');
      return 0;
    }
    if (key === '?') {
      yield* sys.writeAll(2, `${arg}\n${USAGE}`);
      return 1;
    }
  }
  if (parsed.operands.length > 0) {
    yield* sys.writeAll(2, USAGE);
    return 1;
  }
  yield* sys.writeAll(1, `${how === 'pretty' ? yield* pretty() : yield* uptimeLine()}\n`);
  return 0;
};

export const uptime: Command = {
  name: 'uptime',
  paths: ['/usr/bin/uptime'],
  pkg: 'procps',
  run,
  support: { level: 'full', note: '', options: ['-p', '-s', '-h', '-V'] },
  man: {
    summary: 'tell how long the system has been running',
    synopsis: 'uptime [options]',
    text: 'The time, how long the node has been up, users, load averages. In a container these are the figures of the node.',
  },
};
