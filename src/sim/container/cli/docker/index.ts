/** The docker client alone, for a chunk of its own (45 kB gzip). */
export { dockerProgram, DOCKER } from './program.ts';
