// The ex commands: all of them, and those of the editor itself.
import { isErr, sys, type ByteString, type Sys } from '../../kernel/abi/index.ts';
import { FILE_COMMANDS } from './ex-file.ts';
import { TEXT_COMMANDS } from './ex-text.ts';
import { command, type ExCommand, type Given } from './ex-types.ts';
import { normal } from './normal.ts';
import { changedOptions, setOptions } from './set.ts';
import { runShell } from './shell.ts';
import { fail, type Vi } from './state.ts';

const listed = (rows: (vi: Vi, args: ByteString) => readonly ByteString[]) =>
  function* (vi: Vi, { line, args }: Given): Sys<void> {
    yield* [];
    vi.pages = [`:${line}`, ...rows(vi, args)];
  };

const missing = function* (): Sys<void> {
  yield* [];
  fail('E319: Sorry, the command is not available in this version');
};

const keysOf = (key: string) =>
  function* (vi: Vi): Sys<void> {
    vi.queue.unshift(key);
    yield* normal(vi);
  };

function registers(vi: Vi, names: ByteString): readonly ByteString[] {
  const kinds = { char: 'c', line: 'l', block: 'b' };
  const listedOnes = [...vi.registers].filter(([name]) => names === '' || names.includes(name));
  const shown = listedOnes.sort(([a], [b]) => (a === '"' ? -1 : b === '"' ? 1 : a < b ? -1 : 1));
  return [
    'Type Name Content',
    ...shown.map(([name, { shape, lines }]) =>
      `  ${kinds[shape]}  "${name}   ${lines.join('^J')}${shape === 'line' ? '^J' : ''}`.slice(0, vi.cols - 1),
    ),
  ];
}

function marks(vi: Vi): readonly ByteString[] {
  const shown = [...vi.marks].sort(([a], [b]) => (a < b ? -1 : 1));
  return [
    'mark line  col file/text',
    ...shown.map(([name, { row, col }]) =>
      ` ${name} ${String(row + 1).padStart(6)} ${String(col).padStart(4)} ${vi.buf.line(row).trimStart()}`.slice(
        0,
        vi.cols - 1,
      ),
    ),
  ];
}

function* set(vi: Vi, { args, line }: Given): Sys<void> {
  yield* [];
  const alone = args === '' || args === 'all';
  const out = alone ? changedOptions(vi) : setOptions(vi, args);
  if (out.length === 1) vi.say(out[0] ?? '');
  else if (out.length > 1) vi.pages = [`:${line}`, ...out];
}

function* stop(vi: Vi): Sys<void> {
  yield* vi.term.suspend();
  vi.redraw = true;
}

const history = (vi: Vi): readonly ByteString[] => [
  '      #  cmd history',
  ...vi.history[':'].map((text, i, all) => `${i === all.length - 1 ? '>' : ' '}${String(i + 1).padStart(6)}  ${text}`),
];

/** Commands of Vim that vim.tiny was built without. */
const MISSING = ['nohlsearch', 'syntax', 'diffthis', 'make', 'terminal', 'python3', 'function'];

export const EX: readonly ExCommand[] = [
  ...TEXT_COMMANDS,
  ...FILE_COMMANDS,
  command('undo', 1, '', keysOf('u')),
  command('redo', 3, '', keysOf('\x12')),
  command('set', 2, 'a', set),
  command('setlocal', 4, 'a', set),
  command('registers', 3, 'a', listed(registers)),
  command('display', 2, 'a', listed(registers)),
  command('marks', 5, 'a', listed(marks)),
  command('history', 3, 'a', listed(history)),
  command('shell', 2, '', (vi) => runShell(vi, '', undefined)),
  command('stop', 2, '!', stop),
  command('suspend', 3, '!', stop),
  command('pwd', 2, '', function* (vi) {
    const cwd = yield* sys.getcwd();
    vi.say(isErr(cwd) ? '' : cwd);
  }),
  command('cd', 2, 'a', function* (vi, { args }) {
    const to = args === '' ? (vi.env.get('HOME') ?? '/') : args;
    if (isErr(yield* sys.chdir(to))) fail(`E344: Can't find directory "${args}" in cdpath`);
  }),
  command('redraw', 4, '!', function* (vi) {
    yield* [];
    vi.redraw = true;
  }),
  command('startinsert', 4, '!', function* (vi, { force }) {
    yield* [];
    vi.queue.unshift(force ? 'A' : 'i');
  }),
  command('version', 2, '', function* (vi) {
    yield* [];
    vi.pages = [':version', 'VIM - Vi IMproved 9.0 (2022 Jun 28)'];
  }),
  command('help', 1, 'a', function* () {
    yield* [];
    fail('E433: No tags file');
  }),
  ...MISSING.map((name) => command(name, Math.min(3, name.length), 'r!a', missing)),
];
