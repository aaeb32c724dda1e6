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

function excerpt(d: Diagnostic, text: string | undefined): string {
  if (text === undefined || text === '') return '';
  const number = String(d.line).padStart(5);
  const length = Math.max(1, Math.min(d.length, text.length - d.column + 1));
  const mark = `${' '.repeat(displayed(text, d.column) - 1)}^${'~'.repeat(length - 1)}`;
  return `${number} | ${expanded(text)}\n      | ${mark}\n`;
}

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
    out += `${file}:${d.line}:${displayed(line, d.column)}: ${fatal}: ${d.message}${d.option === undefined ? '' : ` [${d.option}]`}\n${excerpt(d, line)}`;
    if (fatal === 'fatal error') out += 'compilation terminated.\n';
  }
  return out + (unresolved === '' ? '' : `${unresolved}collect2: error: ld returned 1 exit status\n`);
}
