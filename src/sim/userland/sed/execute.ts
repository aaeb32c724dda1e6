// Running a sed script: the cycle, addresses, the two spaces and the queue of appended text.
import { isErr, O_RDONLY, sys, type ByteString, type Sys } from '../../kernel/abi/index.ts';
import type { Regex } from '../../posix/index.ts';
import { execvp, waitFor } from '../lib/spawn.ts';
import { readAll, Reader } from '../lib/stdio.ts';
import type { Tool } from '../lib/tool.ts';
import type { Input, Outputs, Sink } from './files.ts';
import type { Address, Command, Pattern, Substitution } from './script.ts';
import { substitute } from './substitute.ts';
import { unambiguous } from './unambiguous.ts';

type Queued =
  | { readonly kind: 'text'; readonly text: ByteString }
  | { readonly kind: 'file'; readonly file: ByteString }
  | { readonly kind: 'line'; readonly file: ByteString };

type Flow =
  | { readonly kind: 'next' }
  | { readonly kind: 'jump'; readonly to: number }
  | { readonly kind: 'end-cycle' }
  | { readonly kind: 'delete' }
  | { readonly kind: 'restart' }
  | { readonly kind: 'quit'; readonly status: number; readonly print: boolean };

const NEXT: Flow = { kind: 'next' };
/** Pure jumping is interrupted by a call this often, so that a loop can be killed. */
const STEPS_PER_CALL = 2000;

export interface RunOptions {
  readonly quiet: boolean;
  readonly terminator: string;
  readonly posix: boolean;
  readonly lineLength: number;
}

/** No previous regular expression: the only failure that shows up while running. */
export class RunError extends Error {}

export class Machine {
  readonly #tool: Tool;
  readonly #commands: readonly Command[];
  readonly #input: Input;
  readonly #outputs: Outputs;
  readonly #options: RunOptions;
  /** Where p and the automatic print go: standard output, or the file being edited. */
  sink: Sink;
  #space = '';
  #end = '\n';
  #hold = '';
  #replaced = false;
  #last: Regex | undefined;
  #queue: Queued[] = [];
  /** Per command: is its range open, and where does it end. */
  readonly #ranges: { open: boolean; until: number }[];
  readonly #lineReaders = new Map<ByteString, Reader | undefined>();
  #steps = 0;

  constructor(
    tool: Tool,
    commands: readonly Command[],
    input: Input,
    outputs: Outputs,
    sink: Sink,
    options: RunOptions,
  ) {
    this.#tool = tool;
    this.#commands = commands;
    this.#input = input;
    this.#outputs = outputs;
    this.#options = options;
    this.sink = sink;
    this.#ranges = commands.map(() => ({ open: false, until: 0 }));
  }

  #regex(pattern: Pattern): Regex {
    const regex = pattern ?? this.#last;
    if (!regex) throw new RunError('-e expression #1, char 0: no previous regular expression');
    this.#last = regex;
    return regex;
  }

  *#matches(address: Address): Sys<boolean> {
    switch (address.kind) {
      case 'line':
        return this.#input.number === address.line;
      case 'step':
        return this.#input.number >= address.first && (this.#input.number - address.first) % address.step === 0;
      case 'last':
        return yield* this.#input.isLast();
      case 'regex':
        return this.#regex(address.regex).test(this.#space);
      default:
        return false;
    }
  }

  *#selected(command: Command, index: number): Sys<boolean> {
    const { first, second } = command;
    if (!first) return true;
    if (!second) return yield* this.#matches(first);
    const range = this.#ranges[index] ?? { open: false, until: 0 };
    const line = this.#input.number;
    if (!range.open) {
      const zero = first.kind === 'line' && first.line === 0 && range.until === 0;
      if (zero) range.until = -1;
      else if (!(yield* this.#matches(first))) return false;
      if (second.kind === 'regex' && !zero) {
        range.open = true;
        return true;
      }
      if (!zero) {
        range.until =
          second.kind === 'line'
            ? second.line
            : second.kind === 'plus'
              ? line + second.count
              : second.kind === 'multiple'
                ? second.of > 0
                  ? (Math.floor(line / second.of) + 1) * second.of
                  : line
                : Infinity;
        range.open = second.kind === 'last' ? !(yield* this.#input.isLast()) : range.until > line;
        return true;
      }
      range.open = true;
    }
    if (second.kind === 'regex') {
      if (this.#regex(second.regex).test(this.#space)) range.open = false;
      return true;
    }
    if (second.kind === 'last') {
      if (yield* this.#input.isLast()) range.open = false;
      return true;
    }
    if (line >= range.until) range.open = false;
    // a range that was jumped over ends before this line
    return line <= range.until || (yield* this.#reopened(first, range, line, second));
  }

  *#reopened(first: Address, range: { open: boolean; until: number }, line: number, second: Address): Sys<boolean> {
    if (second.kind === 'line' && first.kind === 'line') return false;
    if (!(yield* this.#matches(first))) return false;
    range.until = second.kind === 'plus' ? line + second.count : line;
    range.open = range.until > line;
    return true;
  }

  *#flushQueue(): Sys<void> {
    const queue = this.#queue;
    this.#queue = [];
    for (const item of queue) {
      if (item.kind === 'text') yield* this.sink.raw(item.text);
      else if (item.kind === 'file') {
        const fd = item.file === '/dev/stdin' ? 0 : yield* sys.open(item.file, O_RDONLY);
        if (isErr(fd)) continue;
        const text = yield* readAll(fd);
        if (fd !== 0) yield* sys.close(fd);
        if (!isErr(text)) yield* this.sink.raw(text);
      } else {
        const line = yield* this.#lineOf(item.file);
        if (line !== '') yield* this.sink.put(line.endsWith('\n') ? line.slice(0, -1) : line, '\n');
      }
    }
  }

  *#lineOf(file: ByteString): Sys<ByteString> {
    if (!this.#lineReaders.has(file)) {
      const fd = file === '/dev/stdin' ? 0 : yield* sys.open(file, O_RDONLY);
      this.#lineReaders.set(file, isErr(fd) ? undefined : new Reader(fd));
    }
    const reader = this.#lineReaders.get(file);
    return reader ? yield* reader.line() : '';
  }

  *#print(): Sys<void> {
    yield* this.sink.put(this.#space, this.#end);
  }

  *#read(): Sys<boolean> {
    const line = yield* this.#input.next();
    if (!line) return false;
    this.#space = line.text;
    this.#end = line.end;
    this.#replaced = false;
    return true;
  }

  /** The whole run; the exit status. */
  *run(): Sys<number> {
    if (!(yield* this.#read())) return 0;
    for (;;) {
      const flow = yield* this.#cycle();
      if (flow.kind === 'quit') {
        if (flow.print && !this.#options.quiet) yield* this.#print();
        yield* this.#flushQueue();
        return flow.status;
      }
      if (flow.kind === 'end-cycle' && !this.#options.quiet) yield* this.#print();
      yield* this.#flushQueue();
      if (this.#tool.out.error) return 4;
      if (flow.kind === 'restart') continue;
      if (!(yield* this.#read())) return 0;
    }
  }

  *#cycle(): Sys<Flow> {
    for (let pc = 0; pc < this.#commands.length;) {
      this.#steps += 1;
      if (this.#steps % STEPS_PER_CALL === 0) yield* sys.compute(STEPS_PER_CALL / 20);
      const command = this.#commands[pc];
      if (!command) break;
      const selected = (yield* this.#selected(command, pc)) !== command.not;
      if (!selected) {
        pc = command.action.kind === 'block' ? command.action.end : pc;
        pc += 1;
        continue;
      }
      const flow = yield* this.#run(command, pc);
      if (flow.kind === 'jump') pc = flow.to;
      else if (flow.kind === 'next') pc += 1;
      else return flow;
    }
    return { kind: 'end-cycle' };
  }

  *#run(command: Command, pc: number): Sys<Flow> {
    const { action } = command;
    switch (action.kind) {
      case 'block':
      case 'end':
      case 'label':
        return NEXT;
      case 'jump': {
        if (action.name !== 'b') {
          const take = this.#replaced === (action.name === 't');
          if (action.name === 't' || !take) this.#replaced = false;
          if (!take) return NEXT;
        }
        return { kind: 'jump', to: action.target };
      }
      case 'text':
        if (action.name === 'a') this.#queue.push({ kind: 'text', text: action.text });
        else if (action.name === 'i') yield* this.sink.raw(action.text);
        else {
          if (!command.second || command.not || !(this.#ranges[pc]?.open ?? false)) yield* this.sink.raw(action.text);
          return { kind: 'delete' };
        }
        return NEXT;
      case 'number':
        if (action.name === 'q' || action.name === 'Q')
          return { kind: 'quit', status: action.value ?? 0, print: action.name === 'q' };
        yield* this.sink.raw(
          unambiguous(this.#space, action.value === 1 ? 2 : (action.value ?? this.#options.lineLength)),
        );
        return NEXT;
      case 'file': {
        if (action.name === 'r') this.#queue.push({ kind: 'file', file: action.file });
        else if (action.name === 'R') this.#queue.push({ kind: 'line', file: action.file });
        else {
          const cut = action.name === 'W' ? this.#space.indexOf('\n') : -1;
          const sink = this.#outputs.get(action.file);
          if (sink) {
            yield* sink.put(cut < 0 ? this.#space : this.#space.slice(0, cut), '\n');
            yield* sink.out.flush();
          }
        }
        return NEXT;
      }
      case 'execute': {
        yield* this.sink.out.flush();
        const text = yield* this.#shell(action.command === '' ? this.#space : action.command);
        if (action.command === '') this.#space = text.replace(/\n$/, '');
        else yield* this.sink.raw(text);
        return NEXT;
      }
      case 'substitute':
        yield* this.#substitute(action.s);
        return NEXT;
      case 'transliterate':
        this.#space = [...this.#space].map((char) => action.map.get(char) ?? char).join('');
        return NEXT;
      case 'simple':
        return yield* this.#simple(action.name);
    }
  }

  *#substitute(s: Substitution): Sys<void> {
    const result = substitute(this.#space, this.#regex(s.regex), s);
    if (result === undefined) return;
    this.#space = result;
    this.#replaced = true;
    if (s.evaluate) {
      yield* this.sink.out.flush();
      this.#space = (yield* this.#shell(this.#space)).replace(/\n$/, '');
    }
    if (s.print > 0) yield* this.#print();
    const file = s.file === undefined ? undefined : this.#outputs.get(s.file);
    if (file) {
      yield* file.put(this.#space, '\n');
      yield* file.out.flush();
    }
  }

  /** What `sh -c` prints. */
  *#shell(command: ByteString): Sys<ByteString> {
    const pipe = yield* sys.pipe();
    if (isErr(pipe)) return '';
    const { env } = this.#tool;
    const pid = yield* sys.fork(function* () {
      yield* sys.dup2(pipe.w, 1);
      yield* sys.close(pipe.w);
      yield* sys.close(pipe.r);
      yield* execvp(['/bin/sh', '-c', command], env);
      return 127;
    });
    yield* sys.close(pipe.w);
    const text = yield* readAll(pipe.r);
    yield* sys.close(pipe.r);
    if (!isErr(pid)) yield* waitFor(pid);
    return isErr(text) ? '' : text;
  }

  *#simple(name: string): Sys<Flow> {
    switch (name) {
      case '=':
        yield* this.sink.raw(`${this.#input.number}\n`);
        return NEXT;
      case 'd':
        return { kind: 'delete' };
      case 'D': {
        const newline = this.#space.indexOf('\n');
        if (newline < 0) return { kind: 'delete' };
        this.#space = this.#space.slice(newline + 1);
        return { kind: 'restart' };
      }
      case 'F':
        yield* this.sink.raw(`${this.#input.name}\n`);
        return NEXT;
      case 'g':
        this.#space = this.#hold;
        return NEXT;
      case 'G':
        this.#space += `${this.#options.terminator}${this.#hold}`;
        return NEXT;
      case 'h':
        this.#hold = this.#space;
        return NEXT;
      case 'H':
        this.#hold += `${this.#options.terminator}${this.#space}`;
        return NEXT;
      case 'x':
        [this.#space, this.#hold] = [this.#hold, this.#space];
        return NEXT;
      case 'z':
        this.#space = '';
        return NEXT;
      case 'n':
      case 'N':
        return yield* this.#nextLine(name);
      case 'p':
        yield* this.#print();
        return NEXT;
      case 'P': {
        const newline = this.#space.indexOf(this.#options.terminator);
        if (newline < 0) yield* this.sink.put(this.#space, this.#options.terminator);
        else yield* this.sink.put(this.#space.slice(0, newline), this.#options.terminator);
        return NEXT;
      }
      default:
        return NEXT;
    }
  }

  *#nextLine(name: 'n' | 'N'): Sys<Flow> {
    if (yield* this.#input.atEnd()) {
      // GNU sed prints the pattern space when there is no next line, POSIX does not
      return { kind: 'quit', status: 0, print: name === 'n' || !this.#options.posix };
    }
    if (name === 'n') {
      if (!this.#options.quiet) yield* this.#print();
      yield* this.#flushQueue();
      const replaced = this.#replaced;
      yield* this.#read();
      this.#replaced = replaced;
      return NEXT;
    }
    const before = this.#space;
    yield* this.#flushQueue();
    const replaced = this.#replaced;
    yield* this.#read();
    this.#replaced = replaced;
    this.#space = `${before}${this.#options.terminator}${this.#space}`;
    return NEXT;
  }
}
