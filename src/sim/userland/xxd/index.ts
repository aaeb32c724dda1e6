// xxd(1): a hex dump, and back.
import { isErr, O_CREAT, O_TRUNC, O_WRONLY, sys, type ByteString, type Sys } from '../../kernel/abi/index.ts';
import { slurp } from '../lib/input.ts';
import { command, helpText, type Tool } from '../lib/tool.ts';

interface Plan {
  columns: number;
  group: number;
  upper: boolean;
  bits: boolean;
  plain: boolean;
  include: boolean;
  little: boolean;
  offset: number;
  decimal: boolean;
}

const printable = (byte: number): string => (byte >= 32 && byte < 127 ? String.fromCharCode(byte) : '.');

export function dump(text: ByteString, start: number, plan: Plan): string {
  const cell = (byte: number): string => {
    const shown = plan.bits ? byte.toString(2).padStart(8, '0') : byte.toString(16).padStart(2, '0');
    return plan.upper ? shown.toUpperCase() : shown;
  };
  const size = plan.bits ? 8 : 2;
  let out = '';
  for (let at = 0; at < text.length; at += plan.columns) {
    const bytes = [...text.slice(at, at + plan.columns)].map((char) => char.charCodeAt(0));
    let cells = '';
    if (plan.little) {
      for (let i = 0; i < plan.columns; i += plan.group) {
        const part = bytes.slice(i, i + plan.group);
        cells += `${i > 0 ? ' ' : ''}${part
          .reverse()
          .map(cell)
          .join('')
          .padStart(plan.group * size)}`;
      }
    } else
      bytes.forEach((byte, i) => {
        cells += `${i > 0 && plan.group > 0 && i % plan.group === 0 ? ' ' : ''}${cell(byte)}`;
      });
    const width = plan.columns * size + (plan.group > 0 ? Math.ceil(plan.columns / plan.group) - 1 : 0);
    const address = (start + at + plan.offset).toString(plan.decimal ? 10 : 16).padStart(8, '0');
    out += `${address}: ${cells.padEnd(width)}  ${bytes.map(printable).join('')}\n`;
  }
  return out;
}

/** Bytes from a dump (or from bare digits). */
export function undump(text: string, plain: boolean): ByteString {
  if (plain)
    return [...text.replace(/[^0-9a-fA-F]/g, '').matchAll(/../g)]
      .map((pair) => String.fromCharCode(Number.parseInt(pair[0], 16)))
      .join('');
  let out = '';
  for (const line of text.split('\n')) {
    const found = /^\s*([0-9a-fA-F]+):\s?((?:[0-9a-fA-F]{2}|\s(?!\s))*)/.exec(line);
    if (!found) continue;
    const at = Number.parseInt(found[1] ?? '0', 16);
    if (at > out.length) out = out.padEnd(Math.min(at, out.length + 1_000_000), '\0');
    const bytes = [...(found[2] ?? '').replace(/\s/g, '').matchAll(/../g)]
      .map((pair) => String.fromCharCode(Number.parseInt(pair[0], 16)))
      .join('');
    out = out.slice(0, at) + bytes + out.slice(at + bytes.length);
  }
  return out;
}

const number = (text: ByteString): number =>
  (/^0[xX]/.test(text) ? Number(text) : /^0[0-7]/.test(text) ? Number.parseInt(text, 8) : Number.parseInt(text, 10)) ||
  0;

function* main(tool: Tool): Sys<number> {
  const plan: Plan = {
    columns: 0,
    group: -1,
    upper: false,
    bits: false,
    plain: false,
    include: false,
    little: false,
    offset: 0,
    decimal: false,
  };
  let reverse = false;
  let limit = Infinity;
  let seek = 0;
  const words: ByteString[] = [];
  for (let i = 1; i < tool.argv.length; i += 1) {
    const option = tool.argv[i] ?? '';
    const long = option.replace(/^--/, '-');
    const value = (letter: string): ByteString => {
      const rest = long.replace(new RegExp(`^-${letter}[a-z]*`), '');
      if (rest !== '') return rest;
      i += 1;
      return tool.argv[i] ?? '';
    };
    if (words.length > 0 || option === '-' || !option.startsWith('-')) words.push(option);
    else if (/^-a/.test(long)) continue;
    else if (/^-b/.test(long)) plan.bits = true;
    else if (/^-c/.test(long)) plan.columns = number(value('c'));
    else if (/^-d/.test(long)) plan.decimal = true;
    else if (/^-e/.test(long)) plan.little = true;
    else if (/^-g/.test(long)) plan.group = number(value('g'));
    else if (/^-i/.test(long)) plan.include = true;
    else if (/^-l/.test(long)) limit = number(value('l'));
    else if (/^-o/.test(long)) plan.offset = number(value('o'));
    else if (/^-p/.test(long)) plan.plain = true;
    else if (/^-r/.test(long)) reverse = true;
    else if (/^-s/.test(long)) seek = number(value('s'));
    else if (/^-u/.test(long)) plan.upper = true;
    else if (/^-v/.test(long)) {
      yield* tool.raw('xxd 2022-01-14 by Juergen Weigert et al.\n');
      return 0;
    } else {
      yield* tool.raw(helpText(tool.name, tool.about));
      return 1;
    }
  }
  const [input = '-', output] = words;
  const text = yield* slurp(input);
  if (isErr(text)) return yield* tool.fail(2, `${input}: ${text.text}`);
  if (output !== undefined) {
    const fd = yield* sys.open(output, O_WRONLY | O_CREAT | O_TRUNC);
    if (isErr(fd)) return yield* tool.fail(3, `${output}: ${fd.text}`);
    yield* sys.dup2(fd, 1);
  }
  if (reverse) {
    yield* tool.out.put(undump(text, plan.plain));
    return 0;
  }
  const start = seek < 0 ? Math.max(0, text.length + seek) : seek;
  const part = text.slice(start, limit === Infinity ? undefined : start + limit);
  if (plan.plain) {
    const columns = plan.columns || 30;
    const digits = [...part].map((char) => char.charCodeAt(0).toString(16).padStart(2, '0')).join('');
    const shown = plan.upper ? digits.toUpperCase() : digits;
    for (let at = 0; at < shown.length; at += columns * 2)
      yield* tool.out.put(`${shown.slice(at, at + columns * 2)}\n`);
    return 0;
  }
  if (plan.include) {
    const columns = plan.columns || 12;
    const cells = [...part].map((char) => `0x${char.charCodeAt(0).toString(16).padStart(2, '0')}`);
    const lines: string[] = [];
    for (let at = 0; at < cells.length; at += columns) lines.push(`  ${cells.slice(at, at + columns).join(', ')}`);
    const name = input.replace(/[^A-Za-z0-9]/g, '_').replace(/^(?=[0-9])/, '__');
    yield* tool.out.put(
      input === '-'
        ? `${lines.join(',\n')}\n`
        : `unsigned char ${name}[] = {\n${lines.map((line, i) => `${line}${i < lines.length - 1 ? ',' : ''}\n`).join('')}};\nunsigned int ${name}_len = ${part.length};\n`,
    );
    return 0;
  }
  if (plan.columns === 0) plan.columns = plan.bits ? 6 : 16;
  if (plan.group < 0) plan.group = plan.bits ? 1 : plan.little ? 4 : 2;
  yield* tool.out.put(dump(part, start, plan));
  return 0;
}

export const xxd = command(
  {
    name: 'xxd',
    pkg: 'xxd',
    synopsis: '[options] [infile [outfile]]',
    summary: 'Makes a hex dump, or (-r) a file of one.',
    options: ['-b', '-c', '-d', '-e', '-g', '-i', '-l', '-o', '-p', '-r', '-s', '-u'],
  },
  main,
);
