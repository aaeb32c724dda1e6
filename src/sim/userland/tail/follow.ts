// tail -f and -F: looks again and again for what was added, for truncation, and (by name) for replaced files.
import {
  E,
  isErr,
  O_RDONLY,
  POLLERR,
  POLLHUP,
  SECOND,
  sys,
  type ByteString,
  type Sys,
} from '../../kernel/abi/index.ts';
import { readRetry } from '../lib/stdio.ts';
import type { Tool } from '../lib/tool.ts';

export interface Followed {
  readonly name: ByteString;
  fd: number | undefined;
  ino: number;
  size: number;
  missing: boolean;
}

export interface FollowPlan {
  readonly byName: boolean;
  readonly retry: boolean;
  readonly headers: boolean;
  readonly interval: number;
  readonly pid: number;
}

/** The real tail is woken by inotify; looking this often is not told apart by eye. */
const LOOK_EVERY = SECOND / 5;

/** Prints what is new; true when there was something. */
function* showNew(tool: Tool, file: Followed, header: ByteString): Sys<boolean> {
  let shown = false;
  if (file.fd === undefined) return false;
  const stat = yield* sys.fstat(file.fd);
  if (!isErr(stat) && (stat.mode & 0o170000) === 0o100000) {
    if (stat.size < file.size) {
      yield* tool.warn(`${tool.qf(file.name)}: file truncated`);
      yield* sys.lseek(file.fd, 0, 0);
      file.size = 0;
    }
    if (stat.size === file.size) return false;
  }
  for (;;) {
    const data = yield* readRetry(file.fd);
    if (isErr(data) || data === '') return shown;
    yield* tool.out.put((shown ? '' : header) + data);
    shown = true;
    file.size += data.length;
  }
}

function* checkName(tool: Tool, file: Followed, retry: boolean): Sys<void> {
  const stat = yield* sys.stat(file.name);
  if (isErr(stat)) {
    if (!file.missing) {
      yield* tool.warn(`${tool.qa(file.name)} has become inaccessible: ${stat.text}`);
      file.missing = true;
      if (file.fd !== undefined && retry) {
        yield* sys.close(file.fd);
        file.fd = undefined;
      }
    }
    return;
  }
  if (!file.missing && stat.ino === file.ino) return;
  const fd = yield* sys.open(file.name, O_RDONLY);
  if (isErr(fd)) return;
  yield* tool.warn(
    file.missing
      ? `${tool.qa(file.name)} has appeared;  following new file`
      : `${tool.qa(file.name)} has been replaced;  following new file`,
  );
  if (file.fd !== undefined) yield* sys.close(file.fd);
  file.fd = fd;
  file.ino = stat.ino;
  file.size = 0;
  file.missing = false;
}

/** Ends only by a signal, a reader that went away, or --pid's process. */
export function* follow(tool: Tool, files: readonly Followed[], plan: FollowPlan): Sys<number> {
  let last: Followed | undefined = files.at(-1);
  for (;;) {
    const gone = plan.pid !== 0 && (yield* sys.kill(plan.pid, 0)) === E.ESRCH;
    for (const file of files) {
      if (plan.byName) yield* checkName(tool, file, plan.retry);
      const header =
        plan.headers && file !== last ? `\n==> ${file.name === '-' ? 'standard input' : file.name} <==\n` : '';
      if (yield* showNew(tool, file, header)) last = file;
    }
    yield* tool.out.flush();
    if (tool.out.error) return 1;
    if (gone) return 0;
    if (plan.byName && !plan.retry && files.every((file) => file.missing)) {
      yield* tool.warn('no files remaining');
      return 1;
    }
    const ready = yield* sys.poll([{ fd: 1, events: 0 }], 0);
    if (!isErr(ready) && ready.some((entry) => (entry.events & (POLLERR | POLLHUP)) !== 0)) {
      // the reader went away: the next write would raise SIGPIPE, tail raises it at once
      yield* sys.kill(yield* sys.getpid(), 13);
      return 1;
    }
    yield* sys.nanosleep(Math.min(LOOK_EVERY, Math.max(1, plan.interval * SECOND)));
  }
}
