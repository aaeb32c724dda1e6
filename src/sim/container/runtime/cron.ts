// The node's cron: at every full minute it reads the system crontabs and runs what is due, each job below a process of its own.
// Format: crontab(5). Fidelity: no mail, no `%`, no names of months and days, every job runs as root.
import {
  E,
  isErr,
  O_APPEND,
  O_CREAT,
  O_RDONLY,
  O_RDWR,
  O_WRONLY,
  SA_RESTART,
  SECOND,
  SIGCHLD,
  sys,
  WNOHANG,
  type ByteString,
  type Sys,
} from '../../kernel/abi/index.ts';
import { rfc3339NanoFixed } from '../cli/docker/time.ts';

const MINUTE = 60 * SECOND;
const DIRECTORY = '/etc/cron.d';
const SYSLOG = '/var/log/syslog';
const MONTHS = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ');

/** Whether a field of a crontab line has this value: a star, `7`, `1-5`, a step after a slash, and lists of these. */
export function fieldHas(field: string, value: number, least: number): boolean {
  return field.split(',').some((part) => {
    const [range = '', step = '1'] = part.split('/');
    const [from = '', to = from] = range === '*' ? [String(least), 'Infinity'] : range.split('-');
    const end = part.includes('/') && !range.includes('-') ? Infinity : Number(to);
    return value >= Number(from) && value <= end && (value - Number(from)) % Math.max(1, Number(step)) === 0;
  });
}

interface Moment {
  readonly minute: number;
  readonly hour: number;
  readonly day: number;
  readonly month: number;
  readonly weekday: number;
}

function momentOf(micros: number): Moment & { readonly stamp: string } {
  const iso = rfc3339NanoFixed(BigInt(Math.floor(micros)) * 1000n);
  const month = Number(iso.slice(5, 7));
  const day = Number(iso.slice(8, 10));
  return {
    minute: Number(iso.slice(14, 16)),
    hour: Number(iso.slice(11, 13)),
    day,
    month,
    // 1 January 1970 was a Thursday.
    weekday: (Math.floor(micros / (24 * 60 * MINUTE)) + 4) % 7,
    stamp: `${MONTHS[month - 1] ?? ''} ${String(day).padStart(2)} ${iso.slice(11, 19)}`,
  };
}

/** The commands of a system crontab that are due now. When both days are given, one of them is enough. */
export function due(crontab: string, now: Moment): readonly string[] {
  return crontab.split('\n').flatMap((line) => {
    const fields = /^\s*([\d*,/-]+)\s+([\d*,/-]+)\s+([\d*,/-]+)\s+([\d*,/-]+)\s+([\d*,/-]+)\s+\S+\s+(.+)$/.exec(line);
    if (!fields) return [];
    const [, minute = '', hour = '', day = '', month = '', weekday = '', command = ''] = fields;
    const onDay = fieldHas(day, now.day, 1);
    const onWeekday = fieldHas(weekday, now.weekday, 0) || (now.weekday === 0 && fieldHas(weekday, 7, 0));
    const days = day.startsWith('*') || weekday.startsWith('*') ? onDay && onWeekday : onDay || onWeekday;
    const matches = fieldHas(minute, now.minute, 0) && fieldHas(hour, now.hour, 0) && fieldHas(month, now.month, 1);
    return matches && days ? [command] : [];
  });
}

function* readAll(path: ByteString): Sys<string> {
  const fd = yield* sys.open(path, O_RDONLY);
  if (isErr(fd)) return '';
  let text = '';
  for (;;) {
    const part = yield* sys.read(fd);
    if (isErr(part) || part === '') break;
    text += part;
  }
  yield* sys.close(fd);
  return text;
}

function* note(who: string, text: string): Sys<void> {
  const { stamp } = momentOf(yield* sys.clock());
  const host = yield* sys.uname();
  const fd = yield* sys.open(SYSLOG, O_WRONLY | O_CREAT | O_APPEND, 0o640);
  if (isErr(fd)) return;
  yield* sys.writeAll(fd, `${stamp} ${host.nodename} ${who}[${yield* sys.getpid()}]: ${text}\n`);
  yield* sys.close(fd);
}

const ENV: ReadonlyMap<ByteString, ByteString> = new Map([
  ['SHELL', '/bin/sh'],
  ['PATH', '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin'],
  ['HOME', '/root'],
  ['LOGNAME', 'root'],
]);

/** Between the daemon and the job: waits for it. */
function* runJob(command: string): Sys<number> {
  yield* sys.setsid();
  yield* note('CRON', `(root) CMD (${command})`);
  const child = yield* sys.fork(function* () {
    yield* sys.execve('/bin/sh', ['/bin/sh', '-c', command], ENV);
    return 1;
  });
  if (isErr(child)) {
    yield* note('CRON', "(root) error (can't fork)");
    return 1;
  }
  while ((yield* sys.wait4(child)) === E.EINTR);
  return 0;
}

function* reap(): Sys<void> {
  for (;;) {
    const done = yield* sys.wait4(-1, WNOHANG);
    if (done === 0 || isErr(done)) return;
  }
}

function* untilFullMinute(): Sys<void> {
  for (;;) {
    const now = yield* sys.clock();
    const left = yield* sys.nanosleep(MINUTE - (now % MINUTE));
    if (left === 0) return;
  }
}

export function* cron(): Sys<number> {
  yield* sys.sigaction(SIGCHLD, reap, SA_RESTART);
  const nothing = yield* sys.open('/dev/null', O_RDWR);
  for (const fd of [0, 1, 2]) if (!isErr(nothing) && nothing !== fd) yield* sys.dup2(nothing, fd);
  for (;;) {
    yield* untilFullMinute();
    const now = momentOf(yield* sys.clock());
    const names = yield* sys.readdir(DIRECTORY);
    const files = isErr(names) ? [] : names.map(({ name }) => `${DIRECTORY}/${name}`).sort();
    for (const path of ['/etc/crontab', ...files])
      for (const command of due(yield* readAll(path), now)) {
        const child = yield* sys.fork(() => runJob(command));
        if (isErr(child)) yield* note('cron', "(CRON) error (can't fork)");
      }
  }
}
