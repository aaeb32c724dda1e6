// du(1): how much files and trees take.
import { isErr, S_IFDIR, S_IFMT, sys, type ByteString, type Stat, type Sys } from '../../kernel/abi/index.ts';
import { fnmatch } from '../../posix/index.ts';
import { humanSize, multiplier } from '../lib/numbers.ts';
import { command, type Tool } from '../lib/tool.ts';

interface Plan {
  all: boolean;
  apparent: boolean;
  block: number;
  human: 0 | 1000 | 1024;
  total: boolean;
  summarize: boolean;
  maxDepth: number;
  separate: boolean;
  countLinks: boolean;
  follow: boolean;
  oneFileSystem: boolean;
  exclude: ByteString[];
  end: string;
  inodes: boolean;
  threshold: number;
}

class Counter {
  status = 0;
  total = 0;
  readonly #tool: Tool;
  readonly #plan: Plan;
  readonly #seen = new Set<string>();

  constructor(tool: Tool, plan: Plan) {
    this.#tool = tool;
    this.#plan = plan;
  }

  #size(stat: Stat): number {
    if (this.#plan.inodes) return 1;
    if (!this.#plan.apparent) return stat.blocks * 512;
    return (stat.mode & S_IFMT) === S_IFDIR ? (this.#plan.apparent ? stat.size : 0) : stat.size;
  }

  show(bytes: number): string {
    const { human, block, inodes } = this.#plan;
    if (inodes) return String(bytes);
    return human ? humanSize(bytes, human) : String(Math.ceil(bytes / block));
  }

  *print(bytes: number, name: ByteString): Sys<void> {
    const { threshold } = this.#plan;
    if ((threshold > 0 && bytes < threshold) || (threshold < 0 && bytes > -threshold)) return;
    yield* this.#tool.out.put(`${this.show(bytes)}\t${name}${this.#plan.end}`);
  }

  /** The size of a tree; what is wanted of it is printed on the way. */
  *visit(path: ByteString, depth: number, device: number | undefined): Sys<number> {
    const plan = this.#plan;
    const stat = plan.follow ? yield* sys.stat(path) : yield* sys.lstat(path);
    if (isErr(stat)) {
      yield* this.#tool.out.flush();
      yield* this.#tool.warn(`cannot access ${this.#tool.qa(path)}: ${stat.text}`);
      this.status = 1;
      return 0;
    }
    const isDir = (stat.mode & S_IFMT) === S_IFDIR;
    const key = `${stat.dev}:${stat.ino}`;
    if (!plan.countLinks && (stat.nlink > 1 || depth === 0 || isDir)) {
      if (this.#seen.has(key)) return 0;
      this.#seen.add(key);
    }
    if (plan.oneFileSystem && device !== undefined && stat.dev !== device) return 0;
    const own = this.#size(stat);
    let sum = own;
    let shown = own;
    if (isDir) {
      const entries = yield* sys.readdir(path);
      if (isErr(entries)) {
        yield* this.#tool.out.flush();
        yield* this.#tool.warn(`cannot read directory ${this.#tool.qa(path)}: ${entries.text}`);
        this.status = 1;
      } else {
        for (const { name, type } of entries) {
          if (name === '.' || name === '..') continue;
          const child = path.endsWith('/') ? path + name : `${path}/${name}`;
          if (plan.exclude.some((glob) => fnmatch(glob, name) || fnmatch(glob, child))) continue;
          const size = yield* this.visit(child, depth + 1, device ?? stat.dev);
          sum += size;
          if (type !== S_IFDIR || !plan.separate) shown += size;
        }
      }
    }
    const wanted = depth <= plan.maxDepth && (isDir || plan.all || depth === 0);
    if (wanted) yield* this.print(plan.separate ? shown : sum, path);
    return sum;
  }
}

const blockSize = (text: ByteString): number | undefined => {
  const found = /^([0-9]*)([a-zA-Z]*)$/.exec(text);
  const factor = found ? multiplier(found[2] ?? '') : undefined;
  return !found || factor === undefined || text === '' ? undefined : (found[1] === '' ? 1 : Number(found[1])) * factor;
};

function* main(tool: Tool): Sys<number> {
  const plan: Plan = {
    all: false,
    apparent: false,
    block: tool.env.has('POSIXLY_CORRECT') ? 512 : 1024,
    human: 0,
    total: false,
    summarize: false,
    maxDepth: Infinity,
    separate: false,
    countLinks: false,
    follow: false,
    oneFileSystem: false,
    exclude: [],
    end: '\n',
    inodes: false,
    threshold: 0,
  };
  const { options, operands } = tool.options({
    short: '0abd:chHklmst:xB:DLPSX:',
    long: {
      all: 'a',
      'apparent-size': 'apparent',
      'block-size=': 'B',
      bytes: 'b',
      'count-links': 'l',
      dereference: 'L',
      'dereference-args': 'D',
      'exclude=': 'exclude',
      'exclude-from=': 'X',
      'files0-from=': 'X',
      'human-readable': 'h',
      inodes: 'inodes',
      si: 'si',
      'max-depth=': 'd',
      null: '0',
      'no-dereference': 'P',
      'one-file-system': 'x',
      'separate-dirs': 'S',
      summarize: 's',
      total: 'c',
      'threshold=': 't',
      'time=?': 'time',
      'time-style=': 'time',
    },
  });
  let depthGiven = false;
  for (const option of options) {
    const arg = option.arg ?? '';
    switch (option.key) {
      case '0':
        plan.end = '\0';
        break;
      case 'a':
        plan.all = true;
        break;
      case 'apparent':
        plan.apparent = true;
        break;
      case 'b':
        plan.apparent = true;
        plan.human = 0;
        plan.block = 1;
        break;
      case 'B': {
        const size = blockSize(arg);
        if (size === undefined)
          return yield* tool.fail(
            1,
            `invalid --block-size argument ${tool.q(arg)}`.replace(
              '--block-size',
              option.key === 'B' && tool.args.some((w) => w.startsWith('-B')) ? '-B' : '--block-size',
            ),
          );
        plan.block = size;
        plan.human = 0;
        break;
      }
      case 'c':
        plan.total = true;
        break;
      case 'd':
        if (!/^[0-9]+$/.test(arg)) return yield* tool.usage(1, `invalid maximum depth ${tool.q(arg)}`);
        plan.maxDepth = Number(arg);
        depthGiven = true;
        break;
      case 'exclude':
        plan.exclude.push(arg);
        break;
      case 'h':
        plan.human = 1024;
        break;
      case 'si':
        plan.human = 1000;
        break;
      case 'H':
      case 'D':
      case 'P':
      case 'time':
      case 'X':
        break;
      case 'inodes':
        plan.inodes = true;
        break;
      case 'k':
        plan.block = 1024;
        plan.human = 0;
        break;
      case 'm':
        plan.block = 1024 * 1024;
        plan.human = 0;
        break;
      case 'l':
        plan.countLinks = true;
        break;
      case 'L':
        plan.follow = true;
        break;
      case 's':
        plan.summarize = true;
        break;
      case 'S':
        plan.separate = true;
        break;
      case 't': {
        const size = blockSize(arg.replace(/^-/, ''));
        if (size === undefined) return yield* tool.fail(1, `invalid --threshold argument ${tool.q(arg)}`);
        plan.threshold = arg.startsWith('-') ? -size : size;
        break;
      }
      case 'x':
        plan.oneFileSystem = true;
        break;
      default:
        return yield* tool.other(option);
    }
  }
  if (plan.summarize && plan.all) return yield* tool.usage(1, 'cannot both summarize and show all entries');
  if (plan.summarize && depthGiven) {
    if (plan.maxDepth > 0) {
      yield* tool.warn(`warning: summarizing conflicts with --max-depth=${plan.maxDepth}`);
      return yield* tool.usage(1);
    }
    yield* tool.warn('warning: summarizing is the same as using --max-depth=0');
  }
  if (plan.summarize) plan.maxDepth = 0;
  const counter = new Counter(tool, plan);
  let total = 0;
  for (const path of operands.length > 0 ? operands : ['.']) total += yield* counter.visit(path, 0, undefined);
  if (plan.total) yield* counter.print(total, 'total');
  return counter.status;
}

export const du = command(
  {
    name: 'du',
    pkg: 'coreutils',
    synopsis: '[OPTION]... [FILE]...',
    summary: 'Shows how much space files and directories take.',
    options: [
      '-0',
      '-a',
      '-b',
      '-B',
      '-c',
      '-d',
      '-h',
      '-k',
      '-l',
      '-L',
      '-m',
      '-s',
      '-S',
      '-t',
      '-x',
      '--apparent-size',
      '--exclude',
      '--inodes',
    ],
  },
  main,
);
