// All functions of the C library, and what gcc knows of them without a header.
import { exitFunctions } from './exit.ts';
import { fileFunctions } from './files.ts';
import type { LibraryFunction } from './function.ts';
import { processFunctions } from './processes.ts';
import { signalFunctions } from './signals.ts';
import { stdioFunctions } from './stdio.ts';
import { stringFunctions } from './strings.ts';

/** Calls that a signal may interrupt and that start again after a handler with SA_RESTART (signal(7)). */
const RESTARTED = new Set('wait waitpid wait3 wait4 read write open fgets getchar fgetc getc fread sigwait'.split(' '));

const ALL: readonly LibraryFunction[] = [
  ...processFunctions,
  ...signalFunctions,
  ...exitFunctions,
  ...fileFunctions,
  ...stdioFunctions,
  ...stringFunctions,
];

export const FUNCTIONS: readonly LibraryFunction[] = ALL.map((fn) =>
  RESTARTED.has(fn.name) ? { ...fn, blocks: 'restarts' } : fn,
);

export const LIBRARY: ReadonlyMap<string, LibraryFunction> = new Map(FUNCTIONS.map((fn) => [fn.name, fn]));
