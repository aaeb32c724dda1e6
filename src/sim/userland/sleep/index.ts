// sleep(1): waits.
import { SECOND, sys, type ByteString, type Micros, type Sys } from '../../kernel/abi/index.ts';
import { parseLongDouble, toNumber } from '../../posix/index.ts';
import { LANGUAGE } from '../../shell/prompt.ts';
import { command, type Tool } from '../lib/tool.ts';
import { FOR_EVER, napProgram } from './nap.ts';

const UNITS: Readonly<Record<string, number>> = { '': 1, s: 1, m: 60, h: 3600, d: 86400 };
/** `1.5`, `2m`, `inf`: microseconds; undefined when it is none. */
export function parseInterval(text: ByteString): Micros | undefined {
  const parsed = parseLongDouble(text);
  const unit = UNITS[text.slice(parsed.length)];
  if (parsed.length === 0 || unit === undefined || parsed.value.negative || parsed.value.special === 'nan')
    return undefined;
  return Math.min(FOR_EVER, Math.ceil(toNumber(parsed.value) * unit * SECOND));
}

function* main(tool: Tool): Sys<number> {
  const { options, operands } = tool.options({ short: '+' });
  for (const option of options) return yield* tool.other(option);
  if (operands.length === 0) return yield* tool.usage(1, 'missing operand');
  let total: Micros = 0;
  let bad = false;
  for (const operand of operands) {
    const interval = parseInterval(operand);
    if (interval === undefined) {
      yield* tool.warn(`invalid time interval ${tool.q(operand)}`);
      bad = true;
    } else total += interval;
  }
  if (bad) return yield* tool.usage(1);
  // a caught signal interrupts; what is left is slept again
  for (let left = Math.min(total, FOR_EVER); left > 0;) left = yield* sys.nanosleep(left);
  return 0;
}

const whole = command(
  {
    name: 'sleep',
    pkg: 'coreutils',
    synopsis: 'NUMBER[SUFFIX]...',
    summary: 'Waits for the sum of its arguments.',
    text: 'Suffixes: s seconds, m minutes, h hours, d days.',
  },
  main,
);

export const sleep: typeof whole = { ...whole, run: napProgram(LANGUAGE, () => whole.run) };
