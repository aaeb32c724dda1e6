// dd(1): copies blocks.
import {
  isErr,
  O_APPEND,
  O_CREAT,
  O_EXCL,
  O_RDONLY,
  O_RDWR,
  O_TRUNC,
  O_WRONLY,
  SECOND,
  SEEK_CUR,
  SEEK_SET,
  SIGUSR1,
  sys,
  type ByteString,
  type Sys,
} from '../../kernel/abi/index.ts';
import { multiplier } from '../lib/numbers.ts';
import { readRetry } from '../lib/stdio.ts';
import { command, type Tool } from '../lib/tool.ts';
import { convert, flush, type Conversion } from './convert.ts';

interface Plan {
  input: ByteString | undefined;
  output: ByteString | undefined;
  ibs: number;
  obs: number;
  cbs: number;
  count: number;
  countBytes: boolean;
  skip: number;
  skipBytes: boolean;
  seek: number;
  seekBytes: boolean;
  status: 'default' | 'none' | 'noxfer' | 'progress';
  conv: Set<string>;
  iflag: Set<string>;
  oflag: Set<string>;
}

interface Totals {
  inFull: number;
  inPart: number;
  outFull: number;
  outPart: number;
  bytes: number;
  truncated: number;
}

const CONVERSIONS = [
  'ascii',
  'ebcdic',
  'ibm',
  'block',
  'unblock',
  'lcase',
  'ucase',
  'sparse',
  'swab',
  'sync',
  'excl',
  'nocreat',
  'notrunc',
  'noerror',
  'fdatasync',
  'fsync',
];
const FLAGS = [
  'append',
  'direct',
  'directory',
  'dsync',
  'sync',
  'fullblock',
  'nonblock',
  'noatime',
  'nocache',
  'noctty',
  'nofollow',
  'count_bytes',
  'skip_bytes',
  'seek_bytes',
];

/** `4k`, `2x512`: undefined when it is no number. */
function parseSize(text: ByteString): number | undefined {
  let value = 1;
  for (const part of text.split('x')) {
    const found = /^([0-9]+)([a-zA-Z]*)$/.exec(part);
    const factor = found ? multiplier(found[2] === 'B' ? '' : (found[2] ?? '')) : undefined;
    if (!found || factor === undefined) return undefined;
    value *= Number(found[1]) * factor;
  }
  return value;
}

/** `1.5 kB`, `512 MB`: three digits and a unit. */
function human(bytes: number, base: 1000 | 1024): string {
  const units = base === 1000 ? ['kB', 'MB', 'GB', 'TB'] : ['KiB', 'MiB', 'GiB', 'TiB'];
  if (bytes < base) return `${bytes} B`;
  let value = bytes;
  let unit = -1;
  while (value >= base && unit < units.length - 1) {
    value /= base;
    unit += 1;
  }
  const text = value < 9.95 ? (Math.round(value * 10) / 10).toFixed(1) : String(Math.round(value));
  return `${text} ${units[unit] ?? ''}`;
}

function report(t: Totals, plan: Plan, started: number, now: number): string {
  if (plan.status === 'none') return '';
  const plus = (full: number, part: number): string => `${full}+${part}`;
  let out = `${plus(t.inFull, t.inPart)} records in\n${plus(t.outFull, t.outPart)} records out\n`;
  if (t.truncated > 0) out += `${t.truncated} truncated record${t.truncated === 1 ? '' : 's'}\n`;
  if (plan.status === 'noxfer') return out;
  const elapsed = Math.max(1, now - started) / SECOND;
  const si = human(t.bytes, 1000);
  const iec = human(t.bytes, 1024);
  const amount =
    t.bytes === 1
      ? '1 byte'
      : t.bytes < 1000
        ? `${t.bytes} bytes`
        : t.bytes < 1024
          ? `${t.bytes} bytes (${si})`
          : `${t.bytes} bytes (${si}, ${iec})`;
  const digits = Number(elapsed.toPrecision(6));
  return `${out}${amount} copied, ${digits} s, ${human(Math.round(t.bytes / elapsed), 1000)}/s\n`;
}

function* readOperands(tool: Tool): Sys<Plan | number> {
  const plan: Plan = {
    input: undefined,
    output: undefined,
    ibs: 512,
    obs: 512,
    cbs: 0,
    count: Infinity,
    countBytes: false,
    skip: 0,
    skipBytes: false,
    seek: 0,
    seekBytes: false,
    status: 'default',
    conv: new Set(),
    iflag: new Set(),
    oflag: new Set(),
  };
  const { options, operands } = tool.options({ short: '' });
  for (const option of options) return yield* tool.other(option);
  let bs: number | undefined;
  for (const operand of operands) {
    const at = operand.indexOf('=');
    const name = at < 0 ? operand : operand.slice(0, at);
    const value = operand.slice(at + 1);
    const list = (known: readonly string[], into: Set<string>): string | undefined => {
      for (const word of value.split(',')) {
        if (!known.includes(word)) return word;
        into.add(word);
      }
      return undefined;
    };
    if (at < 0) return yield* tool.usage(1, `unrecognized operand ${tool.q(operand)}`);
    if (name === 'if') plan.input = value;
    else if (name === 'of') plan.output = value;
    else if (name === 'conv' || name === 'iflag' || name === 'oflag') {
      const wrong = name === 'conv' ? list(CONVERSIONS, plan.conv) : list(FLAGS, plan[name]);
      if (wrong !== undefined)
        return yield* tool.usage(
          1,
          `invalid ${name === 'conv' ? 'conversion' : name === 'iflag' ? 'input flag' : 'output flag'}: ${tool.q(wrong)}`,
        );
    } else if (name === 'status') {
      if (!['none', 'noxfer', 'progress'].includes(value))
        return yield* tool.usage(1, `invalid status level: ${tool.q(value)}`);
      plan.status = value as Plan['status'];
    } else if (['bs', 'ibs', 'obs', 'cbs', 'count', 'skip', 'iseek', 'seek', 'oseek'].includes(name)) {
      const number = parseSize(value);
      if (number === undefined || (number === 0 && /bs$/.test(name)))
        return yield* tool.fail(1, `invalid number: ${tool.q(value)}`);
      const bytes = value.endsWith('B');
      if (name === 'bs') bs = number;
      else if (name === 'count') [plan.count, plan.countBytes] = [number, bytes];
      else if (name === 'skip' || name === 'iseek') [plan.skip, plan.skipBytes] = [number, bytes];
      else if (name === 'seek' || name === 'oseek') [plan.seek, plan.seekBytes] = [number, bytes];
      else plan[name as 'ibs' | 'obs' | 'cbs'] = number;
    } else return yield* tool.usage(1, `unrecognized operand ${tool.q(operand)}`);
  }
  if (bs !== undefined) plan.ibs = plan.obs = bs;
  if (plan.iflag.has('count_bytes')) plan.countBytes = true;
  if (plan.iflag.has('skip_bytes')) plan.skipBytes = true;
  if (plan.oflag.has('seek_bytes')) plan.seekBytes = true;
  return plan;
}

function* main(tool: Tool): Sys<number> {
  const plan = yield* readOperands(tool);
  if (typeof plan === 'number') return plan;
  if (plan.input !== undefined) {
    const fd = yield* sys.open(plan.input, O_RDONLY);
    if (isErr(fd)) return yield* tool.fail(1, `failed to open ${tool.qa(plan.input)}: ${fd.text}`);
    yield* sys.dup2(fd, 0);
    if (fd !== 0) yield* sys.close(fd);
  }
  if (plan.output !== undefined) {
    const trunc = plan.conv.has('notrunc') || plan.seek > 0 ? 0 : O_TRUNC;
    const flags =
      (plan.seek > 0 ? O_RDWR : O_WRONLY) |
      trunc |
      (plan.conv.has('nocreat') ? 0 : O_CREAT) |
      (plan.conv.has('excl') ? O_EXCL : 0) |
      (plan.oflag.has('append') ? O_APPEND : 0);
    const fd = yield* sys.open(plan.output, flags, 0o666);
    if (isErr(fd)) return yield* tool.fail(1, `failed to open ${tool.qa(plan.output)}: ${fd.text}`);
    yield* sys.dup2(fd, 1);
    if (fd !== 1) yield* sys.close(fd);
    if (plan.seek > 0 && !plan.conv.has('notrunc'))
      yield* sys.truncate(plan.output, plan.seek * (plan.seekBytes ? 1 : plan.obs));
  }
  return yield* copy(tool, plan);
}

function* copy(tool: Tool, plan: Plan): Sys<number> {
  const totals: Totals = { inFull: 0, inPart: 0, outFull: 0, outPart: 0, bytes: 0, truncated: 0 };
  const started = yield* sys.clock('monotonic');
  const say = function* (): Sys<void> {
    yield* tool.raw(report(totals, plan, started, yield* sys.clock('monotonic')));
  };
  yield* sys.signal(SIGUSR1, say);
  const inputName = plan.input ?? 'standard input';
  const outputName = plan.output ?? 'standard output';
  let status = 0;
  if (plan.skip > 0) {
    const distance = plan.skip * (plan.skipBytes ? 1 : plan.ibs);
    const moved = yield* sys.lseek(0, distance, SEEK_CUR);
    if (isErr(moved)) {
      for (let left = distance; left > 0;) {
        const data = yield* readRetry(0, Math.min(left, plan.ibs));
        if (isErr(data) || data === '') break;
        left -= data.length;
      }
    }
  }
  if (plan.seek > 0) {
    const moved = yield* sys.lseek(1, plan.seek * (plan.seekBytes ? 1 : plan.obs), SEEK_SET);
    if (isErr(moved)) return yield* tool.fail(1, `${tool.qa(outputName)}: cannot seek: ${moved.text}`);
  }
  const conversion: Conversion = { flags: plan.conv, cbs: plan.cbs, column: 0, pendingBlanks: 0, odd: '' };
  let buffer = '';
  const same =
    plan.ibs === plan.obs &&
    !['block', 'unblock', 'swab', 'ascii', 'ebcdic', 'ibm'].some((word) => plan.conv.has(word));
  const put = function* (data: ByteString): Sys<boolean> {
    const done = yield* sys.writeAll(1, data);
    if (isErr(done)) {
      yield* tool.warn(`error writing ${tool.qa(outputName)}: ${done.text}`);
      return false;
    }
    if (data.length === plan.obs) totals.outFull += 1;
    else totals.outPart += 1;
    totals.bytes += data.length;
    return true;
  };
  let left = plan.countBytes ? plan.count : Infinity;
  for (let blocks = 0; (plan.countBytes || blocks < plan.count) && left > 0; blocks += 1) {
    const want = Math.min(plan.ibs, left);
    let data = '';
    for (;;) {
      const part = yield* readRetry(0, want - data.length);
      if (isErr(part)) {
        yield* tool.warn(`error reading ${tool.qa(inputName)}: ${part.text}`);
        yield* say();
        return 1;
      }
      data += part;
      if (part === '' || data.length >= want || !plan.iflag.has('fullblock')) break;
    }
    if (data === '') break;
    left -= data.length;
    if (data.length === plan.ibs) totals.inFull += 1;
    else totals.inPart += 1;
    if (plan.conv.has('sync'))
      data = data.padEnd(plan.ibs, plan.conv.has('block') || plan.conv.has('unblock') ? ' ' : '\0');
    const converted = convert(data, conversion);
    totals.truncated += converted.truncated;
    if (same) {
      if (!(yield* put(converted.text))) status = 1;
    } else {
      buffer += converted.text;
      while (buffer.length >= plan.obs && status === 0) {
        if (!(yield* put(buffer.slice(0, plan.obs)))) status = 1;
        buffer = buffer.slice(plan.obs);
      }
    }
    if (status !== 0) break;
  }
  buffer += flush(conversion);
  if (buffer !== '' && status === 0 && !(yield* put(buffer))) status = 1;
  yield* say();
  return status;
}

export const dd = command(
  {
    name: 'dd',
    pkg: 'coreutils',
    synopsis: '[OPERAND]...',
    summary: 'Copies in blocks, converting on the way.',
    options: [
      'bs=',
      'cbs=',
      'conv=',
      'count=',
      'ibs=',
      'if=',
      'iflag=',
      'obs=',
      'of=',
      'oflag=',
      'seek=',
      'skip=',
      'status=',
    ],
    level: 'partial',
    note: 'No EBCDIC.',
  },
  main,
);
