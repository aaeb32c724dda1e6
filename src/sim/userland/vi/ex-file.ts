// Ex commands of files: reading, writing, leaving, the list of files.
import type { ByteString, Sys } from '../../kernel/abi/index.ts';
import { load } from '../editor/file.ts';
import { command, type ExCommand, type Given } from './ex-types.ts';
import { fileInfo, openFile, writeFile } from './files.ts';
import { runShell, shellText } from './shell.ts';
import { fail, Left, type Vi } from './state.ts';

function leave(status = 0): never {
  throw new Left(status);
}

const NO_WRITE = 'E37: No write since last change (add ! to override)';

function checkMore(vi: Vi, force: boolean): void {
  const more = vi.args.length - vi.argument - 1;
  if (force || more <= 0 || vi.warnedMore) return;
  vi.warnedMore = true;
  fail(`E173: ${more} more file${more === 1 ? '' : 's'} to edit`);
}

function* quit(vi: Vi, { force }: Given): Sys<void> {
  yield* [];
  if (vi.buf.modified && !force) fail(NO_WRITE);
  checkMore(vi, force);
  leave();
}

function* write(vi: Vi, { range, force, args }: Given): Sys<void> {
  const whole = range.given === 0;
  const append = args.startsWith('>>');
  if (/^![^!]/.test(args)) {
    const lines = whole ? vi.buf.content : vi.buf.lines.slice(range.from, range.to + 1);
    return yield* runShell(vi, args.slice(1), lines.map((line) => `${line}\n`).join(''));
  }
  const name = expanded(vi, append ? args.slice(2).trim() : args);
  yield* writeFile(vi, {
    name: name === '' ? vi.name : name,
    from: whole ? 0 : range.from,
    to: whole ? vi.buf.last : range.to,
    force,
    append,
  });
}

function* writeQuit(vi: Vi, given: Given): Sys<void> {
  yield* write(vi, given);
  checkMore(vi, given.force);
  leave();
}

/** % and # in a file name. */
function expanded(vi: Vi, name: ByteString): ByteString {
  return name.replace(/\\?[%#]/g, (mark) => {
    if (mark.startsWith('\\')) return mark.slice(1);
    const text = mark === '%' ? vi.name : vi.alternate;
    return text === ''
      ? fail(
          mark === '%'
            ? "E499: Empty file name for '%' or '#', only works with \":p:h\""
            : "E194: No alternate file name to substitute for '#'",
        )
      : text;
  });
}

function* edit(vi: Vi, { force, args }: Given): Sys<void> {
  const name = expanded(vi, args);
  if (vi.buf.modified && !force) fail(NO_WRITE);
  const { row } = vi;
  const same = name === '' || name === vi.name;
  yield* openFile(vi, name === '' ? vi.name : name);
  if (same) vi.goLine(row);
}

function* nextFile(vi: Vi, by: number, force: boolean): Sys<void> {
  const index = vi.argument + by;
  if (vi.args.length < 2)
    fail(by > 0 ? 'E163: There is only one file to edit' : 'E163: There is only one file to edit');
  if (index >= vi.args.length) fail('E165: Cannot go beyond last file');
  if (index < 0) fail('E164: Cannot go before first file');
  if (vi.buf.modified && !force) fail(NO_WRITE);
  vi.argument = index;
  yield* openFile(vi, vi.args[index] ?? '');
}

function* read(vi: Vi, { range, args }: Given): Sys<void> {
  let lines: readonly ByteString[];
  const blank = vi.buf.blank;
  const at = range.given === 0 ? vi.row : range.to;
  if (args.startsWith('!')) lines = (yield* shellText(vi, args.slice(1), '')).replace(/\n$/, '').split('\n');
  else {
    const name = expanded(vi, args) || vi.name;
    if (name === '') fail('E32: No file name');
    const got = yield* load(name);
    if (got.kind !== 'text')
      return got.kind === 'directory' ? fail(`"${name}" is a directory`) : fail(`E484: Can't open file ${name}`);
    ({ lines } = got.file);
    vi.say(`"${name}" ${got.file.noeol ? '[noeol] ' : ''}${lines.length}L, ${got.file.bytes}B`, 'echo');
  }
  yield* vi.change();
  vi.replace(blank ? 1 : at + 1, 0, lines);
  vi.goLine((blank ? 0 : at) + 1);
}

/** Writes what is not in the file yet. */
function* update(vi: Vi, given: Given): Sys<void> {
  if (vi.buf.modified || given.args !== '') yield* write(vi, given);
}

function* updateQuit(vi: Vi, given: Given): Sys<void> {
  yield* update(vi, given);
  checkMore(vi, given.force);
  leave();
}

export const FILE_COMMANDS: readonly ExCommand[] = [
  command('write', 1, 'r!a', write),
  command('wq', 2, 'r!a', writeQuit),
  command('xit', 1, 'r!a', updateQuit),
  command('exit', 3, 'r!a', updateQuit),
  command('wall', 2, '!', update),
  command('wqall', 3, '!', updateQuit),
  command('xall', 2, '!', updateQuit),
  command('update', 2, 'r!a', update),
  command('quit', 1, '!', quit),
  command('close', 3, '!', quit),
  command('qall', 2, '!', function* (vi, { force }) {
    yield* [];
    if (vi.buf.modified && !force) fail(NO_WRITE);
    leave();
  }),
  command('cquit', 2, '!', function* () {
    yield* [];
    leave(1);
  }),
  command('edit', 1, '!a', edit),
  command('view', 3, '!a', function* (vi, given) {
    yield* edit(vi, given);
    vi.options.readonly = true;
  }),
  command('enew', 3, '!', function* (vi, { force }) {
    if (vi.buf.modified && !force) fail(NO_WRITE);
    yield* openFile(vi, '');
    vi.message = undefined;
  }),
  command('next', 1, '!', (vi, { force }) => nextFile(vi, 1, force)),
  command('previous', 4, '!', (vi, { force }) => nextFile(vi, -1, force)),
  command('Next', 1, '!', (vi, { force }) => nextFile(vi, -1, force)),
  command('wnext', 2, '!', function* (vi, given) {
    yield* write(vi, given);
    yield* nextFile(vi, 1, given.force);
  }),
  command('rewind', 3, '!', (vi, { force }) => nextFile(vi, -vi.argument, force)),
  command('args', 2, '', function* (vi) {
    yield* [];
    vi.say(vi.args.map((arg, i) => (i === vi.argument ? `[${arg}]` : arg)).join(' '));
  }),
  command('read', 1, 'r0a|', read),
  command('file', 1, 'a', function* (vi, { args }) {
    yield* [];
    if (args !== '') {
      vi.name = args;
      vi.fresh = true;
    }
    vi.say(fileInfo(vi));
  }),
];
