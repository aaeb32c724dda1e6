// The file of vi: opened, written, described in the last row; names completed.
import { isErr, S_IFDIR, sys, type ByteString, type Sys } from '../../kernel/abi/index.ts';
import { Buffer } from '../editor/buffer.ts';
import { load, save } from '../editor/file.ts';
import { baseName, dirName } from '../lib/paths.ts';
import { fail, type Vi } from './state.ts';

const counts = (lines: number, bytes: number): ByteString => `${lines}L, ${bytes}B`;

/** Replaces the text by that of a file. */
export function* openFile(vi: Vi, name: ByteString): Sys<void> {
  if (vi.name !== '' && vi.name !== name) vi.alternate = vi.name;
  const got = name === '' ? { kind: 'new' as const } : yield* load(name);
  vi.name = name;
  vi.fresh = got.kind !== 'text';
  vi.noeol = false;
  vi.options.fileformat = 'unix';
  vi.warned = false;
  vi.buf = new Buffer(got.kind === 'text' ? got.file.lines : []);
  vi.row = 0;
  vi.col = 0;
  vi.top = 0;
  vi.want = 0;
  vi.marks.clear();
  if (got.kind === 'text') {
    const { file } = got;
    vi.noeol = file.noeol;
    vi.options.readonly = file.readonly || vi.viewOnly;
    if (file.dos) vi.options.fileformat = 'dos';
    const notes = (vi.options.readonly ? '[readonly]' : '') + (file.noeol ? '[noeol]' : '') + (file.dos ? '[dos]' : '');
    vi.say(`"${name}" ${notes}${notes === '' ? '' : ' '}${counts(file.lines.length, file.bytes)}`);
    return;
  }
  vi.options.readonly = vi.viewOnly;
  if (name === '') return;
  if (got.kind === 'new') vi.say(`"${name}" [New]`);
  else if (got.kind === 'directory') vi.say(`"${name}" is a directory`);
  else if (got.kind === 'special') vi.say(`"${name}" is not a file`);
  else vi.say(`"${name}" [Permission Denied]`);
}

export interface Writing {
  readonly name: ByteString;
  readonly from: number;
  readonly to: number;
  readonly force: boolean;
  readonly append: boolean;
}

/** `:w`; says what was written. */
export function* writeFile(vi: Vi, how: Writing): Sys<void> {
  const { name, from, to, force } = how;
  if (name === '') fail('E32: No file name');
  const own = name === vi.name;
  const whole = from === 0 && to === vi.buf.last;
  const stat = yield* sys.stat(name);
  if (!isErr(stat) && (stat.mode & 0o170000) === 0o040000) fail(`E17: "${name}" is a directory`);
  const there = !isErr(stat);
  if (there && !force) {
    if (!own || vi.fresh) fail('E13: File exists (add ! to override)');
    if (vi.options.readonly) fail("E45: 'readonly' option is set (add ! to override)");
  }
  if (!force && !whole && own) fail('E140: Use ! to write partial buffer');
  const end = vi.options.fileformat === 'dos' ? '\r\n' : '\n';
  const lines = vi.buf.content.slice(from, to + 1);
  const noeol = vi.noeol && !vi.options.fixendofline && to === vi.buf.last;
  const text = lines.length === 0 ? '' : lines.join(end) + (noeol ? '' : end);
  let failed = yield* save(name, text, how.append);
  if (failed !== 0 && force && there) {
    // As the owner one may make it writable for a moment.
    const mode = stat.mode & 0o7777;
    if (yield* made(sys.chmod(name, mode | 0o200))) {
      failed = yield* save(name, text, how.append);
      yield* sys.chmod(name, mode);
    }
  }
  if (failed !== 0) {
    // The name was shown before it was tried: two lines, so a key is waited for.
    vi.pages = [`"${name}"`, `\x1b[37m\x1b[41m"${name}" E212: Can't open file for writing\x1b[m`];
    return fail();
  }
  const notes = there ? '' : '[New] ';
  if (whole && own) {
    vi.buf.saved();
    vi.fresh = false;
    if (force) vi.options.readonly = vi.viewOnly && vi.options.readonly;
  } else if (vi.name === '' && whole) {
    vi.name = name;
    vi.buf.saved();
    vi.fresh = false;
  }
  if (!own) vi.alternate = name;
  const format = end === '\n' ? '' : '[dos] ';
  vi.say(
    `"${name}" ${notes}${noeol ? '[noeol] ' : ''}${format}${counts(lines.length, text.length)} ${how.append ? 'appended' : 'written'}`,
  );
}

function* made(call: Sys<0 | { readonly name: string }>): Sys<boolean> {
  return (yield* call) === 0;
}

/** Ctrl-G and :f */
export function fileInfo(vi: Vi): ByteString {
  const total = vi.buf.content.length;
  const name = vi.name === '' ? '[No Name]' : vi.name;
  const notes =
    (vi.buf.modified ? '[Modified]' : '') +
    (vi.fresh && vi.name !== '' ? '[Not edited]' : '') +
    (vi.options.readonly ? '[readonly]' : '');
  const lines =
    total === 0
      ? '--No lines in buffer--'
      : `${total} line${total === 1 ? '' : 's'} --${Math.floor(((vi.row + 1) * 100) / total)}%--`;
  const of = vi.args.length > 1 && vi.args[vi.argument] === vi.name ? ` (${vi.argument + 1} of ${vi.args.length})` : '';
  return `"${name}"${notes === '' ? ' ' : ` ${notes} `}${lines}${of}`;
}

/** Completes the file name at the end of a command line. */
export function* completeFile(text: ByteString): Sys<readonly ByteString[]> {
  const match = /^(.*?\s!?)(\S*)$/.exec(text);
  if (!match) return [];
  const [, head = '', word = ''] = match;
  const slash = word.endsWith('/') || word === '';
  const dir = slash ? (word === '' ? '.' : word) : dirName(word);
  const base = slash ? '' : baseName(word);
  const prefix = slash ? word : word.slice(0, word.length - base.length);
  const entries = yield* sys.readdir(dir);
  if (isErr(entries)) return [];
  const found: ByteString[] = [];
  for (const { name, type } of entries) {
    if (!name.startsWith(base) || (base === '' && name.startsWith('.')) || name === '.' || name === '..') continue;
    found.push(head + prefix + name + (type === S_IFDIR ? '/' : ''));
  }
  return found.sort();
}
