// cksum(1) and sum(1): the old checksums.
import { isErr, type ByteString, type Sys } from '../../kernel/abi/index.ts';
import { crc } from '../lib/digest.ts';
import { slurp } from '../lib/input.ts';
import { command, type Tool } from '../lib/tool.ts';

function* cksumMain(tool: Tool): Sys<number> {
  const { options, operands } = tool.options({ short: '' });
  for (const option of options) return yield* tool.other(option);
  let status = 0;
  for (const name of operands.length > 0 ? operands : [undefined]) {
    const text = yield* slurp(name ?? '-');
    if (isErr(text)) {
      yield* tool.out.flush();
      yield* tool.warn(`${tool.qf(name ?? '-')}: ${text.text}`);
      status = 1;
    } else yield* tool.out.put(`${crc(text)} ${text.length}${name === undefined ? '' : ` ${name}`}\n`);
  }
  return status;
}

/** The BSD sum: rotated to the right before each addition. */
function bsd(text: ByteString): number {
  let sum = 0;
  for (let i = 0; i < text.length; i += 1) sum = (((sum >> 1) | ((sum & 1) << 15)) + text.charCodeAt(i)) & 0xffff;
  return sum;
}

function systemV(text: ByteString): number {
  let sum = 0;
  for (let i = 0; i < text.length; i += 1) sum = (sum + text.charCodeAt(i)) >>> 0;
  const folded = (sum & 0xffff) + (sum >>> 16);
  return (folded & 0xffff) + (folded >>> 16);
}

function* sumMain(tool: Tool): Sys<number> {
  let style: 'bsd' | 'sysv' = 'bsd';
  const { options, operands } = tool.options({ short: 'rs', long: { sysv: 's' } });
  for (const option of options) {
    if (option.key === 'r') style = 'bsd';
    else if (option.key === 's') style = 'sysv';
    else return yield* tool.other(option);
  }
  let status = 0;
  for (const name of operands.length > 0 ? operands : [undefined]) {
    const text = yield* slurp(name ?? '-');
    if (isErr(text)) {
      yield* tool.out.flush();
      yield* tool.warn(`${tool.qf(name ?? '-')}: ${text.text}`);
      status = 1;
      continue;
    }
    const label = name === undefined ? '' : ` ${name}`;
    if (style === 'bsd')
      yield* tool.out.put(
        `${String(bsd(text)).padStart(5, '0')} ${String(Math.ceil(text.length / 1024)).padStart(5)}${label}\n`,
      );
    else yield* tool.out.put(`${systemV(text)} ${Math.ceil(text.length / 512)}${label}\n`);
  }
  return status;
}

export const cksum = command(
  {
    name: 'cksum',
    pkg: 'coreutils',
    synopsis: '[OPTION]... [FILE]...',
    summary: 'Writes CRC and length of each file.',
    level: 'partial',
    note: 'Only the CRC.',
  },
  cksumMain,
);
export const sum = command(
  {
    name: 'sum',
    pkg: 'coreutils',
    synopsis: '[OPTION]... [FILE]...',
    summary: 'Writes checksum and block count of each file.',
    options: ['-r', '-s'],
  },
  sumMain,
);
