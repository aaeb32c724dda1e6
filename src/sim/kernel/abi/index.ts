// What a simulated program may use: the call interface, its constants, and nothing else of the kernel.
export { utf8, fromUtf8, type ByteString } from './bytes.ts';
export { hold, OutOfMemory } from './memory.ts';
export { E, isErr, type Errno, type ErrnoName } from './errno.ts';
export * from './signals.ts';
export * from './flags.ts';
export * from './calls.ts';
export { sys, DEFAULT, IGNORE } from './sys.ts';
