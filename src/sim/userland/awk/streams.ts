// The files and commands that an awk program writes to and reads from, opened on first use and kept until close().
import {
  isErr,
  O_APPEND,
  O_CREAT,
  O_RDONLY,
  O_TRUNC,
  O_WRONLY,
  sys,
  wCoreDump,
  wExitStatus,
  wIfExited,
  wTermSig,
  type ByteString,
  type Sys,
} from '../../kernel/abi/index.ts';
import { waitFor } from '../lib/spawn.ts';
import { Out } from '../lib/stdio.ts';
import type { Tool } from '../lib/tool.ts';
import { RecordReader } from './records.ts';
import { RunTrouble } from './trouble.ts';

/** A wait status as mawk's system() and close() give it. */
function statusNumber(status: number): number {
  if (wIfExited(status)) return wExitStatus(status);
  return wTermSig(status) + (wCoreDump(status) ? 512 : 256);
}

interface Output {
  readonly name: ByteString;
  readonly command: boolean;
  readonly out: Out;
  readonly pid: number;
}

interface InputStream {
  readonly name: ByteString;
  readonly command: boolean;
  readonly reader: RecordReader;
  readonly pid: number;
}

export class Streams {
  readonly #tool: Tool;
  /** The last used one first, as mawk keeps its list. */
  #outputs: Output[] = [];
  #inputs: InputStream[] = [];
  /** Standard input, which `-` and the main loop share. */
  readonly stdin = new RecordReader(0);

  constructor(tool: Tool) {
    this.#tool = tool;
    const stdout: Output = { name: '/dev/stdout', command: false, out: tool.out, pid: 0 };
    this.#outputs = [stdout];
  }

  *print(out: Out, text: ByteString): Sys<void> {
    yield* out.put(text);
    if (out.error) yield* this.#writeFailed(out.error.text);
  }

  *#writeFailed(reason: string): Sys<never> {
    yield* sys.writeAll(2, `${this.#tool.name}: write failure (${reason})\n${this.#tool.name}: close failure\n`);
    yield* sys.exit(2);
    throw new RunTrouble('unreachable');
  }

  *output(kind: '>' | '>>' | '|', target: ByteString): Sys<Out> {
    const name = target === '-' && kind !== '|' ? '/dev/stdout' : target;
    const at = this.#outputs.findIndex((output) => output.name === name && output.command === (kind === '|'));
    const known = this.#outputs[at];
    if (known) {
      if (at > 0) this.#outputs = [known, ...this.#outputs.filter((output) => output !== known)];
      return known.out;
    }
    const made = kind === '|' ? yield* this.#outputCommand(name) : yield* this.#outputFile(name, kind === '>>');
    this.#outputs.unshift(made);
    return made.out;
  }

  *#outputFile(name: ByteString, append: boolean): Sys<Output> {
    if (name === '/dev/stderr') return { name, command: false, out: new Out(2, 'none'), pid: 0 };
    const fd = yield* sys.open(name, O_WRONLY | O_CREAT | (append ? O_APPEND : O_TRUNC));
    if (isErr(fd)) throw new RunTrouble(`cannot open "${name}" for output (${fd.text})`, '', 'plain');
    yield* sys.cloexec(fd, true);
    return { name, command: false, out: new Out(fd), pid: 0 };
  }

  /** A shell running `command` with one end of a pipe as descriptor `end`; the other end and the pid. */
  *#shell(command: ByteString, end: 0 | 1): Sys<{ fd: number; pid: number }> {
    yield* this.flushAll();
    const pipe = yield* sys.pipe();
    if (isErr(pipe))
      throw new RunTrouble(
        `cannot open pipe "${command}" for ${end === 0 ? 'output' : 'input'} (${pipe.text})`,
        '',
        'plain',
      );
    const [ours, theirs] = end === 0 ? [pipe.w, pipe.r] : [pipe.r, pipe.w];
    const { env } = this.#tool;
    const pid = yield* sys.fork(function* () {
      yield* sys.close(ours);
      if (theirs !== end) {
        yield* sys.dup2(theirs, end);
        yield* sys.close(theirs);
      }
      yield* sys.execve('/bin/sh', ['/bin/sh', '-c', command], env);
      return 127;
    });
    yield* sys.close(theirs);
    if (isErr(pid)) throw new RunTrouble(`fork failed (${pid.text})`, '', 'plain');
    yield* sys.cloexec(ours, true);
    return { fd: ours, pid };
  }

  *#outputCommand(name: ByteString): Sys<Output> {
    const { fd, pid } = yield* this.#shell(name, 0);
    return { name, command: true, out: new Out(fd), pid };
  }

  /** The reader of a file or command; undefined when the file cannot be opened. */
  *input(command: boolean, name: ByteString): Sys<RecordReader | undefined> {
    const known = this.#inputs.find((input) => input.name === name && input.command === command);
    if (known) return known.reader;
    if (command) {
      const { fd, pid } = yield* this.#shell(name, 1);
      const reader = new RecordReader(fd);
      this.#inputs.unshift({ name, command, reader, pid });
      return reader;
    }
    if (name === '-' || name === '/dev/stdin') return this.stdin;
    const fd = yield* sys.open(name, O_RDONLY);
    if (isErr(fd)) return undefined;
    yield* sys.cloexec(fd, true);
    const reader = new RecordReader(fd);
    this.#inputs.unshift({ name, command, reader, pid: 0 });
    return reader;
  }

  /** close(): -1 when nothing of this name is open. */
  *close(name: ByteString): Sys<number> {
    let result = -1;
    for (const output of this.#outputs.filter((entry) => entry.name === name)) {
      this.#outputs = this.#outputs.filter((entry) => entry !== output);
      yield* output.out.flush();
      if (output.out.fd > 2) yield* sys.close(output.out.fd);
      result = output.command ? statusNumber(yield* waitFor(output.pid)) : 0;
    }
    for (const input of this.#inputs.filter((entry) => entry.name === name)) {
      this.#inputs = this.#inputs.filter((entry) => entry !== input);
      yield* sys.close(input.reader.fd);
      result = input.command ? statusNumber(yield* waitFor(input.pid)) : 0;
    }
    return result;
  }

  *flushAll(): Sys<void> {
    for (const output of this.#outputs) {
      yield* output.out.flush();
      if (output.out.error && !output.command) yield* this.#writeFailed(output.out.error.text);
    }
  }

  /** fflush(): standard output alone, a named stream, or all for ''. */
  *flush(name: ByteString | undefined): Sys<number> {
    if (name === undefined) yield* this.#tool.out.flush();
    else if (name === '') yield* this.flushAll();
    else {
      const found = this.#outputs.filter((entry) => entry.name === name);
      if (found.length === 0) return -1;
      for (const output of found) yield* output.out.flush();
    }
    return 0;
  }

  *system(command: ByteString): Sys<number> {
    yield* this.flushAll();
    const { env } = this.#tool;
    const pid = yield* sys.fork(function* () {
      yield* sys.execve('/bin/sh', ['/bin/sh', '-c', command], env);
      return 127;
    });
    if (isErr(pid)) return -1;
    return statusNumber(yield* waitFor(pid));
  }

  /** At the end: commands get their last input and are waited for, then everything else is written. */
  *finish(): Sys<void> {
    for (const output of this.#outputs) {
      if (!output.command) continue;
      yield* output.out.flush();
      yield* sys.close(output.out.fd);
      yield* waitFor(output.pid);
    }
    for (const output of this.#outputs) if (!output.command) yield* output.out.flush();
    if (this.#tool.out.error) yield* this.#writeFailed(this.#tool.out.error.text);
  }
}
