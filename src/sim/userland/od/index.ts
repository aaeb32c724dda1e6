// od(1): files byte by byte, in octal and other forms.
import { isErr, type ByteString, type Sys } from '../../kernel/abi/index.ts';
import { slurp } from '../lib/input.ts';
import { multiplier } from '../lib/numbers.ts';
import { command, type Tool } from '../lib/tool.ts';
import { parseFormats, showValue, type Format } from './format.ts';

interface Plan {
  formats: Format[];
  radix: 8 | 10 | 16 | undefined;
  skip: number;
  limit: number;
  width: number;
  showAll: boolean;
  strings: number | undefined;
}

/** `0x10`, `010`, `5k`: offsets and counts. */
function parseOffset(text: ByteString): number | undefined {
  const found = /^(0[xX][0-9a-fA-F]+|[0-9]+)([a-zA-Z]*)$/.exec(text);
  if (!found) return undefined;
  const digits = found[1] ?? '';
  const factor = multiplier(found[2] ?? '');
  if (factor === undefined) return undefined;
  return (/^0[0-9]/.test(digits) ? Number.parseInt(digits, 8) : Number(digits)) * factor;
}

const SHORT: Readonly<Record<string, string>> = {
  a: 'a',
  b: 'o1',
  c: 'c',
  d: 'u2',
  f: 'fF',
  i: 'dI',
  l: 'dL',
  o: 'o2',
  s: 'd2',
  x: 'x2',
  h: 'x2',
  B: 'o2',
  D: 'uI',
  e: 'fD',
  F: 'fD',
  H: 'xI',
  I: 'dL',
  L: 'dL',
  O: 'oI',
  X: 'xI',
};

/** All lines. */
export function dump(text: ByteString, plan: Plan): ByteString {
  const address = (at: number): string =>
    plan.radix === undefined ? '' : at.toString(plan.radix).padStart(plan.radix === 16 ? 6 : 7, '0');
  const sizes = plan.formats.map((format) => format.size);
  const unit = Math.max(...sizes);
  // values of different sizes stand below each other: every byte gets as many columns as the widest needs
  const perUnit = Math.max(...plan.formats.map((format) => (format.width + 1) * (unit / format.size)));
  let out = '';
  let previous = '';
  let starred = false;
  const body = text.slice(plan.skip, plan.limit === Infinity ? undefined : plan.skip + plan.limit);
  for (let at = 0; at < body.length; at += plan.width) {
    const chunk = body.slice(at, at + plan.width);
    if (!plan.showAll && at > 0 && chunk === previous && chunk.length === plan.width) {
      if (!starred) out += '*\n';
      starred = true;
      continue;
    }
    starred = false;
    previous = chunk;
    plan.formats.forEach((format, k) => {
      let line = k === 0 ? address(plan.skip + at) : ' '.repeat(address(0).length);
      const fields = plan.width / format.size;
      const total = (plan.width / unit) * perUnit;
      const count = Math.ceil(chunk.length / format.size);
      let used = 0;
      for (let i = 0; i < count; i += 1) {
        const bytes = Array.from({ length: format.size }, (_, j) => chunk.charCodeAt(i * format.size + j) || 0);
        const pad =
          Math.floor(((fields - i) * (total - fields * format.width)) / fields) -
          Math.floor(((fields - i - 1) * (total - fields * format.width)) / fields);
        line += ' '.repeat(pad) + showValue(format, bytes).padStart(format.width);
        used += pad + format.width;
      }
      if (format.text) {
        line += ' '.repeat(Math.max(0, total - used));
        line += `  >${[...chunk].map((c) => (c >= ' ' && c <= '~' ? c : '.')).join('')}<`;
      }
      out += `${line}\n`;
    });
  }
  if (plan.radix !== undefined) out += `${address(plan.skip + body.length)}\n`;
  return out;
}

/** -S: strings that end in a NUL. */
function strings(text: ByteString, plan: Plan, least: number): ByteString {
  let out = '';
  for (const found of text.matchAll(/([\x07-\x0d\x20-\x7e]+)\0/g)) {
    const body = found[1] ?? '';
    if (body.length < least) continue;
    const address =
      plan.radix === undefined ? '' : `${found.index.toString(plan.radix).padStart(plan.radix === 16 ? 6 : 7, '0')} `;
    out += `${address}${body.replace(/[\x07-\x0d]/g, (c) => ({ '\x07': '\\a', '\b': '\\b', '\t': '\\t', '\n': '\\n', '\v': '\\v', '\f': '\\f', '\r': '\\r' })[c] ?? c)}\n`;
  }
  return out;
}

function* main(tool: Tool): Sys<number> {
  const plan: Plan = { formats: [], radix: 8, skip: 0, limit: Infinity, width: 0, showAll: false, strings: undefined };
  const { options, operands } = tool.options({
    short: 'A:aBbcDdeFfHhIij:LlN:OoS:st:vw::Xx',
    long: {
      'skip-bytes=': 'j',
      'address-radix=': 'A',
      'read-bytes=': 'N',
      'format=': 't',
      'output-duplicates': 'v',
      'strings=?': 'S',
      'width=?': 'w',
      traditional: 'v-',
      'endian=': 'v-',
    },
  });
  for (const option of options) {
    const arg = option.arg ?? '';
    const short = SHORT[option.key];
    if (short !== undefined) {
      const parsed = parseFormats(short, (text) => tool.q(text));
      if (typeof parsed !== 'string') plan.formats.push(...parsed);
      continue;
    }
    switch (option.key) {
      case 'A':
        if (!/^[doxn]/.test(arg))
          return yield* tool.fail(
            1,
            `invalid output address radix '${arg[0] ?? ''}'; it must be one character from [doxn]`,
          );
        plan.radix = arg.startsWith('d') ? 10 : arg.startsWith('o') ? 8 : arg.startsWith('x') ? 16 : undefined;
        break;
      case 'j':
      case 'N': {
        const value = parseOffset(arg);
        if (value === undefined) return yield* tool.fail(1, `invalid -${option.key} argument ${tool.q(arg)}`);
        if (option.key === 'j') plan.skip = value;
        else plan.limit = value;
        break;
      }
      case 't': {
        const parsed = parseFormats(arg, (text) => tool.q(text));
        if (typeof parsed === 'string') return yield* tool.fail(1, parsed);
        plan.formats.push(...parsed);
        break;
      }
      case 'v':
        plan.showAll = true;
        break;
      case 'S':
        plan.strings = option.arg === undefined ? 3 : (parseOffset(arg) ?? 3);
        break;
      case 'w': {
        const value = option.arg === undefined ? 32 : parseOffset(arg);
        if (value === undefined || value === 0) return yield* tool.fail(1, `invalid -w argument ${tool.q(arg)}`);
        plan.width = value;
        break;
      }
      case 'v-':
        break;
      default:
        return yield* tool.other(option);
    }
  }
  if (plan.formats.length === 0) plan.formats.push({ kind: 'o', size: 2, width: 6, text: false });
  const unit = Math.max(...plan.formats.map((format) => format.size));
  if (plan.width === 0) plan.width = 16;
  else if (plan.width % unit !== 0) {
    yield* tool.warn(`warning: invalid width ${plan.width}; using ${unit} instead`);
    plan.width = unit;
  }
  let text = '';
  let status = 0;
  let opened = false;
  for (const name of operands.length > 0 ? operands : ['-']) {
    const part = yield* slurp(name);
    if (isErr(part)) {
      yield* tool.warn(`${tool.qf(name)}: ${part.text}`);
      status = 1;
      if (part.name === 'EISDIR') opened = true;
    } else {
      text += part;
      opened = true;
    }
  }
  if (status === 1 && !opened && operands.length > 0) return 1;
  if (plan.skip > text.length) return yield* tool.fail(1, 'cannot skip past end of combined input');
  yield* tool.out.put(plan.strings === undefined ? dump(text, plan) : strings(text, plan, plan.strings));
  return status;
}

export const od = command(
  {
    name: 'od',
    pkg: 'coreutils',
    synopsis: '[OPTION]... [FILE]...',
    summary: 'Shows files byte by byte.',
    options: ['-A', '-a', '-b', '-c', '-d', '-f', '-i', '-j', '-l', '-N', '-o', '-S', '-s', '-t', '-v', '-w', '-x'],
  },
  main,
);
