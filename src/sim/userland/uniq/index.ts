// uniq(1): joins, counts or picks adjacent equal lines.
import { isErr, O_CREAT, O_TRUNC, O_WRONLY, sys, type ByteString, type Sys } from '../../kernel/abi/index.ts';
import { slurp } from '../lib/input.ts';
import { isDigits } from '../lib/numbers.ts';
import { command, type Tool } from '../lib/tool.ts';

interface Plan {
  count: boolean;
  repeated: boolean;
  unique: boolean;
  all: 'no' | 'none' | 'prepend' | 'separate';
  group: 'no' | 'prepend' | 'append' | 'separate' | 'both';
  ignoreCase: boolean;
  fields: number;
  chars: number;
  check: number;
  terminator: string;
}

/** The part of a line that is compared. */
function keyOf(line: ByteString, plan: Plan): ByteString {
  let at = 0;
  for (let i = 0; i < plan.fields && at < line.length; i += 1) {
    while (line[at] === ' ' || line[at] === '\t') at += 1;
    while (at < line.length && line[at] !== ' ' && line[at] !== '\t') at += 1;
  }
  const key = line.slice(at + plan.chars, plan.check === Infinity ? undefined : at + plan.chars + plan.check);
  return plan.ignoreCase ? key.toUpperCase() : key;
}

export function unique(lines: readonly ByteString[], plan: Plan): ByteString[] {
  const out: ByteString[] = [];
  let groups = 0;
  for (let i = 0; i < lines.length;) {
    const key = keyOf(lines[i] ?? '', plan);
    let end = i + 1;
    while (end < lines.length && keyOf(lines[end] ?? '', plan) === key) end += 1;
    const members = lines.slice(i, end);
    i = end;
    if (plan.group !== 'no') {
      if (plan.group === 'prepend' || plan.group === 'both' || (plan.group === 'separate' && groups > 0)) out.push('');
      out.push(...members);
      if (plan.group === 'append' || (plan.group === 'both' && i >= lines.length)) out.push('');
      groups += 1;
    } else if (plan.all !== 'no') {
      if (members.length < 2) continue;
      if (plan.all === 'prepend' || (plan.all === 'separate' && groups > 0)) out.push('');
      out.push(...members);
      groups += 1;
    } else {
      const show = members.length > 1 ? !plan.unique : !plan.repeated;
      if (show) out.push(plan.count ? `${String(members.length).padStart(7)} ${members[0] ?? ''}` : (members[0] ?? ''));
    }
  }
  return out;
}

function* main(tool: Tool): Sys<number> {
  const plan: Plan = {
    count: false,
    repeated: false,
    unique: false,
    all: 'no',
    group: 'no',
    ignoreCase: false,
    fields: 0,
    chars: 0,
    check: Infinity,
    terminator: '\n',
  };
  const { options, operands } = tool.options({
    short: 'cdDf:is:uw:z',
    long: {
      count: 'c',
      repeated: 'd',
      'all-repeated=?': 'all',
      'skip-fields=': 'f',
      'group=?': 'group',
      'ignore-case': 'i',
      'skip-chars=': 's',
      unique: 'u',
      'check-chars=': 'w',
      'zero-terminated': 'z',
    },
  });
  const numbers: Readonly<Record<string, [keyof Plan & ('fields' | 'chars' | 'check'), string]>> = {
    f: ['fields', 'invalid number of fields to skip'],
    s: ['chars', 'invalid number of bytes to skip'],
    w: ['check', 'invalid number of bytes to compare'],
  };
  for (const option of options) {
    const arg = option.arg ?? '';
    const number = numbers[option.key];
    if (number) {
      if (!isDigits(arg)) return yield* tool.fail(1, `${tool.qf(arg)}: ${number[1]}`);
      plan[number[0]] = Number(arg);
      continue;
    }
    switch (option.key) {
      case 'c':
        plan.count = true;
        break;
      case 'd':
        plan.repeated = true;
        break;
      case 'D':
        plan.all = 'none';
        break;
      case 'all': {
        const how = ['none', 'prepend', 'separate'].find((word) => word.startsWith(arg === '' ? 'none' : arg));
        if (!how)
          return yield* tool.usage(
            1,
            `invalid argument ${tool.q(arg)} for ${tool.q('--all-repeated')}\nValid arguments are:\n  - ${tool.q('none')}\n  - ${tool.q('prepend')}\n  - ${tool.q('separate')}`,
          );
        plan.all = how as Plan['all'];
        break;
      }
      case 'group': {
        const how = ['prepend', 'append', 'separate', 'both'].find((word) =>
          word.startsWith(arg === '' ? 'separate' : arg),
        );
        if (!how)
          return yield* tool.usage(
            1,
            `invalid argument ${tool.q(arg)} for ${tool.q('--group')}\nValid arguments are:\n  - ${tool.q('prepend')}\n  - ${tool.q('append')}\n  - ${tool.q('separate')}\n  - ${tool.q('both')}`,
          );
        plan.group = how as Plan['group'];
        break;
      }
      case 'i':
        plan.ignoreCase = true;
        break;
      case 'u':
        plan.unique = true;
        break;
      case 'z':
        plan.terminator = '\0';
        break;
      default:
        return yield* tool.other(option);
    }
  }
  if (operands.length > 2) return yield* tool.usage(1, `extra operand ${tool.q(operands[2] ?? '')}`);
  if (plan.group !== 'no' && (plan.count || plan.repeated || plan.unique || plan.all !== 'no'))
    return yield* tool.usage(1, '--group is mutually exclusive with -c/-d/-D/-u');
  if (plan.all !== 'no' && plan.count)
    return yield* tool.usage(1, 'printing all duplicated lines and repeat counts is meaningless');
  const [input = '-', output = '-'] = operands;
  const text = yield* slurp(input);
  if (isErr(text))
    return yield* tool.fail(
      1,
      text.name === 'EISDIR' ? `error reading ${tool.qa(input)}` : `${tool.qf(input)}: ${text.text}`,
    );
  if (output !== '-') {
    const fd = yield* sys.open(output, O_WRONLY | O_CREAT | O_TRUNC);
    if (isErr(fd)) return yield* tool.fail(1, `${tool.qf(output)}: ${fd.text}`);
    yield* sys.dup2(fd, 1);
  }
  const lines = text.split(plan.terminator);
  if (lines.at(-1) === '') lines.pop();
  for (const line of unique(lines, plan)) yield* tool.out.put(line + plan.terminator);
  return 0;
}

export const uniq = command(
  {
    name: 'uniq',
    pkg: 'coreutils',
    synopsis: '[OPTION]... [INPUT [OUTPUT]]',
    summary: 'Leaves one of each run of equal lines.',
    options: ['-c', '-d', '-D', '--all-repeated', '-f', '--group', '-i', '-s', '-u', '-w', '-z'],
  },
  main,
);
