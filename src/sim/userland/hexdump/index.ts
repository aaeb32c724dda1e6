// hexdump(1) and hd of util-linux: the fixed forms -b -c -C -d -o -x.
import { isErr, type ByteString, type Sys } from '../../kernel/abi/index.ts';
import { slurp } from '../lib/input.ts';
import { multiplier } from '../lib/numbers.ts';
import { baseName } from '../lib/paths.ts';
import { command, type Tool } from '../lib/tool.ts';

type Form = 'b' | 'c' | 'C' | 'd' | 'o' | 'x' | 'default';

const WIDTH = 16;
const hex = (value: number, digits: number): string => value.toString(16).padStart(digits, '0');
const word = (chunk: ByteString, at: number): number => chunk.charCodeAt(at) | ((chunk.charCodeAt(at + 1) || 0) << 8);
const ESCAPES: Readonly<Record<number, string>> = {
  0: '\\0',
  7: '\\a',
  8: '\\b',
  12: '\\f',
  10: '\\n',
  13: '\\r',
  9: '\\t',
  11: '\\v',
};

/** One line without its address. */
function body(chunk: ByteString, form: Form): string {
  const bytes = [...chunk].map((char) => char.charCodeAt(0));
  const words = Array.from({ length: Math.ceil(chunk.length / 2) }, (_, i) => word(chunk, i * 2));
  const fill = (text: string, each: number, count: number): string => text.padEnd(each * count);
  switch (form) {
    case 'b':
      return fill(bytes.map((byte) => ` ${byte.toString(8).padStart(3, '0')}`).join(''), 4, 16);
    case 'c':
      return fill(
        bytes
          .map(
            (byte) =>
              ` ${(ESCAPES[byte] ?? (byte >= 32 && byte < 127 ? String.fromCharCode(byte) : byte.toString(8).padStart(3, '0'))).padStart(3)}`,
          )
          .join(''),
        4,
        16,
      );
    case 'C': {
      const cells = bytes
        .map((byte, i) => `${i === 8 ? ' ' : ''} ${hex(byte, 2)}`)
        .join('')
        .padEnd(49);
      return ` ${cells}  |${bytes.map((byte) => (byte >= 32 && byte < 127 ? String.fromCharCode(byte) : '.')).join('')}|`;
    }
    case 'd':
      return fill(words.map((value) => `   ${String(value).padStart(5, '0')}`).join(''), 8, 8);
    case 'o':
      return fill(words.map((value) => `  ${value.toString(8).padStart(6, '0')}`).join(''), 8, 8);
    case 'x':
      return fill(words.map((value) => `    ${hex(value, 4)}`).join(''), 8, 8);
    case 'default':
      return fill(words.map((value) => ` ${hex(value, 4)}`).join(''), 5, 8);
  }
}

export function dump(text: ByteString, start: number, forms: readonly Form[], all: boolean): string {
  let out = '';
  let previous: string | undefined;
  let starred = false;
  const digits = forms[0] === 'C' ? 8 : 7;
  for (let at = 0; at < text.length; at += WIDTH) {
    const chunk = text.slice(at, at + WIDTH);
    if (!all && chunk === previous) {
      if (!starred) out += '*\n';
      starred = true;
      continue;
    }
    starred = false;
    previous = chunk;
    for (const form of forms) out += `${hex(start + at, form === 'C' ? 8 : 7)}${body(chunk, form)}\n`;
  }
  return text.length > 0 ? `${out}${hex(start + text.length, digits)}\n` : out;
}

const parseSize = (text: ByteString): number | undefined => {
  const found = /^(0[xX][0-9a-fA-F]+|[0-9]+)([a-zA-Z]*)$/.exec(text);
  const factor = found ? multiplier(found[2] ?? '') : undefined;
  return !found || factor === undefined ? undefined : Number(found[1]) * factor;
};

const mainFor = (canonical: boolean) =>
  function* (tool: Tool): Sys<number> {
    const name = baseName(tool.name);
    const forms: Form[] = canonical ? ['C'] : [];
    let limit = Infinity;
    let skip = 0;
    let all = false;
    const { options, operands } = tool.options({
      short: 'bcCde:f:L::n:os:vxhV',
      long: {
        'one-byte-octal': 'b',
        'one-byte-char': 'c',
        canonical: 'C',
        'two-bytes-decimal': 'd',
        'two-bytes-octal': 'o',
        'two-bytes-hex': 'x',
        'length=': 'n',
        'skip=': 's',
        'no-squeezing': 'v',
        'color=?': 'L',
      },
    });
    for (const option of options) {
      const arg = option.arg ?? '';
      if (['b', 'c', 'C', 'd', 'o', 'x'].includes(option.key)) forms.push(option.key as Form);
      else if (option.key === 'n' || option.key === 's') {
        const value = parseSize(arg);
        if (value === undefined) {
          yield* tool.raw(
            `${name}: failed to parse ${option.key === 'n' ? 'length' : 'offset'}: '${arg}': Invalid argument\n`,
          );
          return 1;
        }
        if (option.key === 'n') limit = value;
        else skip = value;
      } else if (option.key === 'v') all = true;
      else if (option.key === '?') {
        yield* tool.raw(`${arg}\nTry '${name} --help' for more information.\n`);
        return 1;
      } else if (option.key === 'help' || option.key === 'h') return yield* tool.other({ key: 'help', arg: undefined });
      else if (option.key === 'version' || option.key === 'V')
        return yield* tool.other({ key: 'version', arg: undefined });
    }
    let text = '';
    let status = 0;
    let opened = 0;
    for (const file of operands.length > 0 ? operands : ['-']) {
      const part = yield* slurp(file);
      if (isErr(part)) {
        yield* tool.raw(`${name}: ${file}: ${part.text}\n`);
        status = 1;
      } else {
        text += part;
        opened += 1;
      }
    }
    if (opened === 0) {
      yield* tool.raw(`${name}: all input file arguments failed\n`);
      return 1;
    }
    yield* tool.out.put(
      dump(
        text.slice(skip, limit === Infinity ? undefined : skip + limit),
        skip,
        forms.length > 0 ? forms : ['default'],
        all,
      ),
    );
    return status;
  };

const about = {
  pkg: 'bsdextrautils',
  synopsis: '[options] <file>...',
  summary: 'Shows files in hexadecimal and other forms.',
  options: ['-b', '-c', '-C', '-d', '-n', '-o', '-s', '-v', '-x'],
  level: 'partial',
  note: 'No format strings.',
} as const;
export const hexdump = command({ ...about, name: 'hexdump' }, mainFor(false));
export const hd = command({ ...about, name: 'hd' }, mainFor(true));
