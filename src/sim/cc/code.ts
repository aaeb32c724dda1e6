// Compiled code: steps as data, their expressions as closures over the process that runs them. Immutable, shared by all processes.
import type { LibraryFunction } from './libc/function.ts';
import type { Process } from './process.ts';
import type { Type } from './types.ts';
import type { Value } from './value.ts';

/** Computes a value without leaving the process: no call of a function of the program, no system call. */
export type Eval = (m: Process) => Value;
export type Do = (m: Process) => void;

export type Step =
  /** A statement begins. */
  | { readonly k: 'line'; readonly line: number }
  | { readonly k: 'do'; readonly run: Do }
  /** Puts a result aside. */
  | { readonly k: 'set'; readonly temp: number; readonly run: Eval }
  | { readonly k: 'jump'; to: number }
  /** Goes on at `to` when the value is zero. */
  | { readonly k: 'unless'; readonly run: Eval; to: number }
  | { readonly k: 'switch'; readonly run: Eval; readonly cases: Map<Value, number>; fallback: number }
  /** Calls a function of the program, or of the library through a pointer. */
  | {
      readonly k: 'call';
      readonly fn: Eval;
      readonly args: readonly Eval[];
      readonly temp: number;
      readonly result: number;
    }
  | { readonly k: 'library'; readonly fn: LibraryFunction; readonly args: readonly Eval[]; readonly temp: number }
  | { readonly k: 'return'; readonly run: Eval | undefined };

/** A variable of a frame or of the data segment, for a debugger. */
export interface Shown {
  readonly name: string;
  readonly type: Type;
  readonly offset: number;
  /** Steps at which it is in scope: from, to (exclusive). */
  readonly from: number;
  readonly to: number;
}

/** How an argument reaches its parameter. */
export interface Parameter {
  readonly offset: number;
  readonly type: Type;
}

export interface Code {
  readonly name: string;
  readonly steps: readonly Step[];
  readonly params: readonly Parameter[];
  readonly frameSize: number;
  readonly temps: number;
  readonly shown: readonly Shown[];
  readonly returns: Type;
  readonly line: number;
  /** Its address in the text segment. */
  readonly address: number;
}

/** A program that can be run: immutable, shared by all processes that run it. */
export interface Unit {
  readonly file: string;
  readonly text: string;
  readonly functions: ReadonlyMap<string, Code>;
  /** Functions of the program and of the library by their addresses. */
  readonly byAddress: ReadonlyMap<number, Code | LibraryFunction>;
  readonly rodata: string;
  readonly dataSize: number;
  readonly globals: readonly Shown[];
  /** Gives the static variables their values. */
  readonly start: readonly Do[];
}
