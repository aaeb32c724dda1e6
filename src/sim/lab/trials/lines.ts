// Where a learner's PID 1 is, and the lines that make it run: what prose, tasks and editor need of the trials.
export const INIT_SOURCE = '/app/init.c';
export const INIT = '/app/init';
const CONTAINER = 'web-0';

/** Saves the text as the editor does, compiles it in the container and starts the container again: the lines for the node's terminal. */
export const BUILD_LINE = `docker exec ${CONTAINER} cc -o ${INIT} ${INIT_SOURCE}`;
export const RESTART_LINE = `docker restart -t 0 ${CONTAINER}`;

export const fileInput = (text: string) =>
  ({ kind: 'file', container: CONTAINER, path: INIT_SOURCE, text, mode: 0o644 }) as const;
