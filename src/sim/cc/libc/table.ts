// All functions of the C library, and what gcc knows of them without a header.
import { exitFunctions } from './exit.ts';
import { fileFunctions } from './files.ts';
import type { LibraryFunction } from './function.ts';
import { processFunctions } from './processes.ts';
import { signalFunctions } from './signals.ts';
import { stdioFunctions } from './stdio.ts';
import { stringFunctions } from './strings.ts';

export const FUNCTIONS: readonly LibraryFunction[] = [
  ...processFunctions,
  ...signalFunctions,
  ...exitFunctions,
  ...fileFunctions,
  ...stdioFunctions,
  ...stringFunctions,
];

export const LIBRARY: ReadonlyMap<string, LibraryFunction> = new Map(FUNCTIONS.map((fn) => [fn.name, fn]));
