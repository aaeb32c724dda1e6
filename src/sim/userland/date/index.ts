// date(1): shows a moment in the wanted form.
import { isErr, SECOND, sys, type ByteString, type Sys } from '../../kernel/abi/index.ts';
import { localTime, zoneOf, type Zone } from '../lib/clock.ts';
import { slurp } from '../lib/input.ts';
import { parseDate, type Moment } from '../lib/parse-date.ts';
import { splitLines } from '../lib/stdio.ts';
import { strftime } from '../lib/strftime.ts';
import { command, type Tool } from '../lib/tool.ts';

const ISO: Readonly<Record<string, string>> = {
  date: '%Y-%m-%d',
  hours: '%Y-%m-%dT%H%:z',
  minutes: '%Y-%m-%dT%H:%M%:z',
  seconds: '%Y-%m-%dT%H:%M:%S%:z',
  ns: '%Y-%m-%dT%H:%M:%S,%N%:z',
};
const RFC: Readonly<Record<string, string>> = {
  date: '%Y-%m-%d',
  seconds: '%Y-%m-%d %H:%M:%S%:z',
  ns: '%Y-%m-%d %H:%M:%S.%N%:z',
};
const DEFAULT = '%a %b %e %H:%M:%S %Z %Y';

const pick = (table: Readonly<Record<string, string>>, word: ByteString): string | undefined => {
  const names = Object.keys(table).filter((name) => name.startsWith(word));
  return table[word] ?? (names.length === 1 && word !== '' ? table[names[0] ?? ''] : undefined);
};

function* now(): Sys<Moment> {
  const micros = yield* sys.clock('realtime');
  const seconds = Math.floor(micros / SECOND);
  return { seconds, nanos: Math.round((micros - seconds * SECOND) * 1000) };
}

function* main(tool: Tool): Sys<number> {
  let format: ByteString | undefined;
  let date: ByteString | undefined;
  let file: ByteString | undefined;
  let reference: ByteString | undefined;
  let utc = false;
  const formatTwice = function* (): Sys<number> {
    return yield* tool.fail(1, 'multiple output formats specified');
  };
  const { options, operands } = tool.options({
    short: 'd:f:I::r:Rs:u',
    long: {
      'date=': 'd',
      debug: 'debug',
      'file=': 'f',
      'iso-8601=?': 'I',
      'reference=': 'r',
      'rfc-email': 'R',
      'rfc-822': 'R',
      'rfc-2822': 'R',
      'rfc-3339=': 'rfc-3339',
      'set=': 's',
      utc: 'u',
      uct: 'u',
      universal: 'u',
      resolution: 'resolution',
    },
  });
  for (const option of options) {
    const arg = option.arg ?? '';
    switch (option.key) {
      case 'd':
        date = arg;
        break;
      case 'f':
        file = arg;
        break;
      case 'r':
        reference = arg;
        break;
      case 'u':
        utc = true;
        break;
      case 'I':
      case 'rfc-3339': {
        if (format !== undefined) return yield* formatTwice();
        const table = option.key === 'I' ? ISO : RFC;
        format = option.key === 'I' && option.arg === undefined ? ISO['date'] : pick(table, arg);
        if (format === undefined) {
          yield* tool.warn(
            `invalid argument ${tool.q(arg)} for ${tool.q(option.key === 'I' ? '--iso-8601' : '--rfc-3339')}`,
          );
          yield* tool.raw(
            `Valid arguments are:\n${(option.key === 'I' ? ['hours', 'minutes', 'date', 'seconds', 'ns'] : ['date', 'seconds', 'ns']).map((word) => `  - ${tool.q(word)}\n`).join('')}`,
          );
          return yield* tool.usage(1);
        }
        break;
      }
      case 'R':
        if (format !== undefined) return yield* formatTwice();
        format = '%a, %d %b %Y %H:%M:%S %z';
        break;
      case 's':
        return yield* tool.fail(1, 'cannot set date: Operation not permitted');
      case 'resolution':
        format = '0.000000001';
        break;
      case 'debug':
        break;
      default:
        return yield* tool.other(option);
    }
  }
  if ([date, file, reference].filter((given) => given !== undefined).length > 1)
    return yield* tool.usage(1, 'the options to specify dates for printing are mutually exclusive');
  if (operands.length > 1) return yield* tool.usage(1, `extra operand ${tool.q(operands[1] ?? '')}`);
  for (const operand of operands) {
    if (operand.startsWith('+')) {
      if (format !== undefined) return yield* formatTwice();
      format = operand.slice(1);
    } else if (date !== undefined || file !== undefined || reference !== undefined) {
      yield* tool.warn(
        `the argument ${tool.q(operand)} lacks a leading '+';\nwhen using an option to specify date(s), any non-option\nargument must be a format string beginning with '+'`,
      );
      return yield* tool.usage(1);
    } else if (/^[0-9]{8}([0-9]{2}){0,2}(\.[0-9]{2})?$/.test(operand))
      return yield* tool.fail(1, 'cannot set date: Operation not permitted');
    else return yield* tool.fail(1, `invalid date ${tool.q(operand)}`);
  }
  const zone: Zone = zoneOf(utc ? 'UTC0' : tool.env.get('TZ'));
  const show = function* (moment: Moment): Sys<void> {
    yield* tool.out.put(
      `${strftime(format ?? DEFAULT, localTime(moment.seconds, zone), moment.seconds, moment.nanos)}\n`,
    );
  };
  if (file !== undefined) {
    const text = yield* slurp(file);
    if (isErr(text)) return yield* tool.fail(1, `${tool.qf(file)}: ${text.text}`);
    let status = 0;
    for (const line of splitLines(text)) {
      const moment = parseDate(line, yield* now(), zone);
      if (moment) yield* show(moment);
      else {
        yield* tool.warn(`invalid date ${tool.q(line)}`);
        status = 1;
      }
    }
    return status;
  }
  let moment: Moment | undefined = yield* now();
  if (reference !== undefined) {
    const stat = yield* sys.stat(reference);
    if (isErr(stat)) return yield* tool.fail(1, `${tool.qf(reference)}: ${stat.text}`);
    const seconds = Math.floor(stat.mtime / SECOND);
    moment = { seconds, nanos: (stat.mtime - seconds * SECOND) * 1000 };
  }
  if (date !== undefined) moment = parseDate(date, moment, zone);
  if (!moment) return yield* tool.fail(1, `invalid date ${tool.q(date ?? '')}`);
  yield* show(moment);
  return 0;
}

export const date = command(
  {
    name: 'date',
    pkg: 'coreutils',
    synopsis: '[OPTION]... [+FORMAT]',
    summary: 'Shows the time, or (-d) another moment, in the wanted form.',
    options: ['-d', '-f', '-I', '-r', '-R', '-u', '--rfc-3339'],
    note: "The machine's clock cannot be set.",
  },
  main,
);
