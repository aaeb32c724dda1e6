// tac(1): files with their lines in reverse order.
import type { ByteString, Sys } from '../../kernel/abi/index.ts';
import { isErr } from '../../kernel/abi/index.ts';
import { slurp } from '../lib/input.ts';
import { command, type Tool } from '../lib/tool.ts';

/** Records in reverse. Attached after (`before` false), a missing last separator leaves the last record joined, as in the original. */
export function reverseRecords(text: ByteString, separator: ByteString, before: boolean): ByteString {
  const records: ByteString[] = [];
  let from = 0;
  for (;;) {
    const at = text.indexOf(separator, before && from > 0 ? from + separator.length : from);
    if (at < 0) break;
    if (before) {
      if (at > from) records.push(text.slice(from, at));
      from = at;
      if (text.indexOf(separator, at + separator.length) < 0) break;
    } else {
      records.push(text.slice(from, at + separator.length));
      from = at + separator.length;
    }
  }
  if (from < text.length) records.push(text.slice(from));
  return records.reverse().join('');
}

function* main(tool: Tool): Sys<number> {
  let separator = '\n';
  let before = false;
  const { options, operands } = tool.options({ short: 'brs:', long: { before: 'b', regex: 'r', 'separator=': 's' } });
  for (const option of options) {
    if (option.key === 'b') before = true;
    else if (option.key === 's') separator = option.arg === '' ? '\0' : (option.arg ?? '');
    else if (option.key !== 'r') return yield* tool.other(option);
  }
  let status = 0;
  for (const name of operands.length > 0 ? operands : ['-']) {
    const text = yield* slurp(name);
    if (isErr(text)) {
      yield* tool.warn(
        text.name === 'EISDIR'
          ? `${tool.qf(name)}: read error: Invalid argument`
          : `failed to open ${tool.qa(name)} for reading: ${text.text}`,
      );
      status = 1;
      continue;
    }
    yield* tool.out.put(reverseRecords(text, separator, before));
  }
  return status;
}

export const tac = command(
  {
    name: 'tac',
    pkg: 'coreutils',
    synopsis: '[OPTION]... [FILE]...',
    summary: 'Writes files with the last line first.',
    options: ['-b', '-s'],
    level: 'partial',
    note: 'Separators are plain text, -r is ignored.',
  },
  main,
);
