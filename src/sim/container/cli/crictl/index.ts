/** The crictl client alone. */
export { crictlProgram, CRICTL } from './program.ts';
