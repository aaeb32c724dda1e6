// The command lines of pgrep, pkill and pidwait: one program under three names.
import { SIGTERM, type ByteString, type Signal } from '../../kernel/abi/index.ts';
import { getopt } from '../lib/getopt.ts';
import { parseSignal, takeSignal } from '../procps/signals.ts';

export type Tool = 'pgrep' | 'pkill' | 'pidwait';

const OWN: Readonly<Record<Tool, string>> = {
  pgrep: ` -d, --delimiter <string>  specify output delimiter
 -l, --list-name           list PID and process name
 -a, --list-full           list PID and full command line
 -v, --inverse             negates the matching
 -w, --lightweight         list all TID
`,
  pkill: ` -<sig>, --signal <sig>    signal to send (either number or name)
 -q, --queue <value>       integer value to be sent with the signal
 -e, --echo                display what is killed
`,
  pidwait: ` -e, --echo                display PIDs before waiting
`,
};

export const usage = (tool: Tool): string => `
Usage:
 ${tool} [options] <pattern>

Options:
${OWN[tool]} -c, --count               count of matching processes
 -f, --full                use full process name to match
 -g, --pgroup <PGID,...>   match listed process group IDs
 -G, --group <GID,...>     match real group IDs
 -i, --ignore-case         match case insensitively
 -n, --newest              select most recently started
 -o, --oldest              select least recently started
 -O, --older <seconds>     select where older than seconds
 -P, --parent <PPID,...>   match only child processes of the given parent
 -s, --session <SID,...>   match session IDs
 -t, --terminal <tty,...>  match by controlling terminal
 -u, --euid <ID,...>       match by effective IDs
 -U, --uid <ID,...>        match by real IDs
 -x, --exact               match exactly with the command name
 -F, --pidfile <file>      read PIDs from file
 -L, --logpidfile          fail if PID file is not locked
 -r, --runstates <state>   match runstates [D,S,Z,...]
 -A, --ignore-ancestors    exclude our ancestors from results
 --cgroup <grp,...>        match by cgroup v2 names
 --ns <PID>                match the processes that belong to the same
                           namespace as <pid>
 --nslist <ns,...>         list which namespaces will be considered for
                           the --ns option.
                           Available namespaces: ipc, mnt, net, pid, user, uts

 -h, --help     display this help and exit
 -V, --version  output version information and exit

For more details see pgrep(1).
`;

/** Options by letter; lists as given. */
export interface Options {
  readonly kind: 'run';
  readonly pattern: ByteString | undefined;
  readonly flags: ReadonlySet<string>;
  readonly values: ReadonlyMap<string, ByteString>;
  readonly sig: Signal;
}

export type ParsedOptions =
  Options | { readonly kind: 'say'; readonly fd: 1 | 2; readonly text: string; readonly status: number };

const LONG = {
  'signal=': 'signal',
  'ns=': 'ns',
  'nslist=': 'nslist',
  'cgroup=': 'cgroup',
  echo: 'e',
  count: 'c',
  'delimiter=': 'd',
  'list-name': 'l',
  'list-full': 'a',
  full: 'f',
  'pgroup=': 'g',
  'group=': 'G',
  'ignore-case': 'i',
  inverse: 'v',
  lightweight: 'w',
  newest: 'n',
  oldest: 'o',
  'older=': 'O',
  'parent=': 'P',
  'session=': 's',
  'terminal=': 't',
  'euid=': 'u',
  'uid=': 'U',
  exact: 'x',
  'pidfile=': 'F',
  logpidfile: 'L',
  'runstates=': 'r',
  'ignore-ancestors': 'A',
  'queue=': 'q',
  help: 'h',
  version: 'V',
};
const SHORT: Readonly<Record<Tool, string>> = {
  pgrep: 'cF:G:LP:O:AU:d:fg:hilnoqr:s:t:u:vwxVa',
  pkill: 'eq:cF:G:LP:O:AU:fg:hinor:s:t:u:xV',
  pidwait: 'ecF:G:LP:O:AU:fg:hinor:s:t:u:xV',
};
/** Options that select; without one of them a pattern is needed. */
const CRITERIA = ['P', 'O', 'U', 'u', 'G', 'g', 's', 't', 'r', 'F', 'ns', 'cgroup', 'n', 'o'];

export function parse(tool: Tool, argv: readonly ByteString[]): ParsedOptions {
  const program = argv[0] ?? tool;
  const taken = tool === 'pkill' ? takeSignal(argv) : { sig: undefined, argv: [...argv] };
  const parsed = getopt(taken.argv, { short: SHORT[tool], long: LONG });
  const flags = new Set<string>();
  const values = new Map<string, ByteString>();
  const say = (status: number, text: string): ParsedOptions => ({ kind: 'say', fd: 2, text, status });
  for (const { key, arg } of parsed.options) {
    if (key === '?') return say(2, `${arg}\n${usage(tool)}`);
    if (key === 'h') return { kind: 'say', fd: 1, text: usage(tool), status: 0 };
    if (key === 'V') return { kind: 'say', fd: 1, text: `${tool} from procps-ng 4.0.2\n`, status: 0 };
    flags.add(key);
    if (arg !== undefined) values.set(key, arg);
  }
  if ((flags.has('n') ? 1 : 0) + (flags.has('o') ? 1 : 0) + (flags.has('v') ? 1 : 0) > 1) return say(2, usage(tool));
  const hint = `Try \`${program} --help' for more information.\n`;
  if (parsed.operands.length > 1) return say(2, `${program}: only one pattern can be provided\n${hint}`);
  const pattern = parsed.operands[0];
  if (pattern === undefined && !CRITERIA.some((letter) => flags.has(letter))) {
    return say(2, `${program}: no matching criteria specified\n${hint}`);
  }
  const named = values.get('signal');
  const sig = named === undefined ? (taken.sig ?? SIGTERM) : (parseSignal(named) ?? -1);
  return { kind: 'run', pattern, flags, values, sig };
}
