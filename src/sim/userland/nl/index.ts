// nl(1): numbers lines, section by section.
import type { ByteString, Sys } from '../../kernel/abi/index.ts';
import { compileRegex, type Regex } from '../../posix/index.ts';
import { slurpOrWarn } from '../lib/input.ts';
import { splitLines } from '../lib/stdio.ts';
import { command, type Tool } from '../lib/tool.ts';

type Style = { readonly kind: 'all' | 'nonempty' | 'none' } | { readonly kind: 'match'; readonly regex: Regex };
type Section = 'header' | 'body' | 'footer';

interface Plan {
  readonly styles: Record<Section, Style>;
  delimiter: ByteString;
  increment: number;
  start: number;
  joinBlank: number;
  format: 'left' | 'right' | 'zeros';
  restart: boolean;
  separator: ByteString;
  width: number;
}

function parseStyle(text: ByteString): Style | string | undefined {
  if (text === 'a') return { kind: 'all' };
  if (text === 't') return { kind: 'nonempty' };
  if (text === 'n') return { kind: 'none' };
  if (!text.startsWith('p')) return undefined;
  const compiled = compileRegex(text.slice(1));
  return compiled.ok ? { kind: 'match', regex: compiled.regex } : compiled.error;
}

export function numberLines(lines: readonly ByteString[], plan: Plan): ByteString {
  let section: Section = 'body';
  let number = plan.start;
  let blanks = 0;
  let out = '';
  const marks: Readonly<Record<string, Section>> = {
    [plan.delimiter.repeat(3)]: 'header',
    [plan.delimiter.repeat(2)]: 'body',
    [plan.delimiter]: 'footer',
  };
  for (const line of lines) {
    const mark = plan.delimiter === '' ? undefined : marks[line];
    if (mark) {
      section = mark;
      if (plan.restart) number = plan.start;
      out += '\n';
      continue;
    }
    const style = plan.styles[section];
    let counts =
      style.kind === 'all' ||
      (style.kind === 'nonempty' && line !== '') ||
      (style.kind === 'match' && style.regex.test(line));
    if (style.kind === 'all' && plan.joinBlank > 1 && line === '') {
      blanks += 1;
      counts = blanks === plan.joinBlank;
      if (counts) blanks = 0;
    } else blanks = 0;
    if (!counts) {
      out += `${' '.repeat(plan.width + plan.separator.length)}${line}\n`;
      continue;
    }
    const text = String(number);
    const sign = number < 0 ? '-' : '';
    const padded =
      plan.format === 'left'
        ? text.padEnd(plan.width)
        : plan.format === 'right'
          ? text.padStart(plan.width)
          : sign + text.slice(sign.length).padStart(plan.width - sign.length, '0');
    out += `${padded}${plan.separator}${line}\n`;
    number += plan.increment;
  }
  return out;
}

function* main(tool: Tool): Sys<number> {
  const plan: Plan = {
    styles: { header: { kind: 'none' }, body: { kind: 'nonempty' }, footer: { kind: 'none' } },
    delimiter: '\\:',
    increment: 1,
    start: 1,
    joinBlank: 1,
    format: 'right',
    restart: true,
    separator: '\t',
    width: 6,
  };
  const { options, operands } = tool.options({
    short: 'b:d:f:h:i:l:n:ps:v:w:',
    long: {
      'body-numbering=': 'b',
      'section-delimiter=': 'd',
      'footer-numbering=': 'f',
      'header-numbering=': 'h',
      'line-increment=': 'i',
      'join-blank-lines=': 'l',
      'number-format=': 'n',
      'no-renumber': 'p',
      'number-separator=': 's',
      'starting-line-number=': 'v',
      'number-width=': 'w',
    },
  });
  const sections: Readonly<Record<string, Section>> = { b: 'body', f: 'footer', h: 'header' };
  for (const option of options) {
    const arg = option.arg ?? '';
    const section = sections[option.key];
    if (section) {
      const style = parseStyle(arg);
      if (typeof style === 'string') return yield* tool.fail(1, style);
      if (!style) return yield* tool.usage(1, `invalid ${section} numbering style: ${tool.q(arg)}`);
      plan.styles[section] = style;
      continue;
    }
    const number = /^-?[0-9]+$/.test(arg) ? Number(arg) : undefined;
    switch (option.key) {
      case 'd':
        plan.delimiter = arg.length === 1 ? `${arg}:` : arg;
        break;
      case 'i':
        if (number === undefined) return yield* tool.fail(1, `invalid line number increment: ${tool.q(arg)}`);
        plan.increment = number;
        break;
      case 'l':
        if (number === undefined) return yield* tool.fail(1, `invalid line number of blank lines: ${tool.q(arg)}`);
        plan.joinBlank = number;
        break;
      case 'n':
        if (arg !== 'ln' && arg !== 'rn' && arg !== 'rz')
          return yield* tool.usage(1, `invalid line numbering format: ${tool.q(arg)}`);
        plan.format = arg === 'ln' ? 'left' : arg === 'rn' ? 'right' : 'zeros';
        break;
      case 'p':
        plan.restart = false;
        break;
      case 's':
        plan.separator = arg;
        break;
      case 'v':
        if (number === undefined) return yield* tool.fail(1, `invalid starting line number: ${tool.q(arg)}`);
        plan.start = number;
        break;
      case 'w':
        if (number === undefined || number <= 0)
          return yield* tool.fail(
            1,
            `invalid line number field width: ${tool.q(arg)}${number === undefined ? '' : ': Numerical result out of range'}`,
          );
        plan.width = number;
        break;
      default:
        return yield* tool.other(option);
    }
  }
  let status = 0;
  let text = '';
  for (const name of operands.length > 0 ? operands : ['-']) {
    const part = yield* slurpOrWarn(tool, name);
    if (part === undefined) status = 1;
    else text += part !== '' && !part.endsWith('\n') ? `${part}\n` : part;
  }
  yield* tool.out.put(numberLines(splitLines(text), plan));
  return status;
}

export const nl = command(
  {
    name: 'nl',
    pkg: 'coreutils',
    synopsis: '[OPTION]... [FILE]...',
    summary: 'Writes each file with line numbers.',
    options: ['-b', '-d', '-f', '-h', '-i', '-l', '-n', '-p', '-s', '-v', '-w'],
  },
  main,
);
