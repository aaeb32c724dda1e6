/** The kubectl client alone, for a chunk of its own (29 kB gzip). */
export { kubectlProgram, KUBECTL } from './program.ts';
