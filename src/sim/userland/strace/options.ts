// The command line of strace 6.1.
import type { ByteString } from '../../kernel/abi/index.ts';
import { getopt } from '../lib/getopt.ts';
import { FilterError, makeFilter, type Filter } from './filter.ts';
import type { PrintOptions } from './printer.ts';

export interface Options {
  readonly kind: 'run';
  readonly pids: readonly number[];
  readonly command: readonly ByteString[];
  readonly follow: boolean;
  readonly output: ByteString | undefined;
  readonly append: boolean;
  readonly quiet: number;
  readonly summary: 'no' | 'only' | 'too';
  readonly limit: number;
  readonly filter: Filter;
  readonly print: Omit<PrintOptions, 'toFile' | 'follow'>;
  readonly environment: readonly ByteString[];
}

export type ParsedStrace =
  Options | { readonly kind: 'say'; readonly fd: 1 | 2; readonly text: string; readonly status: number };

const HELP = `Usage: strace [-cCfqrtTvV] [-e EXPR]... [-a COLUMN] [-o FILE] [-s STRSIZE]
              { -p PID | [-E VAR=VAL]... PROG [ARGS] }

  -e EXPR        a qualifying expression: trace=SET, signal=SET
     groups:     %clock, %creds, %desc, %file, %process, %signal
  -p PID         trace process with process id PID, may be repeated
  -f             follow forks
  -o FILE        send trace output to FILE instead of stderr
  -q, -qq        suppress messages about attaching and detaching, and exit statuses
  -c, -C         report a summary: only, or as well
  -t, -tt, -ttt  print absolute timestamps
  -r, -T         print relative timestamps, time spent in each call
  -s STRSIZE     limit length of print strings (default 32)
  -a COLUMN      alignment COLUMN for printing results (default 40)
  -E VAR=VAL     put VAR=VAL in the environment for command
  -V             print version
`;

const LONG = {
  'attach=': 'p',
  'trace=': 'trace',
  'signal=': 'signal',
  'follow-forks': 'f',
  'output=': 'o',
  'output-append-mode': 'A',
  'string-limit=': 's',
  'columns=': 'a',
  'summary-only': 'c',
  summary: 'C',
  'syscall-times': 'T',
  'relative-timestamps': 'r',
  'env=': 'E',
  'no-abbrev': 'v',
  help: 'h',
  version: 'V',
  'quiet=?': 'q',
  'successful-only': 'z',
  'failed-only': 'Z',
  'decode-fds=?': 'y',
  'absolute-timestamps=?': 't',
};

export function parseStrace(argv: readonly ByteString[]): ParsedStrace {
  const program = argv[0] ?? 'strace';
  const hint = `Try '${program} -h' for more information.\n`;
  const say = (text: string): ParsedStrace => ({ kind: 'say', fd: 2, text: `${program}: ${text}\n`, status: 1 });
  const parsed = getopt(argv, { short: '+a:Ab:cCdDe:E:fFhiI:kno:O:p:P:qrs:S:tTu:U:vVwxX:yYzZ', long: LONG });
  const count = new Map<string, number>();
  const pids: number[] = [];
  const expressions: string[] = [];
  const environment: ByteString[] = [];
  let output: ByteString | undefined;
  let limit = 32;
  let column = 40;
  for (const { key, arg = '' } of parsed.options) {
    count.set(key, (count.get(key) ?? 0) + 1);
    switch (key) {
      case '?':
        return { kind: 'say', fd: 2, text: `${arg}\n${hint}`, status: 1 };
      case 'h':
        return { kind: 'say', fd: 1, text: HELP, status: 0 };
      case 'V':
        return { kind: 'say', fd: 1, text: 'strace -- version 6.1\n', status: 0 };
      case 'p':
        for (const part of arg.split(/[ ,\t\n]+/).filter((word) => word !== '')) {
          if (!/^[0-9]+$/.test(part) || Number(part) < 1) return say(`Invalid process id: '${part}'`);
          pids.push(Number(part));
        }
        break;
      case 'e':
        expressions.push(arg);
        break;
      case 'trace':
      case 'signal':
        expressions.push(`${key}=${arg}`);
        break;
      case 'o':
        output = arg;
        break;
      case 's':
        if (!/^[0-9]+$/.test(arg)) return say(`invalid -s argument: '${arg}'`);
        limit = Number(arg);
        break;
      case 'a':
        if (!/^[0-9]+$/.test(arg)) return say(`invalid -a argument: '${arg}'`);
        column = Number(arg);
        break;
      case 'E':
        environment.push(arg);
        break;
      default:
        break;
    }
  }
  if (pids.length === 0 && parsed.operands.length === 0) {
    return { kind: 'say', fd: 2, text: `${program}: must have PROG [ARGS] or -p PID\n${hint}`, status: 1 };
  }
  let filter: Filter;
  try {
    filter = makeFilter(expressions);
  } catch (error) {
    if (error instanceof FilterError) return say(error.message);
    throw error;
  }
  const times = count.get('t') ?? 0;
  const absolute = (['none', 'clock', 'clock-us', 'unix'] as const)[Math.min(times, 3)] ?? 'none';
  return {
    kind: 'run',
    pids,
    command: parsed.operands,
    follow: count.has('f'),
    output,
    append: count.has('A'),
    // -o FILE PROG: nothing but the program's own output is wanted on the terminal
    quiet: Math.max(count.get('q') ?? 0, output !== undefined && parsed.operands.length > 0 ? 1 : 0),
    summary: count.has('c') ? 'only' : count.has('C') ? 'too' : 'no',
    limit,
    filter,
    print: { column, time: count.has('r') ? 'relative' : absolute, spent: count.has('T') },
    environment,
  };
}
