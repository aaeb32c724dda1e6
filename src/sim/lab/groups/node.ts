// Programs of the node that talk to its daemons.
import { dockerProgram } from '../../container/cli/index.ts';
import { liveEngine } from '../../container/daemon/index.ts';
import type { ProgramSource } from '../library.ts';

export const group: Readonly<Record<string, ProgramSource>> = {
  docker: ({ manager }) => dockerProgram(liveEngine(manager)),
};
