// The line editor of an interactive shell: a model of GNU readline 8.2 on the kernel's call interface.
export { createLineReader } from './reader.ts';
