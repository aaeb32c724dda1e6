// Diagnostics as gcc prints them: the function once, then each message with its source line and a mark below it.
import type { Diagnostic } from './diagnostics.ts';

const LINKER = /^undefined reference to '(.*)'$/;

function excerpt(d: Diagnostic, lines: readonly string[]): string {
  const text = lines[d.line - 1];
  if (text === undefined || text === '') return '';
  const number = String(d.line).padStart(5);
  const length = Math.max(1, Math.min(d.length, text.length - d.column + 1));
  // A tab stands for one column in gcc's excerpt.
  const shown = text.replace(/\t/g, ' ');
  return `${number} | ${shown}\n      | ${' '.repeat(d.column - 1)}^${'~'.repeat(length - 1)}\n`;
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
    out += `${file}:${d.line}:${d.column}: ${fatal}: ${d.message}${d.option === undefined ? '' : ` [${d.option}]`}\n${excerpt(d, lines)}`;
    if (fatal === 'fatal error') out += 'compilation terminated.\n';
  }
  return out + (unresolved === '' ? '' : `${unresolved}collect2: error: ld returned 1 exit status\n`);
}
