// cut(1): picks bytes or fields of each line.
import { isErr, type ByteString, type Sys } from '../../kernel/abi/index.ts';
import { closeInput, openInput } from '../lib/input.ts';
import { Reader } from '../lib/stdio.ts';
import { command, type Tool } from '../lib/tool.ts';

type Range = readonly [number, number];
type Ranges =
  { readonly kind: 'ok'; readonly ranges: readonly Range[] } | { readonly kind: 'bad'; readonly text: string };

/** `1,3-5,7-`: sorted and joined, counted from 1. */
export function parseRanges(list: ByteString, fields: boolean, quote: (text: string) => string): Ranges {
  const noun = fields ? 'field' : 'byte/character position';
  const bad = (text: string): Ranges => ({ kind: 'bad', text });
  const ranges: [number, number][] = [];
  for (const part of list.split(/[, \t]/)) {
    const found = /^([0-9]*)(-?)([0-9]*)$/.exec(part);
    if (!found) {
      if (/^[0-9]*-[0-9]*-/.test(part)) return bad(`invalid ${fields ? 'field' : 'byte or character'} range`);
      const wrong = /[0-9]*-?[0-9]*-?(.*)/.exec(part)?.[1] ?? part;
      return bad(
        `invalid ${noun} ${quote(wrong === '' ? part : /^[0-9]/.test(part) ? wrong : part)}`.replace(
          /^invalid field ('|\xe2)/,
          'invalid field value $1',
        ),
      );
    }
    const [, low = '', dash = '', high = ''] = found;
    if (low === '' && dash !== '' && high === '') return bad('invalid range with no endpoint: -');
    if (low === '' && dash === '')
      return bad(fields ? 'fields are numbered from 1' : 'byte/character positions are numbered from 1');
    const from = low === '' ? 1 : Number(low);
    const to = dash === '' ? from : high === '' ? Infinity : Number(high);
    if (from === 0 || (dash === '' && to === 0))
      return bad(fields ? 'fields are numbered from 1' : 'byte/character positions are numbered from 1');
    if (to < from) return bad('invalid decreasing range');
    ranges.push([from, to]);
  }
  ranges.sort((a, b) => a[0] - b[0]);
  const joined: [number, number][] = [];
  for (const range of ranges) {
    const last = joined.at(-1);
    // positions that touch stay apart for bytes: --output-delimiter goes between ranges as given
    if (last && range[0] <= last[1]) last[1] = Math.max(last[1], range[1]);
    else joined.push(range);
  }
  return { kind: 'ok', ranges: joined };
}

function invert(ranges: readonly Range[]): Range[] {
  const out: Range[] = [];
  let next = 1;
  for (const [low, high] of ranges) {
    if (low > next) out.push([next, low - 1]);
    next = Math.max(next, high + 1);
  }
  if (next !== Infinity) out.push([next, Infinity]);
  return out;
}

interface Plan {
  readonly ranges: readonly Range[];
  readonly fields: boolean;
  readonly delimiter: string;
  readonly output: string | undefined;
  readonly onlyDelimited: boolean;
}

/** One line, without its terminator; undefined when it is left out. */
export function cutLine(line: ByteString, plan: Plan): ByteString | undefined {
  if (!plan.fields)
    return plan.ranges
      .filter(([low]) => low <= line.length)
      .map(([low, high]) => line.slice(low - 1, high))
      .join(plan.output ?? '');
  if (!line.includes(plan.delimiter)) return plan.onlyDelimited ? undefined : line;
  const parts = line.split(plan.delimiter);
  return plan.ranges.flatMap(([low, high]) => parts.slice(low - 1, high)).join(plan.output ?? plan.delimiter);
}

function* main(tool: Tool): Sys<number> {
  let list: ByteString | undefined;
  let fields = false;
  let delimiter: string | undefined;
  let output: string | undefined;
  let complement = false;
  let onlyDelimited = false;
  let terminator = '\n';
  const { options, operands } = tool.options({
    short: 'b:c:d:f:nsz',
    long: {
      'bytes=': 'b',
      'characters=': 'c',
      'delimiter=': 'd',
      'fields=': 'f',
      'only-delimited': 's',
      'output-delimiter=': 'output',
      complement: 'complement',
      'zero-terminated': 'z',
    },
  });
  for (const option of options) {
    switch (option.key) {
      case 'b':
      case 'c':
      case 'f':
        if (list !== undefined) return yield* tool.usage(1, 'only one list may be specified');
        list = option.arg ?? '';
        fields = option.key === 'f';
        break;
      case 'd':
        if ((option.arg ?? '').length > 1) return yield* tool.usage(1, 'the delimiter must be a single character');
        delimiter = option.arg === '' ? '\0' : option.arg;
        break;
      case 's':
        onlyDelimited = true;
        break;
      case 'n':
        break;
      case 'z':
        terminator = '\0';
        break;
      case 'output':
        output = option.arg === '' ? '\0' : option.arg;
        break;
      case 'complement':
        complement = true;
        break;
      default:
        return yield* tool.other(option);
    }
  }
  if (list === undefined) return yield* tool.usage(1, 'you must specify a list of bytes, characters, or fields');
  if (!fields && delimiter !== undefined)
    return yield* tool.usage(1, 'an input delimiter may be specified only when operating on fields');
  if (!fields && onlyDelimited)
    return yield* tool.usage(1, 'suppressing non-delimited lines makes sense\n\tonly when operating on fields');
  const parsed = parseRanges(list, fields, (text) => tool.q(text));
  if (parsed.kind === 'bad') return yield* tool.usage(1, parsed.text);
  const plan: Plan = {
    ranges: complement ? invert(parsed.ranges) : parsed.ranges,
    fields,
    delimiter: delimiter ?? '\t',
    output,
    onlyDelimited,
  };
  let status = 0;
  for (const name of operands.length > 0 ? operands : ['-']) {
    const fd = yield* openInput(name);
    if (isErr(fd)) {
      yield* tool.warn(`${tool.qf(name)}: ${fd.text}`);
      status = 1;
      continue;
    }
    const reader = new Reader(fd);
    for (;;) {
      const line = yield* reader.line(terminator);
      if (line === '' || tool.out.error) break;
      const text = cutLine(line.endsWith(terminator) ? line.slice(0, -1) : line, plan);
      if (text !== undefined) yield* tool.out.put(text + terminator);
    }
    if (reader.error) {
      yield* tool.warn(`${tool.qf(name)}: ${reader.error.text}`);
      status = 1;
    }
    yield* closeInput(fd);
  }
  return status;
}

export const cut = command(
  {
    name: 'cut',
    pkg: 'coreutils',
    synopsis: 'OPTION... [FILE]...',
    summary: 'Writes selected parts of each line.',
    options: ['-b', '-c', '-d', '-f', '-n', '-s', '-z', '--complement', '--output-delimiter'],
  },
  main,
);
