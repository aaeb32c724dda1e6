/** Runs a client program outside a machine: answers the few system calls that it makes, and keeps what it writes. */
import { E, fromUtf8, O_TRUNC, type Program, S_IFREG, type SysCall, utf8 } from '../../../sim/kernel/abi/index.ts';

export interface Outcome {
  readonly stdout: string;
  readonly stderr: string;
  readonly exit: number;
}

export interface Surroundings {
  readonly env: ReadonlyMap<string, string>;
  /** stdin, stdout and stderr are one terminal of 120 x 40. */
  readonly tty: boolean;
  readonly stdin?: string;
  /** Files by path, those of the working folder by name. What a command writes stays there. */
  readonly files: Map<string, string>;
}

interface Machine {
  out: string;
  err: string;
  raw: boolean;
  stdin: string;
  readonly open: Map<number, { readonly path: string; text: string; readonly writes: boolean }>;
}

/** A command that makes more calls than this does not end. */
const MAX_CALLS = 200_000;

export function drive(program: Program, argv: readonly string[], at: Surroundings): Outcome {
  const m: Machine = { out: '', err: '', raw: false, stdin: utf8(at.stdin ?? ''), open: new Map() };
  const run = program(argv.map(utf8), at.env);
  let step = run.next();
  for (let calls = 0; step.done !== true; calls++) {
    if (calls > MAX_CALLS) throw new Error('the command does not end');
    step = run.next(answer(m, at, step.value));
  }
  return { stdout: fromUtf8(m.out), stderr: fromUtf8(m.err), exit: step.value };
}

function answer(m: Machine, at: Surroundings, call: SysCall): unknown {
  const args = call.args as readonly unknown[];
  const fd = Number(args[0]);
  switch (call.op) {
    case 'write':
      return write(m, at, fd, String(args[1]));
    case 'read':
      return read(m, fd);
    case 'tcgetattr':
      return at.tty && fd <= 2 ? { opost: !m.raw } : E.ENOTTY;
    case 'tcsetattr': {
      const set = args[1] as { readonly opost?: boolean };
      if (set.opost !== undefined) m.raw = !set.opost;
      return 0;
    }
    case 'getwinsize':
      return at.tty && fd <= 2 ? { rows: 40, cols: 120 } : E.ENOTTY;
    case 'sigaction':
    case 'nanosleep':
    case 'close':
      return 0;
    case 'open': {
      const path = fromUtf8(String(args[0]));
      const writes = (Number(args[1]) & O_TRUNC) !== 0;
      const text = at.files.get(path);
      if (text === undefined && !writes) return E.ENOENT;
      const nr = 10 + m.open.size;
      m.open.set(nr, { path, text: writes ? '' : utf8(text ?? ''), writes });
      return nr;
    }
    case 'stat':
      return at.files.has(fromUtf8(String(args[0]))) ? { mode: S_IFREG | 0o644 } : E.ENOENT;
    default:
      throw new Error(`no answer to the system call ${call.op}`);
  }
}

function write(m: Machine, at: Surroundings, fd: number, text: string): number {
  const file = m.open.get(fd);
  if (file) {
    file.text += text;
    at.files.set(file.path, fromUtf8(file.text));
  } else if (at.tty) m.out += m.raw ? text : text.replaceAll('\n', '\r\n');
  else if (fd === 2) m.err += text;
  else m.out += text;
  return text.length;
}

function read(m: Machine, fd: number): string {
  const file = m.open.get(fd);
  const text = file ? file.text : fd === 0 ? m.stdin : '';
  if (file) file.text = '';
  else if (fd === 0) m.stdin = '';
  return text;
}
