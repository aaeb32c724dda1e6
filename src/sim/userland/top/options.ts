// The command line of top, in the words of procps-ng 4.0.2.
import type { ByteString } from '../../kernel/abi/index.ts';
import { getopt } from '../lib/getopt.ts';

export const USAGE = `
Usage:
 top [options]

Options:
 -b, --batch-mode                run in non-interactive batch mode
 -c, --cmdline-toggle            reverse last remembered 'c' state
 -d, --delay =SECS [.TENTHS]     iterative delay as SECS [.TENTHS]
 -E, --scale-summary-mem =SCALE  set mem as: k,m,g,t,p,e for SCALE
 -e, --scale-task-mem =SCALE     set mem with: k,m,g,t,p for SCALE
 -H, --threads-show              show tasks plus all their threads
 -i, --idle-toggle               reverse last remembered 'i' state
 -n, --iterations =NUMBER        exit on maximum iterations NUMBER
 -O, --list-fields               output all field names, then exit
 -o, --sort-override =FIELD      force sorting on this named FIELD
 -p, --pid =PIDLIST              monitor only the tasks in PIDLIST
 -S, --accum-time-toggle         reverse last remembered 'S' state
 -s, --secure-mode               run with secure mode restrictions
 -U, --filter-any-user =USER     show only processes owned by USER
 -u, --filter-only-euser =USER   show only processes owned by USER
 -w, --width [=COLUMNS]          change print width [,use COLUMNS]
 -1, --single-cpu-toggle         reverse last remembered '1' state

 -h, --help                      display this help text, then exit
 -V, --version                   output version information & exit

For more details see top(1).
`;

export const FIELDS = [
  'PID',
  'USER',
  'PR',
  'NI',
  'VIRT',
  'RES',
  'SHR',
  'S',
  '%CPU',
  '%MEM',
  'TIME+',
  'COMMAND',
] as const;
export type Field = (typeof FIELDS)[number];

/** What can be changed by keys as well. */
export interface Settings {
  batch: boolean;
  delaySeconds: number;
  iterations: number;
  threads: boolean;
  idle: boolean;
  commandLine: boolean;
  sort: Field;
  reversed: boolean;
  pids: readonly number[];
  user: ByteString | undefined;
  width: number | undefined;
  oneCpu: boolean;
}

export type ParsedTop =
  | { readonly kind: 'run'; readonly settings: Settings }
  | { readonly kind: 'say'; readonly fd: 1 | 2; readonly text: string; readonly status: number };

const LONG = {
  'batch-mode': 'b',
  'cmdline-toggle': 'c',
  'delay=': 'd',
  'scale-summary-mem=': 'E',
  'scale-task-mem=': 'e',
  'threads-show': 'H',
  'idle-toggle': 'i',
  'iterations=': 'n',
  'list-fields': 'O',
  'sort-override=': 'o',
  'pid=': 'p',
  'accum-time-toggle': 'S',
  'secure-mode': 's',
  'filter-any-user=': 'U',
  'filter-only-euser=': 'u',
  'width=?': 'w',
  'single-cpu-toggle': '1',
  help: 'h',
  version: 'V',
};

/** Most pids that -p takes. */
const MAX_PIDS = 20;

export function parseTop(argv: readonly ByteString[]): ParsedTop {
  const program = argv[0] ?? 'top';
  const say = (text: string, status = 1): ParsedTop => ({ kind: 'say', fd: 2, text: `${program}: ${text}\n`, status });
  const settings: Settings = {
    batch: false,
    delaySeconds: 3,
    iterations: Infinity,
    threads: false,
    idle: true,
    commandLine: false,
    sort: '%CPU',
    reversed: false,
    pids: [],
    user: undefined,
    width: undefined,
    oneCpu: false,
  };
  const parsed = getopt(argv, { short: '1bcd:E:e:HhiN:n:Oo:p:SsU:u:Vw::', long: LONG });
  for (const { key, arg = '' } of parsed.options) {
    switch (key) {
      case '?':
        return { kind: 'say', fd: 2, text: `${arg}\n`, status: 0 };
      case 'h':
        return { kind: 'say', fd: 1, text: USAGE, status: 0 };
      case 'V':
        return { kind: 'say', fd: 1, text: 'top from procps-ng 4.0.2\n', status: 0 };
      case 'O':
        return { kind: 'say', fd: 1, text: `${FIELDS.join('\n')}\n`, status: 0 };
      case 'b':
        settings.batch = true;
        break;
      case 'c':
        settings.commandLine = !settings.commandLine;
        break;
      case 'd':
        if (!/^[0-9]*[.,]?[0-9]+$/.test(arg)) return say(`bad delay interval '${arg}'`);
        settings.delaySeconds = Number(arg.replace(',', '.'));
        break;
      case 'n':
        if (!/^[0-9]+$/.test(arg) || Number(arg) < 1) return say(`bad iterations argument '${arg}'`);
        settings.iterations = Number(arg);
        break;
      case 'H':
        settings.threads = !settings.threads;
        break;
      case 'i':
        settings.idle = !settings.idle;
        break;
      case '1':
        settings.oneCpu = !settings.oneCpu;
        break;
      case 'o': {
        const field = FIELDS.find((name) => name.toLowerCase() === arg.replace(/^[+-]/, '').toLowerCase());
        if (!field) return say(`unrecognized field name '${arg.replace(/^[+-]/, '')}'`);
        settings.sort = field;
        settings.reversed = arg.startsWith('-');
        break;
      }
      case 'p': {
        const pids = arg.split(',');
        const bad = pids.find((pid) => !/^[0-9]+$/.test(pid));
        if (bad !== undefined) return say(`bad pid '${bad}'`);
        if (pids.length > MAX_PIDS) return say(`pid limit (${MAX_PIDS}) exceeded`);
        settings.pids = [...settings.pids, ...pids.map(Number)];
        break;
      }
      case 'u':
      case 'U':
        settings.user = arg;
        break;
      case 'w':
        settings.width = arg === '' ? 512 : Number(arg);
        break;
      default:
        break;
    }
  }
  if (parsed.operands.length > 0) return say(`unknown option '${parsed.operands[0]}'`);
  return { kind: 'run', settings };
}
