// A manual page as text: header and footer lines, headings in bold, paragraphs filled to the width.
import type { ByteString } from '../../kernel/abi/index.ts';
import { utf8 } from '../../kernel/abi/index.ts';
import type { Command } from '../command.ts';

/** Programs for the administrator are in section 8. */
export const sectionOf = (command: Command): string =>
  command.paths.some((path) => path.includes('/sbin/')) ? '8' : '1';

const TITLES: Readonly<Record<string, string>> = { '1': 'User Commands', '8': 'System Administration Utilities' };

const bold = (text: string): string => `\x1b[1m${text}\x1b[0m`;

function spread(left: string, middle: string, right: string, width: number): string {
  const room = Math.max(2, width - left.length - middle.length - right.length);
  const first = Math.floor(room / 2);
  return left + ' '.repeat(first) + middle + ' '.repeat(room - first) + right;
}

/** Words joined to lines of at most `width` columns. */
export function fill(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(/\s+/)) {
    if (word === '') continue;
    if (line !== '' && line.length + 1 + word.length > width) {
      lines.push(line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return line === '' ? lines : [...lines, line];
}

const INDENT = '       ';

/** Blank lines separate paragraphs; a paragraph whose lines are indented is kept as it is. */
function body(text: string, width: number): string[] {
  const out: string[] = [];
  for (const paragraph of text.split(/\n[ \t]*\n/)) {
    if (paragraph.trim() === '') continue;
    if (out.length > 0) out.push('');
    const lines = paragraph.replace(/^\n+|\n+$/g, '').split('\n');
    const kept = lines.every((line) => /^\s/.test(line));
    for (const line of kept ? lines : fill(paragraph, Math.max(20, width - INDENT.length)))
      out.push(`${INDENT}${line.trimEnd()}`);
  }
  return out;
}

export function formatPage(command: Command, width: number): ByteString {
  const section = sectionOf(command);
  const name = `${command.name.toUpperCase()}(${section})`;
  const page = command.man ?? { summary: '', synopsis: command.name, text: '' };
  const out = [spread(name, TITLES[section] ?? '', name, width), ''];
  const add = (heading: string, lines: readonly string[]): void => {
    if (lines.length > 0) out.push(bold(heading), ...lines, '');
  };
  add('NAME', [`${INDENT}${command.name} - ${page.summary}`]);
  add(
    'SYNOPSIS',
    page.synopsis.split('\n').map((line) => INDENT + line),
  );
  add('DESCRIPTION', body(page.text, width));
  add(
    'OPTIONS',
    command.support.options.length > 0 ? body(`Understood here: ${command.support.options.join('  ')}`, width) : [],
  );
  add('FIDELITY', command.support.note === '' ? [] : body(command.support.note, width));
  out.push(spread(command.pkg, '', name, width));
  return utf8(`${out.join('\n')}\n`);
}
