// column(1) of util-linux: lists in columns, or a table (-t).
import { isErr, sys, type ByteString, type Sys } from '../../kernel/abi/index.ts';
import { slurp } from '../lib/input.ts';
import { characters } from '../lib/locale.ts';
import { baseName } from '../lib/paths.ts';
import { splitLines } from '../lib/stdio.ts';
import { command, type Tool } from '../lib/tool.ts';

interface Plan {
  separators: string;
  greedy: boolean;
  output: ByteString;
  limit: number;
  names: readonly ByteString[];
  noHeadings: boolean;
  right: ReadonlySet<number>;
  hide: ReadonlySet<number>;
}

/** Fields of a table row: blanks are skipped as a run, other separators count one by one. */
function split(line: ByteString, plan: Plan): ByteString[] {
  const fields: ByteString[] = [];
  let at = 0;
  const isSeparator = (char: string | undefined): boolean => char !== undefined && plan.separators.includes(char);
  while (at <= line.length) {
    if (plan.greedy) while (isSeparator(line[at])) at += 1;
    if (plan.greedy && at >= line.length) break;
    if (plan.limit > 0 && fields.length === plan.limit - 1) {
      fields.push(line.slice(at));
      break;
    }
    let end = at;
    while (end < line.length && !isSeparator(line[end])) end += 1;
    fields.push(line.slice(at, end));
    at = end + 1;
    if (end >= line.length) break;
  }
  return fields;
}

export function table(lines: readonly ByteString[], plan: Plan, width: (text: ByteString) => number): ByteString {
  const rows = lines.filter((line) => line.trim() !== '').map((line) => split(line, plan));
  if (plan.names.length > 0 && !plan.noHeadings) rows.unshift([...plan.names]);
  const columns = Math.max(0, ...rows.map((row) => row.length));
  const shown = Array.from({ length: columns }, (_, i) => i).filter((i) => !plan.hide.has(i));
  const widths = shown.map((i) => Math.max(0, ...rows.map((row) => width(row[i] ?? ''))));
  return rows
    .map((row) => {
      const cells = shown.map((i, k) => {
        const text = row[i] ?? '';
        const pad = ' '.repeat((widths[k] ?? 0) - width(text));
        if (plan.right.has(i)) return pad + text;
        return k === shown.length - 1 ? text : text + pad;
      });
      return `${cells.join(plan.output)}\n`;
    })
    .join('');
}

/** Fills columns first (or rows first), each as wide as the widest entry rounded up to a tab stop. */
export function list(
  entries: readonly ByteString[],
  columns: number,
  rowsFirst: boolean,
  width: (text: ByteString) => number,
): ByteString {
  const longest = Math.max(0, ...entries.map(width));
  const cell = Math.floor((longest + 8) / 8) * 8;
  const count = Math.max(1, Math.floor(columns / cell));
  if (longest >= columns) return entries.map((entry) => `${entry}\n`).join('');
  const rows = Math.ceil(entries.length / count);
  let out = '';
  for (let row = 0; row < rows; row += 1) {
    let at = 0;
    for (let col = 0; col < count; col += 1) {
      const index = rowsFirst ? row * count + col : col * rows + row;
      const entry = entries[index];
      if (entry === undefined) break;
      const last = rowsFirst
        ? col === count - 1 || index + 1 >= entries.length
        : index + rows >= entries.length || col === count - 1;
      out += entry;
      at += width(entry);
      if (last) break;
      const target = (col + 1) * cell;
      while (at < target) {
        out += '\t';
        at = Math.floor(at / 8) * 8 + 8;
      }
    }
    out += '\n';
  }
  return out;
}

function* main(tool: Tool): Sys<number> {
  const name = baseName(tool.name);
  let asTable = false;
  let rowsFirst = false;
  let columns: number | undefined;
  let separators: string | undefined;
  let output = '  ';
  let limit = 0;
  let names: ByteString[] = [];
  let noHeadings = false;
  let right: ByteString[] = [];
  let hide: ByteString[] = [];
  const { options, operands } = tool.options({
    short: 'c:dehHl:LN:o:O:R:s:tVxW:T:E:C:n:J',
    long: {
      table: 't',
      'table-columns=': 'N',
      'table-right=': 'R',
      'table-hide=': 'H=',
      'table-noheadings': 'd',
      'output-separator=': 'o',
      'separator=': 's',
      'output-width=': 'c',
      fillrows: 'x',
      'table-columns-limit=': 'l',
      'keep-empty-lines': 'L',
      'table-noextreme=': 'E',
      'table-wrap=': 'W',
      'table-truncate=': 'T',
      'table-name=': 'n',
      json: 'J',
    },
  });
  for (const option of options) {
    const arg = option.arg ?? '';
    switch (option.key) {
      case 'c':
        if (!/^[0-9]+$/.test(arg)) return yield* badColumns(tool, name, arg);
        columns = Number(arg);
        break;
      case 'd':
        noHeadings = true;
        break;
      case 'l':
        limit = Number(arg);
        break;
      case 'N':
        names = arg.split(',');
        break;
      case 'o':
        output = arg;
        break;
      case 'R':
        right = arg.split(',');
        break;
      case 'H=':
        hide = arg.split(',');
        break;
      case 's':
        separators = arg;
        break;
      case 't':
        asTable = true;
        break;
      case 'x':
        rowsFirst = true;
        break;
      case 'L':
      case 'e':
      case 'E':
      case 'W':
      case 'T':
      case 'n':
        break;
      default: {
        if (option.key !== '?') return yield* tool.other(option);
        yield* tool.raw(`${option.arg ?? ''}\nTry '${name} --help' for more information.\n`);
        return 1;
      }
    }
  }
  if (columns === undefined) {
    const size = yield* sys.getwinsize(1);
    columns = Number(tool.env.get('COLUMNS') ?? '') || (isErr(size) ? 80 : size.cols || 80);
  }
  let status = 0;
  const lines: ByteString[] = [];
  for (const file of operands.length > 0 ? operands : ['-']) {
    const text = yield* slurp(file);
    if (isErr(text)) {
      yield* tool.raw(`${name}: ${file}: ${text.text}\n`);
      status = 1;
    } else lines.push(...splitLines(text));
  }
  const width = (text: ByteString): number => characters(text, tool.utf8).length;
  if (asTable) {
    const number = (word: ByteString): number => (names.includes(word) ? names.indexOf(word) : Number(word) - 1);
    const plan: Plan = {
      separators: separators ?? ' \t',
      greedy: separators === undefined,
      output,
      limit,
      names,
      noHeadings,
      right: new Set(right.map(number)),
      hide: new Set(hide.map(number)),
    };
    yield* tool.out.put(table(lines, plan, width));
  } else {
    const entries = lines.map((line) => line.replace(/^[ \t]+/, '')).filter((line) => line !== '');
    if (entries.length > 0) yield* tool.out.put(list(entries, columns, rowsFirst, width));
  }
  return status;
}

export const column = command(
  {
    name: 'column',
    pkg: 'bsdextrautils',
    synopsis: '[options] [<file>...]',
    summary: 'Lays out lists in columns or as a table.',
    options: ['-c', '-d', '-H', '-l', '-N', '-o', '-R', '-s', '-t', '-x'],
    level: 'partial',
    note: 'No JSON and no tree output.',
  },
  main,
);

function* badColumns(tool: Tool, name: ByteString, arg: ByteString): Sys<number> {
  yield* tool.raw(`${name}: invalid columns argument: '${arg}'\n`);
  return 1;
}
