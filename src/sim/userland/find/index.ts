// find(1): the walk through the tree and what is done with each file.
import {
  isErr,
  O_CREAT,
  O_TRUNC,
  O_WRONLY,
  S_IFDIR,
  S_IFLNK,
  S_IFMT,
  S_IFREG,
  SECOND,
  sys,
  wIfSignaled,
  wTermSig,
  type ByteString,
  type Errno,
  type Stat,
  type Sys,
} from '../../kernel/abi/index.ts';
import { fnmatch } from '../../posix/index.ts';
import { Names } from '../lib/accounts.ts';
import { zoneOf } from '../lib/clock.ts';
import { baseName, dirName } from '../lib/paths.ts';
import { execvp, waitFor } from '../lib/spawn.ts';
import { Out } from '../lib/stdio.ts';
import { command, type Tool } from '../lib/tool.ts';
import { within, type Node, type Plan, type Target } from './expression.ts';
import { FindError } from './arguments.ts';
import { ExpressionParser } from './parse.ts';
import { formatFound, letterOf, listFound, type Context, type Found } from './printf.ts';

/** A command line of -exec + is at most this long. */
const MAX_COMMAND = 128 * 1024;

type Exec = Node & { kind: 'exec' };

class Walker {
  status = 0;
  #quit = false;
  #prune = false;
  readonly #tool: Tool;
  readonly #plan: Plan;
  readonly #now: number;
  readonly #context: Context;
  readonly #outputs = new Map<ByteString, Out>();
  /** Names waiting for -exec +, by the predicate and (-execdir) the directory. */
  readonly #pending = new Map<Exec, { names: ByteString[]; size: number; directory: ByteString | undefined }>();
  #warned = false;

  constructor(tool: Tool, plan: Plan, now: number) {
    this.#tool = tool;
    this.#plan = plan;
    this.#now = now;
    this.#context = { names: new Names(), zone: zoneOf(tool.env.get('TZ')), utf8: tool.utf8 };
  }

  *openTargets(): Sys<boolean> {
    for (const name of this.#plan.targets) {
      const fd =
        name === '/dev/stdout' ? 1 : name === '/dev/stderr' ? 2 : yield* sys.open(name, O_WRONLY | O_CREAT | O_TRUNC);
      if (isErr(fd)) {
        yield* this.#tool.warn(`${this.#tool.q(name)}: ${fd.text}`);
        return false;
      }
      this.#outputs.set(name, fd === 1 ? this.#tool.out : new Out(fd));
    }
    return true;
  }

  *#complain(text: ByteString): Sys<void> {
    yield* this.#tool.out.flush();
    yield* this.#tool.warn(text);
    this.status = 1;
  }

  #out(to: Target): Out {
    return to === undefined ? this.#tool.out : (this.#outputs.get(to) ?? this.#tool.out);
  }

  *walk(start: ByteString): Sys<void> {
    const follow = this.#plan.follow !== 'never';
    let stat: Stat | Errno = follow ? yield* sys.stat(start) : yield* sys.lstat(start);
    if (isErr(stat) && follow && stat.name === 'ENOENT') stat = yield* sys.lstat(start);
    if (isErr(stat)) {
      yield* this.#complain(`${this.#tool.q(start)}: ${stat.text}`);
      return;
    }
    yield* this.#visit({ path: start, start, depth: 0, stat }, stat.dev, []);
  }

  *#visit(found: Found, device: number, ancestors: readonly string[]): Sys<void> {
    const plan = this.#plan;
    const isDir = (found.stat.mode & S_IFMT) === S_IFDIR;
    const applies = found.depth >= plan.minDepth;
    this.#prune = false;
    if (applies && !plan.depthFirst) yield* this.#evaluate(plan.node, found);
    const descend =
      isDir &&
      !this.#quit &&
      (!this.#prune || plan.depthFirst) &&
      found.depth < plan.maxDepth &&
      !(plan.sameDevice && found.stat.dev !== device);
    if (descend) yield* this.#children(found, device, ancestors);
    if (applies && plan.depthFirst && !this.#quit) yield* this.#evaluate(plan.node, found);
  }

  *#children(found: Found, device: number, ancestors: readonly string[]): Sys<void> {
    const key = `${found.stat.dev}:${found.stat.ino}`;
    if (ancestors.includes(key)) {
      yield* this.#complain(
        `File system loop detected; ${this.#tool.q(found.path)} is part of the same file system loop as ${this.#tool.q(found.start)}.`,
      );
      return;
    }
    const entries = yield* sys.readdir(found.path);
    if (isErr(entries)) {
      yield* this.#complain(`${this.#tool.q(found.path)}: ${entries.text}`);
      return;
    }
    for (const { name } of entries) {
      if (name === '.' || name === '..') continue;
      if (this.#quit || this.#tool.out.error) return;
      const path = found.path.endsWith('/') ? found.path + name : `${found.path}/${name}`;
      let stat = this.#plan.follow === 'always' ? yield* sys.stat(path) : yield* sys.lstat(path);
      if (isErr(stat) && this.#plan.follow === 'always') stat = yield* sys.lstat(path);
      if (isErr(stat)) {
        if (stat.name !== 'ENOENT') yield* this.#complain(`${this.#tool.q(path)}: ${stat.text}`);
        continue;
      }
      yield* this.#visit({ path, start: found.start, depth: found.depth + 1, stat }, device, [...ancestors, key]);
    }
  }

  *#evaluate(node: Node, found: Found): Sys<boolean> {
    const { stat, path } = found;
    switch (node.kind) {
      case 'and':
        return (yield* this.#evaluate(node.left, found)) && !this.#quit && (yield* this.#evaluate(node.right, found));
      case 'or':
        return (yield* this.#evaluate(node.left, found)) || this.#quit || (yield* this.#evaluate(node.right, found));
      case 'list':
        yield* this.#evaluate(node.left, found);
        return !this.#quit && (yield* this.#evaluate(node.right, found));
      case 'not':
        return !(yield* this.#evaluate(node.node, found));
      case 'true':
        return true;
      case 'false':
        return false;
      case 'prune':
        this.#prune = true;
        return true;
      case 'quit':
        this.#quit = true;
        return true;
      case 'name':
        return yield* this.#name(node, found);
      case 'regex':
        return node.regex.test(path);
      case 'type':
        return yield* this.#type(node.letters, node.follow, found);
      case 'size':
        return within(Math.ceil(stat.size / node.unit), node.bound);
      case 'time': {
        const age = this.#now - stat[node.field];
        if (node.bound.sign === '') return Math.floor(age / node.unit) === node.bound.value;
        return node.bound.sign === '+'
          ? Math.floor(age / node.unit) > node.bound.value
          : age < node.bound.value * node.unit;
      }
      case 'newer':
        return stat[node.field] > node.than;
      case 'perm': {
        const mode = stat.mode & 0o7777;
        return node.match === 'exact'
          ? mode === node.mode
          : node.match === 'all'
            ? (mode & node.mode) === node.mode
            : node.mode === 0 || (mode & node.mode) !== 0;
      }
      case 'number':
        return within(stat[node.field], node.bound);
      case 'same':
        return stat.dev === node.dev && stat.ino === node.ino;
      case 'access':
        return !isErr(yield* sys.access(path, node.mode));
      case 'fstype': {
        const fs = yield* sys.statfs(path);
        return !isErr(fs) && fs.type === node.type;
      }
      case 'empty': {
        if ((stat.mode & S_IFMT) === S_IFREG) return stat.size === 0;
        if ((stat.mode & S_IFMT) !== S_IFDIR) return false;
        const entries = yield* sys.readdir(path);
        return !isErr(entries) && entries.every(({ name }) => name === '.' || name === '..');
      }
      case 'nouser':
        return (yield* this.#context.names.user(stat.uid)) === undefined;
      case 'nogroup':
        return (yield* this.#context.names.group(stat.gid)) === undefined;
      case 'delete':
        return yield* this.#delete(found);
      case 'print':
        yield* this.#out(node.to).put(path + node.end);
        return true;
      case 'printf': {
        const unknown: string[] = [];
        const { text, flush } = yield* formatFound(node.format, found, this.#context, (text_) => unknown.push(text_));
        if (!this.#warned) for (const name of unknown) yield* this.#tool.warn(`warning: unrecognized ${name}`);
        if (unknown.length > 0) this.#warned = true;
        yield* this.#out(node.to).put(text);
        if (flush) yield* this.#out(node.to).flush();
        return true;
      }
      case 'ls':
        yield* this.#out(node.to).put(yield* listFound(found, this.#context, Math.floor(this.#now / SECOND)));
        return true;
      case 'exec':
        return yield* this.#exec(node, found);
    }
  }

  *#name(node: Node & { kind: 'name' }, found: Found): Sys<boolean> {
    const options = { nocase: node.fold, utf8: this.#tool.utf8 };
    if (node.of === 'path') return fnmatch(node.glob, found.path, options);
    if (node.of === 'name') return fnmatch(node.glob, baseName(found.path), options);
    if ((found.stat.mode & S_IFMT) !== S_IFLNK) return false;
    const target = yield* sys.readlink(found.path);
    return !isErr(target) && fnmatch(node.glob, target, options);
  }

  *#type(letters: string, follow: boolean, found: Found): Sys<boolean> {
    let { mode } = found.stat;
    if (follow) {
      const real = this.#plan.follow === 'always' ? yield* sys.lstat(found.path) : yield* sys.stat(found.path);
      if (!isErr(real)) mode = real.mode;
    }
    return letters.includes(letterOf(mode));
  }

  *#delete(found: Found): Sys<boolean> {
    if (found.path === '.') return true;
    const done = (found.stat.mode & S_IFMT) === S_IFDIR ? yield* sys.rmdir(found.path) : yield* sys.unlink(found.path);
    if (!isErr(done)) return true;
    yield* this.#complain(`cannot delete ${this.#tool.q(found.path)}: ${done.text}`);
    return false;
  }

  *#exec(node: Exec, found: Found): Sys<boolean> {
    const directory = node.inDirectory ? dirName(found.path) : undefined;
    const name = node.inDirectory ? `./${baseName(found.path)}`.replace(/^\.\/\//, '/') : found.path;
    if (!node.many) {
      const words = node.words.map((word) => word.replaceAll('{}', () => name));
      if (node.ask && !(yield* this.#agreed(words, found))) return false;
      return (yield* this.#run(words, directory)) === 0;
    }
    let batch = this.#pending.get(node);
    if (batch && (batch.size + name.length + 1 > MAX_COMMAND || batch.directory !== directory)) {
      yield* this.#flushBatch(node);
      batch = undefined;
    }
    if (!batch) {
      batch = { names: [], size: node.words.join(' ').length, directory };
      this.#pending.set(node, batch);
    }
    batch.names.push(name);
    batch.size += name.length + 1;
    return true;
  }

  *#agreed(words: readonly ByteString[], found: Found): Sys<boolean> {
    yield* this.#tool.out.flush();
    yield* this.#tool.raw(`< ${words[0] ?? ''} ... ${found.path} > ? `);
    return /^[yY]/.test(yield* this.#tool.stdin.line());
  }

  *#flushBatch(node: Exec): Sys<void> {
    const batch = this.#pending.get(node);
    this.#pending.delete(node);
    if (batch && (yield* this.#run([...node.words, ...batch.names], batch.directory)) !== 0) this.status = 1;
  }

  /** Runs a command; its wait status. */
  *#run(words: readonly ByteString[], directory: ByteString | undefined): Sys<number> {
    yield* this.#tool.out.flush();
    for (const out of this.#outputs.values()) yield* out.flush();
    const tool = this.#tool;
    const pid = yield* sys.fork(function* () {
      if (directory !== undefined) yield* sys.chdir(directory);
      const failed = yield* execvp(words, tool.env);
      yield* tool.warn(`${tool.q(words[0] ?? '')}: ${failed.text}`);
      return 1;
    });
    if (isErr(pid)) {
      yield* this.#complain(`cannot fork: ${pid.text}`);
      return 1;
    }
    const status = yield* waitFor(pid);
    if (wIfSignaled(status)) yield* tool.warn(`${tool.q(words[0] ?? '')} terminated by signal ${wTermSig(status)}`);
    return status;
  }

  *finish(): Sys<void> {
    for (const node of [...this.#pending.keys()]) yield* this.#flushBatch(node);
    for (const out of this.#outputs.values()) yield* out.flush();
  }

  get stopped(): boolean {
    return this.#quit;
  }
}

function* main(tool: Tool): Sys<number> {
  const words = [...tool.args];
  const plan: Plan = {
    node: { kind: 'true' },
    depthFirst: false,
    maxDepth: Infinity,
    minDepth: 0,
    follow: 'never',
    sameDevice: false,
    targets: new Set(),
  };
  while (words[0] !== undefined && /^-(?:[HLP]+|O[0-9]|D)$/.test(words[0])) {
    const option = words.shift() ?? '';
    if (option === '-D') words.shift();
    else if (!option.startsWith('-O'))
      plan.follow = option.endsWith('L') ? 'always' : option.endsWith('H') ? 'command-line' : 'never';
  }
  if (words[0] === '-O') return yield* tool.fail(1, 'The -O option must be immediately followed by a decimal integer');
  if (words[0] === '--') words.shift();
  const isStart = (word: ByteString): boolean =>
    !(word.startsWith('-') && word.length > 1) && word !== '(' && word !== '!';
  const starts: ByteString[] = [];
  while (words[0] !== undefined && isStart(words[0])) starts.push(words.shift() ?? '');
  if (words.includes('-help') || words.includes('--help')) return yield* tool.other({ key: 'help', arg: undefined });
  if (words.includes('-version') || words.includes('--version'))
    return yield* tool.other({ key: 'version', arg: undefined });
  try {
    yield* new ExpressionParser(tool, words, plan).parse();
  } catch (reason) {
    if (reason instanceof FindError) return yield* tool.fail(1, reason.message);
    throw reason;
  }
  const walker = new Walker(tool, plan, yield* sys.clock('realtime'));
  if (!(yield* walker.openTargets())) return 1;
  for (const start of starts.length > 0 ? starts : ['.']) {
    yield* walker.walk(start);
    if (walker.stopped || tool.out.error) break;
  }
  yield* walker.finish();
  return walker.status;
}

export const find = command(
  {
    name: 'find',
    pkg: 'findutils',
    synopsis: '[-H] [-L] [-P] [path...] [expression]',
    summary: 'Walks through directories and acts on the files that pass its tests.',
    options: [
      '-H',
      '-L',
      '-P',
      '-name',
      '-iname',
      '-path',
      '-regex',
      '-type',
      '-size',
      '-mtime',
      '-mmin',
      '-newer',
      '-perm',
      '-user',
      '-group',
      '-empty',
      '-links',
      '-inum',
      '-samefile',
      '-maxdepth',
      '-mindepth',
      '-depth',
      '-prune',
      '-print',
      '-print0',
      '-printf',
      '-ls',
      '-exec',
      '-execdir',
      '-ok',
      '-delete',
      '-quit',
    ],
    level: 'partial',
    note: 'No -daystart, no -fstype names beyond those of the machine, no warnings on terminals.',
  },
  main,
);
