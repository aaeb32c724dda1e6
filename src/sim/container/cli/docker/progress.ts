/** Progress messages of a pull: one line each; bars only on a terminal (jsonmessage). */
import { sys, type Sys } from '../../../kernel/abi/index.ts';
import type { EngineError } from '../../engine-api.ts';
import { type Progress } from '../../engine-api.ts';
import { err, out, type DockerContext } from './context.ts';

function line(m: Progress): string {
  const id = m.id === undefined || m.id === '' ? '' : `${m.id}: `;
  return `${id}${m.status ?? ''}`;
}

/** Writes messages as they come. On a terminal the lines of layers are rewritten in place. */
function* show(m: Progress, fd: 1 | 2, terminal: boolean, rows: Map<string, number>): Sys<void> {
  const write = fd === 1 ? out : err;
  // Without a terminal there are no bars, so a message that only moves one is not shown.
  if (!terminal) {
    if (m.progress === undefined || m.progress === '') yield* write(line(m) + '\n');
    return;
  }
  const bar = m.progress === undefined ? '' : ` ${m.progress}`;
  if (m.id === undefined || m.id === '') {
    rows.clear();
    yield* write(`${line(m)}${bar}\n`);
    return;
  }
  const row = rows.get(m.id);
  if (row === undefined) {
    rows.set(m.id, rows.size);
    yield* write(`${line(m)}${bar} \n`);
    return;
  }
  const up = rows.size - row;
  yield* write(`\x1b[${up}A\x1b[2K\r${line(m)}${bar} \r\x1b[${up}B`);
}

/** Pulls an image for `run`: progress goes to stderr. */
export function* pullWithProgress(
  c: DockerContext,
  ref: string,
  quiet: boolean,
  fd: 1 | 2 = 2,
): Sys<void | EngineError> {
  const terminal = yield* sys.isatty(fd);
  const rows = new Map<string, number>();
  return yield* c.engine.pull(ref, function* (m) {
    if (!quiet) yield* show(m, fd, terminal, rows);
  });
}
