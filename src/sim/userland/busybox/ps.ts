// busybox ps: always all processes, few columns.
import { sys, type ByteString, type Program } from '../../kernel/abi/index.ts';
import { users } from '../lib/accounts.ts';
import { getopt } from '../lib/getopt.ts';
import { Out } from '../lib/stdio.ts';
import { PAGE_KIB, TICKS_PER_SECOND, allProcs, ids, threadsOf, ttyName, type Proc } from '../procps/proc.ts';
import { stat } from '../ps/columns.ts';
import { banner } from './usage.ts';

type User = (uid: number) => ByteString;

interface Column {
  readonly header: string;
  readonly width: number;
  readonly right?: boolean;
  readonly value: (proc: Proc, user: User) => ByteString;
}

const args = (proc: Proc): ByteString => (proc.argv && proc.argv.length > 0 ? proc.argv.join(' ') : `[${proc.comm}]`);

/** `123m`, `1.2g` above what five digits hold. */
const kib = (value: number): string => (value < 100_000 ? String(value) : `${Math.floor(value / 1024)}m`);

function time(proc: Proc): string {
  const seconds = Math.floor((proc.userTicks + proc.systemTicks) / TICKS_PER_SECOND);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}

const COLUMNS: Readonly<Record<string, Column>> = {
  user: { header: 'USER', width: 8, value: (p, user) => user(ids(p, 'Uid')[1]) },
  group: { header: 'GROUP', width: 8, value: (p) => String(ids(p, 'Gid')[1]) },
  comm: { header: 'COMMAND', width: 16, value: (p) => p.comm },
  args: { header: 'COMMAND', width: 256, value: args },
  pid: { header: 'PID', width: 5, right: true, value: (p) => String(p.tid) },
  ppid: { header: 'PPID', width: 5, right: true, value: (p) => String(p.ppid) },
  pgid: { header: 'PGID', width: 5, right: true, value: (p) => String(p.pgrp) },
  nice: { header: 'NI', width: 5, right: true, value: (p) => String(p.nice) },
  rgroup: { header: 'RGROUP', width: 8, value: (p) => String(ids(p, 'Gid')[0]) },
  ruser: { header: 'RUSER', width: 8, value: (p, user) => user(ids(p, 'Uid')[0]) },
  time: { header: 'TIME', width: 6, value: time },
  tty: { header: 'TT', width: 6, value: (p) => ttyName(p.ttyNr) },
  vsz: { header: 'VSZ', width: 4, value: (p) => kib(Math.floor(p.vsizeBytes / 1024)) },
  sid: { header: 'SID', width: 5, right: true, value: (p) => String(p.session) },
  stat: { header: 'STAT', width: 4, value: (p) => stat(p).replace(/[l+L]/g, '') },
  rss: { header: 'RSS', width: 4, value: (p) => kib(p.rssPages * PAGE_KIB) },
};

const NAMES = 'user,group,comm,args,pid,ppid,pgid,nice,rgroup,ruser,tty,vsz,sid,stat,rss';

export const ps: Program = function* (argv) {
  const parsed = getopt(argv, { short: 'o:T', long: { help: 'help' } });
  const byName = (name: string): Column[] => (COLUMNS[name] ? [COLUMNS[name]] : []);
  let columns: readonly Column[] = ['pid', 'user', 'args'].flatMap(byName);
  let threads = false;
  for (const { key, arg = '' } of parsed.options) {
    if (key === 'T') threads = true;
    if (key === 'help' || key === '?') {
      if (key === '?') yield* sys.writeAll(2, `${arg}\n`);
      yield* sys.writeAll(
        2,
        `${banner}\nUsage: ps [-o COL1,COL2=HEADER] [-T]\n\nShow list of processes\n\n\t-o COL1,COL2=HEADER\tSelect columns for display\n\t-T\t\t\tShow threads\n`,
      );
      return key === 'help' ? 0 : 1;
    }
    if (key === 'o') {
      const chosen: Column[] = [];
      for (const part of arg.split(',')) {
        const [name = '', header] = part.split('=');
        const column = COLUMNS[name];
        if (!column) {
          yield* sys.writeAll(2, `ps: bad -o argument '${name}', supported arguments: ${NAMES}\n`);
          return 1;
        }
        chosen.push(header === undefined ? column : { ...column, header });
      }
      columns = chosen;
    }
  }
  const accounts = yield* users();
  const user: User = (uid) => (accounts.find((one) => one.uid === uid)?.name ?? String(uid)).slice(0, 8);
  const out = new Out(1);
  const line = (cells: readonly ByteString[], header: boolean): ByteString =>
    `${cells
      .map((cell, index) => {
        const column = columns[index];
        const last = index === cells.length - 1;
        if (!column) return cell;
        return column.right && !header ? cell.padStart(column.width) : last ? cell : cell.padEnd(column.width);
      })
      .join(' ')}\n`;
  yield* out.put(
    line(
      columns.map(({ header }) => header),
      true,
    ),
  );
  for (const proc of yield* allProcs({ argv: true })) {
    const shown = threads ? yield* threadsOf(proc.tgid, { argv: true }) : [proc];
    for (const one of shown)
      yield* out.put(
        line(
          columns.map(({ value }) => value(one, user)),
          false,
        ),
      );
  }
  yield* out.flush();
  return 0;
};
