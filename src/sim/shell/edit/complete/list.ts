// The list of possibilities below the line: in columns, asked about when long, page by page.
import type { ByteString, Sys } from '../../../kernel/abi/index.ts';
import { onNewLine } from '../display.ts';
import { Abort, ding, flag, type Editor } from '../editor.ts';
import { readKey } from '../input.ts';
import { clearMessage, forceRedisplay } from '../redisplay.ts';
import { expandDirectory, isDirectory } from './files.ts';
import type { Matches } from './matches.ts';

/** y/n at a question; at `--More--` also Enter (one line more) and q. */
function* answer(ed: Editor, pager: boolean): Sys<'yes' | 'no' | 'line'> {
  for (;;) {
    const key = String.fromCharCode(yield* readKey(ed));
    if ('yY '.includes(key)) return 'yes';
    if ('nN\x7f'.includes(key)) return 'no';
    if (pager && 'qQ'.includes(key)) return 'no';
    if (pager && '\r\n'.includes(key)) return 'line';
    if (key === '\x07') {
      clearMessage(ed);
      ding(ed);
      throw new Abort();
    }
    ding(ed);
  }
}

/** Without the directories: `a/b` → `b`, `a/b/` → `b/`. */
function lastPart(path: ByteString): ByteString {
  const end = path.endsWith('/') ? path.length - 1 : path.length;
  return path.slice(path.lastIndexOf('/', end - 1) + 1);
}

/** Control characters as ^X. */
const visible = (text: ByteString): ByteString =>
  text.replace(
    /[\x00-\x1f\x7f]/g,
    (char) => `^${char === '\x7f' ? '?' : String.fromCharCode(char.charCodeAt(0) + 64)}`,
  );

export function* showList(ed: Editor, matches: Matches): Sys<void> {
  const d = ed.display;
  const labels: ByteString[] = [];
  for (const text of matches.texts)
    labels.push(visible(matches.shown?.get(text) ?? (matches.files ? lastPart(text) : text)));
  const marks: ByteString[] = [];
  for (const text of matches.texts) {
    const slash =
      matches.files && flag(ed, 'mark-directories') && (yield* isDirectory(yield* expandDirectory(ed, text)));
    marks.push(slash ? '/' : '');
  }
  if (matches.texts.length === 1) d.out += `\n${labels[0] ?? ''}${marks[0] ?? ''}\n`;
  else {
    const query = Number(ed.options.values.get('completion-query-items') ?? '100');
    if (query > 0 && labels.length >= query) {
      d.out += `\nDisplay all ${labels.length} possibilities? (y or n)`;
      if ((yield* answer(ed, false)) === 'no') {
        d.out += '\n';
        again(ed);
        return;
      }
    }
    yield* columnsOf(ed, labels, marks);
  }
  again(ed);
}

function again(ed: Editor): void {
  onNewLine(ed.display);
  forceRedisplay(ed);
  ed.display.fixed = true;
}

function* columnsOf(ed: Editor, labels: readonly ByteString[], marks: readonly ByteString[]): Sys<void> {
  const d = ed.display;
  const width = Math.max(...labels.map((label) => label.length)) + 2;
  const wanted = Number(ed.options.values.get('completion-display-width') ?? '-1');
  const total = wanted >= 0 && wanted <= d.width ? wanted : d.width;
  let perRow = Math.trunc(total / width);
  if (perRow !== 1 && perRow * width === total) perRow -= 1;
  perRow = Math.max(1, perRow);
  const rows = Math.ceil(labels.length / perRow);
  const across = flag(ed, 'print-completions-horizontally');
  d.out += '\n';
  let lines = 0;
  for (let row = 0; row < rows; row += 1) {
    for (let column = 0; column < perRow; column += 1) {
      const index = across ? row * perRow + column : column * rows + row;
      if (index >= labels.length) break;
      const label = (labels[index] ?? '') + (marks[index] ?? '');
      d.out += label;
      const padded = across ? column + 1 < perRow && index + 1 < labels.length : column + 1 < perRow;
      if (padded) d.out += ' '.repeat(Math.max(1, width - label.length));
    }
    d.out += '\n';
    lines += 1;
    if (!flag(ed, 'page-completions') || lines < d.height - 1 || row + 1 >= rows) continue;
    d.out += '--More--';
    const said = yield* answer(ed, true);
    d.out += d.term.clearToEnd === '' ? `\r${' '.repeat(8)}\r` : `\r${d.term.clearToEnd}\r`;
    if (said === 'no') return;
    lines = said === 'line' ? lines - 1 : 0;
  }
}
