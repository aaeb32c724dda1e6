// sleep: one plain nanosleep for the sum of its arguments (coreutils 9.1).
import { SECOND, sys, type ByteString, type Sys } from '../../kernel/abi/index.ts';
import { command, type Tool } from '../lib/tool.ts';

const UNITS: Readonly<Record<string, number>> = { '': 1, s: 1, m: 60, h: 3600, d: 86_400 };

/** Seconds, `Infinity` included; undefined: not a time interval. strtod's decimal forms; Fidelity: no hexadecimal fractions. */
export function secondsOf(text: ByteString): number | undefined {
  const m = /^[ \t]*\+?([0-9]+\.?[0-9]*(?:[eE][+-]?[0-9]+)?|\.[0-9]+(?:[eE][+-]?[0-9]+)?|inf(?:inity)?)([smhd]?)$/i.exec(text);
  if (!m) return undefined;
  const value = /^inf/i.test(m[1] ?? '') ? Infinity : Number(m[1]);
  return value * (UNITS[m[2] ?? ''] ?? 1);
}

function* main(tool: Tool): Sys<number> {
  const { operands, options } = tool.options({ short: '' });
  for (const option of options) return yield* tool.other(option);
  if (operands.length === 0) return yield* tool.usage(1, 'missing operand');
  let total = 0;
  let wrong = false;
  for (const operand of operands) {
    const seconds = secondsOf(operand);
    if (seconds === undefined) {
      yield* tool.warn(`invalid time interval ${tool.qa(operand)}`);
      wrong = true;
    } else total += seconds;
  }
  if (wrong) return yield* tool.usage(1);
  yield* sys.nanosleep(total * SECOND);
  return 0;
}

export const sleep = command(
  { name: 'sleep', pkg: 'coreutils', synopsis: 'NUMBER[SUFFIX]...', summary: 'Pauses for the sum of its arguments: s, m, h or d; infinity is for ever.' },
  main,
);
