// pstree of psmisc 23.6. Without argument it starts at PID 1: sessions entered from outside are not in that tree.
import { isErr, sys, type ByteString, type Program, type Sys } from '../../kernel/abi/index.ts';
import type { Command } from '../command.ts';
import { users } from '../lib/accounts.ts';
import { getopt } from '../lib/getopt.ts';
import { isUtf8 } from '../lib/locale.ts';
import { Out } from '../lib/stdio.ts';
import { ASCII, UNICODE, draw, type DrawOptions } from './draw.ts';
import { readTree, type Node } from './tree.ts';

const USAGE = `Usage: pstree [-acglpsStTuZ] [ -h | -H PID ] [ -n | -N type ]
              [ -A | -G | -U ] [ PID | USER ]
   or: pstree -V

Display a tree of processes.

  -a, --arguments     show command line arguments
  -A, --ascii         use ASCII line drawing characters
  -c, --compact-not   don't compact identical subtrees
  -C, --color=TYPE    color process by attribute
                      (age)
  -g, --show-pgids    show process group ids; implies -c
  -G, --vt100         use VT100 line drawing characters
  -h, --highlight-all highlight current process and its ancestors
  -H PID, --highlight-pid=PID
                      highlight this process and its ancestors
  -l, --long          don't truncate long lines
  -n, --numeric-sort  sort output by PID
  -N TYPE, --ns-sort=TYPE
                      sort output by this namespace type
                              (cgroup, ipc, mnt, net, pid, time, user, uts)
  -p, --show-pids     show PIDs; implies -c
  -s, --show-parents  show parents of the selected process
  -S, --ns-changes    show namespace transitions
  -t, --thread-names  show full thread names
  -T, --hide-threads  hide threads, show only processes
  -u, --uid-changes   show uid transitions
  -U, --unicode       use UTF-8 (Unicode) line drawing characters
  -V, --version       display version information
  -Z, --security-context
                      show security attributes

  PID    start at this PID; default is 1 (init)
  USER   show only trees rooted at processes of this user

`;

const VERSION = `pstree (PSmisc) 23.6
Copyright (C) 1993-2021 Werner Almesberger and Craig Small

PSmisc comes with ABSOLUTELY NO WARRANTY.
This is free software, and you are welcome to redistribute it under
the terms of the GNU General Public License.
For more information about these matters, see the files named COPYING.
`;

const LONG = {
  arguments: 'a',
  ascii: 'A',
  'compact-not': 'c',
  'color=': 'C',
  vt100: 'G',
  'highlight-all': 'h',
  'highlight-pid=': 'H',
  long: 'l',
  'numeric-sort': 'n',
  'ns-sort=': 'N',
  'show-pids': 'p',
  'show-pgids': 'g',
  'show-parents': 's',
  'ns-changes': 'S',
  'thread-names': 't',
  'hide-threads': 'T',
  'uid-changes': 'u',
  unicode: 'U',
  version: 'V',
  'security-context': 'Z',
};

/** Width when the output is no terminal. */
const NO_TERMINAL = 132;

function* screenWidth(flags: ReadonlySet<string>): Sys<number> {
  if (flags.has('l')) return Infinity;
  const size = yield* sys.getwinsize(1);
  return isErr(size) || size.cols === 0 ? NO_TERMINAL : size.cols;
}

/** -s: the chain from the top down to the process, without the side branches. */
function withParents(node: Node): Node {
  let chain = node;
  for (let above = node.parent; above; above = above.parent) chain = { ...above, children: [chain] };
  return chain;
}

/** The uppermost processes of a user, below PID 1. */
function rootsOf(node: Node, uid: number): Node[] {
  return node.uid === uid ? [node] : node.children.flatMap((child) => rootsOf(child, uid));
}

const run: Program = function* (argv, env) {
  const parsed = getopt(argv, { short: 'aAcC:GhH:lnN:pglsStTuUVZ', long: LONG });
  const flags = new Set(parsed.options.map(({ key }) => key));
  const bad = parsed.options.find(({ key }) => key === '?');
  if (bad || parsed.operands.length > 1) {
    yield* sys.writeAll(2, `${bad ? `${bad.arg}\n` : ''}${USAGE}`);
    return 1;
  }
  if (flags.has('V')) {
    yield* sys.writeAll(2, VERSION);
    return 0;
  }
  const accounts = flags.has('u') || parsed.operands.length > 0 ? yield* users() : [];
  const [what = '1'] = parsed.operands;
  const wantedUser = /^[0-9]+$/.test(what) ? undefined : accounts.find(({ name }) => name === what);
  if (!/^[0-9]+$/.test(what) && !wantedUser) {
    yield* sys.writeAll(2, `No such user name: ${what}\n`);
    return 1;
  }
  const tree = yield* readTree({
    byPid: flags.has('n'),
    threads: !flags.has('T'),
    threadNames: flags.has('t'),
    argv: flags.has('a'),
  });
  const nameOf = (uid: number): ByteString => accounts.find((one) => one.uid === uid)?.name ?? String(uid);
  const options: DrawOptions = {
    symbols: flags.has('U') || (isUtf8(env) && !flags.has('A') && !flags.has('G')) ? UNICODE : ASCII,
    pids: flags.has('p'),
    pgids: flags.has('g'),
    args: flags.has('a'),
    compact: !flags.has('c') && !flags.has('p'),
    user: flags.has('u') ? nameOf : undefined,
    width: yield* screenWidth(flags),
  };
  const roots: Node[] = [];
  if (wantedUser) {
    const init = tree.get(1);
    if (init) roots.push(...rootsOf(init, wantedUser.uid));
  } else {
    const root = tree.get(Number(what));
    if (root) roots.push(flags.has('s') ? withParents(root) : root);
  }
  const out = new Out(1);
  for (const [index, root] of roots.entries()) {
    if (index > 0) yield* out.put('\n');
    yield* out.put(`${draw(root, options).join('\n')}\n`);
  }
  yield* out.flush();
  if (wantedUser && roots.length === 0) {
    yield* sys.writeAll(2, 'No processes found.\n');
    return 1;
  }
  return 0;
};

export const pstree: Command = {
  name: 'pstree',
  paths: ['/usr/bin/pstree', '/usr/bin/pstree.x11'],
  pkg: 'psmisc',
  run,
  support: {
    level: 'partial',
    note: 'Nothing is highlighted (-h, -H, -C are accepted); not modelled: -N, -S, -Z, -G.',
    options: ['-a', '-A', '-c', '-g', '-h', '-l', '-n', '-p', '-s', '-t', '-T', '-u', '-U', '-V', 'PID', 'USER'],
  },
  man: {
    summary: 'display a tree of processes',
    synopsis: 'pstree [OPTIONS] [PID | USER]',
    text: 'Starts at PID 1 or at PID. Equal branches are drawn once with their number; threads stand in braces. -p pids, -a arguments, -u user changes, -n by pid.',
  },
};
