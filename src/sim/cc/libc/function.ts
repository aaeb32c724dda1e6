// How the functions of the C library are written down: a declaration in C, the header it belongs to, and what it does.
import { isErr, type Errno, type Sys } from '../../kernel/abi/index.ts';
import type { Process } from '../process.ts';
import { toInt, type Value } from '../value.ts';

export interface Support {
  readonly support: 'full' | 'partial' | 'none';
  readonly note: string;
}

/** The arguments of a call, read by kind. */
export class Arguments {
  private readonly values: readonly Value[];
  constructor(values: readonly Value[]) {
    this.values = values;
  }
  get count(): number {
    return this.values.length;
  }
  int(index: number): number {
    return toInt(this.values[index] ?? 0);
  }
  unsigned(index: number): number {
    return toInt(this.values[index] ?? 0) >>> 0;
  }
  /** A long, size_t or pointer, as far as a double goes: what is larger is no address and no length anyway. */
  long(index: number): number {
    return Number(this.values[index] ?? 0);
  }
  value(index: number): Value {
    return this.values[index] ?? 0;
  }
}

/** Never leaves the process. */
export type Plain = (m: Process, a: Arguments) => Value;
/** Makes system calls. */
export type Calling = (m: Process, a: Arguments) => Sys<Value>;

export interface LibraryFunction extends Support {
  readonly name: string;
  /** `pid_t waitpid(pid_t pid, int *status, int options)` */
  readonly synopsis: string;
  readonly header: string;
  readonly plain?: Plain;
  readonly calls?: Calling;
  /** A handler may interrupt it: then it starts again under SA_RESTART, or always ends with EINTR (signal(7)). */
  readonly blocks?: 'restarts' | 'ends';
  /** A macro of the header in reality: can be called, but has no address there. */
  readonly macro?: boolean;
}

const nameOf = (synopsis: string): string => /([A-Za-z_][A-Za-z0-9_]*)\s*\(/.exec(synopsis)?.[1] ?? '';

type Rest = Partial<Support> & { readonly blocks?: 'restarts' | 'ends'; readonly macro?: boolean };
const FULL: Support = { support: 'full', note: '' };

export const plain = (header: string, synopsis: string, run: Plain, rest: Rest = {}): LibraryFunction => ({
  name: nameOf(synopsis), synopsis, header, plain: run, ...FULL, ...rest,
}); // prettier-ignore

export const calling = (header: string, synopsis: string, run: Calling, rest: Rest = {}): LibraryFunction => ({
  name: nameOf(synopsis), synopsis, header, calls: run, ...FULL, ...rest,
}); // prettier-ignore

/** The result of a system call as C has it: -1 and errno for an error. */
export function result(m: Process, value: number | Errno): number {
  if (!isErr(value)) return value;
  m.errno = value.code;
  return -1;
}
