// sed(1): options, the script's pieces, editing in place.
import {
  isErr,
  O_CREAT,
  O_EXCL,
  O_WRONLY,
  S_IFMT,
  S_IFREG,
  sys,
  type ByteString,
  type Sys,
} from '../../kernel/abi/index.ts';
import { slurp } from '../lib/input.ts';
import { baseName, dirName, join } from '../lib/paths.ts';
import { Out } from '../lib/stdio.ts';
import { command, helpText, type Tool } from '../lib/tool.ts';
import { Machine, RunError } from './execute.ts';
import { Input, Outputs, Sink } from './files.ts';
import { ScriptError, type Chunk } from './cursor.ts';
import { ScriptParser } from './parse.ts';
import type { Command } from './script.ts';

interface Request {
  quiet: boolean;
  extended: boolean;
  separate: boolean;
  posix: boolean;
  sandbox: boolean;
  inPlace: ByteString | undefined;
  terminator: string;
  lineLength: number;
  unbuffered: boolean;
  chunks: Chunk[];
}

function* usage(tool: Tool): Sys<number> {
  yield* tool.raw(helpText(tool.name, tool.about));
  return 1;
}

function* readOptions(tool: Tool): Sys<{ request: Request; files: readonly ByteString[] } | number> {
  const request: Request = {
    quiet: false,
    extended: false,
    separate: false,
    posix: false,
    sandbox: false,
    inPlace: undefined,
    terminator: '\n',
    lineLength: 70,
    unbuffered: false,
    chunks: [],
  };
  const { options, operands } = tool.options({
    short: 'bsnrzuEe:f:l:i::V:',
    long: {
      binary: 'b',
      debug: 'debug',
      'in-place=?': 'i',
      'line-length=': 'l',
      'null-data': 'z',
      'zero-terminated': 'z',
      quiet: 'n',
      posix: 'posix',
      silent: 'n',
      sandbox: 'sandbox',
      'follow-symlinks': 'b',
      'expression=': 'e',
      'file=': 'f',
      'regexp-extended': 'E',
      separate: 's',
      unbuffered: 'u',
    },
  });
  for (const option of options) {
    const arg = option.arg ?? '';
    switch (option.key) {
      case 'n':
        request.quiet = true;
        break;
      case 'e':
        request.chunks.push({ text: arg, file: undefined });
        break;
      case 'f': {
        const text = yield* slurp(arg);
        if (isErr(text)) return yield* tool.fail(4, `couldn't open file ${arg}: ${text.text}`);
        request.chunks.push({
          text: text.replace(/^#![^\n]*/, (line) => '#'.padEnd(line.length, ' ')).replace(/\n$/, ''),
          file: arg,
        });
        break;
      }
      case 'E':
      case 'r':
        request.extended = true;
        break;
      case 'i':
        request.inPlace = arg;
        request.separate = true;
        break;
      case 'l':
        if (!/^[0-9]+$/.test(arg)) return yield* tool.fail(1, `invalid line length: ${arg}`);
        request.lineLength = Number(arg);
        break;
      case 's':
        request.separate = true;
        break;
      case 'u':
        request.unbuffered = true;
        break;
      case 'z':
        request.terminator = '\0';
        break;
      case 'posix':
        request.posix = true;
        break;
      case 'sandbox':
        request.sandbox = true;
        break;
      case 'b':
      case 'debug':
        break;
      case 'help':
      case 'version':
        return yield* tool.other(option);
      default:
        yield* tool.raw(`${arg}\n`);
        return yield* usage(tool);
    }
  }
  let files = operands;
  if (request.chunks.length === 0) {
    const [script, ...rest] = operands;
    if (script === undefined) return yield* usage(tool);
    request.chunks.push({ text: script, file: undefined });
    files = rest;
  }
  return { request, files };
}

/** Editing in place: output goes to a new file beside the old one, which it replaces at the end. */
class InPlace {
  readonly #tool: Tool;
  readonly #suffix: ByteString;
  readonly #machine: () => Machine;
  #name: ByteString = '';
  #temporary: ByteString = '';
  #out: Out | undefined;

  constructor(tool: Tool, suffix: ByteString, machine: () => Machine) {
    this.#tool = tool;
    this.#suffix = suffix;
    this.#machine = machine;
  }

  *open(name: ByteString): Sys<boolean> {
    const stat = yield* sys.stat(name);
    // a missing file is reported when it is opened
    if (isErr(stat)) return true;
    if ((stat.mode & S_IFMT) !== S_IFREG) {
      yield* this.#tool.warn(`couldn't edit ${name}: not a regular file`);
      return false;
    }
    this.#name = name;
    const pid = yield* sys.getpid();
    this.#temporary = join(dirName(name), `sed${pid.toString(36).padStart(6, 'A')}`).replace(/^\.\//, './');
    const fd = yield* sys.open(this.#temporary, O_WRONLY | O_CREAT | O_EXCL, 0o600);
    if (isErr(fd)) {
      yield* this.#tool.warn(`couldn't open temporary file ${this.#temporary}: ${fd.text}`);
      return false;
    }
    yield* sys.chmod(this.#temporary, stat.mode & 0o7777);
    yield* sys.chown(this.#temporary, stat.uid, stat.gid, false);
    this.#out = new Out(fd, 'full');
    this.#machine().sink = new Sink(this.#out);
    return true;
  }

  *close(): Sys<void> {
    if (!this.#out) return;
    yield* this.#out.flush();
    yield* sys.close(this.#out.fd);
    this.#out = undefined;
    if (this.#suffix !== '') {
      const base = baseName(this.#name);
      const backup = this.#suffix.includes('*') ? this.#suffix.replaceAll('*', base) : base + this.#suffix;
      yield* sys.rename(this.#name, backup.includes('/') ? backup : join(dirName(this.#name), backup));
    }
    yield* sys.rename(this.#temporary, this.#name);
  }
}

function* main(tool: Tool): Sys<number> {
  const read = yield* readOptions(tool);
  if (typeof read === 'number') return read;
  const { request, files } = read;
  if (request.chunks[0] && /^#n(\n|$)/.test(request.chunks[0].text)) request.quiet = true;
  let commands: Command[];
  try {
    commands = new ScriptParser(request.chunks, {
      extended: request.extended,
      utf8: tool.utf8,
      posix: request.posix,
      sandbox: request.sandbox,
    }).parse();
  } catch (reason) {
    if (reason instanceof ScriptError) return yield* tool.fail(reason.status, reason.message);
    throw reason;
  }
  if (request.unbuffered) tool.out.buffering('line');
  const outputs = new Outputs(tool.out);
  for (const { action } of commands) {
    const file =
      action.kind === 'file' && (action.name === 'w' || action.name === 'W')
        ? action.file
        : action.kind === 'substitute'
          ? action.s.file
          : undefined;
    const failed = file === undefined ? undefined : yield* outputs.open(file);
    if (failed !== undefined) return yield* tool.fail(4, failed);
  }
  const input = new Input(tool, files, {
    terminator: request.terminator,
    separate: request.separate,
    inPlace: request.inPlace !== undefined,
  });
  const machine: Machine = new Machine(tool, commands, input, outputs, new Sink(tool.out), {
    quiet: request.quiet,
    terminator: request.terminator,
    posix: request.posix || tool.env.has('POSIXLY_CORRECT'),
    lineLength: request.lineLength,
  });
  if (request.inPlace !== undefined) {
    const editing = new InPlace(tool, request.inPlace, () => machine);
    input.onOpen = (name) => editing.open(name);
    input.onClose = () => editing.close();
  }
  try {
    const status = yield* machine.run();
    yield* input.finish();
    yield* outputs.flush();
    return status === 0 ? input.status : status;
  } catch (reason) {
    if (!(reason instanceof RunError)) throw reason;
    yield* tool.out.flush();
    return yield* tool.fail(1, reason.message);
  }
}

export const sed = command(
  {
    name: 'sed',
    pkg: 'sed',
    synopsis: '[OPTION]... {script-only-if-no-other-script} [input-file]...',
    summary: 'Edits text line by line with a script.',
    options: ['-e', '-E', '-f', '-i', '-l', '-n', '-r', '-s', '-u', '-z', '--posix'],
    text: 'Without -e and -f the first operand is the script.',
  },
  main,
  4,
);
