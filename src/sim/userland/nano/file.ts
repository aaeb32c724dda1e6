// Files of nano: opened, inserted, written under a name that is asked for.
import { isErr, sys, type ByteString, type Sys } from '../../kernel/abi/index.ts';
import { Buffer } from '../editor/buffer.ts';
import { load, save } from '../editor/file.ts';
import { READ_HELP, WRITE_HELP } from './help.ts';
import { ask, choose } from './prompt.ts';
import type { Nano } from './state.ts';

const lines = (count: number): ByteString => `${count} line${count === 1 ? '' : 's'}`;

/** There is always an empty line behind the text. */
const withLast = (text: readonly ByteString[]): readonly ByteString[] =>
  text.at(-1) === '' && text.length > 1 ? text : [...text, ''];

export function* openFile(nano: Nano, name: ByteString): Sys<void> {
  if (name === '') return nano.say('Welcome to nano.  For basic help, type Ctrl+G.');
  const got = yield* load(name);
  if (got.kind === 'directory') return nano.say(`"${name}" is a directory`, true);
  if (got.kind === 'special') return nano.say(`"${name}" is not a normal file`, true);
  if (got.kind === 'failed') return nano.say(`Error reading ${name}: ${got.error.text}`, true);
  nano.name = name;
  if (got.kind === 'new') return nano.say('New File');
  const { file } = got;
  nano.buf = new Buffer(withLast(file.lines.length === 0 ? [] : [...file.lines, '']));
  if (file.readonly && !nano.options.view) nano.say(`File '${name}' is unwritable`, true);
  else nano.say(`Read ${lines(file.lines.length)}${file.dos ? ' (converted from DOS format)' : ''}`);
}

/** Writes the text; false when it failed. */
function* write(nano: Nano, name: ByteString): Sys<boolean> {
  const text = nano.buf.lines;
  const whole = text.at(-1) === '' ? text.slice(0, -1) : text;
  nano.settle();
  const failed = yield* save(name, whole.map((line) => `${line}\n`).join(''));
  if (failed !== 0) {
    nano.say(`Error writing ${name}: ${failed.text}`, true);
    return false;
  }
  nano.name = name;
  nano.buf.saved();
  nano.say(`Wrote ${lines(whole.length)}`);
  return true;
}

/** ^O, and ^X of a text that was changed. */
export function* writeOut(nano: Nano): Sys<boolean> {
  const before = nano.name;
  for (let initial = before; ;) {
    const answer = yield* ask(nano, { question: () => 'File Name to Write: ', initial, help: WRITE_HELP });
    if (answer.kind !== 'text' || answer.text === '') {
      nano.say('Cancelled');
      return false;
    }
    const { text: name } = answer;
    if (name !== before) {
      const there = !isErr(yield* sys.stat(name));
      if (there) {
        const sure = yield* choose(nano, `File "${name}" exists; OVERWRITE?`);
        if (sure !== 'yes') {
          initial = name;
          if (sure === 'cancel') return false;
          continue;
        }
      } else if (before !== '' && (yield* choose(nano, 'Save file under DIFFERENT NAME?')) !== 'yes') {
        initial = name;
        continue;
      }
    }
    return yield* write(nano, name);
  }
}

/** ^S */
export function* saveFile(nano: Nano): Sys<void> {
  if (nano.name === '') yield* writeOut(nano);
  else yield* write(nano, nano.name);
}

/** ^R */
export function* insertFile(nano: Nano): Sys<void> {
  const answer = yield* ask(nano, { question: () => 'File to insert [from ./]: ', initial: '', help: READ_HELP });
  if (answer.kind !== 'text' || answer.text === '') return nano.say('Cancelled');
  const got = yield* load(answer.text);
  if (got.kind === 'new') return nano.say(`File "${answer.text}" not found`, true);
  if (got.kind === 'directory') return nano.say(`"${answer.text}" is a directory`, true);
  if (got.kind !== 'text') return nano.say(`Error reading ${answer.text}`, true);
  const { file } = got;
  const text = file.lines.join('\n') + (file.noeol || file.lines.length === 0 ? '' : '\n');
  nano.begin('insertion');
  insertText(nano, text);
  nano.end('insertion');
  nano.say(`Read ${lines(file.lines.length)}`);
}

/** Text of any number of lines at the cursor. */
export function insertText(nano: Nano, text: ByteString): void {
  const { line, col, row } = nano;
  const parts = text.split('\n');
  const last = parts.length - 1;
  const end = (parts[last] ?? '').length + (last === 0 ? col : 0);
  parts[0] = line.slice(0, col) + (parts[0] ?? '');
  parts[last] = (parts[last] ?? '') + line.slice(col);
  nano.buf.replace(row, 1, parts);
  keepLast(nano);
  nano.go(row + last, end);
}

/** What is typed behind the text makes a new last line. */
export function keepLast(nano: Nano): void {
  if (nano.buf.line(nano.buf.last) !== '') nano.buf.replace(nano.buf.lines.length, 0, ['']);
}
