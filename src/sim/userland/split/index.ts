// split(1): a file in pieces.
import { isErr, O_CREAT, O_TRUNC, O_WRONLY, sys, type ByteString, type Sys } from '../../kernel/abi/index.ts';
import { slurp } from '../lib/input.ts';
import { parseCount } from '../lib/numbers.ts';
import { command, type Tool } from '../lib/tool.ts';

/** aa, ab … zz, or numbers; undefined when they are used up. */
function suffix(index: number, length: number, digits: string): string | undefined {
  let text = '';
  let rest = index;
  for (let i = 0; i < length; i += 1) {
    text = (digits[rest % digits.length] ?? '') + text;
    rest = Math.floor(rest / digits.length);
  }
  return rest > 0 ? undefined : text;
}

type How =
  | { readonly kind: 'lines' | 'bytes' | 'line-bytes'; readonly size: number }
  | { readonly kind: 'chunks' | 'line-chunks'; readonly count: number; readonly only: number | undefined };

export function pieces(text: ByteString, how: How, separator: string): ByteString[] {
  const out: ByteString[] = [];
  if (how.kind === 'bytes') for (let at = 0; at < text.length; at += how.size) out.push(text.slice(at, at + how.size));
  else if ('count' in how) {
    const size = Math.max(1, Math.floor(text.length / how.count));
    let at = 0;
    for (let i = 1; i <= how.count; i += 1) {
      let end = i === how.count ? text.length : Math.max(at, i * size);
      if (how.kind === 'line-chunks' && i < how.count && end > at) {
        const next = text.indexOf(separator, end - 1);
        end = next < 0 ? text.length : next + 1;
      }
      out.push(text.slice(at, end));
      at = end;
    }
  } else if ('size' in how) {
    const lines = text
      .split(separator)
      .map((line, i, all) => (i < all.length - 1 ? line + separator : line))
      .filter((line) => line !== '');
    const { size } = how;
    let current = '';
    let count = 0;
    for (const line of lines) {
      if (how.kind === 'lines' ? count >= size : current !== '' && current.length + line.length > size) {
        out.push(current);
        current = '';
        count = 0;
      }
      let rest = line;
      while (how.kind === 'line-bytes' && rest.length > size) {
        out.push(rest.slice(0, size));
        rest = rest.slice(size);
      }
      current += rest;
      count += 1;
    }
    if (current !== '') out.push(current);
  }
  return out;
}

function* main(tool: Tool): Sys<number> {
  let how: How = { kind: 'lines', size: 1000 };
  let given = false;
  let length = 2;
  let lengthGiven = false;
  let digits = 'abcdefghijklmnopqrstuvwxyz';
  let start = 0;
  let additional = '';
  let separator = '\n';
  let verbose = false;
  let elide = false;
  const { options, operands } = tool.options({
    short: '0123456789C:a:b:del:n:t:ux',
    long: {
      'bytes=': 'b',
      'lines=': 'l',
      'line-bytes=': 'C',
      'number=': 'n',
      'elide-empty-files': 'e',
      unbuffered: 'u',
      'suffix-length=': 'a',
      'additional-suffix=': 'additional',
      'numeric-suffixes=?': 'numeric',
      'hex-suffixes=?': 'hex',
      'separator=': 't',
      verbose: 'verbose',
      'filter=': 'filter',
    },
  });
  const kinds: Readonly<Record<string, readonly ['lines' | 'bytes' | 'line-bytes', string]>> = {
    l: ['lines', 'lines'],
    b: ['bytes', 'bytes'],
    C: ['line-bytes', 'lines'],
  };
  let oldCount = '';
  for (const option of options) {
    const arg = option.arg ?? '';
    const kind = kinds[option.key];
    if (/^[0-9]$/.test(option.key)) {
      oldCount += option.key;
      how = { kind: 'lines', size: Number(oldCount) };
      continue;
    }
    if (kind) {
      if (given) return yield* tool.usage(1, 'cannot split in more than one way');
      const size = parseCount(arg);
      if (size === undefined || size === 0)
        return yield* tool.fail(
          1,
          `invalid number of ${kind[1]}: ${tool.q(arg)}${size === 0 ? ': Numerical result out of range' : ''}`,
        );
      how = { kind: kind[0], size };
      given = true;
      continue;
    }
    switch (option.key) {
      case 'n': {
        if (given) return yield* tool.usage(1, 'cannot split in more than one way');
        const found = /^([lr]\/)?(?:([0-9]+)\/)?([0-9]+)$/.exec(arg);
        if (!found || Number(found[3]) === 0) return yield* tool.fail(1, `invalid number of chunks: ${tool.q(arg)}`);
        how = {
          kind: found[1] === 'l/' ? 'line-chunks' : 'chunks',
          count: Number(found[3]),
          only: found[2] === undefined ? undefined : Number(found[2]),
        };
        given = true;
        break;
      }
      case 'a':
        if (!/^[0-9]+$/.test(arg)) return yield* tool.fail(1, `invalid suffix length: ${tool.q(arg)}`);
        length = Number(arg) || 2;
        lengthGiven = true;
        break;
      case 'd':
      case 'numeric':
        digits = '0123456789';
        start = Number(arg || 0);
        break;
      case 'x':
      case 'hex':
        digits = '0123456789abcdef';
        start = Number.parseInt(arg || '0', 16);
        break;
      case 'e':
        elide = true;
        break;
      case 't':
        separator = arg === '\\0' ? '\0' : arg;
        break;
      case 'additional':
        if (arg.includes('/'))
          return yield* tool.usage(1, `invalid suffix ${tool.q(arg)}, contains directory separator`);
        additional = arg;
        break;
      case 'verbose':
        verbose = true;
        break;
      case 'u':
      case 'filter':
        break;
      default:
        return yield* tool.other(option);
    }
  }
  const [name = '-', prefix = 'x', extra] = operands;
  if (extra !== undefined) return yield* tool.usage(1, `extra operand ${tool.q(extra)}`);
  const text = yield* slurp(name);
  if (isErr(text))
    return yield* tool.fail(
      1,
      text.name === 'EISDIR'
        ? `${tool.qf(name)}: read error: ${text.text}`.replace('read error: ', '')
        : `cannot open ${tool.qa(name)} for reading: ${text.text}`,
    );
  const parts = pieces(text, how, separator);
  if ((how.kind === 'chunks' || how.kind === 'line-chunks') && how.only !== undefined) {
    yield* tool.out.put(parts[how.only - 1] ?? '');
    return 0;
  }
  if (!lengthGiven) while (digits.length ** length < parts.length + start) length += 1;
  for (const [i, part] of parts.entries()) {
    if (part === '' && elide) continue;
    const end = suffix(start + i, length, digits);
    if (end === undefined) return yield* tool.fail(1, 'output file suffixes exhausted');
    const path = prefix + end + additional;
    if (verbose) yield* tool.out.put(`creating file ${tool.qa(path)}\n`);
    const fd = yield* sys.open(path, O_WRONLY | O_CREAT | O_TRUNC);
    if (isErr(fd)) return yield* tool.fail(1, `${tool.qf(path)}: ${fd.text}`);
    yield* sys.writeAll(fd, part);
    yield* sys.close(fd);
  }
  return 0;
}

export const split = command(
  {
    name: 'split',
    pkg: 'coreutils',
    synopsis: '[OPTION]... [FILE [PREFIX]]',
    summary: 'Writes pieces of a file to other files.',
    options: ['-a', '-b', '-C', '-d', '-e', '-l', '-n', '-t', '-x', '--additional-suffix', '--verbose'],
    level: 'partial',
    note: 'No --filter.',
  },
  main,
);
