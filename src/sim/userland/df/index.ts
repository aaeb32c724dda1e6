// df(1): how full the file systems are.
import { isErr, sys, type ByteString, type Sys } from '../../kernel/abi/index.ts';
import { readFile } from '../lib/accounts.ts';
import { humanSize, multiplier } from '../lib/numbers.ts';
import { splitLines } from '../lib/stdio.ts';
import { command, type Tool } from '../lib/tool.ts';

interface Row {
  readonly source: ByteString;
  readonly type: ByteString;
  readonly mount: ByteString;
  readonly file: ByteString;
  readonly totalKib: number;
  readonly freeKib: number;
}

interface Plan {
  human: 0 | 1000 | 1024;
  block: number;
  inodes: boolean;
  types: boolean;
  all: boolean;
  posix: boolean;
  total: boolean;
  only: ByteString[];
  not: ByteString[];
  output: readonly string[] | undefined;
}

const COLUMNS = [
  'source',
  'fstype',
  'itotal',
  'iused',
  'iavail',
  'ipcent',
  'size',
  'used',
  'avail',
  'pcent',
  'file',
  'target',
];
const unescape = (text: ByteString): ByteString =>
  text.replace(/\\([0-7]{3})/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 8)));
/** One inode for every 16 KiB, mke2fs' default. */
const INODE_RATIO = 16;

function* mounts(): Sys<{ source: ByteString; mount: ByteString; type: ByteString }[]> {
  return splitLines((yield* readFile('/proc/self/mounts')) ?? '').map((line) => {
    const [source = '', mount = '', type = ''] = line.split(' ');
    return { source: unescape(source), mount: unescape(mount), type };
  });
}

function cells(row: Row, plan: Plan): Readonly<Record<string, string>> {
  const used = row.totalKib - row.freeKib;
  const size = (kib: number): string =>
    plan.human ? humanSize(kib * 1024, plan.human) : String(Math.ceil((kib * 1024) / plan.block));
  const percent = (part: number, rest: number): string =>
    part + rest === 0 ? '-' : `${Math.ceil((part * 100) / (part + rest))}%`;
  const inodes = Math.floor(row.totalKib / INODE_RATIO);
  const freeInodes = Math.floor(row.freeKib / INODE_RATIO);
  const count = (n: number): string => (plan.human ? humanSize(n, plan.human) : String(n));
  return {
    source: row.source,
    fstype: row.type,
    size: size(row.totalKib),
    used: size(used),
    avail: size(row.freeKib),
    pcent: percent(used, row.freeKib),
    itotal: count(inodes),
    iused: count(inodes - freeInodes),
    iavail: count(freeInodes),
    ipcent: percent(inodes - freeInodes, freeInodes),
    file: row.file === '' ? '-' : row.file,
    target: row.mount,
  };
}

function headings(plan: Plan): Readonly<Record<string, string>> {
  const size = plan.human
    ? 'Size'
    : plan.posix
      ? `${plan.block}-blocks`
      : `${plan.block % 1024 === 0 && plan.block < 1024 ** 2 ? `${plan.block / 1024}K` : plan.block % 1024 ** 2 === 0 && plan.block < 1024 ** 3 ? `${plan.block / 1024 ** 2}M` : plan.block % 1024 ** 3 === 0 ? `${plan.block / 1024 ** 3}G` : `${plan.block}B`}-blocks`;
  return {
    source: 'Filesystem',
    fstype: 'Type',
    size,
    used: 'Used',
    avail: plan.human ? 'Avail' : 'Available',
    pcent: plan.posix ? 'Capacity' : 'Use%',
    itotal: 'Inodes',
    iused: 'IUsed',
    iavail: 'IFree',
    ipcent: 'IUse%',
    file: 'File',
    target: 'Mounted on',
  };
}

function* main(tool: Tool): Sys<number> {
  const plan: Plan = {
    human: 0,
    block: 1024,
    inodes: false,
    types: false,
    all: false,
    posix: false,
    total: false,
    only: [],
    not: [],
    output: undefined,
  };
  const { options, operands } = tool.options({
    short: 'ab:B:HhiklPTt:vx:',
    long: {
      all: 'a',
      'block-size=': 'B',
      'human-readable': 'h',
      si: 'H',
      inodes: 'i',
      local: 'l',
      'no-sync': 'l',
      'output=?': 'output',
      portability: 'P',
      sync: 'l',
      total: 'total',
      'type=': 't',
      'print-type': 'T',
      'exclude-type=': 'x',
    },
  });
  for (const option of options) {
    const arg = option.arg ?? '';
    switch (option.key) {
      case 'a':
        plan.all = true;
        break;
      case 'B': {
        const found = /^([0-9]*)([a-zA-Z]*)$/.exec(arg);
        const factor = found ? multiplier(found[2] ?? '') : undefined;
        if (!found || factor === undefined || arg === '')
          return yield* tool.fail(1, `invalid -B argument ${tool.q(arg)}`);
        plan.block = (found[1] === '' ? 1 : Number(found[1])) * factor;
        break;
      }
      case 'h':
        plan.human = 1024;
        break;
      case 'H':
        plan.human = 1000;
        break;
      case 'i':
        plan.inodes = true;
        break;
      case 'k':
        plan.block = 1024;
        plan.human = 0;
        break;
      case 'P':
        plan.posix = true;
        break;
      case 'T':
        plan.types = true;
        break;
      case 't':
        plan.only.push(arg);
        break;
      case 'x':
        plan.not.push(arg);
        break;
      case 'total':
        plan.total = true;
        break;
      case 'output': {
        plan.output = option.arg === undefined ? COLUMNS : arg.split(',');
        const wrong = plan.output.find((name) => !COLUMNS.includes(name));
        if (wrong !== undefined) return yield* tool.usage(1, `option --output: field ${tool.q(wrong)} unknown`);
        break;
      }
      case 'b':
      case 'l':
      case 'v':
        break;
      default:
        return yield* tool.other(option);
    }
  }
  const rows: Row[] = [];
  let status = 0;
  if (operands.length > 0) {
    for (const file of operands) {
      const fs = yield* sys.statfs(file);
      if (isErr(fs)) {
        yield* tool.warn(`${tool.qf(file)}: ${fs.text}`);
        status = 1;
      } else
        rows.push({
          source: fs.source,
          type: fs.type,
          mount: fs.mount,
          file,
          totalKib: fs.totalKib,
          freeKib: fs.freeKib,
        });
    }
  } else {
    for (const { source, mount, type } of yield* mounts()) {
      const fs = yield* sys.statfs(mount);
      if (isErr(fs) || (fs.totalKib === 0 && !plan.all)) continue;
      rows.push({ source, type, mount, file: '', totalKib: fs.totalKib, freeKib: fs.freeKib });
    }
  }
  const chosen = rows.filter(
    (row) => (plan.only.length === 0 || plan.only.includes(row.type)) && !plan.not.includes(row.type),
  );
  if (chosen.length === 0) {
    if (status === 0) yield* tool.warn('no file systems processed');
    return 1;
  }
  if (plan.total) {
    const sum = (pick: (row: Row) => number): number => chosen.reduce((total, row) => total + pick(row), 0);
    chosen.push({
      source: 'total',
      type: '-',
      mount: '-',
      file: '',
      totalKib: sum((row) => row.totalKib),
      freeKib: sum((row) => row.freeKib),
    });
  }
  const columns = plan.output ?? [
    'source',
    ...(plan.types ? ['fstype'] : []),
    ...(plan.inodes ? ['itotal', 'iused', 'iavail', 'ipcent'] : ['size', 'used', 'avail', 'pcent']),
    'target',
  ];
  const table = [headings(plan), ...chosen.map((row) => cells(row, plan))];
  const minimum: Readonly<Record<string, number>> = {
    source: 14,
    fstype: 4,
    size: 5,
    used: 5,
    avail: 5,
    pcent: 4,
    itotal: 5,
    iused: 5,
    iavail: 5,
    ipcent: 4,
    file: 0,
    target: 0,
  };
  const width = (name: string): number =>
    Math.max(minimum[name] ?? 0, ...table.map((line) => (line[name] ?? '').length));
  for (const line of table) {
    const text = columns.map((name, i) => {
      const value = line[name] ?? '';
      if (['source', 'fstype', 'file', 'target'].includes(name))
        return i === columns.length - 1 ? value : value.padEnd(width(name));
      return value.padStart(width(name));
    });
    yield* tool.out.put(`${text.join(' ')}\n`);
  }
  return status;
}

export const df = command(
  {
    name: 'df',
    pkg: 'coreutils',
    synopsis: '[OPTION]... [FILE]...',
    summary: 'Shows how full the file systems are.',
    options: ['-a', '-B', '-h', '-H', '-i', '-k', '-P', '-t', '-T', '-x', '--output', '--total'],
  },
  main,
);
