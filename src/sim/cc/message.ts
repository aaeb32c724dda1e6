// Diagnostics as gcc prints them: the function once, then each message with its source line and a mark below it.
import type { Diagnostic } from './diagnostics.ts';

const LINKER = /^undefined reference to '(.*)'$/;

/** -ftabstop: what a tab is worth in columns. */
const TAB = 8;

/** The line with its tabs as spaces. */
const expanded = (text: string): string => {
  let out = '';
  for (const char of text) out += char === '\t' ? ' '.repeat(TAB - (out.length % TAB)) : char;
  return out;
};

/** gcc counts columns as they are displayed. */
const displayed = (line: string | undefined, column: number): number =>
  line === undefined ? column : expanded(line.slice(0, column - 1)).length + 1;

/** The line with its marks below: `~` under what belongs to it, `^` at the place, and what is to be put in there. */
function excerpt(d: Diagnostic, lines: readonly string[]): string {
  const text = lines[d.line - 1];
  if (text === undefined || text === '') return '';
  const at = displayed(text, d.column) - 1;
  const under: string[] = [];
  const underline = (line: string, from: number, to: number): void => {
    const end = displayed(line, to);
    for (let i = displayed(line, from); i < end; i += 1) under[i - 1] = '~';
  };
  if (d.insert === undefined) underline(text, d.column, Math.min(d.column + d.length, text.length + 1));
  for (const mark of d.marks ?? []) if (mark.line === d.line) underline(text, mark.from, mark.to);
  under[at] = '^';
  let out = row(d.line, text) + below(under);
  if (d.insert !== undefined) out += below([...' '.repeat(at), d.insert]);
  for (const mark of d.marks ?? []) {
    const other = lines[mark.line - 1];
    if (mark.line === d.line || other === undefined) continue;
    under.length = 0;
    underline(other, mark.from, mark.to);
    while (under.length <= at) under.push(' ');
    out += row(mark.line, other) + below(under);
  }
  return out;
}

const row = (line: number, text: string): string => `${String(line).padStart(5)} | ${expanded(text).trimEnd()}\n`;
const below = (marks: readonly string[]): string =>
  `      | ${Array.from(marks, (mark) => (mark as string | undefined) ?? ' ').join('')}\n`;

/** Everything that cc prints on stderr for these. */
export function diagnosticText(diagnostics: readonly Diagnostic[], source: string, file: string): string {
  const lines = source.split('\n');
  let out = '';
  let fn: string | undefined;
  let unresolved = '';
  for (const d of diagnostics) {
    const linker = LINKER.exec(d.message);
    if (linker && d.severity === 'error') {
      unresolved += `/usr/bin/ld: ${file}:${d.line}: undefined reference to \`${linker[1] ?? ''}'\n`;
      continue;
    }
    if (d.fn !== fn) out += d.fn === undefined ? `${file}: At top level:\n` : `${file}: In function '${d.fn}':\n`;
    fn = d.fn;
    const fatal = d.message.endsWith('No such file or directory') ? 'fatal error' : d.severity;
    const line = lines[d.line - 1];
    out += `${file}:${d.line}:${displayed(line, d.column)}: ${fatal}: ${d.message}${d.option === undefined ? '' : ` [${d.option}]`}\n${excerpt(d, lines)}`;
    if (fatal === 'fatal error') out += 'compilation terminated.\n';
  }
  return out + (unresolved === '' ? '' : `${unresolved}collect2: error: ld returned 1 exit status\n`);
}
