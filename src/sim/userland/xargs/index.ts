// xargs(1): builds command lines from standard input and runs them, several at a time if wanted.
import {
  isErr,
  O_RDONLY,
  sys,
  wExitStatus,
  wIfExited,
  wIfSignaled,
  wTermSig,
  type ByteString,
  type Sys,
} from '../../kernel/abi/index.ts';
import { slurp } from '../lib/input.ts';
import { quoteIfNeeded } from '../lib/quote.ts';
import { execvp } from '../lib/spawn.ts';
import { command, type Tool } from '../lib/tool.ts';
import { splitDelimited, splitWords, type Item } from './split.ts';

interface Plan {
  replace: ByteString | undefined;
  maxArgs: number;
  maxLines: number;
  maxChars: number;
  maxProcs: number;
  delimiter: string | undefined;
  eof: ByteString | undefined;
  skipEmpty: boolean;
  trace: boolean;
  ask: boolean;
  exitOnLong: boolean;
  terminal: boolean;
  file: ByteString | undefined;
}

/** `-d` takes one character, escaped perhaps; undefined when it is none. */
function delimiterOf(text: ByteString): string | undefined {
  if (text.length === 1) return text;
  const named: Readonly<Record<string, string>> = {
    n: '\n',
    t: '\t',
    r: '\r',
    a: '\x07',
    b: '\b',
    f: '\f',
    v: '\v',
    '\\': '\\',
  };
  const found = /^\\(?:x([0-9a-fA-F]{1,2})|([0-7]{1,3})|(.))$/.exec(text);
  if (!found) return undefined;
  if (found[1] !== undefined) return String.fromCharCode(Number.parseInt(found[1], 16));
  if (found[2] !== undefined) return String.fromCharCode(Number.parseInt(found[2], 8) & 255);
  return named[found[3] ?? ''];
}

class Runner {
  status = 0;
  stopped = false;
  readonly #tool: Tool;
  readonly #plan: Plan;
  readonly #running = new Set<number>();
  readonly #name: ByteString;

  constructor(tool: Tool, plan: Plan, name: ByteString) {
    this.#tool = tool;
    this.#plan = plan;
    this.#name = name;
  }

  /** Looks at how one child ended. */
  *#reap(): Sys<void> {
    const result = yield* sys.wait4(-1, 0);
    if (isErr(result)) {
      if (result.name !== 'EINTR') this.#running.clear();
      return;
    }
    if (result === 0) return;
    this.#running.delete(result.pid);
    const { status } = result;
    if (wIfExited(status)) {
      const code = wExitStatus(status);
      if (code === 127 || code === 126) {
        this.status = code;
        this.stopped = true;
      } else if (code === 255) {
        yield* this.#tool.warn(`${this.#name}: exited with status 255; aborting`);
        this.status = 124;
        this.stopped = true;
      } else if (code !== 0 && !this.stopped) this.status = 123;
    } else if (wIfSignaled(status)) {
      yield* this.#tool.warn(`${this.#name}: terminated by signal ${wTermSig(status)}`);
      this.status = 125;
      this.stopped = true;
    }
  }

  *run(words: readonly ByteString[]): Sys<void> {
    const { trace, ask, maxProcs, terminal } = this.#plan;
    if (trace || ask) {
      const line = words.map((word) => quoteIfNeeded(word, this.#tool.utf8)).join(' ');
      yield* sys.writeAll(2, ask ? `${line} ?...` : `${line}\n`);
      if (ask && !(yield* this.#agreed())) return;
    }
    while (this.#running.size >= maxProcs && !this.stopped) yield* this.#reap();
    if (this.stopped) return;
    const { env } = this.#tool;
    const tool = this.#tool;
    const pid = yield* sys.fork(function* () {
      const fd = yield* sys.open(terminal ? '/dev/tty' : '/dev/null', O_RDONLY);
      if (!isErr(fd)) {
        yield* sys.dup2(fd, 0);
        if (fd !== 0) yield* sys.close(fd);
      }
      const failed = yield* execvp(words, env);
      yield* tool.warn(`${tool.qf(words[0] ?? '')}: ${failed.text}`);
      return failed.name === 'ENOENT' ? 127 : 126;
    });
    if (isErr(pid)) {
      yield* this.#tool.warn(`cannot fork: ${pid.text}`);
      this.status = 1;
      this.stopped = true;
      return;
    }
    this.#running.add(pid);
    while (this.#running.size >= maxProcs && !this.stopped && maxProcs === 1) yield* this.#reap();
  }

  *#agreed(): Sys<boolean> {
    const fd = yield* sys.open('/dev/tty', O_RDONLY);
    if (isErr(fd)) {
      yield* this.#tool.warn('failed to open /dev/tty for reading: No such device or address');
      this.status = 1;
      this.stopped = true;
      return false;
    }
    const answer = yield* sys.read(fd, 256);
    yield* sys.close(fd);
    return !isErr(answer) && /^[yY]/.test(answer);
  }

  *finish(): Sys<void> {
    while (this.#running.size > 0) yield* this.#reap();
  }
}

/** The arguments of each command line; the reason when one is too long. */
export function batches(
  items: readonly Item[],
  plan: Pick<Plan, 'maxArgs' | 'maxLines' | 'maxChars' | 'exitOnLong'>,
  base: number,
): { lists: ByteString[][]; error: string | undefined } {
  const lists: ByteString[][] = [];
  let current: ByteString[] = [];
  let size = base;
  let lines = 0;
  const close = (): void => {
    if (current.length > 0) lists.push(current);
    current = [];
    size = base;
    lines = 0;
  };
  for (const item of items) {
    const length = item.text.length + 1;
    if (size + length > plan.maxChars) {
      if (current.length === 0 || plan.exitOnLong) return { lists, error: 'argument line too long' };
      close();
    }
    current.push(item.text);
    size += length;
    if (item.endsLine) lines += 1;
    if (current.length >= plan.maxArgs || lines >= plan.maxLines) close();
  }
  close();
  return { lists, error: undefined };
}

function* number(tool: Tool, text: ByteString, letter: string, least: number): Sys<number | undefined> {
  if (!/^[+-]?[0-9]+$/.test(text)) {
    yield* tool.warn(`invalid number "${text}" for -${letter} option`);
    return undefined;
  }
  const value = Number(text);
  if (value < least) {
    yield* tool.warn(`value ${text} for -${letter} option should be >= ${least}`);
    return undefined;
  }
  return value;
}

function* main(tool: Tool): Sys<number> {
  const plan: Plan = {
    replace: undefined,
    maxArgs: Infinity,
    maxLines: Infinity,
    maxChars: 131072,
    maxProcs: 1,
    delimiter: undefined,
    eof: undefined,
    skipEmpty: false,
    trace: false,
    ask: false,
    exitOnLong: false,
    terminal: false,
    file: undefined,
  };
  const { options, operands } = tool.options({
    short: '+0a:E:e::i::I:l::L:n:prs:txP:d:o',
    long: {
      null: '0',
      'arg-file=': 'a',
      'delimiter=': 'd',
      'eof=?': 'e',
      'replace=?': 'i',
      'max-lines=?': 'l',
      'max-args=': 'n',
      'open-tty': 'o',
      interactive: 'p',
      'no-run-if-empty': 'r',
      'max-chars=': 's',
      verbose: 't',
      'show-limits': 'limits',
      exit: 'x',
      'max-procs=': 'P',
      'process-slot-var=': 'slot',
    },
  });
  const exclusive = function* (now: string, before: string): Sys<void> {
    yield* tool.warn(`warning: options ${before} and ${now} are mutually exclusive, ignoring previous ${before} value`);
  };
  for (const option of options) {
    const arg = option.arg ?? '';
    switch (option.key) {
      case '0':
        plan.delimiter = '\0';
        break;
      case 'a':
        plan.file = arg;
        break;
      case 'd': {
        const delimiter = delimiterOf(arg);
        if (delimiter === undefined) {
          yield* tool.warn(
            `Invalid input delimiter specification ${arg}: the delimiter must be either a single character or an escape sequence starting with \\.`,
          );
          return 1;
        }
        plan.delimiter = delimiter;
        break;
      }
      case 'E':
      case 'e':
        plan.eof = arg === '' ? undefined : arg;
        break;
      case 'I':
      case 'i':
        if (plan.maxLines !== Infinity && plan.replace === undefined)
          yield* exclusive('--replace/-I/-i', '--max-lines');
        if (plan.maxArgs !== Infinity) yield* exclusive('--replace/-I/-i', '--max-args');
        plan.replace = option.arg === undefined ? '{}' : arg;
        plan.maxArgs = Infinity;
        plan.maxLines = 1;
        break;
      case 'l':
      case 'L': {
        const value = option.arg === undefined ? 1 : yield* number(tool, arg, option.key, 1);
        if (value === undefined) return 1;
        if (plan.maxArgs !== Infinity) yield* exclusive('--max-lines', '--max-args');
        if (plan.replace !== undefined) yield* exclusive('--max-lines', '--replace');
        plan.maxLines = value;
        plan.maxArgs = Infinity;
        plan.replace = undefined;
        break;
      }
      case 'n': {
        const value = yield* number(tool, arg, 'n', 1);
        if (value === undefined) return 1;
        if (plan.replace !== undefined && value !== 1) yield* exclusive('--max-args', '--replace');
        else if (plan.maxLines !== Infinity && plan.replace === undefined)
          yield* exclusive('--max-args', '--max-lines');
        if (plan.replace === undefined || value !== 1) {
          plan.maxArgs = value;
          plan.maxLines = Infinity;
          plan.replace = undefined;
        }
        break;
      }
      case 's': {
        const value = yield* number(tool, arg, 's', 1);
        if (value === undefined) return 1;
        plan.maxChars = Math.min(value, 131072);
        break;
      }
      case 'P': {
        const value = yield* number(tool, arg, 'P', 0);
        if (value === undefined) return 1;
        plan.maxProcs = value === 0 ? Infinity : value;
        break;
      }
      case 'o':
        plan.terminal = true;
        break;
      case 'p':
        plan.ask = true;
        break;
      case 'r':
        plan.skipEmpty = true;
        break;
      case 't':
        plan.trace = true;
        break;
      case 'x':
        plan.exitOnLong = true;
        break;
      case 'limits':
      case 'slot':
        break;
      default:
        return yield* tool.other(option);
    }
  }
  const words = operands.length > 0 ? [...operands] : ['echo'];
  const text = plan.file === undefined ? yield* tool.stdin.all() : yield* slurp(plan.file);
  if (isErr(text)) return yield* tool.fail(1, `Cannot open input file ${tool.q(plan.file ?? '')}: ${text.text}`);
  const split =
    plan.delimiter === undefined
      ? splitWords(text, plan.replace !== undefined, plan.eof)
      : splitDelimited(text, plan.delimiter);
  if (!split.ok) return yield* tool.fail(1, split.error);
  const runner = new Runner(tool, plan, words[0] ?? '');
  const { replace } = plan;
  if (replace !== undefined) {
    for (const { text: item } of split.items) {
      const line = words.map((word, i) =>
        i === 0 && !word.includes(replace) ? word : word.replaceAll(replace, () => item),
      );
      if (line.join(' ').length > plan.maxChars) {
        yield* tool.warn('argument list too long');
        runner.status = 1;
        break;
      }
      yield* runner.run(line);
      if (runner.stopped) break;
    }
    yield* runner.finish();
    return runner.status;
  }
  const base = words.reduce((sum, word) => sum + word.length + 1, 0);
  const { lists, error } = batches(split.items, plan, base);
  if (lists.length === 0 && error === undefined && !plan.skipEmpty) lists.push([]);
  for (const list of lists) {
    yield* runner.run([...words, ...list]);
    if (runner.stopped) break;
  }
  yield* runner.finish();
  if (error !== undefined && !runner.stopped) return yield* tool.fail(1, error);
  return runner.status;
}

export const xargs = command(
  {
    name: 'xargs',
    pkg: 'findutils',
    synopsis: '[OPTION]... COMMAND [INITIAL-ARGS]...',
    summary: 'Runs COMMAND with arguments read from standard input.',
    options: ['-0', '-a', '-d', '-E', '-I', '-i', '-L', '-l', '-n', '-o', '-p', '-P', '-r', '-s', '-t', '-x'],
  },
  main,
);
