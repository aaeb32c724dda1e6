// read
import { isErr, POLLIN, SEEK_CUR, sys, type ByteString, type Sys } from '../../kernel/abi/index.ts';
import type { BuiltinRun } from './index.ts';
import { ExitShell } from '../run/faults.ts';
import { builtinError, complain, flush } from '../run/report.ts';
import type { Shell } from '../run/shell.ts';
import { runPending } from '../run/trap.ts';
import { assign, assignArray, assignElement, AssignFault } from '../vars/access.ts';
import { get, isName, splitReference } from '../vars/read.ts';
import { EX_USAGE, parseOptions } from './options.ts';
import { readEdited } from './read-edit.ts';

interface Request {
  readonly fd: number;
  readonly raw: boolean;
  readonly delimiter: string;
  readonly count: number | undefined;
  readonly exact: boolean;
  readonly silent: boolean;
  /** Virtual time when reading ends. */
  readonly deadline: number | undefined;
}

interface Line {
  /** Characters with a flag: escaped by a backslash, so never a separator. */
  readonly chars: { readonly c: string; readonly escaped: boolean }[];
  readonly status: number;
}

const BLOCK = 4096;

function* readChars(sh: Shell, request: Request): Sys<Line> {
  const chars: { c: string; escaped: boolean }[] = [];
  const seekable = !isErr(yield* sys.lseek(request.fd, 0, SEEK_CUR));
  let buffer = '';
  let at = 0;
  let escape = false;
  const giveBack = function* (): Sys<void> {
    if (seekable && at < buffer.length) yield* sys.lseek(request.fd, at - buffer.length, SEEK_CUR);
  };
  for (;;) {
    if (at >= buffer.length) {
      if (request.deadline !== undefined) {
        const left = request.deadline - (yield* sys.clock('monotonic'));
        const ready = left <= 0 ? [] : yield* sys.poll([{ fd: request.fd, events: POLLIN }], left);
        if (!isErr(ready) && ready.length === 0) return { chars, status: 142 };
      }
      const chunk = yield* sys.read(request.fd, seekable ? BLOCK : 1);
      if (isErr(chunk)) {
        if (chunk.name === 'EINTR') {
          if (sh.signalsSeen > 0) yield* runPending(sh);
          if (sh.flow) return { chars, status: 1 };
          continue;
        }
        builtinError(sh, `read error: ${request.fd}: ${chunk.text}`);
        return { chars, status: 1 };
      }
      if (chunk === '') return { chars, status: 1 };
      buffer = chunk;
      at = 0;
    }
    const c = buffer[at] ?? '';
    at += 1;
    if (escape) {
      escape = false;
      if (c === '\n') continue;
      chars.push({ c, escaped: true });
    } else if (!request.raw && c === '\\') {
      escape = true;
      continue;
    } else if (!request.exact && c === request.delimiter) {
      yield* giveBack();
      return { chars, status: 0 };
    } else if (c !== '\0') chars.push({ c, escaped: false });
    if (request.count !== undefined && chars.length >= request.count) {
      yield* giveBack();
      return { chars, status: 0 };
    }
  }
}

/** Splits as `read` does: the last name gets the rest, without trailing IFS white space. */
function fields(sh: Shell, line: Line['chars'], names: number): ByteString[] {
  const ifs = get(sh, 'IFS') ?? ' \t\n';
  const isSep = (i: number): boolean =>
    i < line.length && !(line[i] as { escaped: boolean }).escaped && ifs.includes((line[i] as { c: string }).c);
  const isWhite = (i: number): boolean => isSep(i) && ' \t\n'.includes((line[i] as { c: string }).c);
  const text = (from: number, to: number): ByteString =>
    line
      .slice(from, to)
      .map((x) => x.c)
      .join('');
  const out: ByteString[] = [];
  let i = 0;
  while (isWhite(i)) i += 1;
  while (out.length < names - 1 && i < line.length) {
    const start = i;
    while (i < line.length && !isSep(i)) i += 1;
    out.push(text(start, i));
    while (isWhite(i)) i += 1;
    if (isSep(i) && !isWhite(i)) {
      i += 1;
      while (isWhite(i)) i += 1;
    }
  }
  if (out.length === names - 1) {
    let end = line.length;
    while (end > i && isWhite(end - 1)) end -= 1;
    // One trailing delimiter goes too when it ends the only field left.
    if (end > i && isSep(end - 1) && !isWhite(end - 1)) {
      let inner = false;
      for (let k = i; k < end - 1; k += 1) if (isSep(k)) inner = true;
      if (!inner) {
        end -= 1;
        while (end > i && isWhite(end - 1)) end -= 1;
      }
    }
    out.push(text(i, end));
  }
  while (out.length < names) out.push('');
  return out;
}

/** All fields, for `read -a`. */
function allFields(sh: Shell, line: Line['chars']): ByteString[] {
  const out = fields(sh, line, line.length + 2);
  while (out.length > 0 && out[out.length - 1] === '') out.pop();
  return out;
}

function store(sh: Shell, name: ByteString, value: ByteString): boolean {
  try {
    const reference = splitReference(name);
    if (reference) assignElement(sh, reference.name, reference.index, value);
    else assign(sh, name, value);
    return true;
  } catch (error) {
    if (!(error instanceof AssignFault)) throw error;
    if (sh.dash) builtinError(sh, error.message.replace('readonly variable', 'is read only'));
    else complain(sh, error.message);
    if (sh.dash && !sh.interactive) throw new ExitShell(2);
    return false;
  }
}

/** `read -e`: what was typed, backslashes resolved unless -r. */
function* editedLine(sh: Shell, has: ReadonlyMap<string, ByteString>): Sys<Line> {
  const text = yield* readEdited(sh, has.get('p') ?? '', has.get('i') ?? '');
  const chars: Line['chars'] = [];
  for (let i = 0; i < (text ?? '').length; i += 1) {
    const c = (text ?? '')[i] as string;
    if (c !== '\\' || has.has('r')) chars.push({ c, escaped: false });
    else if (i + 1 < (text ?? '').length) chars.push({ c: (text ?? '')[(i += 1)] as string, escaped: true });
  }
  return { chars, status: text === undefined ? 1 : 0 };
}

function* perform(sh: Shell, has: ReadonlyMap<string, ByteString>, names: readonly ByteString[]): Sys<number> {
  const fd = Number(has.get('u') ?? 0);
  const tty = yield* sys.isatty(fd);
  const prompt = has.get('p');
  const edited = has.has('e') && tty && fd === 0 && !sh.dash;
  if (prompt !== undefined && !edited && (tty || sh.dash)) {
    sh.err += prompt;
    yield* flush(sh);
  }
  const timeout = has.get('t');
  let deadline: number | undefined;
  if (timeout !== undefined) {
    const seconds = Number(timeout);
    if (timeout === '' || Number.isNaN(seconds) || seconds < 0) {
      builtinError(sh, `${timeout}: invalid timeout specification`);
      return 1;
    }
    if (seconds === 0) {
      const ready = yield* sys.poll([{ fd, events: POLLIN }], 0);
      return !isErr(ready) && ready.length > 0 ? 0 : 1;
    }
    deadline = (yield* sys.clock('monotonic')) + seconds * 1_000_000;
  }
  const countText = has.get('N') ?? has.get('n');
  if (countText !== undefined && !/^[0-9]+$/.test(countText)) {
    builtinError(sh, `${countText}: invalid number`);
    return 1;
  }
  const count = countText === undefined ? undefined : Number(countText);
  const delimiter = has.has('d') ? (has.get('d') ?? '').slice(0, 1) || '\0' : '\n';
  const rawTty = tty && (count !== undefined || has.has('s') || delimiter !== '\n');
  const old = rawTty ? yield* sys.tcgetattr(fd) : undefined;
  if (old && !isErr(old))
    yield* sys.tcsetattr(fd, {
      ...(count !== undefined || delimiter !== '\n' ? { icanon: false } : {}),
      ...(has.has('s') ? { echo: false } : {}),
    });
  const line: Line = edited
    ? yield* editedLine(sh, has)
    : count === 0
      ? { chars: [], status: 0 }
      : yield* readChars(sh, {
          fd,
          raw: has.has('r'),
          delimiter,
          count,
          exact: has.has('N'),
          silent: has.has('s'),
          deadline,
        });
  if (old && !isErr(old)) yield* sys.tcsetattr(fd, old);
  if (tty && sh.interactive && line.status === 142 && !sh.dash) void 0;
  const array = has.get('a');
  if (array !== undefined) {
    try {
      assignArray(
        sh,
        array,
        allFields(sh, line.chars).map((value) => ({ index: undefined, value, append: false })),
        false,
      );
    } catch (error) {
      if (!(error instanceof AssignFault)) throw error;
      builtinError(sh, error.message);
      return 1;
    }
    return line.status;
  }
  if (names.length === 0) {
    if (!store(sh, 'REPLY', line.chars.map((x) => x.c).join(''))) return 1;
    return line.status;
  }
  if (has.has('N')) {
    const ok = store(sh, names[0] ?? '', line.chars.map((x) => x.c).join(''));
    for (const name of names.slice(1)) store(sh, name, '');
    return ok ? line.status : 1;
  }
  const values = fields(sh, line.chars, names.length);
  for (let i = 0; i < names.length; i += 1) if (!store(sh, names[i] ?? '', values[i] ?? '')) return sh.dash ? 2 : 1;
  return line.status;
}

export const readBuiltin: BuiltinRun = (sh, words) => {
  const options = parseOptions(
    sh,
    words.slice(1),
    sh.dash ? (sh.flavour === 'ash' ? 'p:rt:u:n:s' : 'p:r') : 'ersa:d:i:n:N:p:t:u:',
  );
  if (!options) return EX_USAGE;
  const { has, rest } = options;
  if (sh.dash && rest.length === 0) {
    builtinError(sh, 'arg count');
    return 2;
  }
  const bad = [...rest, ...(has.has('a') ? [has.get('a') ?? ''] : [])].find(
    (name) => !isName(name) && (sh.dash || !splitReference(name)),
  );
  if (bad !== undefined) {
    if (sh.dash) {
      builtinError(sh, `${bad}: bad variable name`);
      if (!sh.interactive) throw new ExitShell(2);
      return 2;
    }
    builtinError(sh, `\`${bad}': not a valid identifier`);
    return 1;
  }
  const fd = has.get('u');
  if (fd !== undefined && !/^[0-9]+$/.test(fd)) {
    builtinError(sh, `${fd}: invalid file descriptor specification`);
    return 1;
  }
  return checked(sh, has, rest);
};

function* checked(sh: Shell, has: ReadonlyMap<string, ByteString>, names: readonly ByteString[]): Sys<number> {
  const fd = has.get('u');
  if (fd !== undefined) {
    const ok = yield* sys.getfl(Number(fd));
    if (isErr(ok)) {
      builtinError(sh, `${fd}: invalid file descriptor: ${ok.text}`);
      return 1;
    }
  }
  return yield* perform(sh, has, names);
}
