// Commands of the shell from within vi: :!, :r !, and a range that is put through one.
import { isErr, sys, type ByteString, type Sys } from '../../kernel/abi/index.ts';
import { readAll } from '../lib/stdio.ts';
import { exitCode, waitFor } from '../lib/spawn.ts';
import { sayLines } from './area.ts';
import { fail, type Vi } from './state.ts';

function* child(vi: Vi, command: ByteString): Sys<number> {
  const argv = command === '' ? ['sh'] : ['sh', '-c', command];
  yield* sys.execve('/bin/sh', argv, vi.env);
  return 127;
}

/** What the command prints, given `input`. */
export function* shellText(vi: Vi, command: ByteString, input: ByteString): Sys<ByteString> {
  const to = yield* sys.pipe();
  const from = yield* sys.pipe();
  if (isErr(to) || isErr(from)) return fail('E485');
  const reader = yield* sys.fork(function* () {
    yield* sys.dup2(to.r, 0);
    yield* sys.dup2(from.w, 1);
    yield* sys.dup2(from.w, 2);
    for (const fd of [to.r, to.w, from.r, from.w]) yield* sys.close(fd);
    return yield* child(vi, command);
  });
  // The text is written by a process of its own: a command may print before it has read everything.
  const writer = yield* sys.fork(function* () {
    for (const fd of [to.r, from.r, from.w]) yield* sys.close(fd);
    yield* sys.writeAll(to.w, input);
    return 0;
  });
  for (const fd of [to.r, to.w, from.w]) yield* sys.close(fd);
  const text = yield* readAll(from.r);
  yield* sys.close(from.r);
  const status = isErr(reader) ? 127 : exitCode(yield* waitFor(reader));
  if (!isErr(writer)) yield* waitFor(writer);
  if (status !== 0) vi.say(`shell returned ${status}`);
  return isErr(text) ? '' : text;
}

/** Lines go through a command, what it prints comes instead. */
export function* filter(vi: Vi, from: number, to: number, command: ByteString): Sys<void> {
  const input = vi.buf.lines.slice(from, to + 1).map((line) => `${line}\n`);
  const text = yield* shellText(vi, command, input.join(''));
  const lines = text === '' ? [] : text.replace(/\n$/, '').split('\n');
  yield* vi.change();
  const before = vi.buf.content.length;
  vi.replace(from, to - from + 1, lines);
  vi.goLine(from);
  if (input.length > vi.options.report) vi.say(`${input.length} lines filtered`);
  else sayLines(vi, vi.buf.content.length - before);
}

/** The terminal is the command's until it ends; then a key is waited for. */
export function* runShell(vi: Vi, command: ByteString, input: ByteString | undefined): Sys<void> {
  yield* vi.term.give();
  yield* sys.writeAll(1, command === '' ? '' : `:!${command}\n`);
  if (input !== undefined) yield* sys.writeAll(1, yield* shellText(vi, command, input));
  else {
    const pid = yield* sys.fork(() => child(vi, command));
    if (!isErr(pid)) {
      const status = exitCode(yield* waitFor(pid));
      if (status !== 0) yield* sys.writeAll(1, `\nshell returned ${status}\n`);
    }
  }
  yield* sys.writeAll(1, '\nPress ENTER or type command to continue');
  yield* vi.term.take();
  yield* vi.term.key();
  vi.redraw = true;
}
