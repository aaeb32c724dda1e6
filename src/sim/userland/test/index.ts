// test(1) and [(1): the programs in /usr/bin, with coreutils' messages.
import {
  isErr,
  R_OK,
  S_IFBLK,
  S_IFCHR,
  S_IFDIR,
  S_IFIFO,
  S_IFLNK,
  S_IFMT,
  S_IFREG,
  S_IFSOCK,
  S_ISGID,
  S_ISUID,
  S_ISVTX,
  sys,
  W_OK,
  X_OK,
  type ByteString,
  type Stat,
  type Sys,
} from '../../kernel/abi/index.ts';
import { command, helpText, versionText, type Tool } from '../lib/tool.ts';

const BINARY = new Set(['=', '==', '!=', '-eq', '-ne', '-lt', '-le', '-gt', '-ge', '-nt', '-ot', '-ef']);
const UNARY = 'abcdefghknoprstuvwxzGLNOS';

/** A syntax error, as text; caught by the main function. */
class TestError extends Error {}

class Evaluator {
  readonly #tool: Tool;
  readonly #words: readonly ByteString[];
  #at = 0;

  constructor(tool: Tool, words: readonly ByteString[]) {
    this.#tool = tool;
    this.#words = words;
  }

  *run(): Sys<boolean> {
    const count = this.#words.length;
    if (count === 0) return false;
    const value = yield* this.#posix(count);
    if (this.#at !== count) throw new TestError(`extra argument ${this.#tool.q(this.#words[this.#at] ?? '')}`);
    return value;
  }

  #word(offset = 0): ByteString {
    const word = this.#words[this.#at + offset];
    if (word === undefined) throw new TestError(`missing argument after ${this.#tool.q(this.#words.at(-1) ?? '')}`);
    return word;
  }

  *#posix(count: number): Sys<boolean> {
    switch (count) {
      case 1:
        return this.#take() !== '';
      case 2: {
        const word = this.#word();
        if (word === '!') {
          this.#at += 1;
          return this.#take() === '';
        }
        if (/^-.$/.test(word)) {
          if (!UNARY.includes(word[1] ?? '')) throw new TestError(`${this.#tool.q(word)}: unary operator expected`);
          return yield* this.#unary();
        }
        throw new TestError(`missing argument after ${this.#tool.q(this.#words[this.#at + 1] ?? '')}`);
      }
      case 3:
        if (BINARY.has(this.#word(1))) return yield* this.#binary();
        if (this.#word() === '!') {
          this.#at += 1;
          return !(yield* this.#posix(2));
        }
        if (this.#word() === '(' && this.#word(2) === ')') {
          this.#at += 1;
          const value = yield* this.#posix(1);
          this.#at += 1;
          return value;
        }
        if (this.#word(1) === '-a' || this.#word(1) === '-o') return yield* this.#or();
        throw new TestError(`${this.#tool.q(this.#word(1))}: binary operator expected`);
      case 4:
        if (this.#word() === '!') {
          this.#at += 1;
          return !(yield* this.#posix(3));
        }
        if (this.#word() === '(' && this.#word(3) === ')') {
          this.#at += 1;
          const value = yield* this.#posix(2);
          this.#at += 1;
          return value;
        }
        return yield* this.#or();
      default:
        return yield* this.#or();
    }
  }

  #take(): ByteString {
    const word = this.#word();
    this.#at += 1;
    return word;
  }

  *#or(): Sys<boolean> {
    let value = false;
    for (;;) {
      const next = yield* this.#and();
      value = value || next;
      if (this.#words[this.#at] !== '-o') return value;
      this.#at += 1;
    }
  }

  *#and(): Sys<boolean> {
    let value = true;
    for (;;) {
      const next = yield* this.#term();
      value = value && next;
      if (this.#words[this.#at] !== '-a') return value;
      this.#at += 1;
    }
  }

  *#term(): Sys<boolean> {
    let negated = false;
    while (this.#words[this.#at] === '!' && this.#words[this.#at + 1] !== undefined) {
      this.#at += 1;
      negated = !negated;
    }
    const word = this.#word();
    let value: boolean;
    if (word === '(') {
      this.#at += 1;
      value = yield* this.#or();
      if (this.#words[this.#at] === undefined) throw new TestError(`${this.#tool.q(')')} expected`);
      if (this.#words[this.#at] !== ')')
        throw new TestError(`${this.#tool.q(')')} expected, found ${this.#words[this.#at] ?? ''}`);
      this.#at += 1;
    } else if (BINARY.has(this.#words[this.#at + 1] ?? '') && this.#words[this.#at + 2] !== undefined)
      value = yield* this.#binary();
    else if (/^-.$/.test(word) && this.#words[this.#at + 1] !== undefined && UNARY.includes(word[1] ?? ''))
      value = yield* this.#unary();
    else value = this.#take() !== '';
    return value !== negated;
  }

  #integer(text: ByteString): bigint {
    const found = /^[ \t]*([+-]?[0-9]+)[ \t]*$/.exec(text);
    if (!found) throw new TestError(`invalid integer ${this.#tool.q(text)}`);
    return BigInt((found[1] ?? '').replace(/^\+/, ''));
  }

  *#binary(): Sys<boolean> {
    const left = this.#take();
    const op = this.#take();
    const right = this.#take();
    switch (op) {
      case '=':
      case '==':
        return left === right;
      case '!=':
        return left !== right;
      case '-nt':
      case '-ot':
      case '-ef': {
        const a = yield* sys.stat(left);
        const b = yield* sys.stat(right);
        if (op === '-ef') return !isErr(a) && !isErr(b) && a.ino === b.ino && a.dev === b.dev;
        const x = isErr(a) ? -Infinity : a.mtime;
        const y = isErr(b) ? -Infinity : b.mtime;
        return op === '-nt' ? x > y : x < y;
      }
      default: {
        const a = this.#integer(left);
        const b = this.#integer(right);
        return (
          { '-eq': a === b, '-ne': a !== b, '-lt': a < b, '-le': a <= b, '-gt': a > b, '-ge': a >= b }[op] ?? false
        );
      }
    }
  }

  *#unary(): Sys<boolean> {
    const op = this.#take()[1] ?? '';
    const arg = this.#take();
    if (op === 'n') return arg !== '';
    if (op === 'z') return arg === '';
    if (op === 't') return yield* sys.isatty(Number(this.#integer(arg)));
    if (op === 'v' || op === 'o') return false;
    const access: Readonly<Record<string, number>> = { r: R_OK, w: W_OK, x: X_OK };
    const mode = access[op];
    if (mode !== undefined) return !isErr(yield* sys.access(arg, mode));
    const stat: Stat | undefined = yield* this.#stat(arg, op === 'h' || op === 'L');
    if (!stat) return false;
    const type = stat.mode & S_IFMT;
    const types: Readonly<Record<string, number>> = {
      b: S_IFBLK,
      c: S_IFCHR,
      d: S_IFDIR,
      f: S_IFREG,
      h: S_IFLNK,
      L: S_IFLNK,
      p: S_IFIFO,
      S: S_IFSOCK,
    };
    if (types[op] !== undefined) return type === types[op];
    const { euid, egid } = yield* sys.getuid();
    switch (op) {
      case 's':
        return stat.size > 0;
      case 'g':
        return (stat.mode & S_ISGID) !== 0;
      case 'u':
        return (stat.mode & S_ISUID) !== 0;
      case 'k':
        return (stat.mode & S_ISVTX) !== 0;
      case 'O':
        return stat.uid === euid;
      case 'G':
        return stat.gid === egid;
      case 'N':
        return stat.mtime > stat.atime;
      default:
        return true;
    }
  }

  *#stat(path: ByteString, link: boolean): Sys<Stat | undefined> {
    const stat = link ? yield* sys.lstat(path) : yield* sys.stat(path);
    return isErr(stat) ? undefined : stat;
  }
}

const mainFor = (bracket: boolean) =>
  function* (tool: Tool): Sys<number> {
    const words = [...tool.args];
    if (bracket) {
      if (words.length === 1 && words[0] === '--help') return yield* print(tool, helpText(tool.name, tool.about));
      if (words.length === 1 && words[0] === '--version') return yield* print(tool, versionText(tool.about));
      if (words.pop() !== ']') return yield* tool.fail(2, `missing ${tool.q(']')}`);
    }
    try {
      return (yield* new Evaluator(tool, words).run()) ? 0 : 1;
    } catch (reason) {
      if (reason instanceof TestError) return yield* tool.fail(2, reason.message);
      throw reason;
    }
  };

function* print(tool: Tool, text: string): Sys<number> {
  yield* tool.out.put(text);
  return 0;
}

export const test = command(
  { name: 'test', pkg: 'coreutils', synopsis: 'EXPRESSION', summary: 'Checks files and compares values.' },
  mainFor(false),
  2,
);
export const bracket = command(
  { name: '[', pkg: 'coreutils', synopsis: 'EXPRESSION ]', summary: 'Checks files and compares values.' },
  mainFor(true),
  2,
);
