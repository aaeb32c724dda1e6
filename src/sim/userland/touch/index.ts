// touch(1): makes empty files and sets times.
import {
  isErr,
  O_CREAT,
  O_NONBLOCK,
  O_WRONLY,
  SECOND,
  sys,
  type ByteString,
  type Micros,
  type Sys,
} from '../../kernel/abi/index.ts';
import { fromLocal, localTime, zoneOf } from '../lib/clock.ts';
import { parseDate } from '../lib/parse-date.ts';
import { command, type Tool } from '../lib/tool.ts';

/** `[[CC]YY]MMDDhhmm[.ss]` */
function parseStamp(
  text: ByteString,
  year: number,
): { year: number; month: number; day: number; hour: number; minute: number; second: number } | undefined {
  const found = /^(?:(\d{2})?(\d{2}))?(\d{2})(\d{2})(\d{2})(\d{2})(?:\.(\d{2}))?$/.exec(text);
  if (!found) return undefined;
  const yy = found[2] === undefined ? undefined : Number(found[2]);
  const full =
    yy === undefined ? year : found[1] === undefined ? yy + (yy < 69 ? 2000 : 1900) : Number(found[1]) * 100 + yy;
  const fields = {
    year: full,
    month: Number(found[3]) - 1,
    day: Number(found[4]),
    hour: Number(found[5]),
    minute: Number(found[6]),
    second: Number(found[7] ?? 0),
  };
  return fields.month > 11 ||
    fields.day < 1 ||
    fields.day > 31 ||
    fields.hour > 23 ||
    fields.minute > 59 ||
    fields.second > 60
    ? undefined
    : fields;
}

function* main(tool: Tool): Sys<number> {
  let create = true;
  let which: 'both' | 'atime' | 'mtime' = 'both';
  let date: ByteString | undefined;
  let stamp: ByteString | undefined;
  let reference: ByteString | undefined;
  let follow = true;
  const { options, operands } = tool.options({
    short: 'acd:fhmr:t:',
    long: { 'time=': 'time', 'no-create': 'c', 'date=': 'd', 'reference=': 'r', 'no-dereference': 'h' },
  });
  for (const option of options) {
    const arg = option.arg ?? '';
    switch (option.key) {
      case 'a':
        which = which === 'mtime' ? 'both' : 'atime';
        break;
      case 'm':
        which = which === 'atime' ? 'both' : 'mtime';
        break;
      case 'c':
        create = false;
        break;
      case 'd':
        date = arg;
        break;
      case 't':
        stamp = arg;
        break;
      case 'r':
        reference = arg;
        break;
      case 'h':
        follow = false;
        break;
      case 'time':
        which = /^(access|atime|use)$/.test(arg) ? 'atime' : 'mtime';
        break;
      case 'f':
        break;
      default:
        return yield* tool.other(option);
    }
  }
  const now = yield* sys.clock('realtime');
  const zone = zoneOf(tool.env.get('TZ'));
  let atime: Micros = now;
  let mtime: Micros = now;
  if (stamp !== undefined && (date !== undefined || reference !== undefined))
    return yield* tool.usage(1, 'cannot specify times from more than one source');
  if (reference !== undefined) {
    const stat = follow ? yield* sys.stat(reference) : yield* sys.lstat(reference);
    if (isErr(stat)) return yield* tool.fail(1, `failed to get attributes of ${tool.qa(reference)}: ${stat.text}`);
    atime = stat.atime;
    mtime = stat.mtime;
  }
  if (stamp !== undefined) {
    const fields = parseStamp(stamp, localTime(Math.floor(now / SECOND), zone).year);
    if (!fields) return yield* tool.fail(1, `invalid date format ${tool.q(stamp)}`);
    atime = mtime = fromLocal(fields, zone) * SECOND;
  }
  if (date !== undefined) {
    const from = (base: Micros): Micros | undefined => {
      const seconds = Math.floor(base / SECOND);
      const moment = parseDate(date, { seconds, nanos: (base - seconds * SECOND) * 1000 }, zone);
      return moment && moment.seconds * SECOND + Math.floor(moment.nanos / 1000);
    };
    const a = from(atime);
    const m = from(mtime);
    if (a === undefined || m === undefined) return yield* tool.fail(1, `invalid date format ${tool.q(date)}`);
    atime = a;
    mtime = m;
  }
  if (operands.length === 0) return yield* tool.usage(1, 'missing file operand');
  let status = 0;
  for (const path of operands) {
    if (path === '-') continue;
    const existing = follow ? yield* sys.stat(path) : yield* sys.lstat(path);
    let failure: string | undefined;
    if (isErr(existing) && create && follow) {
      const fd = yield* sys.open(path, O_WRONLY | O_CREAT | O_NONBLOCK, 0o666);
      if (isErr(fd))
        failure =
          path.endsWith('/') && fd.name === 'EISDIR'
            ? `setting times of ${tool.qa(path)}: No such file or directory`
            : `cannot touch ${tool.qa(path)}: ${fd.text}`;
      else yield* sys.close(fd);
    } else if (isErr(existing) && !create && existing.name === 'ENOENT') continue;
    if (failure === undefined) {
      const done = yield* sys.utimens(
        path,
        which === 'mtime' ? undefined : atime,
        which === 'atime' ? undefined : mtime,
        follow,
      );
      if (isErr(done)) failure = `setting times of ${tool.qa(path)}: ${done.text}`;
    }
    if (failure !== undefined) {
      yield* tool.warn(failure);
      status = 1;
    }
  }
  return status;
}

export const touch = command(
  {
    name: 'touch',
    pkg: 'coreutils',
    synopsis: '[OPTION]... FILE...',
    summary: 'Sets the times of files to now, making those that do not exist.',
    options: ['-a', '-c', '-d', '-h', '-m', '-r', '-t', '--time'],
  },
  main,
);
