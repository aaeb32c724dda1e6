// basename(1) and dirname(1): parts of path names.
import type { ByteString, Sys } from '../../kernel/abi/index.ts';
import { baseName, dirName } from '../lib/paths.ts';
import { command, type Tool } from '../lib/tool.ts';

const strip = (name: ByteString, suffix: ByteString): ByteString =>
  suffix !== '' && name !== suffix && name.endsWith(suffix) ? name.slice(0, -suffix.length) : name;

function* baseMain(tool: Tool): Sys<number> {
  let multiple = false;
  let suffix = '';
  let end = '\n';
  const { options, operands } = tool.options({ short: '+as:z', long: { multiple: 'a', 'suffix=': 's', zero: 'z' } });
  for (const option of options) {
    if (option.key === 'a') multiple = true;
    else if (option.key === 's') {
      suffix = option.arg ?? '';
      multiple = true;
    } else if (option.key === 'z') end = '\0';
    else return yield* tool.other(option);
  }
  if (operands.length === 0) return yield* tool.usage(1, 'missing operand');
  if (!multiple && operands.length > 2) return yield* tool.usage(1, `extra operand ${tool.q(operands[2] ?? '')}`);
  const names = multiple ? operands : operands.slice(0, 1);
  for (const name of names) yield* tool.out.put(strip(baseName(name), multiple ? suffix : (operands[1] ?? '')) + end);
  return 0;
}

function* dirMain(tool: Tool): Sys<number> {
  let end = '\n';
  const { options, operands } = tool.options({ short: '+z', long: { zero: 'z' } });
  for (const option of options) {
    if (option.key === 'z') end = '\0';
    else return yield* tool.other(option);
  }
  if (operands.length === 0) return yield* tool.usage(1, 'missing operand');
  for (const name of operands) yield* tool.out.put(dirName(name) + end);
  return 0;
}

export const basename = command(
  {
    name: 'basename',
    pkg: 'coreutils',
    synopsis: 'NAME [SUFFIX]',
    summary: 'Writes NAME without its directories.',
    options: ['-a', '-s', '-z'],
  },
  baseMain,
);
export const dirname = command(
  {
    name: 'dirname',
    pkg: 'coreutils',
    synopsis: '[OPTION] NAME...',
    summary: 'Writes NAME without its last component.',
    options: ['-z'],
  },
  dirMain,
);
